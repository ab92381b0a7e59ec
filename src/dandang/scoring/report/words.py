"""Words of the report, from the sentences: in Chinese with English below, or English alone."""

from collections.abc import Iterable
from html import escape

from dandang.terms.sentences import say
from dandang.terms.term import Term


class Words:
    """Everything the report says, in one language."""

    def __init__(self, language: str) -> None:
        """`zh` says headings in both languages, `en` in English alone."""
        self.language = language

    def plain(self, code: str, **values: object) -> str:
        """One sentence as it is."""
        told = {
            key: value.say(self.language) if isinstance(value, Term) else value
            for key, value in values.items()
        }
        return say(code, self.language, **told)

    def say(self, code: str, **values: object) -> str:
        """One sentence, ready for the page."""
        return escape(self.plain(code, **values))

    def heading(self, code: str) -> str:
        """A heading, in Chinese with the English one small beside it."""
        if self.language != "zh":
            return self.say(code)
        return f'{self.say(code)} <small lang="en">{escape(say(code, "en"))}</small>'

    def listed(self, names: Iterable[str]) -> str:
        """Names one after the other, as they are."""
        return ("、" if self.language == "zh" else ", ").join(names)

    def term(self, term: Term) -> str:
        """A word of a closed list."""
        return escape(term.say(self.language))


def digits(value: float | None, places: int = 2) -> str:
    """A number as printed, with a true minus sign; a dash where there is none."""
    if value is None:
        return "—"
    text = f"{value:.{places}f}"
    if float(text) == 0:
        text = text.removeprefix("-")
    return text.replace("-", "−")
