"""The doctor (检查): what runs, what is missing, and what to do about it. Changes nothing."""

from collections.abc import Callable, Iterator
from datetime import datetime

from dandang.upkeep import house_checks, machine_checks
from dandang.upkeep.findings import Finding, missing

Check = Callable[[datetime], Iterator[Finding]]

_ALWAYS: tuple[Check, ...] = (
    machine_checks.python,
    machine_checks.clock,
    machine_checks.disk,
    machine_checks.pages,
    machine_checks.documents,
    machine_checks.doors,
    house_checks.folder_modes,
    house_checks.keys,
    house_checks.last_backup,
    house_checks.upgrade_interrupted,
    house_checks.site,
)
_WITH_DATABASE: tuple[Check, ...] = (
    house_checks.triggers,
    house_checks.worker,
    house_checks.boxes,
    house_checks.network,
    house_checks.calendar,
    house_checks.demo,
)


def examine(at: datetime) -> tuple[Finding, ...]:
    """Every finding, in a fixed order. A check that fails is itself a finding."""
    found = [each for check in _ALWAYS for each in _safely(check, at)]
    database = _safely(house_checks.database, at)
    found += database
    # What asks tables of this version waits until they are there.
    if all(each.health != "missing" for each in database):
        found += [each for check in _WITH_DATABASE for each in _safely(check, at)]
    return tuple(found)


def _safely(check: Check, at: datetime) -> list[Finding]:
    try:
        return list(check(at))
    except Exception as error:
        return [missing("doctor.check_failed", check=check.__name__, error=type(error).__name__)]
