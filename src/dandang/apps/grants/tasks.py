"""What the background worker does about accounts."""

from datetime import timedelta

from django.db import transaction
from django_tasks import task

from dandang.apps.accounts import actions as accounts
from dandang.apps.grants import actions, queries
from dandang.apps.permits.actor import schedule
from dandang.kit import clock
from dandang.terms.access import Role

BATCH = 10
PAUSE = timedelta(seconds=1)


@task()
def open_cadre_accounts(like: str) -> int:
    """Open accounts for the next few cadres without one, with the password of the account `like`.

    Gives how many it opened and puts itself in line again until none is left. What is left to do
    is read from the tables each time, so that it goes on after any interruption.
    """
    at, by = clock.now(), schedule()
    with transaction.atomic():
        lacking = queries.cadres_without_account(by, most=BATCH)
        openings = {
            each.person: accounts.Opening(f"cadre-{each.person:05d}", each.name) for each in lacking
        }
        numbers = accounts.open_alike(openings=list(openings.values()), like=like, by=by, at=at)
        for person, opening in openings.items():
            number = numbers[opening.sign_in_name]
            actions.hand_over(account=number, person=person, by=by, at=at)
            actions.grant(account=number, role=Role.CADRE, unit=None, by=by, at=at)
    if len(lacking) == BATCH:
        open_cadre_accounts.using(run_after=at + PAUSE).enqueue(like=like)
    return len(lacking)
