"""Items leave as a workbook and come back: what differs is told first, and done all or not at all."""

from typing import Any

import pytest

from apps.test_lists import changed, codes, done, dry
from dandang.apps.audit.models import TrailRow
from dandang.apps.catalogues import actions, queries
from dandang.apps.catalogues.lists import ITEMS
from dandang.apps.lists.actions import export_list
from dandang.apps.permits.actor import Actor, console
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, Refusal
from makers import NOW, make_actor, make_unit

pytestmark = pytest.mark.django_db
OFFICE = console("测试")
# Columns: key, catalogue, code, level, parent, text, open, note, source.
TEXT, PARENT, NOTE = "F", "E", "H"


@pytest.fixture
def county() -> Unit:
    return make_unit("虚构县")


def made(unit: Unit, code: str = "x-list", *, aspects: int | None = None) -> int:
    number = actions.make(
        code=code,
        name="虚构清单",
        unit=unit.pk,
        document="虚组〔2026〕1号",
        source="虚构材料",
        declared=3,
        aspects=aspects,
        by=OFFICE,
        at=NOW,
    )
    draft = queries.catalogue(OFFICE, number).row.draft
    assert draft is not None
    return draft


def exported(chosen: Any = None, by: Actor = OFFICE) -> bytes:
    return export_list(
        listing=ITEMS,
        columns=[column.code for column in ITEMS.columns],
        chosen=chosen,
        purpose="核对",
        by=by,
        at=NOW,
    )


def texts(version: int) -> list[str]:
    return [line.text for line in queries.items(OFFICE, version)]


def test_items_that_nobody_touched_change_nothing(county: Unit) -> None:
    version = made(county)
    plan = done(ITEMS, exported(version))
    assert (plan.changes, plan.problems, plan.same) == ((), (), 3)


def test_a_filled_place_is_told_first_and_written_once(county: Unit) -> None:
    version = made(county)
    data = changed(exported(version), {f"{TEXT}2": "甲", f"{NOTE}3": "待核"})
    plan = dry(ITEMS, data)
    assert [(e.column.heading, e.before, e.after) for c in plan.changed for e in c.edits] == [
        ("内容", "", "甲"),
        ("说明", "", "待核"),
    ]
    assert texts(version) == ["", "", ""]
    done(ITEMS, data, expected=plan.fingerprint)
    assert texts(version) == ["甲", "", ""]
    assert done(ITEMS, data).changes == ()
    assert TrailRow.objects.filter(verb="catalogues.fill", subject_kind="catalogue").count() == 2


def test_a_new_row_is_a_new_item_below_another(county: Unit) -> None:
    version = made(county, aspects=1)
    row = ["", "x-list", "9", "", "A1", "甲", "", "", "虚组〔2026〕1号"]
    done(ITEMS, changed(exported(version), {}, more=[row]))
    line = next(line for line in queries.items(OFFICE, version) if line.code == "9")
    assert (line.parent, line.level, line.text) == ("A1", 2, "甲")


def test_with_one_wrong_row_nothing_is_written(county: Unit) -> None:
    version = made(county)
    cells = {f"{TEXT}2": "甲", f"{PARENT}3": "没有"}
    data = changed(exported(version), cells, more=[["", "no-list", "1", "", "", "乙"]])
    assert codes(dry(ITEMS, data)) == [
        ("B5", "catalogues.no_draft"),
        (f"{PARENT}3", "catalogues.parent_unknown"),
    ]
    with pytest.raises(Refusal, match=r"list\.has_problems"):
        done(ITEMS, data)
    assert texts(version) == ["", "", ""]


def test_the_code_of_an_item_is_not_changed_in_a_list(county: Unit) -> None:
    data = changed(exported(made(county)), {"C2": "7"})
    assert codes(dry(ITEMS, data)) == [("C2", "list.not_editable")]


def test_a_list_of_the_active_version_comes_back_into_the_draft(county: Unit) -> None:
    first = made(county)
    actions.activate(
        version=first, on=NOW.date(), reason="试用", confirmed_by="虚某", by=OFFICE, at=NOW
    )
    data = changed(exported(first), {f"{TEXT}2": "甲"})
    assert [code for _, code in codes(dry(ITEMS, data))] == ["list.key_unknown"] * 3
    number = queries.version(OFFICE, first).catalogue.number
    second = actions.new_draft(catalogue=number, by=OFFICE, at=NOW)
    done(ITEMS, data)
    assert (texts(first), texts(second)) == (["", "", ""], ["甲", "", ""])


def test_who_fills_gets_the_drafts_he_fills_and_no_other(county: Unit) -> None:
    bureau, other = make_unit("县人社局", parent=county), make_unit("县林业局", parent=county)
    version = made(county)
    hidden = made(other, "hidden-list")
    number = queries.version(OFFICE, version).catalogue.number
    role = Role.UNIT_PERSONNEL_OFFICER
    actions.name_filler(catalogue=number, role=role, unit=bureau.pk, by=OFFICE, at=NOW)
    named, stranger = make_actor(role, unit=bureau), make_actor(role, unit=other)
    done(ITEMS, changed(exported(version, named), {f"{TEXT}2": "甲"}), by=named)
    assert texts(version)[0] == "甲"
    data = changed(exported(version, stranger), {f"{TEXT}3": "乙"})
    assert codes(dry(ITEMS, data, by=stranger))[0][1] == "list.key_unknown"
    with pytest.raises(NotFound):
        exported(hidden, named)


def test_all_207_items_are_filled_in_one_go(county: Unit) -> None:
    number = actions.take_over(code="green-services", unit=county.pk, by=OFFICE, at=NOW)
    draft = queries.catalogue(OFFICE, number).row.draft
    assert draft is not None
    # Rows 2 to 15 are the aspects; the source does not say which item stands under which.
    cells = {f"{TEXT}{row}": f"虚构事项{row}" for row in range(2, 223)}
    cells |= {f"{PARENT}{row}": f"A{row % 14 + 1}" for row in range(16, 223)}
    done(ITEMS, changed(exported(draft), cells))
    counts = queries.version(OFFICE, draft).row.counts
    assert (counts.filled, counts.open, counts.aspects_filled, counts.gaps) == (207, 0, 14, ())
