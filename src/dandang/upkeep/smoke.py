"""The smoke test (冒烟测试) after an upgrade: a few plain questions that a healthy house can answer."""

from django.conf import settings
from django.core import checks
from django.db import connection
from django.test import Client

from dandang.terms.refusal import Refusal
from dandang.upkeep import loading, schema
from dandang.upkeep.manifest import Manifest

# No upgrade may lose a row of these.
NEVER_FEWER = (
    "accounts_account",
    "archive_person",
    "audit_trailrow",
    "files_file",
    "rounds_round",
    "units_unit",
)


def smoke_test(before: Manifest) -> None:
    """Refuse unless the system check is clean, nothing is pending or lost, and a page can be drawn."""
    faults = checks.run_checks(include_deployment_checks=False, databases=["default"])
    if found := [each for each in faults if each.level >= checks.ERROR]:
        raise Refusal("upkeep.smoke_check", first=found[0].msg)
    if steps := schema.pending():
        raise Refusal("upkeep.smoke_pending", first=".".join(steps[0]))
    _nothing_lost(before)
    if asleep := loading.sleeping_triggers():
        raise Refusal("upkeep.trigger_asleep", name=asleep[0])
    _page_is_drawn()


def _nothing_lost(before: Manifest) -> None:
    there = schema.table_names()
    for each in before.tables:
        if each.name not in NEVER_FEWER:
            continue
        if each.name not in there:
            raise Refusal("upkeep.smoke_lost", table=each.name, before=each.rows, after=0)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT count(*) FROM "{each.name}"')
            after = cursor.fetchone()[0]
        if after < each.rows:
            raise Refusal("upkeep.smoke_lost", table=each.name, before=each.rows, after=after)


def _page_is_drawn() -> None:
    host = next((name for name in settings.ALLOWED_HOSTS if not name.startswith("*")), "localhost")
    host = f"www{host}" if host.startswith(".") else host
    client = Client(raise_request_exception=True, headers={"host": host})
    answer = client.get("/", follow=True, secure=bool(settings.TLS))
    if answer.status_code != 200 or b"</html>" not in answer.content:
        raise Refusal("upkeep.smoke_page", status=answer.status_code)
