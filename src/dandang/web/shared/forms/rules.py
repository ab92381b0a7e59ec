"""Forms that ask the rules: of a person's file, or of facts that are told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.policy.given import LARGEST
from dandang.policy.questions import Question, questions
from dandang.web.shared.forms.day import DayField

# A page is for one case: far less than a file of examples may hold.
MOST = min(LARGEST, 4000)


def _choices(asked: Iterable[Question]) -> list[tuple[str, Any]]:
    english = (get_language() or "zh").startswith("en")
    return [("", _("请选择")), *((one.zh, one.en if english else one.zh) for one in asked)]


class Asking(forms.Form):
    """A question that a file is enough to answer, and the day."""

    question = forms.ChoiceField(label=_("问题"))
    on = DayField(label=_("哪一天"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the questions that a file answers."""
        super().__init__(*args, **kwargs)
        offered = (one for one in questions().values() if one.of_career is not None)
        self.fields["question"].choices = _choices(offered)  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Question:
        """The question that was chosen, once the form is valid."""
        return questions()[self.cleaned_data["question"]]


class AskingSealed(Asking):
    """The same with the sealed part of the file, for a purpose."""

    purpose = forms.CharField(
        label=_("用途"),
        max_length=100,
        help_text=_("例如：核对任免材料。用途会记入留痕，本人可见。"),
    )


class AskingOfFacts(forms.Form):
    """A question with the facts it is asked of, one on a line."""

    question = forms.ChoiceField(label=_("问题"), widget=forms.HiddenInput)
    on = DayField(label=_("哪一天"))
    facts = forms.CharField(
        label=_("事实"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "lang": "zh"}),
        help_text=_("每行一项，冒号后空一格再写；不知道的留空。不要写姓名。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every question."""
        super().__init__(*args, **kwargs)
        self.fields["question"].choices = _choices(questions().values())  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Question:
        """The question that was chosen, once the form is valid."""
        return questions()[self.cleaned_data["question"]]
