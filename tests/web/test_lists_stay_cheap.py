"""Every list asks the database as often for many rows as for few, and finds the same as before."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from dandang.apps.audit import actions as audit
from dandang.apps.cases.models import Case
from dandang.apps.cases.procedures import PROCEDURES
from dandang.apps.catalogues import actions as catalogues
from dandang.apps.inbox import actions as inbox
from dandang.apps.permits.actor import console
from dandang.apps.rounds.actions import preparing
from dandang.apps.rounds.models import Ratee, RosterLine, Round
from dandang.apps.units.models import Team
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.people import PostLevel
from dandang.terms.rounds import AssessmentKind, CaseStep, RateeRule, RoundState
from dandang.web.shared.forms.renderer import FormRenderer
from dandang.web.shared.middleware import ACCOUNT_KEY, SEEN_KEY
from makers import appoint, make_account, make_person, make_post, make_unit
from seeding import House, seed

# A home looks over the whole house before its first round; one's own file shows all that is on it.
MOST = {"/": 32, "/mine/file/": 27}

PAGES = {
    Role.ORGANISER_OFFICER: (
        "/",
        "/archive/people/",
        "/archive/people/?q=虚",
        "/archive/people/?sex=male&level=staff&ages=46-50&regime=civil_servant&service=all",
        "/archive/people/?page=2",
        "/archive/units/",
        "/organiser/rounds/",
        "/organiser/rounds/new/",
        "/organiser/export/",
        "/cases/",
        "/serving/",
        "/rules/",
        "/rules/ask/?q=虚",
        "/catalogues/",
        "/catalogues/?text=虚&drafts=1",
    ),
    Role.UNIT_HEAD: ("/", "/archive/people/", "/archive/units/", "/catalogues/"),
    Role.UNIT_PERSONNEL_OFFICER: ("/", "/archive/people/", "/archive/units/", "/serving/"),
    Role.LEADER: ("/", "/archive/people/", "/archive/units/", "/leaders/rounds/"),
    Role.PANELLIST: ("/", "/leaders/rounds/"),
    Role.CADRE: ("/", "/mine/file/", "/mine/opened/", "/mine/results/"),
    Role.DISCIPLINE_OFFICER: ("/", "/archive/people/", "/cases/"),
    Role.JOINT_MEETING_MEMBER: ("/", "/archive/units/", "/cases/"),
    Role.SYSTEM_OFFICER: ("/oversight/accounts/", "/oversight/accounts/?text=用户"),
    Role.SECURITY_OFFICER: ("/oversight/grants/", "/oversight/grants/?text=用户"),
    Role.AUDIT_OFFICER: (
        "/oversight/trail/",
        "/oversight/trail/?text=虚",
        "/oversight/trail/?page=2",
        "/oversight/trail/?verb=archive.read&refused=&first=2026-01-01",
    ),
}


def client_of(account: int) -> Client:
    client = Client()
    session = client.session
    session[ACCOUNT_KEY], session[SEEN_KEY] = account, int(clock.now().timestamp())
    session.save()
    return client


def grow(house: House, by: int) -> None:
    """More of everything that a list shows."""
    where, now = house.near.unit, clock.now()
    for place in range(by):
        unit = make_unit(parent=where)
        team = Team.objects.create(unit=unit, name="领导班子")
        person = make_person(unit, birth="1978.01")
        appoint(person, make_post(unit, level=PostLevel.STAFF), team=team)
        make_account(Role.UNIT_HEAD, unit=unit, person=person)
        catalogues.make(
            code=f"list-{unit.pk}",
            name="虚构清单",
            unit=where.pk,
            document="虚组〔2026〕1号",
            source="虚构材料",
            declared=3,
            by=console("虚某"),
            at=now,
        )
        audit.record(
            by=console("虚某"),
            verb="archive.read",
            subject=audit.Subject(
                "person", str(person.pk), person.name, person=house.near.people[2].pk
            ),
            at=now,
        )
        each = _round(house, place)
        line = RosterLine.objects.create(
            round=each,
            person=house.near.people[2],
            order=1,
            name="虚某",
            unit_name=unit.name,
            level=str(PostLevel.STAFF),
            in_team=False,
            county_managed=False,
        )
        ratee = Ratee.objects.create(round=each, line=line)
        _case(house, ratee)
        for account in house.accounts.values():
            inbox.put(
                what="case_to_answer",
                subject_kind="case",
                subject_number=str(place),
                account=account.pk,
                values={"name": "虚某"},
                at=now,
            )


def _round(house: House, place: int) -> Round:
    state = RoundState.PUBLISHED if place % 2 else RoundState.DRAFT
    return Round.objects.create(
        title="年度考核（虚构）",
        kind=str(AssessmentKind.ANNUAL),
        year=2026,
        unit=house.near.unit,
        state=str(state),
        scheme=Round.objects.values_list("scheme", flat=True)[0],
        ratee_rule=str(RateeRule.TEAM),
        made_at=clock.now(),
        published_at=clock.now() - timedelta(days=1),
    )


def _case(house: House, ratee: Ratee) -> None:
    Case.objects.create(
        procedure=next(iter(PROCEDURES)),
        subject_kind="ratee",
        subject_number=str(ratee.pk),
        subject_name="虚某",
        parent_kind="round",
        parent_number=str(ratee.round_id),
        path=house.near.unit.path,
        person=house.near.people[2],
        step=str(CaseStep.FILED),
        assignee=house.accounts[Role.DISCIPLINE_OFFICER].pk,
        opened_at=clock.now(),
    )


def counted(clients: dict[Role, Client]) -> Iterator[tuple[str, int]]:
    for role, pages in PAGES.items():
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                answer = clients[role].get(page)
            assert answer.status_code == 200, page
            yield f"{page} as {role}", len(queries)


@pytest.mark.django_db
def test_every_list_takes_as_many_queries_for_many_rows_as_for_few() -> None:
    house = seed()
    preparing.create(
        title="年度考核（虚构）",
        kind=AssessmentKind.ANNUAL,
        year=2026,
        unit=house.near.unit.pk,
        by=console("测试"),
        at=clock.now(),
    )
    grow(house, 2)
    clients = {role: client_of(account.pk) for role, account in house.accounts.items()}
    few = dict(counted(clients))
    grow(house, 60)
    many = dict(counted(clients))
    assert {page: (few[page], n) for page, n in many.items() if n != few[page]} == {}
    over = {page: n for page, n in many.items() if n > MOST.get(page.partition(" as ")[0], 20)}
    assert over == {}


@pytest.mark.parametrize("grouped", [False, True])
def test_a_select_reads_as_django_draws_it(grouped: bool) -> None:
    plain = [("", "不限"), (3, "<县财政局>"), ('a"b', "&"), (None, "无")]
    choices = [("一组", plain[1:3]), plain[3]] if grouped else plain
    for value in ("3", None, 'a"b', "unknown"):
        widget = Select(attrs={"id": "x", "required": True, "hidden": False}, choices=choices)
        drawn = [
            html.fromstring(widget.render("u", value, renderer=renderer))
            for renderer in (FormRenderer(), DjangoTemplates())
        ]
        told = [
            [(one.tag, dict(one.attrib), (one.text or "").strip()) for one in tree.iter()]
            for tree in drawn
        ]
        assert told[0] == told[1]
