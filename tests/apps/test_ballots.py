"""A round's box from preparation to closing, as the main database and the organiser see it."""

from collections import Counter
from fractions import Fraction
from pathlib import Path

import pytest

from ballot_makers import (
    ROUND,
    all_answers,
    make_organiser,
    make_questionnaire,
    open_box,
    prepare_box,
)
from dandang.apps.audit.models import TrailRow
from dandang.apps.ballots import actions, boxes, casting, queries
from dandang.apps.ballots.models import RoundBox
from dandang.apps.ballots.questionnaire import Named, Questionnaire
from dandang.terms.access import Role
from dandang.terms.ballots import BoxState
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_actor, make_unit

pytestmark = pytest.mark.django_db


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, check=lambda error: error.code == code)


def test_one_slip_per_rater_is_made_and_each_code_differs() -> None:
    slips = prepare_box(make_organiser())
    assert Counter(slip.rater_class for slip in slips) == {"A": 2, "B": 3, "C": 5}
    assert len({slip.code for slip in slips}) == 10
    assert queries.box_state(ROUND) is BoxState.PREPARED
    assert queries.issued(ROUND) == {"A": 2, "B": 3, "C": 5}


def test_codes_stand_neither_in_the_database_nor_in_the_box_nor_in_the_trail() -> None:
    slips = prepare_box(make_organiser())
    row = RoundBox.objects.get()
    kept = (
        boxes.open_path(row.file).read_bytes()
        + repr([list(RoundBox.objects.values()), list(TrailRow.objects.values())]).encode()
    )
    assert not any(slip.code.encode() in kept for slip in slips)


def test_a_ballot_cast_comes_out_of_the_closed_box_with_its_class() -> None:
    by = make_organiser()
    slips = open_box(by)
    answers = {"r1": {"德": "a", "能": "x"}, "r3": {"廉": "d"}}
    assert casting.cast(ROUND, slips[0].code, answers) is casting.Cast.STORED
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    (ballot,) = queries.closed_ballots(ROUND)
    assert ballot.rater_class == "A"
    assert ballot.sheets == {"r1": {"德": "a", "能": "x"}, "r2": {}, "r3": {"廉": "d"}}


def test_the_same_answers_again_are_already_there_and_others_are_refused() -> None:
    by = make_organiser()
    code = open_box(by)[0].code
    casting.cast(ROUND, code, all_answers("a"))
    assert casting.cast(ROUND, code, all_answers("a")) is casting.Cast.ALREADY_THERE
    with refused("ballots.another_cast"):
        casting.cast(ROUND, code, all_answers("b"))
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    (ballot,) = queries.closed_ballots(ROUND)
    assert ballot.sheets == all_answers("a")


def test_a_slip_opens_the_questionnaire_of_its_class() -> None:
    slips = open_box(make_organiser())
    seen = casting.slip(ROUND, slips[-1].code.lower())
    assert (seen.rater_class, seen.used) == ("其他职工", False)
    assert seen.questionnaire == make_questionnaire()
    casting.cast(ROUND, slips[-1].code, {})
    assert casting.slip(ROUND, slips[-1].code).used


@pytest.mark.parametrize("typed", ["", "123", "0000000000U", "00000000001"])
def test_a_mistyped_code_is_told_apart_from_an_unknown_one(typed: str) -> None:
    open_box(make_organiser())
    with refused("ballots.mistyped"):
        casting.slip(ROUND, typed)
    with refused("ballots.unknown_code"):
        casting.slip(ROUND, "00000000000")
    with refused("ballots.unknown_code"):
        casting.cast(ROUND, "00000000000", {})


@pytest.mark.parametrize("answers", [{"r9": {"德": "a"}}, {"r1": {"美": "a"}}, {"r1": {"德": "z"}}])
def test_answers_to_what_was_not_asked_are_refused(answers: dict[str, dict[str, str]]) -> None:
    slips = open_box(make_organiser())
    with refused("ballots.not_asked"):
        casting.cast(ROUND, slips[0].code, answers)


def test_nothing_is_cast_before_opening_or_after_closing() -> None:
    by = make_organiser()
    slips = prepare_box(by)
    with refused("ballots.not_open"):
        casting.cast(ROUND, slips[0].code, {})
    actions.open_box(round_number=ROUND, by=by, at=NOW)
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    with refused("ballots.closed"):
        casting.cast(ROUND, slips[0].code, {})
    with refused("ballots.no_box"):
        casting.cast(ROUND + 1, slips[0].code, {})


def test_a_sealed_file_takes_nothing_even_while_the_database_still_says_open() -> None:
    by = make_organiser()
    slips = open_box(by)
    boxes.hold(RoundBox.objects.get().file).move_to(2)
    with refused("ballots.sealing"):
        casting.cast(ROUND, slips[0].code, {})


def test_the_quorum_is_told_as_yes_or_no() -> None:
    by = make_organiser()
    slips = open_box(by, quorum=Fraction(1, 3))
    for slip in slips[:3]:
        casting.cast(ROUND, slip.code, {})
    assert not queries.quorum_reached(ROUND)
    casting.cast(ROUND, slips[3].code, {})
    assert queries.quorum_reached(ROUND)
    line = queries.box(by, ROUND)
    assert line.quorum_reached is True
    assert not {"cast", "returned", "count"} & set(dir(line))
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    assert queries.quorum_reached(ROUND)


def test_ballots_are_sealed_and_the_promise_not_in_force_until_the_box_is_closed() -> None:
    by = make_organiser()
    open_box(by)
    with refused("ballots.not_closed"):
        queries.closed_ballots(ROUND)
    assert not queries.promise_in_force(ROUND)
    assert not queries.box(by, ROUND).promise_in_force
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    assert queries.promise_in_force(ROUND)
    assert queries.closed_ballots(ROUND) == ()


def test_closing_leaves_one_read_only_file_and_nothing_of_the_old_one() -> None:
    by = make_organiser()
    slips = open_box(by)
    casting.cast(ROUND, slips[0].code, all_answers("a"))
    file = RoundBox.objects.get().file
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    left = sorted(boxes.open_path(file).parent.glob(f"{file}*"))
    assert [path.name for path in left] == [f"{file}.closed"]
    assert left[0].stat().st_mode & 0o777 == 0o400


def test_preparing_opening_sealing_and_closing_leave_a_row_with_counts_and_casting_none() -> None:
    by = make_organiser()
    slips = open_box(by)
    before = TrailRow.objects.count()
    for slip in slips[:4]:
        casting.cast(ROUND, slip.code, all_answers("a"))
    assert TrailRow.objects.count() == before
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    rows = TrailRow.objects.filter(subject_kind="box").order_by("id")
    assert [row.details for row in rows] == [
        {"act": "prepare", "issued": 10},
        {"act": "open", "issued": 10},
        {"act": "seal", "issued": 10},
        {"act": "close", "issued": 10, "returned": 4},
    ]


def test_a_voided_box_is_destroyed_and_the_round_prepares_anew() -> None:
    by = make_organiser()
    old = open_box(by)
    casting.cast(ROUND, old[0].code, all_answers("a"))
    place = boxes.open_path(RoundBox.objects.get().file)
    with refused("ballots.prepared_before"):
        prepare_box(by)
    with refused("ballots.reason_missing"):
        actions.void(round_number=ROUND, reason=" ", by=by, at=NOW)
    actions.void(round_number=ROUND, reason="名单有误", by=by, at=NOW)
    assert not place.exists()
    assert queries.box_state(ROUND) is None
    open_box(by)
    with refused("ballots.unknown_code"):
        casting.slip(ROUND, old[0].code)


def test_a_closed_box_is_neither_voided_nor_opened_again() -> None:
    by = make_organiser()
    open_box(by)
    actions.close_box(round_number=ROUND, by=by, at=NOW)
    with refused("ballots.sealed_for_good"):
        actions.void(round_number=ROUND, reason="重来", by=by, at=NOW)
    with refused("ballots.sealed_for_good"):
        actions.open_box(round_number=ROUND, by=by, at=NOW)


def test_a_box_lost_while_it_is_sealed_is_told_and_may_be_voided() -> None:
    by = make_organiser()
    open_box(by)
    boxes.let_go(RoundBox.objects.get().file)
    boxes.open_path(RoundBox.objects.get().file).unlink()
    assert queries.box(by, ROUND).quorum_reached is False
    with refused("ballots.file_missing"):
        actions.close_box(round_number=ROUND, by=by, at=NOW)
    assert queries.box_state(ROUND) is BoxState.SEALING
    actions.void(round_number=ROUND, reason="票箱文件丢失", by=by, at=NOW)
    assert queries.box_state(ROUND) is None


def test_only_who_conducts_rounds_over_the_unit_moves_its_box() -> None:
    by = make_organiser()
    prepare_box(by)
    elsewhere = make_organiser(make_unit())
    leader = make_actor(Role.LEADER, unit=make_unit())
    for actor in (elsewhere, leader):
        for verb in (actions.open_box, actions.close_box):
            with pytest.raises(NotPermitted):
                verb(round_number=ROUND, by=actor, at=NOW)
        with pytest.raises(NotPermitted):
            actions.void(round_number=ROUND, reason="x", by=actor, at=NOW)
        with pytest.raises(NotFound):
            queries.box(actor, ROUND)
    with pytest.raises(NotPermitted):
        actions.prepare(
            round_number=ROUND + 1,
            path=by.held[0].path or "/",
            questionnaire=make_questionnaire(),
            slips=[("A", 1)],
            quorum=Fraction(1, 2),
            by=leader,
            at=NOW,
        )


def test_a_box_whose_file_was_touched_is_not_opened() -> None:
    by = make_organiser()
    prepare_box(by)
    place: Path = boxes.open_path(RoundBox.objects.get().file)
    with place.open("ab") as stream:
        stream.write(b"who came first")
    with refused("ballots.betraying"):
        actions.open_box(round_number=ROUND, by=by, at=NOW)
    assert queries.box_state(ROUND) is BoxState.PREPARED
    place.unlink()
    with refused("ballots.file_missing"):
        actions.open_box(round_number=ROUND, by=by, at=NOW)


@pytest.mark.parametrize(
    "slips", [(("A", 0),), (("A", 1), ("A", 2)), (("Z", 1),), (("A", -1), ("B", 3)), ()]
)
def test_unclear_numbers_of_slips_are_refused(slips: tuple[tuple[str, int], ...]) -> None:
    with refused("ballots.slips_unclear"):
        prepare_box(make_organiser(), slips)


def test_a_questionnaire_with_nothing_to_ask_or_with_doubles_is_refused() -> None:
    whole = make_questionnaire()
    twice = (Named("a", "优秀"), Named("a", "良好"))
    for faulty in (
        Questionnaire(whole.title, whole.unit, (), whole.aspects, whole.choices, whole.classes),
        Questionnaire(whole.title, whole.unit, whole.ratees, whole.aspects, twice, whole.classes),
    ):
        with refused("ballots.questionnaire_incomplete"):
            prepare_box(make_organiser(), questionnaire=faulty)
