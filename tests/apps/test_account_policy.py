"""The account policy: stated defaults, bounds, a document for every change, the security officer's alone."""

import pytest

from dandang.apps.accounts import actions, queries
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import Actor
from dandang.terms.access import Role
from dandang.terms.policy import FactorDuty
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_actor, make_unit

pytestmark = pytest.mark.django_db
DOCUMENT = "虚网安〔2026〕9号（虚构）"


def security_officer() -> Actor:
    return make_actor(Role.SECURITY_OFFICER, unit=make_unit())


def put(key: str, value: str, *, by: Actor | None = None, document: str = DOCUMENT) -> None:
    actions.set_policy(key=key, value=value, document=document, by=by or security_officer(), at=NOW)


def test_the_defaults_are_the_customary_ones_of_level_three() -> None:
    rules = queries.policy()
    assert (rules.length, rules.kinds, rules.days, rules.history) == (8, 4, 90, 5)
    assert (rules.tries, rules.lock_minutes, rules.idle_minutes) == (5, 30, 30)
    assert rules.stale_days == 90
    assert rules.factor is FactorDuty.OFFICERS


def test_composition_and_rotation_can_be_switched_off_but_not_the_least_length() -> None:
    put("password.kinds", "1")
    put("password.days", "0")
    rules = queries.policy()
    assert (rules.kinds, rules.days) == (1, 0)
    with pytest.raises(Refusal, match=r"^accounts\.policy_out_of_bounds$"):
        put("password.length", "6")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("session.idle_minutes", "31"),
        ("session.idle_minutes", "0"),
        ("sign_in.tries", "11"),
        ("password.days", "20"),
        ("password.days", "-1"),
        ("password.days", "９０"),
        ("password.days", "ninety"),
        ("factor.duty", "some"),
    ],
)
def test_a_value_out_of_bounds_is_refused(key: str, value: str) -> None:
    with pytest.raises(Refusal, match=r"^accounts\.policy_out_of_bounds$"):
        put(key, value)


def test_an_item_that_does_not_exist_is_not_found() -> None:
    with pytest.raises(NotFound):
        put("password.colour", "1")


def test_a_change_needs_its_document() -> None:
    with pytest.raises(Refusal, match=r"^accounts\.document_missing$"):
        put("password.days", "0", document="  ")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECURITY_OFFICER])
def test_only_the_security_officer_changes_the_policy(role: Role) -> None:
    with pytest.raises(NotPermitted):
        put("password.days", "0", by=make_actor(role, unit=make_unit()))


def test_a_change_leaves_a_row_with_both_values_and_the_document() -> None:
    put("password.days", "180")
    put("password.days", "0")
    rows = TrailRow.objects.filter(verb="accounts.policy").order_by("id")
    assert [row.details for row in rows] == [
        {"before": "90", "after": "180", "document": DOCUMENT},
        {"before": "180", "after": "0", "document": DOCUMENT},
    ]


@pytest.mark.parametrize(
    ("duty", "kind", "must"),
    [
        ("officers", "system", True),
        ("officers", "security", True),
        ("officers", "audit", True),
        ("officers", "business", False),
        ("all", "business", True),
        ("nobody", "system", False),
    ],
)
def test_who_must_have_a_second_factor_is_a_value_of_the_policy(
    duty: str, kind: str, must: bool
) -> None:
    put("factor.duty", duty)
    assert queries.policy().must_have_factor(kind) is must
