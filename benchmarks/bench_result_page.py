"""The result of a round of 622: computing it, and its page."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from random import Random

from benchmarks import Figure

NAME = "A round of 622 ratees and 622 ballots: its result page"

RATEES = 622
TRIES = 9
PAGE_MS = 1000
_PATH = "虚构县/全县县管干部（虚构）"


def run() -> list[Figure]:
    """Make an installation with such a round, compute it and fetch its page."""
    with tempfile.TemporaryDirectory(prefix="dandang-bench-") as folder:
        os.environ["DANDANG_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "dandang.project.settings"
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        unit = _store()
        number, compute = _round(unit)
        begun = time.perf_counter()
        compute()
        computed = time.perf_counter() - begun
        times = _fetch(f"/organiser/rounds/{number}/results/")
    return [
        Figure("result page, median", statistics.median(times) * 1000, "ms", PAGE_MS),
        Figure("result page, slowest", max(times) * 1000, "ms"),
        Figure("computing the scores of record", computed, "s"),
    ]


def _store() -> int:
    from dandang.apps.accounts.actions import open_account
    from dandang.apps.archive import actions as archive
    from dandang.apps.grants.actions import grant
    from dandang.apps.permits.actor import console
    from dandang.apps.units import actions as units
    from dandang.apps.units.plans import UnitPlan
    from dandang.career import Appointment
    from dandang.demo import AS_OF, PASSWORD
    from dandang.demo.county import make_county
    from dandang.kit import clock
    from dandang.terms.access import AccountKind, Role
    from dandang.terms.people import Authority, PostLevel, UnitKind

    by, at = console("bench"), clock.now()
    plans = [
        UnitPlan("虚构县", "虚构县", UnitKind.COUNTY, 1),
        UnitPlan(_PATH, "县管干部", UnitKind.DEPARTMENT, 1, team="班子"),
    ]
    numbers = units.store_tree(plans=plans, by=by, at=at)
    managed = [c for c in make_county().careers if c.authority is Authority.COUNTY]
    archive.store_all(
        careers=[
            replace(
                career,
                unit=_PATH,
                status_periods=(),
                appointments=(
                    Appointment(
                        _PATH,
                        f"班子成员{place}",
                        PostLevel.TOWNSHIP_CHIEF if place < 30 else PostLevel.TOWNSHIP_DEPUTY,
                        AS_OF,
                        in_team=place < 300,
                    ),
                ),
            )
            for place, career in enumerate(managed)
        ],
        by=by,
        at=at,
    )
    account = open_account(
        lasting=True,
        sign_in_name="officer",
        name="虚某",
        kind=AccountKind.BUSINESS,
        password=PASSWORD,
        by=by,
        at=at,
    )
    grant(account=account, role=Role.ORGANISER_OFFICER, unit=numbers["虚构县"], by=by, at=at)
    return numbers[_PATH]


def _round(unit: int) -> tuple[int, Callable[[], None]]:
    """A closed round in which everybody rated everybody, and what computes it."""
    from dandang.apps.ballots import casting
    from dandang.apps.ballots import queries as boxes
    from dandang.apps.organisation import actions as organisation
    from dandang.apps.permits.actor import console
    from dandang.apps.rounds.actions import conducting, preparing
    from dandang.kit import clock
    from dandang.terms.rounds import AssessmentKind, RateeRule

    by, at = console("bench"), clock.now()
    number = preparing.create(
        title="县管干部年度考核（虚构）",
        kind=AssessmentKind.ANNUAL,
        year=2026,
        unit=unit,
        by=by,
        at=at,
    )
    preparing.freeze_roster(number=number, on=at.date(), ratee_rule=RateeRule.ALL, by=by, at=at)
    classes = preparing.choose_raters(number=number, by=by, at=at)
    slips = conducting.print_slips(number=number, by=by, at=at)
    organisation.allow_booth(document="虚构", by=by, at=at)
    conducting.open_round(number=number, by=by, at=at)
    asked = boxes.questionnaire(number)
    if len(asked.ratees) != RATEES:
        raise RuntimeError(f"{len(asked.ratees)} ratees instead of {RATEES}")
    rng, codes = Random(1), [choice.code for choice in asked.choices]
    for slip in slips:
        answers = {
            ratee.key: {
                aspect.code: rng.choices(codes, (55, 35, 6, 2, 2))[0] for aspect in asked.aspects
            }
            for ratee in asked.ratees
        }
        casting.cast(number, slip.code, answers)
    conducting.close(number=number, by=by, at=at)
    counts = {code: (count, count) for code, count in classes.items()}
    return number, lambda: conducting.compute(number=number, attendance=counts, by=by, at=at)


def _fetch(path: str) -> list[float]:
    from django.test import Client

    from dandang.demo import PASSWORD

    client = Client()
    client.post("/sign-in/", {"name": "officer", "password": PASSWORD})
    times = []
    for _ in range(TRIES + 1):
        begun = time.perf_counter()
        answer = client.get(path)
        times.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            raise RuntimeError(f"{path} answered {answer.status_code}")
    # The first fetch reads the templates.
    return times[1:]
