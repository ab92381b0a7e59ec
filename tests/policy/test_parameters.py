"""Parameters: asked by day, with the county's own value where the centre leaves it open."""

from datetime import date

import pytest

from dandang.policy.parameters import Book, Local, LocalValue, book, read_document, value
from dandang.terms.refusal import Refusal

HEAD = """
[document]
code = "tried"
zh = "试行办法"
ruled = ["civil_servant"]
"""
ENTRY = """
[[parameter]]
code = "{code}"
rows = []
zh = "上限"
article = "第一条"
unit = "percent"
confidence = "memory"
checked = 2026-11-22
source = "{source}"
executable = false
setting = "tried.share"
"""


def document(values: str, code: str = "share", source: str = "某文") -> str:
    return HEAD + ENTRY.format(code=code, source=source) + values


TWO = """
[[parameter.value]]
from = 2020-01-01
value = 20
[[parameter.value]]
from = 2024-01-01
value = 25
"""


def tried() -> Book:
    return Book.of([read_document(document(TWO))])


def test_the_value_is_that_of_the_day() -> None:
    held = [
        tried().value("tried.share", day, Local()) for day in (date(2023, 12, 31), date(2024, 1, 1))
    ]
    assert [one.whole for one in held] == [20, 25]
    assert [one.from_day for one in held] == [date(2020, 1, 1), date(2024, 1, 1)]
    assert held[0].article == "《试行办法》第一条"


def test_before_the_first_day_there_is_no_number() -> None:
    with pytest.raises(Refusal) as refused:
        tried().value("tried.share", date(2019, 12, 31), Local())
    assert refused.value.code == "policy.before_first_day"
    assert refused.value.values["first"] == date(2020, 1, 1)


def test_the_county_s_own_value_comes_with_its_document() -> None:
    local = Local({"tried.share": LocalValue(15, "某组〔2026〕1号")})
    held = tried().value("tried.share", date(2026, 1, 1), local)
    assert (held.whole, held.local) == (15, "某组〔2026〕1号")


def test_what_nobody_declared_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        value("tried.share", date(2026, 1, 1), Local())


@pytest.mark.parametrize("attribute", ["whole", "flag", "text", "words", "table"])
def test_a_value_of_another_kind_is_a_mistake(attribute: str) -> None:
    other = {
        "whole": "civil_servants_law.not_twice",
        "flag": "civil_servants_law.recruit_probation",
        "text": "civil_servants_law.recruit_probation",
        "words": "civil_servants_law.recruit_probation",
        "table": "civil_servants_law.recruit_probation",
    }
    with pytest.raises(TypeError, match="civil_servants_law"):
        getattr(value(other[attribute], date(2026, 1, 1), Local()), attribute)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (document("value = []"), "first day"),
        (document(TWO.replace("2024", "2019")), "first day"),
        (document(TWO, source=""), "source"),
        (document(TWO.replace("25", "2.5")), "no value"),
        (document(TWO.replace("25", "[]")), "no value"),
        (document(TWO.replace("25", "{}")), "no value"),
    ],
)
def test_what_no_rule_could_rest_on_is_refused(text: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        read_document(text)


def test_nothing_stands_twice() -> None:
    once = read_document(document(TWO))
    with pytest.raises(ValueError, match="tried stands twice"):
        Book.of([once, once])
    head, (entry,) = once
    with pytest.raises(ValueError, match=r"tried.share stands twice"):
        Book.of([(head, (entry, entry))])


def test_every_parameter_of_the_house_has_a_source_an_article_and_a_day_of_checking() -> None:
    declared = book().declared.values()
    assert [one.id for one in declared if not (one.source and one.article and one.checked)] == []
    assert len(declared) >= 98
