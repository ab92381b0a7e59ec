"""Forms of the case pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms.rounds import Finding
from dandang.web.shared.forms.day import DayField


class Assign(forms.Form):
    """Who answers."""

    account = forms.TypedChoiceField(label=_("答复人"), coerce=int)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer those who took no part."""
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = list(people)  # type: ignore[attr-defined]


class Answer(forms.Form):
    """The answer with its finding."""

    finding = forms.ChoiceField(label=_("答复结论"), widget=forms.RadioSelect)
    text = forms.CharField(label=_("答复内容和理由"), widget=forms.Textarea, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the findings."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        self.fields["finding"].choices = [  # type: ignore[attr-defined]
            (str(finding), finding.say(language)) for finding in Finding
        ]


class Close(forms.Form):
    """When and how the answer was served."""

    served_on = DayField(label=_("答复送达日期"))
    text = forms.CharField(label=_("送达情况"), max_length=300, required=False)
