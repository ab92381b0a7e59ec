"""A roster of 3,000 people: into an empty archive, again, and a hostile workbook beside it."""

import io
import os
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import date
from typing import TypeVar

from benchmarks import Figure

NAME = "A roster of 3,000 people in"

PEOPLE = 3000
UNITS = 60
IMPORT_S = 30
REFUSE_MS = 100
Answer = TypeVar("Answer")


def run() -> list[Figure]:
    """Import the roster, import it again, refuse a workbook with a cell in the far corner."""
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        os.environ["DANDANG_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "dandang.project.settings"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        _units()
        data = _roster()
        first, plan = _timed(lambda: _import(data))
        again, same = _timed(lambda: _import(data))
        refused, _ = _timed(lambda: _refused(_far_corner()))
    assert (plan, same) == ((PEOPLE, 0), (0, PEOPLE))
    return [
        Figure(f"roster of {PEOPLE} into an empty archive", first, "s", IMPORT_S),
        Figure("the same roster again: nothing changes", again, "s", IMPORT_S),
        Figure("a workbook with cell XFD1048576 refused", refused * 1000, "ms", REFUSE_MS),
    ]


def _timed(act: Callable[[], Answer]) -> tuple[float, Answer]:
    begun = time.perf_counter()
    answer = act()
    return time.perf_counter() - begun, answer


def _units() -> None:
    from dandang.apps.permits.actor import console
    from dandang.apps.units import actions as units
    from dandang.apps.units.plans import UnitPlan
    from dandang.kit import clock
    from dandang.terms.people import UnitKind

    plans = [UnitPlan("虚构县", "虚构县", UnitKind.COUNTY, 0)]
    plans += [
        UnitPlan(f"虚构县/{name}", name, UnitKind.DEPARTMENT, number)
        for number, name in enumerate(_names(), start=1)
    ]
    units.store_tree(plans=plans, by=console("bench"), at=clock.now())


def _names() -> list[str]:
    return [f"虚构第{number}局" for number in range(1, UNITS + 1)]


def _roster() -> bytes:
    from dandang.formats.roster_fields import RosterField as F
    from dandang.formats.roster_out import MANAGEMENT, REGULAR, Block, write_roster

    def row(place: int) -> dict[F, str]:
        month = f"{1966 + place % 36}.{1 + place % 12:02d}"
        return {
            F.NAME: f"虚{chr(0x4E00 + place)}",
            F.POSTS: "局长" if place % 50 == 0 else "科员",
            F.SEX: "女" if place % 3 == 0 else "男",
            F.ETHNICITY: "汉族",
            F.NATIVE_PLACE: "虚构县",
            F.FULL_TIME_SCHOOLING: "大学",
            F.FULL_TIME_SCHOOL: "某大学行政管理专业",
            F.AT_WORK_SCHOOLING: "研究生",
            F.AT_WORK_SCHOOL: "某党校经济管理专业",
            F.BIRTH: month,
            F.WORK_START: f"{1990 + place % 36}.07",
            F.PARTY: "2005.06",
            F.POST_SINCE: "2022.03",
            F.RANK_SINCE: "2022.03",
            F.RANK: "一级科员",
            F.LEVEL: "科员及以下",
            F.REGIME: "公务员",
            F.AUTHORITY: "单位管理",
            F.IN_SERVICE: "在职",
            F.IDENTITY: _identity(month, place),
        }

    each = PEOPLE // UNITS
    blocks = [
        Block(name, tuple(row(number * each + place) for place in range(each)))
        for number, name in enumerate(_names())
    ]
    return write_roster(
        blocks,
        on=date(2026, 11, 22),
        columns=(*REGULAR, *MANAGEMENT, F.IDENTITY),
        fictitious=True,
    )


def _identity(month: str, place: int) -> str:
    from dandang.formats.identity import check_digit

    body = f"999999{month.replace('.', '')}01{place % 1000:03d}"
    return body + check_digit(body)


def _import(data: bytes) -> tuple[int, int]:
    from dandang.apps.archive import actions as archive
    from dandang.apps.permits.actor import console
    from dandang.kit import clock

    plan = archive.import_roster(data=data, by=console("bench"), at=clock.now())
    return len(plan.new), plan.same


def _far_corner() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("xl/workbook.xml", "<workbook/>")
        cells = '<row r="1"><c r="A1"/></row><row r="1048576"><c r="XFD1048576"/></row>'
        book.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{cells}</worksheet>")
    return out.getvalue()


def _refused(data: bytes) -> bool:
    from dandang.formats import gate
    from dandang.terms.refusal import Refusal

    try:
        gate.check(data)
    except Refusal:
        return True
    raise AssertionError("a hostile workbook came in")
