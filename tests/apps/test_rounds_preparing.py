"""Preparing a round."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from dandang.apps.archive.models import StatusPeriod
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.models import Rater, Recusal, Round
from dandang.apps.rounds.queries import running
from dandang.assessing.scheme_in import read_toml
from dandang.terms.access import Role
from dandang.terms.people import PostLevel, StatusKind
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.terms.rounds import AssessmentKind, RateeRule, RaterRule, RoundState
from round_at_hand import DAY, MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]


@pytest.fixture
def at_hand() -> RoundAtHand:
    return RoundAtHand(seed()).make()


def scheme_of(at_hand: RoundAtHand):
    return read_toml(Round.objects.get(pk=at_hand.number).scheme)


def test_a_new_round_starts_from_the_five_aspects_with_a_rule_for_every_class(at_hand) -> None:
    scheme = scheme_of(at_hand)
    assert [aspect.name for aspect in scheme.aspects] == ["德", "能", "勤", "绩", "廉"]
    assert [each.rule for each in scheme.classes] == ["principals", "team_and_heads", "others"]


def test_a_unit_outside_the_officers_scope_does_not_exist(at_hand) -> None:
    with pytest.raises(NotFound):
        rounds.create(
            title="别处",
            kind=AssessmentKind.ANNUAL,
            year=2026,
            unit=at_hand.house.far.unit.pk,
            by=at_hand.officer,
            at=MORNING,
        )


def test_a_leader_may_see_a_round_but_not_prepare_it(at_hand) -> None:
    with pytest.raises(NotPermitted):
        rounds.choose_raters(number=at_hand.number, by=at_hand.actor(Role.LEADER), at=MORNING)


def test_for_a_unit_officer_the_round_does_not_exist(at_hand) -> None:
    with pytest.raises(NotFound):
        rounds.choose_raters(number=at_hand.number, by=at_hand.actor(Role.UNIT_HEAD), at=MORNING)


def test_the_frozen_roster_holds_everyone_in_service_in_organisation_order(at_hand) -> None:
    people = at_hand.house.near.people
    StatusPeriod.objects.create(
        person=people[7], kind=str(StatusKind.RETIRED), first_day=date(2026, 3, 1)
    )
    StatusPeriod.objects.create(
        person=people[6], kind=str(StatusKind.SICK_LEAVE), first_day=date(2026, 8, 1)
    )
    StatusPeriod.objects.create(
        person=people[5], kind=str(StatusKind.SANCTION), first_day=date(2026, 8, 1)
    )
    at_hand.freeze()
    rows = running.roster(at_hand.officer, at_hand.number)
    assert [row.name for row in rows] == [person.name for person in people[:7]]
    assert rows[6].notes == "病假"
    assert rows[5].notes == ""


def test_a_roster_cannot_be_frozen_on_a_day_ahead(at_hand) -> None:
    with pytest.raises(Refusal, match="roster_day_ahead"):
        rounds.freeze_roster(
            number=at_hand.number,
            on=date(2026, 9, 22),
            ratee_rule=RateeRule.TEAM,
            by=at_hand.officer,
            at=MORNING,
        )


@pytest.mark.parametrize(
    ("rule", "rated"),
    [(RateeRule.TEAM, 3), (RateeRule.COUNTY_MANAGED, 3), (RateeRule.ALL, 8)],
)
def test_ratees_are_taken_from_the_roster_by_rule(at_hand, rule, rated) -> None:
    at_hand.freeze(rule)
    assert running.round_page(at_hand.officer, at_hand.number).row.rated == rated


def test_raters_fall_into_the_first_class_whose_rule_fits(at_hand) -> None:
    at_hand.freeze()
    line = at_hand.line(4)
    line.level = str(PostLevel.SECTION)
    line.save()
    counts = rounds.choose_raters(number=at_hand.number, by=at_hand.officer, at=MORNING)
    assert counts == {"A": 1, "B": 3, "C": 4}


def test_one_rater_can_be_put_into_another_class_or_left_out(at_hand) -> None:
    at_hand.freeze()
    rounds.choose_raters(number=at_hand.number, by=at_hand.officer, at=MORNING)
    for rater_class in ("A", ""):
        rounds.set_rater_class(
            number=at_hand.number,
            line=at_hand.line(4).pk,
            rater_class=rater_class,
            by=at_hand.officer,
            at=MORNING,
        )
        rows = running.roster(at_hand.officer, at_hand.number)
        assert rows[4].rater_class == rater_class
    with pytest.raises(Refusal, match="unknown_class"):
        rounds.set_rater_class(
            number=at_hand.number,
            line=at_hand.line(4).pk,
            rater_class="Z",
            by=at_hand.officer,
            at=MORNING,
        )


def test_a_recusal_is_noted_with_its_reason_and_never_without(at_hand) -> None:
    at_hand.freeze()
    rounds.choose_raters(number=at_hand.number, by=at_hand.officer, at=MORNING)
    rater = Rater.objects.get(line=at_hand.line(4))
    given = {"number": at_hand.number, "rater": rater.pk, "ratee": at_hand.ratee(0).pk}
    with pytest.raises(Refusal, match="recusal_reason_missing"):
        rounds.note_recusal(**given, reason=" ", by=at_hand.officer, at=MORNING)
    rounds.note_recusal(**given, reason="夫妻（虚构）", by=at_hand.officer, at=MORNING)
    assert [row.reason for row in running.recusals(at_hand.officer, at_hand.number)] == [
        "夫妻（虚构）"
    ]


def test_ratees_chosen_by_hand_take_their_recusals_with_them(at_hand) -> None:
    at_hand.freeze()
    rounds.choose_raters(number=at_hand.number, by=at_hand.officer, at=MORNING)
    rater = Rater.objects.get(line=at_hand.line(4))
    given = {"number": at_hand.number, "rater": rater.pk, "ratee": at_hand.ratee(0).pk}
    rounds.note_recusal(**given, reason="夫妻（虚构）", by=at_hand.officer, at=MORNING)
    chosen = [at_hand.line(1).pk, at_hand.line(5).pk]
    rounds.choose_ratees(number=at_hand.number, lines=chosen, by=at_hand.officer, at=MORNING)
    rows = running.roster(at_hand.officer, at_hand.number)
    assert [row.line for row in rows if row.ratee] == chosen
    assert not Recusal.objects.exists()


def test_a_scheme_whose_weights_do_not_add_up_is_refused(at_hand) -> None:
    scheme = scheme_of(at_hand)
    short = replace(scheme, aspects=scheme.aspects[:4])
    with pytest.raises(Refusal, match="weights_not_hundred"):
        rounds.set_scheme(number=at_hand.number, scheme=short, by=at_hand.officer, at=MORNING)


def test_a_changed_rule_sends_the_round_back_to_choosing_raters(at_hand) -> None:
    at_hand.freeze()
    rounds.choose_raters(number=at_hand.number, by=at_hand.officer, at=MORNING)
    scheme = scheme_of(at_hand)
    same = replace(scheme, decimals=3)
    rounds.set_scheme(number=at_hand.number, scheme=same, by=at_hand.officer, at=MORNING)
    page = running.round_page(at_hand.officer, at_hand.number)
    assert (page.row.state, page.row.raters) == (RoundState.READY, 8)
    classes = (replace(scheme.classes[0], rule=str(RaterRule.BY_HAND)), *scheme.classes[1:])
    other = replace(scheme, classes=classes)
    rounds.set_scheme(number=at_hand.number, scheme=other, by=at_hand.officer, at=MORNING)
    page = running.round_page(at_hand.officer, at_hand.number)
    assert (page.row.state, page.row.raters) == (RoundState.FROZEN, 0)


def test_scheme_roster_and_raters_stand_still_once_slips_are_printed(at_hand) -> None:
    at_hand.freeze().print()
    scheme = replace(scheme_of(at_hand), quorum=Fraction(1, 2))
    at = {"number": at_hand.number, "by": at_hand.officer, "at": MORNING}
    for act in (
        lambda: rounds.set_scheme(scheme=scheme, **at),
        lambda: rounds.freeze_roster(on=DAY, ratee_rule=RateeRule.ALL, **at),
        lambda: rounds.choose_raters(**at),
        lambda: rounds.set_rater_class(line=at_hand.line(4).pk, rater_class="A", **at),
    ):
        with pytest.raises(Refusal, match="not_now"):
            act()
