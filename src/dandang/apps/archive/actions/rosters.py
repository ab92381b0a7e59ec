"""Rosters in and out: a dry run, all or nothing; and the 常规干部名册 for a purpose."""

import hashlib
from datetime import datetime
from itertools import groupby

from django.db import transaction

from dandang.apps.archive.actions.grip import subject_of
from dandang.apps.archive.actions.storing import restore, store_all
from dandang.apps.archive.queries.people import ORGANISATION_ORDER, seen
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.archive.rosters.plan import ImportPlan, names_for, people_on_file, plan_import
from dandang.apps.archive.rosters.printed import printed
from dandang.apps.archive.rosters.revise import Defaults
from dandang.apps.audit import actions as audit
from dandang.apps.exports.actions import begin_export, finish_export, stated
from dandang.apps.organisation import queries as organisation
from dandang.apps.permits.actor import Actor, require
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import queries as units
from dandang.formats.roster_in import read_roster
from dandang.formats.roster_out import MANAGEMENT, REGULAR, Block, write_roster
from dandang.terms.reading import ExportKind, ExportPurpose
from dandang.terms.refusal import Refusal

NO_DEFAULTS = Defaults()


@transaction.atomic
def import_roster(
    *,
    data: bytes,
    defaults: Defaults = NO_DEFAULTS,
    dry_run: bool = False,
    by: Actor,
    at: datetime,
) -> ImportPlan:
    """Import a roster (导入名册) and give what it did, or with `dry_run` what it would do.

    People are matched by identity number, else by name, month of birth and unit. With any problem
    nothing is written and the roster is refused; importing it again changes nothing.
    """
    require(by, Verb.ARCHIVE_IMPORT)
    plan = plan_import(by, read_roster(data), defaults=defaults, on=at.date())
    if dry_run:
        return plan
    if plan.problems:
        raise Refusal("roster.has_problems", count=len(plan.problems))
    people = people_on_file(by, [one.person for one in plan.changed if one.person is not None])
    if plan.new:
        careers = [one.career for one in plan.new]
        store_all(careers=careers, by=by, at=at, verb=Verb.ARCHIVE_IMPORT)
    if plan.changed:
        changed = {people[one.person]: one.career for one in plan.changed if one.person}
        restore(careers=changed, verb=Verb.ARCHIVE_IMPORT, by=by, at=at)
    if plan.new or plan.changed:
        digest = hashlib.sha256(data).hexdigest()
        details = {"new": len(plan.new), "changed": len(plan.changed), "same": plan.same}
        audit.record(
            by=by,
            verb=Verb.ARCHIVE_IMPORT,
            subject=audit.Subject("roster", digest[:16], "干部名册"),
            at=at,
            details={**details, "sha256": digest},
        )
    return plan


@transaction.atomic
def export_roster(
    *,
    unit: int,
    purpose: str,
    kind: ExportPurpose = ExportPurpose.OTHER,
    management: bool = False,
    by: Actor,
    at: datetime,
) -> bytes:
    """The 常规干部名册 (.xlsx) of everybody in service in a unit and below it, for a purpose.

    One block a unit, in organisation order; `management` adds rank, level, regime and authority.
    Nothing sealed is in it. The file carries the mark of the export; the trail keeps the purpose,
    for the unit and for each person.
    """
    place = units.unit(by, unit)
    require(by, Verb.ARCHIVE_EXPORT, path=place.path)
    stated(kind, purpose)
    people = list(
        seen(by, Verb.ARCHIVE_EXPORT)
        .filter(unit__path__startswith=place.path, in_service=True)
        .select_related("unit")
        .order_by(*ORGANISATION_ORDER)
    )
    if not people:
        raise Refusal("archive.nobody_to_export", unit=place.name)
    careers, names = careers_of(people), names_for(by)
    blocks = [
        Block(
            names.label(full_name),
            tuple(printed(careers[person.pk], at.date(), names) for person in rows),
        )
        for full_name, rows in groupby(people, key=lambda person: person.unit.full_name)
    ]
    mark = begin_export(
        what=ExportKind.ROSTER,
        about=audit.Subject("unit", str(place.number), place.name, path=place.path),
        people=[subject_of(person, path=person.unit.path) for person in people],
        purpose=purpose,
        kind=kind,
        verb=Verb.ARCHIVE_EXPORT,
        details={"management": management},
        by=by,
        at=at,
    )
    content = write_roster(
        blocks,
        on=at.date(),
        columns=(*REGULAR, *MANAGEMENT) if management else REGULAR,
        fictitious=organisation.county().fictitious,
        mark=mark,
    )
    return finish_export(mark=mark, content=content)
