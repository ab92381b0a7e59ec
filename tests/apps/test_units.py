"""Units, posts and teams."""

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.apps.units import actions, queries
from dandang.apps.units.models import Unit
from dandang.apps.units.plans import PostPlan, UnitPlan
from dandang.terms.access import Role
from dandang.terms.people import PostLevel, UnitKind
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_actor, make_post, make_unit

pytestmark = pytest.mark.django_db
CONSOLE = console("测试")


def make(name: str, parent: int | None, order: int = 0) -> int:
    kind = UnitKind.DEPARTMENT if parent else UnitKind.COUNTY
    return actions.create_unit(
        parent=parent, name=name, short_name="", kind=kind, order=order, by=CONSOLE, at=NOW
    )


def test_a_path_names_the_unit_and_all_above_it() -> None:
    county = make("虚构县", None)
    bureau = make("县财政局", county)
    unit = queries.unit(CONSOLE, bureau)
    assert unit.path == f"/{county}/{bureau}/"
    assert unit.full_name == "虚构县/县财政局"
    assert unit.depth == 1


def test_the_tree_stands_in_organisation_order_each_parent_first() -> None:
    county = make("虚构县", None)
    second = make("乙局", county, 2)
    make("甲局", county, 1)
    make("乙局中心", second, 1)
    assert [unit.name for unit in queries.tree(CONSOLE)] == ["虚构县", "甲局", "乙局", "乙局中心"]


def test_a_tree_stored_at_once_is_the_same_as_one_made_unit_by_unit() -> None:
    made = actions.store_tree(
        plans=[
            UnitPlan("虚构县", "虚构县", UnitKind.COUNTY, 0),
            UnitPlan("虚构县/乙局", "乙局", UnitKind.DEPARTMENT, 2),
            UnitPlan(
                "虚构县/甲局",
                "甲局",
                UnitKind.DEPARTMENT,
                1,
                (
                    PostPlan("局长", PostLevel.TOWNSHIP_CHIEF, in_team=True),
                    PostPlan("科员", PostLevel.STAFF, quota=None),
                ),
                "甲局党组",
            ),
        ],
        by=CONSOLE,
        at=NOW,
    )
    assert [unit.name for unit in queries.tree(CONSOLE)] == ["虚构县", "甲局", "乙局"]
    number = made["虚构县/甲局"]
    assert [(post.title, post.quota) for post in queries.posts(CONSOLE, number)] == [
        ("局长", 1),
        ("科员", None),
    ]
    team = queries.team_of(CONSOLE, number)
    assert team is not None
    assert queries.team(CONSOLE, team.number) == team
    assert team.name == "甲局党组"
    assert queries.team_of(CONSOLE, made["虚构县/乙局"]) is None
    assert TrailRow.objects.filter(verb="units.edit").count() == 3


@pytest.mark.parametrize(
    ("full_name", "code"),
    [
        ("虚构县/没有/某局", "units.parent_unknown"),
        ("虚构县", "units.name_taken"),
        ("虚构县/ ", "units.name_unfit"),
    ],
)
def test_a_tree_with_a_fault_is_refused_as_a_whole(full_name: str, code: str) -> None:
    make("虚构县", None)
    plans = [
        UnitPlan("虚构县/甲局", "甲局", UnitKind.DEPARTMENT, 1),
        UnitPlan(full_name, "某", UnitKind.DEPARTMENT, 1),
    ]
    with pytest.raises(Refusal) as refused:
        actions.store_tree(plans=plans, by=CONSOLE, at=NOW)
    assert refused.value.code == code
    assert Unit.objects.count() == 1


def test_names_titles_and_teams_stand_once() -> None:
    county = make("虚构县", None)
    make("甲局", county)
    with pytest.raises(Refusal) as refused:
        make("甲局", county)
    assert refused.value.code == "units.name_taken"
    for again in (False, True):
        for act, code in (
            (
                lambda: actions.create_post(
                    unit=county, title="县长", level=PostLevel.NONE, order=1, by=CONSOLE, at=NOW
                ),
                "units.post_taken",
            ),
            (
                lambda: actions.create_team(unit=county, name="班子", by=CONSOLE, at=NOW),
                "units.team_taken",
            ),
        ):
            if not again:
                act()
                continue
            with pytest.raises(Refusal) as refused:
                act()
            assert refused.value.code == code


def test_a_quota_is_fixed_and_the_trail_says_from_what() -> None:
    unit = make_unit()
    post = make_post(unit)
    actions.set_quota(post=post.pk, quota=3, by=CONSOLE, at=NOW)
    actions.set_quota(post=post.pk, quota=3, by=CONSOLE, at=NOW)
    assert queries.post(CONSOLE, post.pk).post.quota == 3
    rows = TrailRow.objects.filter(verb="units.edit")
    assert [(row.details["before"], row.details["after"]) for row in rows] == [(1, 3)]


def test_outside_the_scope_a_unit_does_not_exist() -> None:
    county = make_unit()
    mine, theirs = make_unit(parent=county), make_unit(parent=county)
    post = make_post(theirs)
    viewer = make_actor(Role.ORGANISER_OFFICER, unit=mine)
    assert [unit.number for unit in queries.tree(viewer)] == [mine.pk]
    assert queries.above(viewer, mine.pk) == ()
    for ask in (
        lambda: queries.unit(viewer, theirs.pk),
        lambda: queries.posts(viewer, theirs.pk),
        lambda: queries.post(viewer, post.pk),
        lambda: actions.set_quota(post=post.pk, quota=2, by=viewer, at=NOW),
        lambda: actions.create_team(unit=theirs.pk, name="班子", by=viewer, at=NOW),
    ):
        with pytest.raises(NotFound):
            ask()


def test_who_may_only_read_edits_nothing() -> None:
    unit = make_unit()
    viewer = make_actor(Role.UNIT_HEAD, unit=unit)
    with pytest.raises(NotPermitted):
        actions.create_post(
            unit=unit.pk, title="科员", level=PostLevel.STAFF, order=1, by=viewer, at=NOW
        )
    with pytest.raises(NotPermitted):
        actions.store_tree(plans=[], by=viewer, at=NOW)


def test_a_unit_is_called_by_its_full_name_its_name_or_its_short_name() -> None:
    county = make_unit("虚构县")
    bureau = make_unit("县财政局", parent=county)
    make_unit("中心", parent=county)
    make_unit("中心", parent=bureau)
    assert queries.called(CONSOLE, "县财政局").number == bureau.pk
    assert queries.called(CONSOLE, "虚构县/县财政局/中心").depth == 2
    for name, code in (("中心", "units.name_ambiguous"), ("无", "units.name_unknown")):
        with pytest.raises(Refusal) as refused:
            queries.called(CONSOLE, name)
        assert refused.value.code == code
