"""A round of the small county's near unit, taken step by step by the people whose step it is."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dandang.apps.ballots import casting
from dandang.apps.ballots import queries as boxes
from dandang.apps.ballots.actions import Slip
from dandang.apps.grants.queries import actor_of
from dandang.apps.letters.served import Served
from dandang.apps.permits.actor import Actor
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.models import Ratee, Rater, RosterLine
from dandang.kit.clock import BEIJING
from dandang.terms.access import Role
from dandang.terms.rounds import AssessmentKind, RateeRule, ServiceWay
from seeding import House

MORNING = datetime(2026, 9, 21, 9, 0, tzinfo=BEIJING)
DAY = MORNING.date()


@dataclass
class RoundAtHand:
    """One round and who works on it; every step says when."""

    house: House
    number: int = 0
    slips: tuple[Slip, ...] = ()
    actors: dict[Role, Actor] = field(default_factory=dict)

    def actor(self, role: Role) -> Actor:
        """The account of a role."""
        if role not in self.actors:
            found = actor_of(self.house.accounts[role].pk)
            assert found is not None
            self.actors[role] = found
        return self.actors[role]

    @property
    def officer(self) -> Actor:
        """The organiser officer."""
        return self.actor(Role.ORGANISER_OFFICER)

    @property
    def panellist(self) -> Actor:
        """The panellist."""
        return self.actor(Role.PANELLIST)

    @property
    def cadre(self) -> Actor:
        """The cadre, who is the third ratee."""
        return self.actor(Role.CADRE)

    def make(self) -> "RoundAtHand":
        """A round in preparation."""
        self.number = rounds.create(
            title="县水务局2026年度考核（虚构）",
            kind=AssessmentKind.ANNUAL,
            year=2026,
            unit=self.house.near.unit.pk,
            by=self.officer,
            at=MORNING,
        )
        return self

    def freeze(self, rule: RateeRule = RateeRule.TEAM) -> "RoundAtHand":
        """The roster frozen on the day."""
        rounds.freeze_roster(
            number=self.number, on=DAY, ratee_rule=rule, by=self.officer, at=MORNING
        )
        return self

    def print(self) -> "RoundAtHand":
        """Raters chosen by rule, slips printed."""
        rounds.choose_raters(number=self.number, by=self.officer, at=MORNING)
        self.slips = rounds.print_slips(number=self.number, by=self.officer, at=MORNING)
        return self

    def rate(self, cast: int = 8, choice: str = "excellent") -> "RoundAtHand":
        """The box opened, and that many slips cast with one choice everywhere."""
        rounds.open_round(number=self.number, by=self.officer, at=MORNING)
        asked = boxes.questionnaire(self.number)
        answers = {
            ratee.key: {aspect.code: choice for aspect in asked.aspects} for ratee in asked.ratees
        }
        for slip in self.slips[:cast]:
            casting.cast(self.number, slip.code, answers)
        return self

    def attendance(self) -> dict[str, tuple[int, int]]:
        """Everybody there, a slip for each."""
        counts: dict[str, int] = {}
        for rater in Rater.objects.filter(round=self.number):
            counts[rater.rater_class] = counts.get(rater.rater_class, 0) + 1
        return {code: (count, count) for code, count in counts.items()}

    def compute(self) -> "RoundAtHand":
        """The box closed and the scores computed."""
        rounds.close(number=self.number, by=self.officer, at=MORNING)
        rounds.compute(
            number=self.number, attendance=self.attendance(), by=self.officer, at=MORNING
        )
        return self

    def publish(self) -> "RoundAtHand":
        """Every proposal confirmed and the results published."""
        rounds.confirm_all(number=self.number, by=self.panellist, at=MORNING)
        rounds.publish(number=self.number, by=self.officer, at=MORNING)
        return self

    def to_review(self) -> "RoundAtHand":
        """From nothing to the panel."""
        return self.make().freeze().print().rate().compute()

    def serve(self, place: int, on: date = DAY) -> date:
        """Serve one ratee's letter by signature; gives the last day to object."""
        return rounds.serve(
            ratee=self.ratee(place).pk,
            served=Served(ServiceWay.SIGNATURE, on),
            by=self.officer,
            at=self.later(on),
        )

    def ratee(self, place: int) -> Ratee:
        """A ratee by place, from 0."""
        return Ratee.objects.filter(round=self.number).select_related("line")[place]

    def line(self, place: int) -> RosterLine:
        """A line of the frozen roster by place, from 0."""
        return RosterLine.objects.filter(round=self.number)[place]

    def later(self, on: date) -> datetime:
        """The morning of a later day."""
        return MORNING + timedelta(days=(on - DAY).days)
