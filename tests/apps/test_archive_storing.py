"""Careers go into the archive and come out equal."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dandang.apps.archive import actions
from dandang.apps.archive.models import Person, SealedField
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.apps.units import actions as units
from dandang.apps.units.models import Post, Team, Unit
from dandang.apps.units.plans import PostPlan, UnitPlan
from dandang.career import (
    Absent,
    Appointment,
    Career,
    Education,
    Relative,
    ResumeLine,
    StatusPeriod,
    YearGrade,
)
from dandang.days import PartialDate
from dandang.terms.access import Role
from dandang.terms.people import Authority, PostLevel, Regime, Sex, StatusKind, UnitKind
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_actor, make_unit

CONSOLE = console("测试")
BUREAU = "虚构县/县财政局"
OFFICE = "虚构县/县委办公室"


@pytest.fixture
def tree(db: None) -> dict[str, int]:
    head = PostPlan("党组书记、局长", PostLevel.TOWNSHIP_CHIEF, in_team=True, key=True)
    deputy = PostPlan("党组成员、副局长", PostLevel.TOWNSHIP_DEPUTY, in_team=True, quota=3)
    return units.store_tree(
        plans=[
            UnitPlan("虚构县", "虚构县", UnitKind.COUNTY, 0),
            UnitPlan(OFFICE, "县委办", UnitKind.DEPARTMENT, 1),
            UnitPlan(BUREAU, "财政局", UnitKind.DEPARTMENT, 2, (head, deputy), "县财政局党组"),
        ],
        by=CONSOLE,
        at=NOW,
    )


def full_career(**values: object) -> Career:
    whole = Career(
        name="虚大力",
        sex=Sex.FEMALE,
        birth=PartialDate(1978, 7),
        ethnicity="回族",
        native_place="安徽蚌埠",
        party="200108",
        work_start=PartialDate(2000, 7),
        health=Absent.NONE,
        title=Absent.NONE,
        rank="一级主任科员",
        rank_since=PartialDate(2021, 6),
        authority=Authority.COUNTY,
        regime=Regime.LEADER,
        unit=BUREAU,
        educations=(
            Education(True, "大学", "管理学学士", "某大学会计学专业"),
            Education(False, Absent.NONE, Absent.NONE, Absent.NONE),
        ),
        resume=(
            ResumeLine(PartialDate(2000, 7), PartialDate(2022, 3), "县财政局工作"),
            ResumeLine(PartialDate(2022, 3), None, "县财政局党组成员、副局长"),
        ),
        appointments=(
            Appointment(
                BUREAU, "科员", PostLevel.STAFF, date(2000, 7, 1), date(2022, 2, 28), document="甲"
            ),
            Appointment(
                BUREAU,
                "党组成员、副局长",
                PostLevel.TOWNSHIP_DEPUTY,
                date(2022, 3, 1),
                in_team=True,
                order=3,
            ),
            Appointment(OFFICE, "督查专员", PostLevel.NONE, date(2023, 1, 1), main=False),
        ),
        status_periods=(
            StatusPeriod(
                StatusKind.ON_LOAN, date(2024, 1, 1), date(2024, 6, 30), "借调", unit=OFFICE
            ),
            StatusPeriod(StatusKind.SANCTION, date(2025, 3, 1), date(2025, 8, 31), "警告"),
        ),
        year_grades=(YearGrade(2024, "称职"), YearGrade(2025, "优秀")),
        identity="999999197807011234",
        family=(Relative("丈夫", "虚某", PartialDate(1977, 1), "群众", Absent.NONE),),
        note="虚构",
    )
    return replace(whole, **values)  # type: ignore[arg-type]


def on_file(number: int) -> Career:
    people = Person.objects.select_related("unit").filter(pk=number)
    return careers_of(people, sealed=True)[number]


def test_a_career_comes_out_as_it_went_in(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    assert on_file(number) == full_career()


def test_missing_posts_and_teams_are_made_and_present_ones_are_used(tree: dict[str, int]) -> None:
    actions.store(career=full_career(), by=CONSOLE, at=NOW)
    titles = Post.objects.filter(unit_id=tree[BUREAU]).order_by("order")
    assert [(post.title, post.quota) for post in titles] == [
        ("党组书记、局长", 1),
        ("党组成员、副局长", 3),
        ("科员", None),
    ]
    assert Team.objects.get(unit_id=tree[BUREAU]).name == "县财政局党组"


def test_storing_the_same_again_writes_nothing(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    before = TrailRow.objects.count()
    actions.store(career=full_career(), by=CONSOLE, at=NOW, person=number)
    assert TrailRow.objects.count() == before


def test_a_change_is_stored_and_the_trail_says_which_field(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    changed = full_career(health="健康", year_grades=(YearGrade(2025, "优秀"),))
    actions.store(career=changed, by=CONSOLE, at=NOW, person=number)
    assert on_file(number) == changed
    row = TrailRow.objects.filter(person=number).first()
    assert row is not None
    assert row.details == {
        "change": "changed",
        "fields": {"health": ["无", "健康"], "year_grades": {"gone": 1, "come": 0}},
    }


def test_a_career_that_does_not_know_the_sealed_part_leaves_it_alone(
    tree: dict[str, int],
) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    silent = full_career(
        identity=Absent.UNKNOWN, family=Absent.UNKNOWN, status_periods=(), health="健康"
    )
    actions.store(career=silent, by=CONSOLE, at=NOW, person=number)
    after = on_file(number)
    assert after.identity == "999999197807011234"
    assert after.family == full_career().family
    assert [one.kind for one in after.status_periods] == [StatusKind.SANCTION]


def test_sealed_values_stand_in_no_column_of_the_person_and_not_in_the_trail(
    tree: dict[str, int],
) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    actions.store(
        career=full_career(identity="999999197807015678"), by=CONSOLE, at=NOW, person=number
    )
    person = Person.objects.values().get(pk=number)
    trail = str(list(TrailRow.objects.values()))
    for secret in ("999999197807011234", "999999197807015678", "虚某"):
        assert secret not in str(person)
        assert secret not in trail
    assert SealedField.objects.filter(person=number).count() == 2


def test_an_identity_number_belongs_to_one_person(tree: dict[str, int]) -> None:
    actions.store(career=full_career(), by=CONSOLE, at=NOW)
    with pytest.raises(Refusal) as refused:
        actions.store(career=full_career(name="虚另"), by=CONSOLE, at=NOW)
    assert refused.value.code == "archive.identity_taken"
    assert Person.objects.count() == 1


def test_many_are_stored_all_or_nothing(tree: dict[str, int]) -> None:
    good = full_career(name="虚一", identity=Absent.UNKNOWN)
    with pytest.raises(Refusal) as refused:
        actions.store_all(careers=[good, replace(good, unit="虚构县/没有的局")], by=CONSOLE, at=NOW)
    assert refused.value.code == "archive.unit_unknown"
    assert Person.objects.count() == 0


def test_storing_many_takes_no_more_queries_than_storing_two(tree: dict[str, int]) -> None:
    careers = [full_career(name=f"虚{place}", identity=Absent.UNKNOWN) for place in range(40)]
    actions.store_all(careers=careers[:2], by=CONSOLE, at=NOW)
    with CaptureQueriesContext(connection) as two:
        actions.store_all(careers=careers[:2], by=CONSOLE, at=NOW)
    with CaptureQueriesContext(connection) as many:
        actions.store_all(careers=careers, by=CONSOLE, at=NOW)
    # SQLite cuts large inserts into batches.
    assert len(many) <= len(two) + 4


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            {
                "appointments": (
                    Appointment(BUREAU, "甲", PostLevel.NONE, date(2020, 1, 1)),
                    Appointment(BUREAU, "乙", PostLevel.NONE, date(2021, 1, 1)),
                )
            },
            "archive.main_posts_overlap",
        ),
        (
            {
                "appointments": (
                    Appointment(BUREAU, "甲", PostLevel.NONE, date(2020, 1, 1), date(2019, 1, 1)),
                )
            },
            "archive.ends_before_it_begins",
        ),
        ({"year_grades": (YearGrade(2025, "优秀"), YearGrade(2025, "称职"))}, "archive.said_twice"),
        ({"native_place": "远" * 41}, "archive.too_long"),
    ],
)
def test_what_the_tables_cannot_hold_is_refused_with_a_sentence(
    tree: dict[str, int], change: dict[str, object], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        actions.store(career=full_career(**change), by=CONSOLE, at=NOW)
    assert refused.value.code == code


def test_a_transfer_keeps_the_post_that_ended(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    post = units.create_post(
        unit=tree[OFFICE], title="主任", level=PostLevel.TOWNSHIP_CHIEF, order=9, by=CONSOLE, at=NOW
    )
    actions.transfer(person=number, post=post, first_day=date(2026, 10, 1), by=CONSOLE, at=NOW)
    career = on_file(number)
    ended = next(one for one in career.appointments if one.post == "党组成员、副局长")
    assert ended.last_day == date(2026, 9, 30)
    now = career.main_on(date(2026, 10, 1))
    assert now is not None
    assert (now.unit, now.post) == (OFFICE, "主任")
    assert career.unit == OFFICE


def test_a_second_main_post_is_refused_and_a_concurrent_one_is_not(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    post = units.create_post(
        unit=tree[OFFICE], title="主任", level=PostLevel.TOWNSHIP_CHIEF, order=9, by=CONSOLE, at=NOW
    )
    with pytest.raises(Refusal) as refused:
        actions.appoint(person=number, post=post, first_day=date(2026, 10, 1), by=CONSOLE, at=NOW)
    assert refused.value.code == "archive.main_post_lasts"
    held = actions.appoint(
        person=number, post=post, first_day=date(2026, 10, 1), main=False, by=CONSOLE, at=NOW
    )
    with pytest.raises(Refusal) as refused:
        actions.appoint(
            person=number, post=post, first_day=date(2026, 11, 1), main=False, by=CONSOLE, at=NOW
        )
    assert refused.value.code == "archive.post_held_already"
    actions.end_appointment(appointment=held, last_day=date(2026, 10, 31), by=CONSOLE, at=NOW)
    assert [one.post for one in on_file(number).posts_on(date(2026, 11, 1))] == [
        "党组成员、副局长",
        "督查专员",
    ]


def test_outside_the_scope_a_person_does_not_exist(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    elsewhere = make_actor(Role.ORGANISER_OFFICER, unit=make_unit())
    with pytest.raises(NotFound):
        actions.store(career=full_career(), by=elsewhere, at=NOW, person=number)
    reader = make_actor(Role.UNIT_HEAD, unit=Unit.objects.get(pk=tree[BUREAU]))
    with pytest.raises(NotPermitted):
        actions.store(career=full_career(), by=reader, at=NOW, person=number)


def test_sealed_fields_open_for_a_purpose_and_leave_a_hash(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    with pytest.raises(Refusal) as refused:
        actions.unseal(person=number, fields=["identity"], purpose=" ", by=CONSOLE, at=NOW)
    assert refused.value.code == "audit.purpose_missing"
    opened = actions.unseal(
        person=number, fields=["identity", "status"], purpose="核对档案", by=CONSOLE, at=NOW
    )
    assert opened["identity"] == "999999197807011234"
    assert [one.kind for one in opened["status"]] == [StatusKind.SANCTION]
    row = TrailRow.objects.filter(person=number).first()
    assert row is not None
    assert (row.verb, row.purpose) == ("archive.unseal", "核对档案")
    assert set(row.details["fields"]) == {"identity", "status"}
    assert "999999197807011234" not in str(row.details)


def test_reading_without_the_permit_to_unseal_is_refused(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    reader = make_actor(Role.UNIT_HEAD, unit=Unit.objects.get(pk=tree[BUREAU]))
    with pytest.raises(NotPermitted):
        actions.unseal(person=number, fields=["identity"], purpose="看看", by=reader, at=NOW)


def test_opening_a_file_is_written_down_once_a_day_for_each_purpose(
    tree: dict[str, int],
) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    reader = make_actor(Role.UNIT_HEAD, unit=Unit.objects.get(pk=tree[BUREAU]))
    for purpose in ("", "", "日常管理", "年度考核"):
        actions.open_file(person=number, by=reader, at=NOW, purpose=purpose)
    rows = TrailRow.objects.filter(person=number, verb="archive.read").order_by("pk")
    assert [row.purpose for row in rows] == ["日常管理", "年度考核"]


def test_ones_own_file_is_opened_without_a_row(tree: dict[str, int]) -> None:
    number = actions.store(career=full_career(), by=CONSOLE, at=NOW)
    self_ = make_actor(Role.CADRE, person=Person.objects.get(pk=number))
    actions.open_file(person=number, by=self_, at=NOW)
    assert not TrailRow.objects.filter(verb="archive.read").exists()
