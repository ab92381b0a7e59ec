"""What the background worker does about accounts."""

from datetime import timedelta

from django.db import transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from dandang.apps.accounts import actions as accounts
from dandang.apps.files import actions as files
from dandang.apps.grants import actions, queries
from dandang.apps.permits.actor import schedule
from dandang.apps.permits.verbs import Verb
from dandang.kit import clock, uploads
from dandang.terms.access import Role

BATCH = 10
PAUSE = timedelta(seconds=1)
# A tenth of a second each: a few seconds, then other tasks have their turn.
NEXT_FEW = 25
HOUR = timedelta(hours=1)
KEPT = timedelta(days=7)


@task()
def open_cadre_accounts(like: str) -> int:
    """Open accounts for the next few cadres without one, with the password of the account `like`.

    For a demo or a class room. Gives how many it opened and puts itself in line again until none is
    left. What is left to do is read from the tables each time, so that it goes on after any
    interruption.
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


@task()
def open_batch(number: int) -> int:
    """Open the next few accounts of a batch and put itself in line again until none is left.

    It acts for the officer who began the batch, and stops when he may open accounts no more.
    """
    at = clock.now()
    by = queries.actor_of(queries.opener_of(number), on=at.date())
    if by is None or not by.carries(Verb.ACCOUNTS_OPEN):
        return 0
    opened = actions.open_next(number=number, most=NEXT_FEW, by=by, at=at)
    if number in queries.unfinished_batches():
        go_on_with(number)
    return opened


def go_on_with(number: int) -> None:
    """Put a batch in line, unless it is already."""
    waiting = DBTaskResult.objects.filter(status="READY", task_path=open_batch.module_path)
    if not any(row.args_kwargs["kwargs"].get("number") == number for row in waiting):
        open_batch.enqueue(number=number)


@task()
def keep_house() -> dict[str, int]:
    """What is due every hour: alarms, unused accounts, what was left lying, batches that stand still.

    The next run is put in line first, so that one that fails does not end them all.
    """
    at, by = clock.now(), schedule()
    if not _waits():
        keep_house.using(run_after=at + HOUR).enqueue()
    done = {
        "alarms": actions.raise_alarms(by=by, at=at),
        "closed": accounts.close_stale(cadres=queries.cadres_alone(on=at.date()), by=by, at=at),
        "wiped": actions.wipe_old_slips(by=by, at=at),
        "sessions": accounts.clear_sessions(at=at),
        "uploads": uploads.sweep(at=at),
        "bytes": files.sweep(at=at),
    }
    for number in queries.unfinished_batches():
        go_on_with(number)
    DBTaskResult.objects.filter(
        task_path=keep_house.module_path, finished_at__lt=at - KEPT
    ).delete()
    return done


def start_keeping_house() -> None:
    """Put the hourly work in line, unless it is already: at every start of the server.

    After a time of standing still the one that waits is overdue and runs at once.
    """
    if not _waits():
        keep_house.enqueue()


def _waits() -> bool:
    return DBTaskResult.objects.filter(status="READY", task_path=keep_house.module_path).exists()
