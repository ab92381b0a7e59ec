"""The list of people's basic facts: open to correction; posts and sealed fields are not."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dandang.apps.archive.actions.basics import correct_basics
from dandang.apps.archive.checks import check
from dandang.apps.archive.lists.words import term_of, yes_no
from dandang.apps.archive.models import Appointment, Education, Person
from dandang.apps.archive.queries.people import (
    ORGANISATION_ORDER,
    PeopleFilter,
    filtered,
    held_by,
    post_text,
    seen,
)
from dandang.apps.archive.rebuild import bare_career
from dandang.apps.archive.sealing import date_in
from dandang.apps.lists.listing import Change, Listing, Row
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.career import Absent, Career, age, stated
from dandang.days import PartialDate
from dandang.formats import roster_cells
from dandang.formats.lists.column import CellKind, Column, of_term
from dandang.formats.roster_in import Problem
from dandang.terms.lists import ListKind
from dandang.terms.people import Authority, PostLevel, Regime, Sex
from dandang.terms.refusal import Refusal
from dandang.terms.term import Term

_TERMS: dict[str, type[Term]] = {"sex": Sex, "authority": Authority, "regime": Regime}
_TEXTS = ("native_place", "birth_place", "title", "speciality", "rank")
_MONTHS = ("birth", "work_start", "rank_since")
_AS_STORED = ("name", "ethnicity", "party", "note", *_TEXTS, *_MONTHS)
_NONE = "没有的填“无”，留空不改动。"

COLUMNS = (
    Column("name", "姓名", editable=True, required=True, most=40, width=10, english="name"),
    Column("unit", "单位", means="调动请办理任免。", width=20, english="unit"),
    Column(
        "posts",
        "现任职务",
        means="任免请在个人页面办理，或从名册导入。",
        width=26,
        english="posts held",
    ),
    Column(
        "sex",
        "性别",
        CellKind.CHOICE,
        editable=True,
        options=of_term(tuple(Sex)),
        width=6,
        english="sex",
    ),
    Column("birth", "出生年月", CellKind.MONTH, editable=True, width=10, english="month of birth"),
    Column(
        "age",
        "年龄",
        CellKind.WHOLE,
        means="按月计算，导出当日。",
        computed=True,
        width=6,
        english="age",
    ),
    Column("ethnicity", "民族", editable=True, most=20, width=8, english="ethnicity"),
    Column(
        "native_place",
        "籍贯",
        means=_NONE,
        editable=True,
        most=40,
        width=12,
        english="native place",
    ),
    Column(
        "birth_place",
        "出生地",
        means=_NONE,
        editable=True,
        most=40,
        width=12,
        english="place of birth",
    ),
    Column(
        "party", "入党时间", means=_NONE, editable=True, most=40, width=12, english="party joined"
    ),
    Column(
        "work_start", "参加工作时间", CellKind.MONTH, editable=True, width=12, english="work begun"
    ),
    Column(
        "full_time",
        "全日制教育学历",
        means="在此只供查阅。",
        width=14,
        english="full-time education",
    ),
    Column(
        "at_work",
        "在职教育学历",
        means="在此只供查阅。",
        width=14,
        english="education while at work",
    ),
    Column(
        "title",
        "专业技术职务",
        means=_NONE,
        editable=True,
        most=80,
        width=14,
        english="professional title",
    ),
    Column(
        "speciality",
        "熟悉专业有何专长",
        means=_NONE,
        editable=True,
        most=120,
        width=18,
        english="speciality",
    ),
    Column("level", "职务层次", means="由现任职务得出。", width=12, english="level of post"),
    Column("rank", "职级", means=_NONE, editable=True, most=40, width=12, english="rank"),
    Column(
        "rank_since",
        "任现职级时间",
        CellKind.MONTH,
        editable=True,
        width=12,
        english="rank held since",
    ),
    Column(
        "authority",
        "干部管理权限",
        CellKind.CHOICE,
        editable=True,
        options=of_term(tuple(Authority)),
        width=12,
        english="administered by",
    ),
    Column(
        "regime",
        "适用制度",
        CellKind.CHOICE,
        editable=True,
        options=of_term(tuple(Regime)),
        width=14,
        english="regime",
    ),
    Column(
        "in_service",
        "在职",
        CellKind.YES_NO,
        means="退休等请登记状态。",
        width=6,
        english="in service",
    ),
    Column(
        "note",
        "备注",
        means="要删去原有备注，填“无”。",
        editable=True,
        most=200,
        width=24,
        english="note",
    ),
)


def _rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    asked = chosen or PeopleFilter(on=on, in_service=None)
    found = filtered(seen(viewer, Verb.ARCHIVE_EXPORT), asked).select_related("unit")
    people = list(found.order_by(*ORGANISATION_ORDER))
    held = held_by(found, asked.on)
    schools: dict[tuple[int, bool], str] = {
        (row.person_id, row.full_time): row.schooling
        for row in Education.objects.filter(person__in=found.order_by().values("pk"))
    }
    return tuple(
        Row(
            number=person.pk,
            name=person.name,
            path=person.unit.path,
            person=person.pk,
            values={
                **_values(person, held.get(person.pk, []), asked.on),
                "full_time": schools.get((person.pk, True), ""),
                "at_work": schools.get((person.pk, False), ""),
            },
        )
        for person in people
    )


def _values(person: Person, held: Sequence[Appointment], on: date) -> dict[str, str]:
    years = age(date_in(person.birth), on)
    main = held[0] if held and held[0].main else None
    return {
        **{name: getattr(person, name) for name in _AS_STORED},
        **{name: _spoken(words, getattr(person, name)) for name, words in _TERMS.items()},
        "unit": person.unit.name,
        "posts": "，".join(post_text(one, person.unit_id) for one in held),
        "age": "" if years is None else str(years),
        "level": PostLevel(main.level).zh if main else "",
        "in_service": yes_no(person.in_service),
    }


def _spoken(words: type[Term], said: str) -> str:
    return next((word.zh for word in words if word == said), said)


def _write(changes: Sequence[Change], by: Actor, at: datetime) -> Iterable[Problem]:
    numbers = [change.row.number for change in changes if change.row is not None]
    rows = seen(by, Verb.ARCHIVE_EDIT).select_for_update(of=("self",)).select_related("unit")
    people = {row.pk: row for row in rows.filter(pk__in=numbers)}
    careers = {number: bare_career(person) for number, person in people.items()}
    corrected: dict[Person, tuple[Career, Career]] = {}
    for change in changes:
        assert change.row is not None
        person = people.get(change.row.number)
        if person is None:
            yield Problem(change.place, "list.out_of_scope")
            continue
        said: dict[str, Any] = {}
        for name, text in change.edited.items():
            try:
                said[name] = _value(name, text)
            except Refusal as refusal:
                yield change.problem(refusal, name)
        after = replace(careers[person.pk], **said)
        try:
            check(after)
        except Refusal as refusal:
            yield change.problem(refusal)
            continue
        corrected[person] = (careers[person.pk], after)
    correct_basics(careers=corrected, by=by, at=at)


def _value(name: str, said: str) -> Any:
    if name in _TERMS:
        return term_of(_TERMS[name], said)
    if name == "name":
        return roster_cells.name(said)
    if name == "ethnicity":
        return roster_cells.ethnicity(said)
    if name == "note":
        return "" if said == "无" else said
    value = stated(said)
    if name not in _MONTHS or isinstance(value, Absent):
        return roster_cells.party(said) if name == "party" else value
    return PartialDate.parse(value)


PEOPLE = Listing(
    kind=ListKind.PEOPLE,
    columns=COLUMNS,
    export=Verb.ARCHIVE_EXPORT,
    edit=Verb.ARCHIVE_EDIT,
    rows=_rows,
    write=_write,
    model=Person,
)
