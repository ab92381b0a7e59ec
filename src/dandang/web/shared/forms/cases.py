"""Forms of the case pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms.rounds import Finding
from dandang.web.shared.forms.day import DayField
from dandang.web.shared.forms.serving import Serve


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


class AssignNamed(forms.Form):
    """Who answers, without an account: by name and office."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    office = forms.CharField(
        label=_("单位和职务"), max_length=120, help_text=_("如“县纪委监委党风室主任”。")
    )


class AnswerFromPaper(Answer):
    """The answer as it stands on paper."""

    acted_on = DayField(label=_("书面答复的日期"))
    scan = forms.FileField(label=_("扫描件"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the fields apart from those of the answer itself, which may stand on the same page."""
        super().__init__(*args, auto_id="paper_%s", **kwargs)
        self.fields["text"].required = True


class WithdrawFromPaper(forms.Form):
    """The day on which the cadre withdrew on paper."""

    acted_on = DayField(label=_("书面撤回的日期"))
    scan = forms.FileField(label=_("扫描件"))


class Close(Serve):
    """When and how the answer was served."""

    text = forms.CharField(label=_("备注"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """No time limit of objection runs from the service of an answer."""
        super().__init__(*args, **kwargs)
        self.fields["served_on"].help_text = _("邮寄的填本人签收的日期。")
