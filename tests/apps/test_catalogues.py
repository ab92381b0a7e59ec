"""A catalogue is counted: declared, filled, still to be filled; what was active never changes."""

from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from dandang.apps.audit.models import TrailRow
from dandang.apps.catalogues import actions, queries
from dandang.apps.catalogues.models import Catalogue, CatalogueItem, CatalogueVersion
from dandang.apps.catalogues.shipped import shipped
from dandang.apps.inbox.queries import inbox
from dandang.apps.permits.actor import Actor, console
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from dandang.terms.catalogues import CountGap, ItemChange, VersionState
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_actor, make_unit

pytestmark = pytest.mark.django_db
OFFICE = console("测试")
TODAY = NOW.date()


@pytest.fixture
def county() -> Unit:
    return make_unit("虚构县")


@pytest.fixture
def officer(county: Unit) -> Actor:
    return make_actor(Role.ORGANISER_OFFICER, unit=county)


def made(
    unit: Unit, *, code: str = "x-list", declared: int | None = 3, aspects: int | None = None
) -> int:
    """A catalogue of that unit; gives its number."""
    return actions.make(
        code=code,
        name="虚构清单",
        unit=unit.pk,
        document="虚组〔2026〕1号",
        source="虚构材料",
        declared=declared,
        aspects=aspects,
        by=OFFICE,
        at=NOW,
    )


def draft_of(catalogue: int) -> int:
    draft = queries.catalogue(OFFICE, catalogue).row.draft
    assert draft is not None
    return draft


def items_of(version: int) -> list[int]:
    return [line.number for line in queries.items(OFFICE, version)]


def filled(catalogue: int) -> int:
    """Every place of its draft filled; gives the version."""
    version = draft_of(catalogue)
    for number in items_of(version):
        actions.fill(item=number, text=f"条目{number}", by=OFFICE, at=NOW)
    return version


def activated(catalogue: int, on: date = TODAY) -> int:
    version = filled(catalogue)
    actions.activate(version=version, on=on, by=OFFICE, at=NOW)
    return version


def refused(code: str) -> Any:
    return pytest.raises(Refusal, match=code.replace(".", r"\."))


def test_a_new_catalogue_has_as_many_places_to_be_filled_as_declared(county: Unit) -> None:
    counts = queries.catalogue(OFFICE, made(county)).row.shown.counts
    assert (counts.declared, counts.filled, counts.open) == (3, 0, 3)
    assert counts.gaps == (CountGap.OPEN,)


def test_aspects_are_counted_apart_from_items(county: Unit) -> None:
    counts = queries.catalogue(OFFICE, made(county, declared=4, aspects=2)).row.shown.counts
    assert (counts.aspects_declared, counts.aspects_open, counts.open, counts.loose) == (2, 2, 4, 4)
    assert counts.gaps == (CountGap.OPEN, CountGap.LOOSE)


def test_without_a_declared_count_there_is_nothing_to_differ_from(county: Unit) -> None:
    number = made(county, declared=None)
    assert queries.catalogue(OFFICE, number).row.shown.counts.gaps == (CountGap.OPEN,)
    actions.add_item(version=draft_of(number), code="1", text="甲", by=OFFICE, at=NOW)
    assert queries.catalogue(OFFICE, number).row.shown.counts.gaps == ()


def test_filling_a_place_counts_and_leaves_a_trail_row(county: Unit, officer: Actor) -> None:
    version = draft_of(made(county))
    first = items_of(version)[0]
    actions.fill(item=first, text=" 甲 ", source="虚组〔2026〕1号", by=officer, at=NOW)
    counts = queries.version(officer, version).row.counts
    assert (counts.filled, counts.open) == (1, 2)
    row = TrailRow.objects.get(verb="catalogues.fill")
    assert row.details["fields"]["text"] == ["", "甲"]
    actions.fill(item=first, text="甲", by=officer, at=NOW)
    assert TrailRow.objects.filter(verb="catalogues.fill").count() == 1


def test_a_blank_text_is_a_place_to_be_filled_again(county: Unit) -> None:
    version = filled(made(county))
    actions.fill(item=items_of(version)[0], text="", by=OFFICE, at=NOW)
    assert queries.version(OFFICE, version).row.counts.open == 1


def test_a_whole_catalogue_is_activated_without_a_reason(county: Unit) -> None:
    version = activated(made(county))
    row = queries.version(OFFICE, version).row
    assert (row.state, row.active_from, row.reason) == (VersionState.ACTIVE, TODAY, "")


@pytest.mark.parametrize(("reason", "name"), [("", ""), ("先行试用", ""), ("", "虚某")])
def test_one_with_open_places_needs_a_reason_and_a_name(
    county: Unit, reason: str, name: str
) -> None:
    version = draft_of(made(county))
    with refused("catalogues.counts_differ"):
        actions.activate(
            version=version, on=TODAY, reason=reason, confirmed_by=name, by=OFFICE, at=NOW
        )
    actions.activate(
        version=version, on=TODAY, reason="先行试用", confirmed_by="虚某", by=OFFICE, at=NOW
    )
    row = queries.version(OFFICE, version).row
    assert (row.reason, row.confirmed_by) == ("先行试用", "虚某")
    told = TrailRow.objects.filter(verb="catalogues.edit").latest("pk").details
    assert (told["gaps"], told["confirmed_by"]) == (["open"], "虚某")


@pytest.mark.parametrize("change", ["more", "less"])
def test_one_item_more_or_less_than_declared_is_told_at_activation(
    county: Unit, change: str
) -> None:
    version = filled(made(county))
    if change == "more":
        actions.add_item(version=version, code="9", text="多", by=OFFICE, at=NOW)
    else:
        actions.drop_item(item=items_of(version)[0], by=OFFICE, at=NOW)
    assert queries.version(OFFICE, version).row.counts.gaps == (CountGap.ITEMS,)
    with refused("catalogues.counts_differ"):
        actions.activate(version=version, on=TODAY, by=OFFICE, at=NOW)


def test_an_aspect_too_many_is_told(county: Unit) -> None:
    version = filled(made(county, declared=1, aspects=1))
    actions.add_item(version=version, code="A9", text="多", by=OFFICE, at=NOW)
    gaps = queries.version(OFFICE, version).row.counts.gaps
    assert gaps == (CountGap.ASPECTS, CountGap.LOOSE)


def test_items_are_put_under_their_aspect(county: Unit) -> None:
    version = filled(made(county, declared=2, aspects=1))
    lines = queries.items(OFFICE, version)
    assert [(each.code, each.depth) for each in lines] == [("A1", 0), ("1", 0), ("2", 0)]
    actions.fill(item=lines[2].number, parent="A1", by=OFFICE, at=NOW)
    lines = queries.items(OFFICE, version)
    assert [(each.code, each.depth) for each in lines] == [("A1", 0), ("2", 1), ("1", 0)]
    with refused("catalogues.parent_unknown"):
        actions.fill(item=lines[2].number, parent="2", by=OFFICE, at=NOW)
    actions.fill(item=lines[1].number, parent="", by=OFFICE, at=NOW)
    assert queries.version(OFFICE, version).row.counts.loose == 2


def test_there_are_three_levels_and_no_more(county: Unit) -> None:
    version = draft_of(made(county, declared=None))
    for code, parent in (("1", ""), ("2", "1"), ("3", "2")):
        actions.add_item(version=version, code=code, parent=parent, by=OFFICE, at=NOW)
    with refused("catalogues.parent_unknown"):
        actions.add_item(version=version, code="4", parent="3", by=OFFICE, at=NOW)
    with refused("catalogues.item_has_others"):
        actions.drop_item(item=items_of(version)[0], by=OFFICE, at=NOW)


def test_codes_of_items_are_given_once(county: Unit) -> None:
    version = draft_of(made(county))
    with refused("catalogues.item_code_taken"):
        actions.add_item(version=version, code="1", by=OFFICE, at=NOW)
    with refused("catalogues.item_code_missing"):
        actions.add_item(version=version, code=" ", by=OFFICE, at=NOW)


def test_what_is_active_is_not_changed_but_by_a_new_draft(county: Unit) -> None:
    number = made(county)
    first = activated(number)
    item = items_of(first)[0]
    for act in (
        lambda: actions.fill(item=item, text="改", by=OFFICE, at=NOW),
        lambda: actions.drop_item(item=item, by=OFFICE, at=NOW),
        lambda: actions.add_item(version=first, code="9", by=OFFICE, at=NOW),
        lambda: actions.activate(version=first, on=TODAY, by=OFFICE, at=NOW),
        lambda: actions.discard(version=first, by=OFFICE, at=NOW),
    ):
        with refused("catalogues.not_now"):
            act()
    second = actions.new_draft(catalogue=number, by=OFFICE, at=NOW)
    actions.fill(item=items_of(second)[0], text="改", by=OFFICE, at=NOW)
    assert queries.items(OFFICE, first)[0].text == f"条目{item}"
    before, changes = queries.changes(OFFICE, second)
    assert before is not None
    told = [(each.code, each.change, each.after and each.after.text) for each in changes]
    assert told == [("1", ItemChange.CHANGED, "改")]
    actions.add_item(version=second, code="9", text="增", by=OFFICE, at=NOW)
    actions.drop_item(item=items_of(second)[1], by=OFFICE, at=NOW)
    found = queries.changes(OFFICE, second)[1]
    assert [(each.code, each.change) for each in found] == [
        ("1", ItemChange.CHANGED),
        ("9", ItemChange.ADDED),
        ("2", ItemChange.DROPPED),
    ]


def test_a_new_version_retires_the_one_before_on_the_same_day(county: Unit) -> None:
    number = made(county)
    first = activated(number, on=date(2026, 11, 1))
    second = actions.new_draft(catalogue=number, by=OFFICE, at=NOW)
    with refused("catalogues.before_the_last"):
        actions.activate(version=second, on=date(2026, 10, 31), by=OFFICE, at=NOW)
    actions.activate(version=second, on=TODAY, by=OFFICE, at=NOW)
    rows = {each.number: each for each in queries.catalogue(OFFICE, number).versions}
    assert (rows[first].state, rows[first].retired_on) == (VersionState.RETIRED, TODAY)
    assert rows[second].state is VersionState.ACTIVE
    found = queries.active(OFFICE, "x-list")
    assert found is not None
    assert found.row.number == second


def test_who_took_a_version_keeps_what_it_said(county: Unit) -> None:
    number = made(county)
    first = activated(number, on=date(2026, 11, 1))
    said = [line.text for line in queries.items(OFFICE, first)]
    second = actions.new_draft(catalogue=number, by=OFFICE, at=NOW)
    actions.drop_item(item=items_of(second)[0], by=OFFICE, at=NOW)
    actions.declare(
        version=second, document="虚组〔2026〕8号", declared=2, aspects=None, by=OFFICE, at=NOW
    )
    actions.activate(version=second, on=TODAY, by=OFFICE, at=NOW)
    assert [line.text for line in queries.items(OFFICE, first)] == said
    assert queries.version(OFFICE, first).row.counts.declared == 3


def test_the_active_version_is_retired_for_a_reason(county: Unit) -> None:
    version = activated(made(county))
    with refused("catalogues.reason_missing"):
        actions.retire(version=version, on=TODAY, reason=" ", by=OFFICE, at=NOW)
    with refused("catalogues.day_ahead"):
        actions.retire(version=version, on=date(2026, 11, 23), reason="废止", by=OFFICE, at=NOW)
    with refused("catalogues.before_the_last"):
        actions.retire(version=version, on=date(2026, 11, 21), reason="废止", by=OFFICE, at=NOW)
    actions.retire(version=version, on=TODAY, reason="文件废止", by=OFFICE, at=NOW)
    assert queries.active(OFFICE, "x-list") is None
    with refused("catalogues.not_now"):
        actions.retire(version=version, on=TODAY, reason="文件废止", by=OFFICE, at=NOW)


def test_there_is_one_draft_at_a_time_and_it_can_be_discarded(county: Unit) -> None:
    number = made(county)
    with refused("catalogues.only_version"):
        actions.discard(version=draft_of(number), by=OFFICE, at=NOW)
    with refused("catalogues.draft_stands"):
        actions.new_draft(catalogue=number, by=OFFICE, at=NOW)
    activated(number)
    second = actions.new_draft(catalogue=number, by=OFFICE, at=NOW)
    actions.discard(version=second, by=OFFICE, at=NOW)
    assert queries.catalogue(OFFICE, number).row.draft is None
    assert not CatalogueItem.objects.filter(version_id=second).exists()


def test_a_larger_count_adds_places_and_a_smaller_takes_none_away(county: Unit) -> None:
    version = filled(made(county))
    told = {"version": version, "document": "虚组〔2026〕8号", "aspects": None}
    actions.declare(**told, declared=5, by=OFFICE, at=NOW)
    counts = queries.version(OFFICE, version).row.counts
    assert (counts.declared, counts.filled, counts.open) == (5, 3, 2)
    actions.declare(**told, declared=2, by=OFFICE, at=NOW)
    assert queries.version(OFFICE, version).row.counts.places == 5
    with refused("catalogues.no_aspects"):
        actions.declare(**{**told, "aspects": 2}, declared=2, by=OFFICE, at=NOW)
    with refused("catalogues.count_unfit"):
        actions.declare(**told, declared=0, by=OFFICE, at=NOW)
    with refused("catalogues.source_missing"):
        actions.declare(**{**told, "document": " "}, declared=2, by=OFFICE, at=NOW)


def test_the_database_keeps_an_active_version_whatever_the_code_does(county: Unit) -> None:
    version = activated(made(county))
    item = items_of(version)[0]
    rows, versions = CatalogueItem.objects, CatalogueVersion.objects
    for act in (
        lambda: rows.filter(pk=item).update(text="改"),
        lambda: rows.filter(pk=item).delete(),
        lambda: rows.create(version_id=version, code="9", level=1, order=9),
        lambda: versions.filter(pk=version).update(declared=9),
        lambda: versions.filter(pk=version).update(state="draft", active_from=None),
    ):
        with pytest.raises(DatabaseError, match="never changed again"), transaction.atomic():
            act()


def test_the_database_lets_no_item_stand_under_a_stranger(county: Unit) -> None:
    one = draft_of(made(county, code="one-list"))
    other = draft_of(made(county, code="other-list", declared=1, aspects=1))
    stranger = items_of(other)[0]
    with pytest.raises(DatabaseError, match="its own version"), transaction.atomic():
        CatalogueItem.objects.create(version_id=one, code="9", level=2, order=9, parent_id=stranger)


def test_the_database_has_one_active_version_and_one_draft(county: Unit) -> None:
    number = made(county)
    activated(number)
    for state, day in (("active", TODAY), ("draft", None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            for edition in (8, 9):
                CatalogueVersion.objects.create(
                    catalogue_id=number,
                    number=edition,
                    state=state,
                    document="虚",
                    active_from=day,
                    made_at=NOW,
                )


def test_the_unit_named_fills_and_does_nothing_else(county: Unit) -> None:
    bureau, other = make_unit("县人社局", parent=county), make_unit("县林业局", parent=county)
    number = made(county)
    version, item = draft_of(number), items_of(draft_of(number))[0]
    named = make_actor(Role.UNIT_PERSONNEL_OFFICER, unit=bureau)
    stranger = make_actor(Role.UNIT_PERSONNEL_OFFICER, unit=other)
    with pytest.raises(NotPermitted):
        actions.fill(item=item, text="甲", by=named, at=NOW)
    actions.name_filler(
        catalogue=number, role=Role.UNIT_PERSONNEL_OFFICER, unit=bureau.pk, by=OFFICE, at=NOW
    )
    actions.fill(item=item, text="甲", by=named, at=NOW)
    assert queries.version(named, version).may_fill
    for act in (
        lambda: actions.fill(item=item, text="乙", by=stranger, at=NOW),
        lambda: actions.activate(version=version, on=TODAY, by=named, at=NOW),
        lambda: actions.new_draft(catalogue=number, by=named, at=NOW),
        lambda: actions.declare(
            version=version, document="虚", declared=1, aspects=None, by=named, at=NOW
        ),
    ):
        with pytest.raises(NotPermitted):
            act()
    head = make_actor(Role.UNIT_HEAD, unit=bureau)
    assert not queries.version(head, version).may_fill


def test_a_draft_waits_for_the_unit_named_until_nothing_is_open(county: Unit) -> None:
    bureau = make_unit("县人社局", parent=county)
    number = made(county, declared=2)
    named = make_actor(Role.UNIT_PERSONNEL_OFFICER, unit=bureau)

    def waiting() -> list[str]:
        return [line.what for line in inbox(named)]

    assert waiting() == []
    actions.name_filler(
        catalogue=number, role=Role.UNIT_PERSONNEL_OFFICER, unit=bureau.pk, by=OFFICE, at=NOW
    )
    assert waiting() == ["catalogue_to_fill"]
    version = draft_of(number)
    first, second = items_of(version)
    actions.fill(item=first, text="甲", by=named, at=NOW)
    assert waiting() == ["catalogue_to_fill"]
    actions.fill(item=second, text="乙", by=named, at=NOW)
    assert waiting() == []
    actions.fill(item=second, text="", by=named, at=NOW)
    actions.activate(
        version=version, on=TODAY, reason="试用", confirmed_by="虚某", by=OFFICE, at=NOW
    )
    assert waiting() == []
    actions.new_draft(catalogue=number, by=OFFICE, at=NOW)
    assert waiting() == ["catalogue_to_fill"]


def test_who_fills_is_a_filling_role_over_a_unit_within(county: Unit) -> None:
    bureau, other = make_unit("县人社局", parent=county), make_unit("县林业局", parent=county)
    number = made(bureau)
    told = {"catalogue": number, "by": OFFICE, "at": NOW}
    with refused("catalogues.role_unfit"):
        actions.name_filler(role=Role.LEADER, unit=bureau.pk, **told)
    with refused("catalogues.filler_half"):
        actions.name_filler(role=Role.UNIT_PERSONNEL_OFFICER, unit=None, **told)
    with refused("catalogues.filler_outside"):
        actions.name_filler(role=Role.UNIT_PERSONNEL_OFFICER, unit=other.pk, **told)
    actions.name_filler(role=None, unit=None, **told)
    assert queries.catalogue(OFFICE, number).row.filler_role is None


def test_a_catalogue_is_seen_in_its_unit_above_and_below_and_nowhere_else(county: Unit) -> None:
    bureau, other = make_unit("县人社局", parent=county), make_unit("县林业局", parent=county)
    office = make_unit("人社所", parent=bureau)
    number, wide = made(bureau), made(county, code="wide-list")
    version = draft_of(number)
    for unit in (county, bureau, office):
        assert queries.catalogue(make_actor(Role.UNIT_HEAD, unit=unit), number).row.number == number
    stranger = make_actor(Role.ORGANISER_OFFICER, unit=other)
    assert [row.number for row in queries.catalogues(stranger).rows] == [wide]
    with pytest.raises(NotPermitted):
        actions.new_draft(catalogue=wide, by=stranger, at=NOW)
    for act in (
        lambda: queries.catalogue(stranger, number),
        lambda: queries.version(stranger, version),
        lambda: queries.item(stranger, items_of(version)[0]),
        lambda: queries.active(stranger, "x-list"),
        lambda: actions.fill(item=items_of(version)[0], text="甲", by=stranger, at=NOW),
        lambda: actions.activate(version=version, on=TODAY, by=stranger, at=NOW),
        lambda: actions.new_draft(catalogue=number, by=stranger, at=NOW),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotPermitted):
        queries.catalogues(make_actor(Role.PANELLIST, unit=county))


def test_a_code_is_taken_once_and_has_its_form(county: Unit) -> None:
    made(county)
    with refused("catalogues.code_taken"):
        made(county)
    with refused("catalogues.code_form"):
        made(county, code="清单")
    with refused("catalogues.count_unfit"):
        made(county, code="y-list", declared=10_000)
    item = items_of(draft_of(Catalogue.objects.get().pk))[0]
    with refused("catalogues.too_long"):
        actions.fill(item=item, text="字" * 501, by=OFFICE, at=NOW)


def test_the_green_services_are_14_aspects_and_207_items_all_to_be_filled(
    county: Unit, officer: Actor
) -> None:
    number = actions.take_over(code="green-services", unit=county.pk, by=officer, at=NOW)
    counts = queries.catalogue(officer, number).row.shown.counts
    assert (counts.aspects_declared, counts.aspects) == (14, 14)
    assert (counts.declared, counts.filled, counts.open) == (207, 0, 207)
    with refused("catalogues.code_taken"):
        actions.take_over(code="green-services", unit=county.pk, by=officer, at=NOW)
    assert "green-services" not in {plan.code for plan in queries.not_yet_taken(officer)}
    with pytest.raises(NotFound):
        actions.take_over(code="no-such", unit=county.pk, by=officer, at=NOW)


@pytest.mark.parametrize(
    ("code", "aspects", "declared", "named"),
    [
        ("political-quality", 5, 16, 0),
        ("positive-criteria", None, 10, 0),
        ("negative-manifestations", None, 26, 0),
        ("eight-watch-eight-look", None, 8, 3),
        ("tolerance-circumstances", None, 8, 0),
        ("tolerance-conditions", None, 6, 0),
        ("six-choose", None, 6, 0),
        ("six-not-choose", None, 6, 0),
        ("care-measures", None, 20, 0),
        ("livelihood-measures", None, 100, 0),
        ("study-topics", None, 23, 0),
        ("front-line-identification", None, 5, 3),
        ("reserve-pools", None, 10, 2),
        ("special-pools", None, 3, 3),
        ("six-battles", None, 6, 6),
        ("five-projects", None, 5, 5),
    ],
)
def test_shipped_catalogues_have_the_counts_of_their_documents(
    code: str, aspects: int | None, declared: int, named: int
) -> None:
    plan = shipped()[code]
    counted = [each for each in plan.items if each.level == plan.level and each.text]
    assert (plan.aspects, plan.declared, len(counted)) == (aspects, declared, named)
    assert sum(each.level == plan.level for each in plan.places()) == declared


def test_lists_of_catalogues_take_the_same_queries_however_long(county: Unit) -> None:
    counts = []
    for number in range(1, 9):
        made(county, code=f"list-{number}", declared=number)
        with CaptureQueriesContext(connection) as taken:
            queries.catalogues(OFFICE)
            queries.fillable_items(OFFICE)
        counts.append(len(taken))
    assert set(counts) == {8}
