"""Every question stands in a chapter that has a name."""

from dandang.policy.questions import questions
from dandang.terms.sentences import table


def test_every_question_stands_in_a_chapter_that_has_a_name() -> None:
    used = {f"chapters.{question.chapter}" for question in questions().values()}
    named = {code for code in table("zh") if code.startswith("chapters.")}
    assert used == named
