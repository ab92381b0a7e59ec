"""What the doctor looks at on the machine: Python, clock, disk, pages, documents, doors."""

import platform
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

from dandang.formats import slips
from dandang.formats.letters import default_template, render_word
from dandang.upkeep.backup_file import free_bytes
from dandang.upkeep.findings import Finding, attention, fine, missing

OLDEST_PYTHON = (3, 11)
ARCHITECTURES = {"x86_64", "aarch64"}
_GIGABYTE = 1024**3
_ENOUGH, _LEAST = 5 * _GIGABYTE, _GIGABYTE
# The oldest day that this version can have been started on.
_NOT_BEFORE = 2026
_ASSETS = ("vendor/tabler.css", "vendor/tabler.js", "vendor/echarts.js", "shared/dandang.css")


def python(at: datetime) -> Iterator[Finding]:
    """The program's version, Python and architecture."""
    running, machine = platform.python_version(), platform.machine()
    said = {"program": version("dandang"), "python": running, "machine": machine}
    if sys.version_info < OLDEST_PYTHON:
        yield missing("doctor.python_old", **said)
    elif machine not in ARCHITECTURES:
        yield attention("doctor.machine_untried", **said)
    else:
        yield fine("doctor.python", **said)


def clock(at: datetime) -> Iterator[Finding]:
    """The clock and the time zone."""
    there = at.astimezone().utcoffset() or timedelta()
    offset = int(there.total_seconds() // 3600)
    if at.year < _NOT_BEFORE:
        yield missing("doctor.clock_wrong", now=f"{at:%Y-%m-%d %H:%M}")
    elif offset != 8:
        # Pages count in Beijing time whatever the machine does; its own logs do not.
        yield attention("doctor.zone", now=f"{at:%Y-%m-%d %H:%M}", offset=offset)
    else:
        yield fine("doctor.clock", now=f"{at:%Y-%m-%d %H:%M}")


def disk(at: datetime) -> Iterator[Finding]:
    """Room on the disk of the data folder."""
    free = free_bytes(Path(settings.DATA))
    said = {"free": round(free / _GIGABYTE, 1), "path": settings.DATA}
    if free < _LEAST:
        yield missing("doctor.disk_full", **said)
    else:
        yield (
            attention("doctor.disk_low", **said) if free < _ENOUGH else fine("doctor.disk", **said)
        )


def pages(at: datetime) -> Iterator[Finding]:
    """Style sheets, scripts and the English words, which an incomplete installation lacks."""
    lost = [name for name in _ASSETS if finders.find(name) is None]
    words = Path(settings.LOCALE_PATHS[0]) / "en/LC_MESSAGES/django.mo"
    if lost:
        yield missing("doctor.assets_missing", first=lost[0], count=len(lost))
    elif not words.exists():
        yield attention("doctor.words_missing")
    else:
        yield fine("doctor.assets")


def documents(at: datetime) -> Iterator[Finding]:
    """A small PDF and a small Word document, made here and now."""
    try:
        paper = slips.pdf(
            title="检查",
            unit="检查",
            address="https://localhost/b/0/",
            classes=[("A", "检查")],
            slips=[("A", "00000000000")],
            fictitious=True,
        )
        word = render_word(default_template(), {})
    except Exception as error:
        yield missing("doctor.documents_fail", error=type(error).__name__)
        return
    if paper.startswith(b"%PDF-") and word.startswith(b"PK"):
        yield fine("doctor.documents", size=len(paper) // 1024)
    else:
        yield missing("doctor.documents_fail", error="-")


def doors(at: datetime) -> Iterator[Finding]:
    """Encrypted transport, and the names under which the site answers."""
    names = "、".join(settings.ALLOWED_HOSTS)
    if settings.TLS:
        yield fine("doctor.tls", names=names)
    else:
        yield attention("doctor.no_tls", names=names)
    if any(name.startswith("*") for name in settings.ALLOWED_HOSTS):
        yield attention("doctor.any_host")
