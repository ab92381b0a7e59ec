"""Entering an export: a number before the file is made, its hash after."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.exports.models import Export
from dandang.apps.exports.numbers import export_number, row_of
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.roles import VERBS_OF
from dandang.apps.permits.verbs import Verb
from dandang.formats.export_mark import ExportMark
from dandang.kit.clock import BEIJING
from dandang.terms.reading import ExportKind, ExportPurpose
from dandang.terms.refusal import Refusal

MOST_PURPOSE = 100
# What cannot stand in the head and foot of a page.
_UNSEEN = re.compile(r"[\x00-\x20\x7f]+")


@transaction.atomic
def begin_export(
    *,
    what: ExportKind,
    about: audit.Subject,
    people: Sequence[audit.Subject],
    purpose: str,
    kind: ExportPurpose = ExportPurpose.OTHER,
    verb: Verb,
    details: Mapping[str, Any] | None = None,
    by: Actor,
    at: datetime,
) -> ExportMark:
    """Enter an export (导出) before its file is made; gives the mark that the file must carry.

    The caller has checked that the actor may. `about` is what is exported as a whole, `people`
    everybody in it: each gets a trail row that he can read, with what he was part of and the
    capacity in which it was taken. 其他 needs the purpose in words. Call `finish_export` with the
    bytes in the same transaction.
    """
    told = stated(kind, purpose)
    row = Export.objects.create(
        what=str(what),
        name=about.name[:200],
        purpose_kind=str(kind),
        purpose=told,
        account=by.account,
        by_name=by.name,
        at=at,
        people=len(people),
    )
    number = export_number(row.pk, at)
    counted = {"people": len(people), "export": number, "as": _capacity(by, verb, about.path)}
    whole = audit.Entry(about, {**(details or {}), **counted})
    each = [
        audit.Entry(one, {"export": number, "of": about.name, "as": _capacity(by, verb, one.path)})
        for one in people
        if one != about
    ]
    audit.record_all(by=by, verb=verb, entries=[whole, *each], at=at, purpose=told)
    return ExportMark(
        number=number,
        by=by.name,
        at=f"{at.astimezone(BEIJING):%Y.%m.%d %H:%M}",
        purpose=told,
    )


@transaction.atomic
def finish_export(*, mark: ExportMark, content: bytes) -> bytes:
    """Enter the hash of the finished file, once; gives the file back."""
    changed = Export.objects.filter(pk=row_of(mark.number) or 0, sha256="").update(
        sha256=hashlib.sha256(content).hexdigest(), size=len(content)
    )
    assert changed == 1, "an export is finished once"
    return content


def _capacity(by: Actor, verb: Verb, path: str) -> str:
    """In which roles it was taken: those over the place, or where there is none, those that may."""
    anywhere = (str(role) for role in by.roles() if verb in VERBS_OF[role])
    return by.capacity(verb, path=path) or ",".join(anywhere)


def stated(kind: ExportPurpose, purpose: str) -> str:
    """The purpose in words: 会议材料：县委常委会; refused when 其他 says nothing, or too much."""
    purpose = _UNSEEN.sub(" ", purpose).strip()
    if len(purpose) > MOST_PURPOSE:
        raise Refusal("audit.purpose_too_long", limit=MOST_PURPOSE)
    if kind is ExportPurpose.OTHER:
        if not purpose:
            raise Refusal("audit.purpose_missing")
        return purpose
    return f"{kind.zh}：{purpose}" if purpose else kind.zh
