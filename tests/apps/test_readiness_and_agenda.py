"""What a house needs before its first round, what falls on which day, what others changed."""

from datetime import date, datetime, time, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from dandang.apps.archive.models import Person
from dandang.apps.audit import actions as audit
from dandang.apps.audit.queries import changes
from dandang.apps.organisation.models import County, Setting
from dandang.apps.organisation.register import register
from dandang.apps.permits.actor import Actor, console
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.queries.agenda import agenda
from dandang.apps.rounds.queries.readiness import first_round_done, readiness
from dandang.apps.units.models import Post
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.organisation import NeedState
from dandang.terms.sentences import table
from dandang.terms.trail import Act
from dandang.web.shared.readiness import PAGES
from makers import make_account, make_actor, make_person, make_post, make_unit
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
DONE, MISSING, LATER = NeedState.DONE, NeedState.MISSING, NeedState.LATER


def states(viewer: Actor, on: date = DAY) -> dict[str, NeedState]:
    return {need.code: need.state for need in readiness(viewer, on=on)}


def test_an_empty_house_says_what_is_missing_and_whose_task_it_is() -> None:
    officer = make_actor(Role.ORGANISER_OFFICER, unit=make_unit("虚构县"))
    found = {need.code: (need.state, need.who) for need in readiness(officer, on=DAY)}
    assert found == {
        "county": (MISSING, Role.ORGANISER_OFFICER),
        "units": (MISSING, Role.ORGANISER_OFFICER),
        "roster": (MISSING, Role.ORGANISER_OFFICER),
        "accounts": (DONE, Role.SYSTEM_OFFICER),
        "grants": (MISSING, Role.SECURITY_OFFICER),
        "network": (MISSING, Role.SYSTEM_OFFICER),
        "backup": (LATER, Role.SYSTEM_OFFICER),
        "settings": (LATER, Role.ORGANISER_OFFICER),
        "calendar": (DONE, Role.ORGANISER_OFFICER),
        "scheme": (MISSING, Role.ORGANISER_OFFICER),
    }


def test_a_house_that_has_everything_says_so() -> None:
    hand = RoundAtHand(seed()).make().freeze().print()
    chief = make_actor(Role.ORGANISER_OFFICER, unit=hand.house.county)
    for person in Person.objects.filter(authority="county"):
        make_account(Role.CADRE, person=person) if person != hand.house.near.people[2] else None
    for key in register():
        Setting.objects.create(key=key, value=register()[key].default, document="虚1号")
    Setting.objects.create(key="booth.beside_archive", value="yes", document="虚2号")
    backed_up(DAY - timedelta(days=30))
    assert set(states(chief).values()) == {DONE}


def backed_up(day: date) -> None:
    about = audit.Subject("house", "", "本系统")
    at = datetime.combine(day, time(9), BEIJING)
    audit.record(by=console("dandang backup"), verb=Act.BACK_UP, subject=about, at=at)


def test_a_backup_of_more_than_thirty_days_ago_counts_no_more() -> None:
    officer = make_actor(Role.ORGANISER_OFFICER, unit=make_unit("虚构县"))
    backed_up(DAY - timedelta(days=31))
    assert states(officer)["backup"] is LATER
    backed_up(DAY)
    assert states(officer)["backup"] is DONE


def test_what_is_there_but_not_whole_is_counted_and_may_wait() -> None:
    county = make_unit("虚构县")
    unit = make_unit(parent=county)
    officer = make_actor(Role.ORGANISER_OFFICER, unit=county)
    make_person(unit, birth="")
    make_person(unit)
    make_post(unit)
    Post.objects.update(quota=None)
    found = {need.code: need for need in readiness(officer, on=DAY)}
    assert (found["roster"].state, dict(found["roster"].values)) == (
        LATER,
        {"count": 2, "birth": 1, "post": 2},
    )
    assert (found["quota"].state, found["quota"].values["count"]) == (LATER, 1)
    assert (found["accounts"].state, found["accounts"].values["count"]) == (LATER, 2)


def test_time_to_object_beyond_the_known_calendar_may_wait_for_the_notice() -> None:
    officer = make_actor(Role.ORGANISER_OFFICER, unit=make_unit("虚构县"))
    assert states(officer, date(2026, 12, 20))["calendar"] is LATER


def test_each_officer_sees_his_own_part_and_others_nothing() -> None:
    county = make_unit("虚构县")
    below = make_unit(parent=county)
    assert set(states(make_actor(Role.SYSTEM_OFFICER, unit=county))) == {
        "accounts",
        "network",
        "backup",
    }
    assert set(states(make_actor(Role.SECURITY_OFFICER, unit=county))) == {"grants"}
    for other in (
        make_actor(Role.LEADER, unit=county),
        make_actor(Role.AUDIT_OFFICER, unit=county),
        make_actor(Role.ORGANISER_OFFICER, unit=below),
    ):
        assert states(other) == {}


def test_every_need_has_its_sentences_and_its_page() -> None:
    county = make_unit("虚构县")
    officer = make_actor(Role.ORGANISER_OFFICER, unit=county)
    make_post(county)
    said = {code for code in table("zh") if code.startswith("readiness.")}
    codes = set(states(officer))
    assert codes == {code for code in PAGES if not code.endswith("_later")}
    assert {code.removeprefix("readiness.").rsplit("_", 1)[0] for code in said} == codes
    assert all(f"readiness.{code}_done" in said for code in codes)


def test_after_the_first_publication_nobody_is_asked_to_prepare() -> None:
    hand = RoundAtHand(seed()).to_review()
    assert not first_round_done()
    hand.publish()
    assert first_round_done()


def test_the_house_is_looked_over_in_a_fixed_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    house = seed()
    County.objects.update(name="虚构县")
    chief = make_actor(Role.ORGANISER_OFFICER, unit=house.county)
    with django_assert_num_queries(13):
        readiness(chief, on=DAY)


def test_the_end_of_the_time_to_object_stands_once_for_all_it_ends_for() -> None:
    hand = RoundAtHand(seed()).to_review().publish()
    until = [hand.serve(place) for place in range(3)]
    for viewer in (hand.officer, hand.actor(Role.UNIT_PERSONNEL_OFFICER)):
        lines = agenda(viewer, DAY, DAY + timedelta(days=30), on=DAY)
        assert [(line.day, line.code, line.values["count"]) for line in lines] == [
            (until[0], "agenda.objections_end", 3)
        ]
    (own,) = agenda(hand.cadre, DAY, DAY + timedelta(days=30), on=DAY)
    assert (own.day, own.code) == (until[2], "agenda.own_objection_ends")
    assert agenda(hand.panellist, DAY, until[0] - timedelta(days=1), on=DAY) == ()


def test_a_step_of_a_case_stands_once_whoever_has_to_take_it() -> None:
    hand = RoundAtHand(seed()).to_review().publish()
    hand.serve(2)
    case = rounds.object_to_result(ratee=hand.ratee(2).pk, text="请复核", by=hand.cadre, at=MORNING)
    last = DAY + timedelta(days=30)

    def steps(viewer: Actor) -> list[tuple[str, bool]]:
        lines = agenda(viewer, DAY, last, on=DAY + timedelta(days=10))
        return [(each.code, each.over) for each in lines if each.subject_kind == "case"]

    assert steps(hand.officer) == [("inbox.case_to_assign", True)]
    discipline = hand.actor(Role.DISCIPLINE_OFFICER)
    assert discipline.account is not None
    rounds.assign(case=case, account=discipline.account, by=hand.officer, at=MORNING)
    assert steps(hand.officer) == [("agenda.case_step", False)]
    assert steps(discipline) == [("inbox.case_to_answer", False)]


def test_a_month_is_read_in_a_fixed_number_of_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    hand = RoundAtHand(seed()).to_review().publish()
    for place in range(3):
        hand.serve(place)
    with django_assert_num_queries(3):
        agenda(hand.officer, DAY, DAY + timedelta(days=30), on=DAY)


def record(by: Actor, verb: str, name: str, path: str, days: int = 0) -> None:
    subject = audit.Subject("round", "1", name, path=path)
    audit.record(by=by, verb=verb, subject=subject, at=MORNING - timedelta(days=days))


def test_what_others_changed_is_told_with_its_count_and_within_the_scope() -> None:
    county, elsewhere = make_unit("虚构县"), make_unit("别县")
    viewer = make_actor(Role.ORGANISER_OFFICER, unit=county)
    other = make_actor(Role.ORGANISER_OFFICER, unit=county, name="何拟")
    for name in ("甲", "乙"):
        record(other, Verb.ROUNDS_SERVE, name, county.path)
    record(other, Verb.ROUNDS_PREPARE, "虚构考核", county.path)
    record(viewer, Verb.ROUNDS_PREPARE, "自己的", county.path)
    record(other, Verb.ROUNDS_PREPARE, "别处", elsewhere.path)
    record(other, Verb.ARCHIVE_READ, "查阅", county.path)
    record(other, Verb.ROUNDS_PUBLISH, "前天的", county.path, days=2)
    found = changes(viewer, since=DAY - timedelta(days=1))
    assert {(line.actor, line.verb, line.count, line.subject) for line in found} == {
        ("何拟", "rounds.serve", 2, ""),
        ("何拟", "rounds.prepare", 1, "虚构考核"),
    }
    assert changes(make_actor(Role.CADRE), since=DAY) == ()
    assert changes(make_actor(Role.UNIT_HEAD, unit=county), since=DAY) == ()
