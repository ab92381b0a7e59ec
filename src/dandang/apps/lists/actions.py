"""A list out, for a purpose; a list back, after a dry run, all or nothing."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from dandang.apps.audit import actions as audit
from dandang.apps.exports.actions import begin_export, finish_export
from dandang.apps.lists.listing import Listing, Row
from dandang.apps.lists.plan import ListPlan, plan_list
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, require
from dandang.formats import gate
from dandang.formats.lists.book_in import read_list
from dandang.formats.lists.book_out import About, Faults, Line, write_list
from dandang.formats.lists.column import KEY, Column
from dandang.formats.lists.key import key_of
from dandang.formats.roster_in import Problem
from dandang.terms.reading import ExportKind, ExportPurpose
from dandang.terms.refusal import Refusal

__all__ = ["ListPlan", "Listing", "empty_list", "export_list", "import_list", "mark_list"]


@transaction.atomic
def export_list(
    *,
    listing: Listing,
    columns: Sequence[str],
    chosen: Any = None,
    told: str = "",
    purpose: str,
    kind: ExportPurpose = ExportPurpose.OTHER,
    by: Actor,
    at: datetime,
) -> bytes:
    """A list (名单) as a workbook (.xlsx), with the columns and rows chosen, for a purpose.

    `told` says in words what was chosen. The file stands in the register of exports and carries its
    mark; the trail keeps the purpose, for the list and for each person on it. Nothing sealed is
    ever a column of a list.
    """
    require(by, listing.export)
    picked = [column for column in listing.columns if column.code in columns]
    if not picked:
        raise Refusal("list.no_columns")
    rows = listing.rows(by, chosen, at.date())
    if len(rows) >= gate.MOST_ROWS:
        raise Refusal("list.too_many", count=len(rows), limit=gate.MOST_ROWS - 1)
    mark = begin_export(
        what=ExportKind.TABLE,
        about=audit.Subject("list", listing.code, listing.kind.zh),
        people=_people(rows),
        purpose=purpose,
        kind=kind,
        verb=listing.export,
        details={
            "change": "exported",
            "rows": len(rows),
            "columns": [column.code for column in picked],
            "chosen": told,
        },
        by=by,
        at=at,
    )
    lines = [Line(key_of(listing.code, row.number), row.values) for row in rows]
    about = replace(_about(listing, at), chosen=told)
    return finish_export(mark=mark, content=write_list(lines, picked, about, mark=mark))


def empty_list(*, listing: Listing, by: Actor, at: datetime) -> bytes:
    """The empty workbook of a list that comes back: headings, meanings, words to choose from."""
    assert listing.edit is not None
    require(by, listing.edit)
    columns = [column for column in listing.columns if column.editable or column.required]
    return write_list([], columns, _about(listing, at))


@transaction.atomic
def import_list(
    *,
    listing: Listing,
    data: bytes,
    dry_run: bool = False,
    expected: str = "",
    by: Actor,
    at: datetime,
) -> ListPlan:
    """Bring a changed list back (导入名单) and give what it did, or with `dry_run` would do.

    A dry run writes everything and takes it back, so that it meets every refusal the import would.
    With any problem nothing is written and the list is refused; so it is when `expected`, the
    fingerprint of a dry run, no longer fits. Importing the same file again changes nothing.
    """
    assert listing.edit is not None
    assert listing.write is not None
    require(by, listing.edit)
    book = read_list(data, listing.columns, code=listing.code)
    if not dry_run:
        listing.lock(row.number for row in book.rows if row.number is not None)
    plan = plan_list(listing, book, listing.rows(by, None, at.date()))
    if expected and plan.fingerprint != expected:
        raise Refusal("list.moved_on")
    if plan.changes and (dry_run or not plan.problems):
        with transaction.atomic():
            found = tuple(listing.write(plan.changes, by, at))
            if dry_run or found:
                transaction.set_rollback(True)
        plan = replace(plan, problems=(*plan.problems, *found))
    if dry_run:
        return plan
    if plan.problems:
        raise Refusal("list.has_problems", count=len(plan.problems))
    if plan.changes:
        digest = hashlib.sha256(data).hexdigest()
        audit.record(
            by=by,
            verb=listing.edit,
            subject=audit.Subject("list", listing.code, listing.kind.zh),
            at=at,
            details={
                "change": "imported",
                "list": listing.code,
                "new": len(plan.new),
                "changed": len(plan.changed),
                "same": plan.same,
                "sha256": digest,
            },
        )
    return plan


@transaction.atomic
def mark_list(
    *,
    listing: Listing,
    data: bytes,
    say: Callable[[Problem], str],
    by: Actor,
    at: datetime,
) -> bytes:
    """The file that came back, with each problem said at its cell and at the end of its row.

    The sentences tell what stands in the house, so it leaves as an export of its own.
    """
    require(by, listing.export)
    plan = import_list(listing=listing, data=data, dry_run=True, by=by, at=at)
    sentences: dict[tuple[int, str], str] = {}
    places = {
        place: (number, code)
        for number, row in enumerate(plan.book.rows)
        for code, place in [("", row.place), *row.at.items()]
    }
    for problem in plan.problems:
        place = places[problem.place]
        sentences[place] = "\n".join(
            words for words in (sentences.get(place, ""), say(problem)) if words
        )
    lines = [Line(row.key, row.raw) for row in plan.book.rows]
    left = {
        key_of(listing.code, number): values for number, values in (plan.book.left or {}).items()
    }
    mark = begin_export(
        what=ExportKind.TABLE,
        about=audit.Subject("list", listing.code, listing.kind.zh),
        people=_people(plan.named),
        purpose="标注导入问题",
        kind=ExportPurpose.DAILY,
        verb=listing.export,
        details={"change": "marked", "rows": len(lines)},
        by=by,
        at=at,
    )
    content = write_list(
        lines,
        _present(listing, plan),
        _about(listing, at),
        left=left,
        faults=Faults(sentences),
        mark=mark,
    )
    return finish_export(mark=mark, content=content)


def _people(rows: Iterable[Row]) -> list[audit.Subject]:
    """Everybody a list says something about, once."""
    people = {row.person: row for row in rows if row.person is not None}
    return [
        audit.Subject("person", str(number), row.name, row.path, number)
        for number, row in people.items()
    ]


def _present(listing: Listing, plan: ListPlan) -> list[Column]:
    return [
        column
        for column in listing.columns
        if column.code in plan.book.present and column.code != KEY.code
    ]


def _about(listing: Listing, at: datetime) -> About:
    return About(
        code=listing.code,
        title=listing.kind.zh,
        day=f"{at:%Y-%m-%d}",
        fictitious=organisation.county().fictitious,
        comes_back=listing.comes_back,
    )
