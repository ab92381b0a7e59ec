"""The register of questions: what an officer may ask, in which words, and who answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from dandang.career.career import Career
from dandang.policy import rules
from dandang.policy.parameters import Local
from dandang.policy.verdict import Verdict
from dandang.policy.words import Facts, Word

Ask: TypeAlias = Callable[[Facts, date, Local], Verdict]
AskOfCareer: TypeAlias = Callable[[Career, date, Local], Verdict]


@dataclass(frozen=True, slots=True)
class Question:
    """问题: asked of facts told in `words`; where a file is enough to answer it, `of_career` does."""

    zh: str
    en: str
    words: tuple[Word[Any], ...]
    ask: Ask
    of_career: AskOfCareer | None = None

    @property
    def chapter(self) -> str:
        """The chapter that asks it, by the name of its module: its sentence is `chapters.<name>`."""
        return self.ask.__module__.split(".")[2]


_QUESTIONS: dict[str, Question] = {}


def question(
    zh: str, *, en: str, words: tuple[Word[Any], ...], of_career: AskOfCareer | None = None
) -> Callable[[Ask], Ask]:
    """Register a question by its Chinese wording; the function reads the facts and asks a rule."""

    def register(ask: Ask) -> Ask:
        if zh in _QUESTIONS:
            raise ValueError(f"{zh} stands twice")
        _QUESTIONS[zh] = Question(zh, en, words, ask, of_career)
        return ask

    return register


def questions() -> Mapping[str, Question]:
    """Every question by its Chinese wording."""
    rules.load()
    return dict(sorted(_QUESTIONS.items()))
