"""A person while being made: everything that a career will say, still open to change."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from dandang.career import (
    Absent,
    Appointment,
    Career,
    Education,
    Field,
    Relative,
    ResumeLine,
    StatusPeriod,
    YearGrade,
)
from dandang.days import PartialDate
from dandang.demo import COUNTY_PLAIN, MARK
from dandang.demo.plans import Seat, UnitSeed
from dandang.demo.schooling import Schooling
from dandang.demo.seats import SENIOR
from dandang.demo.stages import Stage
from dandang.terms.people import Authority, PostLevel, Regime, Sex


@dataclass(slots=True)
class Draft:
    """One invented person; `stages` run from the first post to today's."""

    name: str
    sex: Sex
    born: date
    unit: UnitSeed
    seat: Seat
    work_start: date
    school: Schooling
    stages: list[Stage]
    authority: Authority
    regime: Regime
    birth: Field[PartialDate] = Absent.UNKNOWN
    ethnicity: Field[str] = Absent.UNKNOWN
    native_place: Field[str] = Absent.UNKNOWN
    birth_place: Field[str] = Absent.UNKNOWN
    party: Field[str] = Absent.UNKNOWN
    health: Field[str] = Absent.UNKNOWN
    title: Field[str] = Absent.UNKNOWN
    speciality: Field[str] = Absent.UNKNOWN
    rank: Field[str] = Absent.UNKNOWN
    rank_since: Field[PartialDate] = Absent.UNKNOWN
    starts: Field[PartialDate] = Absent.UNKNOWN
    in_service: bool = True
    more: list[Stage] = field(default_factory=list)
    periods: list[StatusPeriod] = field(default_factory=list)
    grades: list[YearGrade] = field(default_factory=list)
    meanwhile: list[tuple[int, str]] = field(default_factory=list)
    identity: Field[str] = Absent.UNKNOWN
    family: Field[tuple[Relative, ...]] = Absent.UNKNOWN
    order: int = 0

    @property
    def since(self) -> date:
        """The first day in today's (or the last) post."""
        return self.stages[-1].first

    def frozen(self) -> Career:
        """The career this person has."""
        return Career(
            name=self.name,
            sex=self.sex,
            birth=self.birth,
            ethnicity=self.ethnicity,
            native_place=self.native_place,
            birth_place=self.birth_place,
            party=self.party,
            work_start=self.starts,
            health=self.health,
            title=self.title,
            speciality=self.speciality,
            rank=self.rank,
            rank_since=self.rank_since,
            authority=self.authority,
            regime=self.regime,
            in_service=self.in_service,
            unit=self.unit.path,
            educations=self._educations(),
            resume=self._resume(),
            appointments=tuple(self._appointments()),
            status_periods=tuple(self.periods),
            year_grades=tuple(self.grades),
            identity=self.identity,
            family=self.family,
            note=MARK,
        )

    def _educations(self) -> tuple[Education, ...]:
        return (self.school.full_time, self.school.at_work)

    def _resume(self) -> tuple[ResumeLine, ...]:
        school = self.school
        lines = [
            ResumeLine(
                _month(school.entered),
                _month(self.work_start),
                f"{school.school}{school.subject}专业学习",
            )
        ]
        for place, stage in enumerate(self.stages):
            following = self.stages[place + 1].first if place + 1 < len(self.stages) else None
            end = following or (stage.last + timedelta(days=1) if stage.last else None)
            first, last = _month(stage.first), _month(end) if end else None
            if first == last:
                continue
            rank = self.rank if isinstance(self.rank, str) else ""
            lines.append(ResumeLine(lines[-1].last or first, last, wording(stage, rank)))
        for year, note in sorted(self.meanwhile):
            _note(lines, year, note)
        return tuple(lines)

    def _appointments(self) -> list[Appointment]:
        made = []
        for stage in (*self.stages, *self.more):
            if stage.unit is None or stage.seat is None:
                continue
            current = stage.last is None and stage.seat.in_team
            made.append(
                Appointment(
                    unit=stage.unit.path,
                    post=stage.seat.title,
                    level=stage.seat.level,
                    first_day=stage.first,
                    last_day=stage.last,
                    main=stage.main,
                    in_team=stage.seat.in_team,
                    order=self.order if current else 0,
                    document=_document(stage),
                )
            )
        return made


def _month(day: date) -> PartialDate:
    return PartialDate(day.year, day.month)


def _note(lines: list[ResumeLine], year: int, note: str) -> None:
    """Put a note (其间) behind the working segment in which its last year falls."""
    for place, line in enumerate(lines):
        if place and line.first.year <= year and (line.last is None or year <= line.last.year):
            lines[place] = ResumeLine(line.first, line.last, line.text + note)
            return


def wording(stage: Stage, rank: str) -> str:
    """What the resume says of a post: the unit with the county's name, then the title."""
    if stage.unit is None or stage.seat is None:
        return stage.text
    name = stage.unit.name
    place = COUNTY_PLAIN + name.removeprefix("县") if name.startswith("县") else COUNTY_PLAIN + name
    title = stage.seat.title
    if title == SENIOR:
        title = rank or "干部"
    if title.startswith("县委"):
        return COUNTY_PLAIN + title.removeprefix("县")
    return place + title


def _document(stage: Stage) -> str:
    if stage.seat is None or stage.seat.level in {PostLevel.STAFF, PostLevel.SECTION}:
        return ""
    return f"清组干〔{stage.first.year}〕{stage.first.timetuple().tm_yday % 90 + 1}号（虚构）"
