"""Words: how a term is stored, shown and chosen, and how the house speaks."""

import pytest

from dandang.terms import Refusal
from dandang.terms.access import AccountKind, Role
from dandang.terms.people import Sex, StatusKind
from dandang.terms.refusal import NotFound, NotPermitted
from dandang.terms.sentences import say


def test_a_term_is_stored_by_its_value_and_shown_by_its_names() -> None:
    assert str(Sex.FEMALE) == "female"
    assert (Sex.FEMALE.say("zh-hans"), Sex.FEMALE.say("en")) == ("女", "female")


def test_a_column_offers_the_chinese_names() -> None:
    assert Sex.choices() == [("male", "男"), ("female", "女")]


def test_the_three_officers_have_a_kind_of_account_each_and_everybody_else_one() -> None:
    three = {Role.SYSTEM_OFFICER, Role.SECURITY_OFFICER, Role.AUDIT_OFFICER}
    assert {role.account_kind for role in three} == set(AccountKind) - {AccountKind.BUSINESS}
    assert {role.account_kind for role in set(Role) - three} == {AccountKind.BUSINESS}


def test_investigation_sanction_and_admonition_are_sealed() -> None:
    sealed = {kind for kind in StatusKind if kind.sealed}
    assert sealed == {StatusKind.INVESTIGATION, StatusKind.SANCTION, StatusKind.ADMONITION}


def test_a_refusal_keeps_its_code_and_values_and_knows_its_status() -> None:
    refusal = Refusal("files.too_large", size=12, limit=10)
    assert (refusal.code, refusal.values) == ("files.too_large", {"size": 12, "limit": 10})
    assert (Refusal.status, NotPermitted.status, NotFound.status) == (409, 403, 404)


def test_a_sentence_is_said_with_its_blanks_filled() -> None:
    assert "12 MB" in say("files.too_large", size=12, limit=10)
    assert "12 MB" in say("files.too_large", "en", size=12, limit=10)


def test_a_term_in_a_sentence_is_shown_by_its_name() -> None:
    said = say("grants.other_kind", role=Role.CADRE, role_kind="业务", kind=AccountKind.AUDIT)
    assert "干部本人" in said
    assert "审计管理" in said


def test_an_unknown_code_is_an_error_of_ours() -> None:
    with pytest.raises(KeyError):
        say("nothing.of_the_kind")
