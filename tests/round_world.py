"""Rounds at every state in a unit inside everybody's scope and in one outside of it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from dandang.apps.accounts.models import Account
from dandang.apps.archive import actions as archive
from dandang.apps.archive.models import StatusPeriod
from dandang.apps.audit.models import ReadingAlarm
from dandang.apps.ballots import casting
from dandang.apps.ballots import queries as boxes
from dandang.apps.cases import actions as cases
from dandang.apps.cases.models import CourseLine
from dandang.apps.catalogues import actions as catalogues
from dandang.apps.catalogues import queries as catalogue_queries
from dandang.apps.corrections import actions as corrections
from dandang.apps.files import actions as files
from dandang.apps.grants.models import Batch, Grant, Holder
from dandang.apps.inbox.models import Item
from dandang.apps.letters.served import Served
from dandang.apps.permits.actor import console
from dandang.apps.rounds.actions import conducting, deciding, objecting, preparing, serving, telling
from dandang.apps.rounds.models import Ratee, Rater, RosterLine, Service
from dandang.apps.verification import actions as verification
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.checks import CheckItem
from dandang.terms.corrections import CorrectionItem
from dandang.terms.lists import ListKind
from dandang.terms.people import StatusKind
from dandang.terms.rounds import AssessmentKind, RateeRule, ServiceWay
from makers import NOW, make_account
from seeding import House, Staffed, seed

OFFICE = console("测试")
# One grey point.
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636800000082008177cd72b60000000049454e44ae426082"
)


@dataclass(frozen=True, slots=True)
class Walked:
    """The numbers of things, by the name that the matrix calls them."""

    numbers: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """The house with its rounds; what lies inside the scope of every account, and what outside."""

    house: House
    inside: Walked
    outside: Walked


def build() -> World:
    """The whole world, in the database and in boxes."""
    house = seed()
    inside = _walked(house.near, house.near.people[2].pk)
    outside = _walked(house.far, house.far.people[2].pk)
    # Cases are seen by who is to answer them.
    answerer = house.accounts[Role.DISCIPLINE_OFFICER].pk
    objecting.assign(case=inside.numbers["case"], account=answerer, by=OFFICE, at=clock.now())
    return World(house, inside, outside)


def _walked(where: Staffed, cadre: int) -> Walked:
    account = Account.objects.filter(pk__in=Holder.objects.filter(person=cadre).values("account"))
    holder = account.first() or make_account(Role.UNIT_HEAD, unit=where.unit)
    numbers: dict[str, Any] = {
        "unit": where.unit.pk,
        "team": where.team.pk,
        "person": cadre,
        "account": holder.pk,
        "grant": Grant.objects.filter(account=holder).values_list("pk", flat=True)[0],
        **_catalogues(where),
        "draft": _draft(where),
        "ready": _ready(where),
        "open": _open(where),
        "review": _review(where),
        "published": _review(where),
    }
    numbers["status"] = StatusPeriod.objects.create(
        person_id=cadre, kind=str(StatusKind.STUDY), first_day=NOW.date()
    ).pk
    archive.put_photo(person=cadre, name="a.png", content=PICTURE, by=OFFICE, at=clock.now())
    numbers["regulation"] = "rewards_of_civil_servants"
    # Lists are called by their codes.
    numbers |= {f"list_{kind}": str(kind) for kind in ListKind}
    numbers["line"] = RosterLine.objects.filter(round=numbers["ready"])[0].pk
    numbers["rater"] = Rater.objects.filter(round=numbers["ready"])[0].pk
    numbers["rated"] = Ratee.objects.filter(round=numbers["ready"])[0].pk
    numbers["proposed"] = Ratee.objects.get(round=numbers["review"], line__person=cadre).pk
    numbers["ratee"] = Ratee.objects.get(round=numbers["published"], line__person=cadre).pk
    numbers["batch"] = Batch.objects.create(
        unit=where.unit,
        prefix="gb-",
        by_account=0,
        by_name="测试",
        begun_at=clock.now(),
        finished_at=clock.now(),
    ).pk
    numbers["alarm"] = ReadingAlarm.objects.create(
        account=0,
        name=where.unit.name,
        span="hour",
        begin=clock.now() + timedelta(hours=where.unit.pk),
        people=60,
        most=50,
        raised_at=clock.now(),
    ).pk
    numbers["case"] = _publish(numbers["published"])
    numbers["correction"], numbers["proof"] = _correction(cadre)
    numbers["check_scan"] = _check(where, cadre)
    items = Item.objects.filter(subject_kind="round", subject_number=str(numbers["review"]))
    numbers["item"] = items.get(settled_at=None).pk
    numbers["scan"] = CourseLine.objects.filter(case=numbers["case"]).values_list("scan")[0][0]
    services = Service.objects.filter(ratee=numbers["ratee"])
    numbers["receipt"] = services.values_list("scan_id")[0][0]
    return Walked(numbers)


def _draft(where: Staffed) -> int:
    return preparing.create(
        title=f"{where.unit.name}年度考核（虚构）",
        kind=AssessmentKind.ANNUAL,
        year=2026,
        unit=where.unit.pk,
        by=OFFICE,
        at=clock.now() - timedelta(days=20),
    )


def _ready(where: Staffed) -> int:
    number, at = _draft(where), clock.now() - timedelta(days=19)
    preparing.freeze_roster(
        number=number, on=at.date(), ratee_rule=RateeRule.TEAM, by=OFFICE, at=at
    )
    preparing.choose_raters(number=number, by=OFFICE, at=at)
    return number


def _open(where: Staffed, *, cast: int = 0) -> int:
    number, at = _ready(where), clock.now() - timedelta(days=18)
    slips = conducting.print_slips(number=number, by=OFFICE, at=at)
    conducting.open_round(number=number, by=OFFICE, at=at)
    asked = boxes.questionnaire(number)
    answers = {
        ratee.key: {aspect.code: asked.choices[0].code for aspect in asked.aspects}
        for ratee in asked.ratees
    }
    for slip in slips[:cast]:
        casting.cast(number, slip.code, answers)
    return number


def _review(where: Staffed) -> int:
    number = _open(where, cast=len(where.people))
    at = clock.now() - timedelta(days=10)
    attendance = {code: (count, count) for code, count in _raters(number).items()}
    conducting.close(number=number, by=OFFICE, at=at)
    conducting.compute(number=number, attendance=attendance, by=OFFICE, at=at)
    return number


def _raters(number: int) -> dict[str, int]:
    counts: dict[str, int] = {}
    for rater in Rater.objects.filter(round=number):
        counts[rater.rater_class] = counts.get(rater.rater_class, 0) + 1
    return counts


def _publish(number: int) -> int:
    """Publish a round, serve all its letters, and let one ratee object; gives the case."""
    at = clock.now() - timedelta(days=2)
    deciding.confirm_all(number=number, by=OFFICE, at=at)
    telling.publish(number=number, by=OFFICE, at=at)
    ratees = list(Ratee.objects.filter(round=number).order_by("pk"))
    for ratee in ratees:
        receipt = files.put_scan(name="送达回证.pdf", content=b"%PDF-1.4  ", by=OFFICE, at=at)
        serving.serve(
            ratee=ratee.pk,
            served=Served(ServiceWay.SIGNATURE, at.date(), scan=receipt),
            by=OFFICE,
            at=at,
        )
    now = clock.now()
    scan = files.put_scan(name="异议书.pdf", content=b"%PDF-1.4 ", by=OFFICE, at=now)
    paper = cases.Paper(acted_by="虚某（本人）", acted_on=now.date(), scan=scan)
    return objecting.object_to_result(
        ratee=ratees[0].pk, text="请复核（虚构）。", by=OFFICE, at=now, paper=paper
    )


def _correction(cadre: int) -> tuple[int, int]:
    """A request of the cadre, from paper; gives its case and its proof."""
    now = clock.now()
    proof = files.put_scan(name="户口簿.pdf", content=b"%PDF-1.4 ", by=OFFICE, at=now)
    case = corrections.request(
        person=cadre,
        item=CorrectionItem.BIRTH,
        text="有误（虚构）",
        right="1980.02",
        proof=proof,
        by=OFFICE,
        at=now,
        paper=cases.Paper(acted_by="本人", acted_on=now.date(), scan=proof),
    )
    return case, proof


def _catalogues(where: Staffed) -> dict[str, Any]:
    """A catalogue with an active version and a draft, an item of it, and one with a draft alone."""
    now = clock.now()
    found: dict[str, Any] = {"shipped_catalogue": "green-services"}
    for name in ("watched", "listed"):
        number = catalogues.make(
            code=f"{name}-{where.unit.pk}",
            name=f"虚构清单（{name}）",
            unit=where.unit.pk,
            document="虚组〔2026〕7号",
            source="虚构材料",
            declared=2,
            aspects=1,
            by=OFFICE,
            at=now,
        )
        draft = catalogue_queries.catalogue(OFFICE, number).row.draft
        assert draft is not None
        found |= {f"catalogue_{name}": number, f"version_{name}": draft}
    catalogues.activate(
        version=found["version_watched"],
        on=now.date(),
        reason="先行试用",
        confirmed_by="虚某",
        by=OFFICE,
        at=now,
    )
    draft = catalogues.new_draft(catalogue=found["catalogue_watched"], by=OFFICE, at=now)
    items = catalogue_queries.items(OFFICE, draft)
    return found | {"version_draft": draft, "catalogue_item": items[-1].number}


def _check(where: Staffed, cadre: int) -> int:
    """A discrepancy of the cadre's file that was resolved, and one that is open; gives the scan."""
    now = clock.now()
    for item in (CheckItem.PARTY, CheckItem.WORK_START):
        verification.record_finding(
            person=cadre,
            item=item,
            consistent=False,
            in_papers="2001.07",
            text="两份材料不一致（虚构）",
            on=now.date(),
            by=OFFICE,
            at=now,
        )
    told = {"person": cadre, "item": CheckItem.PARTY, "by": OFFICE, "at": now}
    verification.hear(text="属实", heard_on=now.date(), **told)
    scan = files.put_scan(name="认定.pdf", content=b"%PDF-1.4 ", by=OFFICE, at=now)
    verification.resolve(text="认定", document="虚组〔2026〕3号", scan=scan, on=now.date(), **told)
    return scan
