"""The synthetic county: how many, how difficult, how clearly invented, and always the same."""

import os
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from dandang import demo
from dandang.career import Absent, Career
from dandang.demo import full
from dandang.demo.county import County, make_county
from dandang.demo.identity import check_digit
from dandang.terms.people import Authority, PostLevel, Regime, StatusKind, UnitKind

SERVING = demo.AS_OF


@pytest.fixture(scope="module")
def county() -> County:
    return make_county()


def _serving(county: County) -> list[Career]:
    return [career for career in county.careers if career.in_service]


def _identities(county: County) -> list[str]:
    return [career.identity for career in county.careers if isinstance(career.identity, str)]


def test_622_are_county_managed_and_all_of_them_serve(county: County) -> None:
    managed = [career for career in county.careers if career.authority is Authority.COUNTY]
    assert len(managed) == 622
    assert all(career.in_service for career in managed)


def test_2500_are_unit_managed_and_retirees_come_on_top(county: County) -> None:
    managed = [c for c in county.careers if c.authority is Authority.UNIT]
    assert sum(c.in_service for c in managed) == 2498
    assert sum(not c.in_service for c in managed) == 92


def test_some_ninety_units_of_every_kind_stand_in_three_levels(county: County) -> None:
    assert 85 <= len(county.units) <= 95
    assert {unit.kind for unit in county.units} == set(UnitKind)
    assert {unit.path.count("/") for unit in county.units} == {0, 1, 2}


def test_the_same_seed_gives_the_same_county() -> None:
    assert make_county() == make_county()


def test_the_same_seed_gives_the_same_county_in_another_process() -> None:
    told = "from dandang.demo.county import make_county; import hashlib;"
    told += "print(hashlib.sha256(repr(make_county()).encode()).hexdigest())"
    digests = {
        subprocess.run(
            [sys.executable, "-c", told],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(digests) == 1


def test_another_seed_gives_other_people(county: County) -> None:
    assert make_county(seed=demo.SEED + 1).careers != county.careers


def test_more_people_come_on_demand() -> None:
    larger = make_county(people=6000)
    serving = [career for career in larger.careers if career.in_service]
    county_managed = [c for c in serving if c.authority is Authority.COUNTY]
    assert abs(len(serving) - 6000) <= 40
    assert len(county_managed) == 622


def test_every_unit_path_and_person_says_that_it_is_invented(county: County) -> None:
    assert all("（虚构）" in unit.path for unit in county.units)
    assert all(career.note == "虚构人员" for career in county.careers)
    documents = [one.document for career in county.careers for one in career.appointments]
    assert all("虚构" in document for document in documents if document)


def test_identity_numbers_are_of_no_area_and_have_a_right_check_digit(county: County) -> None:
    for number in _identities(county):
        assert number.startswith("999999")
        assert len(number) == 18
        assert number[17] == check_digit(number[:17])


def test_the_check_digit_is_the_published_one() -> None:
    assert check_digit("11010519491231002") == "X"


def test_no_two_identity_numbers_are_equal(county: County) -> None:
    numbers = _identities(county)
    assert len(set(numbers)) == len(numbers) > 3100


def test_the_journey_unit_has_forty_people_in_service(county: County) -> None:
    members = [c for c in _serving(county) if c.unit.endswith("/" + demo.JOURNEY_UNIT)]
    assert len(members) == 40
    assert 6 <= sum(c.main_on(SERVING).in_team for c in members if c.main_on(SERVING)) <= 10
    assert all(isinstance(career.identity, str) for career in members)


def test_there_is_a_unit_of_three_and_one_of_eighty(county: County) -> None:
    sizes = Counter(career.unit for career in _serving(county))
    assert sizes[f"{demo.COUNTY}/{demo.SMALLEST_UNIT}"] == 3
    assert sizes[f"{demo.COUNTY}/{demo.LARGEST_UNIT}"] == 80
    assert max(sizes.values()) == 80


@pytest.mark.parametrize("kind", list(StatusKind))
def test_every_status_period_occurs(county: County, kind: StatusKind) -> None:
    assert any(period.kind is kind for career in county.careers for period in career.status_periods)


def test_sanctions_and_admonitions_are_both_in_force_and_expired(county: County) -> None:
    for kind in (StatusKind.SANCTION, StatusKind.ADMONITION):
        periods = [p for c in county.careers for p in c.status_periods if p.kind is kind]
        assert {period.holds(SERVING) for period in periods} == {True, False}


def test_investigations_are_open(county: County) -> None:
    periods = [p for c in county.careers for p in c.status_periods]
    open_ones = [p for p in periods if p.kind is StatusKind.INVESTIGATION]
    assert len(open_ones) == 4
    assert all(period.last_day is None for period in open_ones)


def test_some_hold_two_posts_at_once_and_one_of_them_is_the_main_one(county: County) -> None:
    several = [c for c in _serving(county) if len(c.posts_on(SERVING)) > 1]
    assert len(several) >= 15
    assert all(sum(post.main for post in c.posts_on(SERVING)) == 1 for c in several)


def test_same_names_sit_in_one_unit(county: County) -> None:
    names = Counter((career.unit, career.name) for career in _serving(county))
    assert sum(count > 1 for count in names.values()) >= 3


def test_same_names_with_the_same_month_of_birth_sit_in_two_units(county: County) -> None:
    twins = Counter((career.name, str(career.birth)[:7]) for career in _serving(county))
    assert sum(count > 1 for count in twins.values()) >= 4


def test_name_month_of_birth_and_unit_together_mean_one_person(county: County) -> None:
    keys = Counter((c.name, str(c.birth)[:7], c.unit) for c in county.careers)
    assert max(keys.values()) == 1


def test_every_regime_and_authority_occurs(county: County) -> None:
    assert {career.regime for career in county.careers} == set(Regime)
    assert {career.authority for career in county.careers} == set(Authority)


def test_names_hurt(county: County) -> None:
    names = [career.name for career in county.careers]
    assert any("·" in name for name in names)
    assert any(name.startswith(("欧阳", "上官", "司马", "诸葛", "令狐", "慕容")) for name in names)
    assert any(len(name) == 2 for name in names)
    assert any("䶮" in name for name in names)
    assert any("㛃" in name for name in names)


def test_unknown_is_not_none(county: County) -> None:
    at_work = [c.educations[1].schooling for c in county.careers]
    assert {Absent.NONE, Absent.UNKNOWN} <= set(at_work)
    assert {Absent.NONE, Absent.UNKNOWN} <= {career.party for career in county.careers}


def test_some_births_are_known_to_the_day_some_to_the_month_and_one_to_the_year(
    county: County,
) -> None:
    births = [c.birth for c in county.careers if not isinstance(c.birth, Absent)]
    assert sum(birth.day is not None for birth in births) > 100
    assert sum(birth.day is None for birth in births) > 1000
    assert any(birth.month is None for birth in births)
    assert any(career.birth is Absent.UNKNOWN for career in county.careers)


def test_resumes_have_no_gap(county: County) -> None:
    for career in county.careers:
        lines = career.resume
        for line, following in pairwise(lines):
            assert line.last == following.first, career.name


def test_resumes_of_those_in_service_run_on(county: County) -> None:
    assert all(career.resume[-1].last is None for career in _serving(county))


def test_some_resumes_say_what_happened_meanwhile(county: County) -> None:
    texts = [line.text for career in county.careers for line in career.resume]
    assert sum("（其间：" in text for text in texts) > 100
    assert max(len(text) for text in texts) <= 300


def test_nobody_sits_in_two_main_posts_on_one_day(county: County) -> None:
    for career in county.careers:
        main = [one for one in career.appointments if one.main]
        for one, following in pairwise(main):
            assert one.last_day is not None
            assert one.last_day < following.first_day


def test_no_post_is_held_by_more_than_its_quota(county: County) -> None:
    quota = {(unit.path, seat.title): seat.quota for unit in county.units for seat in unit.seats}
    for back in (0, 365, 1200, 2500):
        day = SERVING - timedelta(days=back)
        held = Counter(
            (one.unit, one.post)
            for career in county.careers
            for one in career.appointments
            if one.holds(day) and one.level is not PostLevel.STAFF
        )
        assert [post for post, count in held.items() if count > quota[post]] == []


def test_some_leading_posts_are_vacant(county: County) -> None:
    held = {
        (one.unit, one.post)
        for career in county.careers
        for one in career.appointments
        if one.holds(SERVING)
    }
    leading = {(u.path, s.title) for u in county.units for s in u.seats if s.in_team}
    assert len(leading - held) >= 5


def test_no_more_than_a_fifth_of_a_unit_is_excellent_in_a_year(county: County) -> None:
    for year in range(2021, 2026):
        rated: Counter[str] = Counter()
        excellent: Counter[str] = Counter()
        for career in county.careers:
            grade = career.grade_of(year)
            rated[career.unit] += grade is not None
            excellent[career.unit] += grade == "优秀"
        assert all(excellent[unit] * 5 <= rated[unit] for unit in rated)


def test_new_leaders_are_on_probation(county: County) -> None:
    for career in _serving(county):
        main = career.main_on(SERVING)
        if main and main.level is PostLevel.TOWNSHIP_DEPUTY and main.first_day > date(2025, 12, 1):
            assert StatusKind.PROBATION in {one.kind for one in career.status_on(SERVING)}


@pytest.fixture(scope="module")
def whole() -> County:
    return make_county(people=full.PEOPLE, whole=True)


def test_the_whole_county_has_622_county_managed_392_teams_and_8246_sent_down(
    whole: County,
) -> None:
    kinds = {unit.path: unit.kind for unit in whole.units}
    assert sum(career.authority is Authority.COUNTY for career in whole.careers) == 622
    assert sum(bool(unit.team) for unit in whole.units) == 392
    sent = [
        career
        for career in whole.careers
        if any(
            period.kind is StatusKind.SECONDMENT
            and period.unit is not None
            and kinds[period.unit] in {UnitKind.VILLAGE, UnitKind.COMMUNITY}
            for period in career.status_periods
        )
    ]
    assert len(sent) == 8246


def test_the_whole_county_is_as_clearly_invented_and_as_regular(whole: County) -> None:
    test_every_unit_path_and_person_says_that_it_is_invented(whole)
    test_no_post_is_held_by_more_than_its_quota(whole)
    test_name_month_of_birth_and_unit_together_mean_one_person(whole)
    assert len({unit.path for unit in whole.units}) == len(whole.units)
    assert make_county(people=full.PEOPLE, whole=True) == whole
