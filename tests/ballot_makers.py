"""A small round's box, for tests that need one."""

from fractions import Fraction

from dandang.apps.ballots import actions
from dandang.apps.ballots.questionnaire import Asked, Named, Questionnaire
from dandang.apps.permits.actor import Actor
from dandang.apps.units.models import Unit
from dandang.terms.access import Role
from makers import NOW, make_actor, make_unit

ROUND = 7


def make_questionnaire(ratees: int = 3) -> Questionnaire:
    """Five aspects, five choices, three classes, and as many ratees as asked."""
    return Questionnaire(
        title="2026年度考核民主测评（虚构）",
        unit="虚构县水务局",
        ratees=tuple(Asked(f"r{n}", f"虚甲{n}", "副局长") for n in range(1, ratees + 1)),
        aspects=tuple(Named(c, c) for c in "德能勤绩廉"),
        choices=(
            Named("a", "优秀"),
            Named("b", "良好"),
            Named("c", "一般"),
            Named("d", "较差"),
            Named("x", "不了解"),
        ),
        classes=(Named("A", "班子成员"), Named("B", "中层干部"), Named("C", "其他职工")),
    )


def make_organiser(unit: Unit | None = None) -> Actor:
    """An officer who may conduct rounds over a unit."""
    return make_actor(Role.ORGANISER_OFFICER, unit=unit or make_unit())


def prepare_box(
    by: Actor,
    slips: tuple[tuple[str, int], ...] = (("A", 2), ("B", 3), ("C", 5)),
    *,
    questionnaire: Questionnaire | None = None,
    quorum: Fraction = Fraction(1, 2),
    round_number: int = ROUND,
) -> tuple[actions.Slip, ...]:
    """A box prepared by `by` over the unit he holds."""
    return actions.prepare(
        round_number=round_number,
        path=by.held[0].path or "/",
        questionnaire=questionnaire or make_questionnaire(),
        slips=slips,
        quorum=quorum,
        by=by,
        at=NOW,
    )


def open_box(by: Actor, **more: object) -> tuple[actions.Slip, ...]:
    """A box prepared and opened."""
    slips = prepare_box(by, **more)  # type: ignore[arg-type]
    actions.open_box(round_number=ROUND, by=by, at=NOW)
    return slips


def all_answers(choice: str, ratees: int = 3) -> dict[str, dict[str, str]]:
    """The same choice for everyone in everything."""
    return {f"r{n}": dict.fromkeys("德能勤绩廉", choice) for n in range(1, ratees + 1)}
