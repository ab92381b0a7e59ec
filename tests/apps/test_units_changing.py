"""Units and posts change; what hangs on their paths follows, what was stays in the trail."""

from datetime import date

import pytest

from dandang.apps.archive import actions as archive
from dandang.apps.audit.models import TrailRow
from dandang.apps.grants.queries import actor_of
from dandang.apps.inbox import actions as inbox
from dandang.apps.inbox.models import Item
from dandang.apps.permits.actor import console
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import actions, queries
from dandang.apps.units.models import Team, Unit
from dandang.terms.access import Role
from dandang.terms.people import PostLevel, UnitKind
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, appoint, make_account, make_actor, make_person, make_post

pytestmark = pytest.mark.django_db
CONSOLE = console("测试")


class Tree:
    """A county with a town of one village, and an empty bureau."""

    def __init__(self) -> None:
        self.county = made("虚构县", None, 0)
        self.town = made("甲镇", self.county, 1)
        self.village = made("一村", self.town, 1)
        self.bureau = made("县财政局", self.county, 2)


def made(name: str, parent: int | None, order: int) -> int:
    kind = UnitKind.TOWNSHIP if parent else UnitKind.COUNTY
    return actions.create_unit(
        parent=parent, name=name, short_name="", kind=kind, order=order, by=CONSOLE, at=NOW
    )


@pytest.fixture
def tree() -> Tree:
    return Tree()


def test_a_new_name_runs_through_the_full_names_below(tree: Tree) -> None:
    actions.rename_unit(number=tree.town, name="乙镇", by=CONSOLE, at=NOW)
    village = queries.unit(CONSOLE, tree.village)
    assert village.full_name == "虚构县/乙镇/一村"
    assert village.path == f"/{tree.county}/{tree.town}/{tree.village}/"
    last = TrailRow.objects.filter(subject_number=str(tree.town)).order_by("-pk")[0]
    assert last.details == {"change": "renamed", "before": "甲镇", "after": "乙镇"}


def test_a_name_is_taken_once_below_a_parent(tree: Tree) -> None:
    with pytest.raises(Refusal, match=r"units\.name_taken"):
        actions.rename_unit(number=tree.town, name="县财政局", by=CONSOLE, at=NOW)


def test_a_unit_moves_with_all_below_it_and_scopes_follow(tree: Tree) -> None:
    head = make_account(Role.UNIT_HEAD, unit=Unit.objects.get(pk=tree.bureau))
    was = queries.unit(CONSOLE, tree.village).path
    inbox.put(what="x", subject_kind="unit", subject_number="1", at=NOW, path=was)
    actions.move_unit(number=tree.town, parent=tree.bureau, by=CONSOLE, at=NOW)
    village = queries.unit(CONSOLE, tree.village)
    assert village.path == f"/{tree.county}/{tree.bureau}/{tree.town}/{tree.village}/"
    assert village.full_name == "虚构县/县财政局/甲镇/一村"
    assert [unit.name for unit in queries.tree(CONSOLE)] == ["虚构县", "县财政局", "甲镇", "一村"]
    assert Item.objects.get().path == village.path
    actor = actor_of(head.pk)
    assert actor is not None
    assert actor.may(Verb.UNITS_READ, path=village.path)
    last = TrailRow.objects.filter(subject_number=str(tree.town)).order_by("-pk")[0]
    assert (last.details["before"], last.details["after"]) == ("虚构县", "虚构县/县财政局")


def test_another_order_moves_the_whole_subtree_in_every_list(tree: Tree) -> None:
    actions.edit_unit(number=tree.town, order=3, hardship=True, by=CONSOLE, at=NOW)
    assert [unit.name for unit in queries.tree(CONSOLE)] == ["虚构县", "县财政局", "甲镇", "一村"]
    assert queries.unit(CONSOLE, tree.town).hardship


@pytest.mark.parametrize(
    ("unit", "parent", "code"),
    [
        ("county", "town", "units.county_stays"),
        ("town", "village", "units.below_itself"),
        ("town", "town", "units.below_itself"),
    ],
)
def test_a_unit_does_not_move_where_it_cannot_be(
    tree: Tree, unit: str, parent: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        actions.move_unit(
            number=getattr(tree, unit), parent=getattr(tree, parent), by=CONSOLE, at=NOW
        )


def test_moving_asks_for_the_permit_at_both_ends(tree: Tree) -> None:
    town = Unit.objects.get(pk=tree.town)
    officer = make_actor(Role.ORGANISER_OFFICER, unit=town)
    with pytest.raises(NotFound):
        actions.move_unit(number=tree.village, parent=tree.bureau, by=officer, at=NOW)
    with pytest.raises(NotFound):
        actions.move_unit(number=tree.bureau, parent=tree.village, by=officer, at=NOW)


def test_a_unit_closes_when_nobody_serves_and_nothing_stands_below(tree: Tree) -> None:
    town = Unit.objects.get(pk=tree.town)
    person = make_person(town, "虚一")
    held = appoint(person, make_post(town, "镇长"))
    for code in ("units.not_empty", "units.not_empty_below"):
        with pytest.raises(Refusal, match=rf"{code}$"):
            archive.close_unit(number=tree.town, on=date(2026, 11, 1), by=CONSOLE, at=NOW)
        held.last_day = date(2026, 10, 1)
        held.save()
        person.in_service = False
        person.save()
    archive.close_unit(number=tree.village, on=date(2026, 11, 1), by=CONSOLE, at=NOW)
    archive.close_unit(number=tree.town, on=date(2026, 11, 1), by=CONSOLE, at=NOW)
    assert "甲镇" not in [unit.name for unit in queries.tree(CONSOLE)]
    assert "甲镇" in [unit.name for unit in queries.tree(CONSOLE, closed=True)]
    with pytest.raises(Refusal, match=r"units\.closed_already"):
        actions.move_unit(number=tree.bureau, parent=tree.town, by=CONSOLE, at=NOW)
    with pytest.raises(Refusal, match=r"units\.county_stays"):
        actions.close_unit(number=tree.county, on=date(2026, 11, 1), by=CONSOLE, at=NOW)


def test_units_and_posts_are_not_changed_without_the_verb(tree: Tree) -> None:
    bureau = Unit.objects.get(pk=tree.bureau)
    head = make_actor(Role.UNIT_HEAD, unit=bureau)
    post = make_post(bureau, "局长")
    with pytest.raises(NotPermitted):
        actions.rename_unit(number=tree.bureau, name="某局", by=head, at=NOW)
    with pytest.raises(NotPermitted):
        actions.edit_unit(number=tree.bureau, order=9, by=head, at=NOW)
    with pytest.raises(NotPermitted):
        archive.close_unit(number=tree.bureau, on=NOW.date(), by=head, at=NOW)
    with pytest.raises(NotPermitted):
        actions.edit_post(post=post.pk, title="主任", by=head, at=NOW)
    with pytest.raises(NotFound):
        actions.rename_unit(number=tree.town, name="某镇", by=head, at=NOW)


def test_a_team_is_named_and_named_anew(tree: Tree) -> None:
    actions.edit_unit(number=tree.bureau, team="县财政局党组", by=CONSOLE, at=NOW)
    actions.edit_unit(number=tree.bureau, team="县财政局党委", by=CONSOLE, at=NOW)
    assert Team.objects.get().name == "县财政局党委"


def test_a_post_changes_its_title_and_level_and_who_held_it_keeps_the_old_level(tree: Tree) -> None:
    bureau = Unit.objects.get(pk=tree.bureau)
    post = make_post(bureau, "副局长")
    make_post(bureau, "局长")
    held = appoint(make_person(bureau, "虚一"), post)
    actions.edit_post(
        post=post.pk, title="总会计师", level=PostLevel.SECTION, duties="管账", by=CONSOLE, at=NOW
    )
    post.refresh_from_db()
    held.refresh_from_db()
    assert (post.title, post.level, post.duties) == ("总会计师", "section", "管账")
    assert held.level == "township_deputy"
    with pytest.raises(Refusal, match=r"units\.post_taken"):
        actions.edit_post(post=post.pk, title="局长", by=CONSOLE, at=NOW)


def test_nothing_is_written_down_when_nothing_changes(tree: Tree) -> None:
    before = TrailRow.objects.count()
    actions.rename_unit(number=tree.town, name="甲镇", by=CONSOLE, at=NOW)
    actions.edit_unit(number=tree.town, order=1, kind=UnitKind.TOWNSHIP, by=CONSOLE, at=NOW)
    actions.move_unit(number=tree.town, parent=tree.county, by=CONSOLE, at=NOW)
    assert TrailRow.objects.count() == before
