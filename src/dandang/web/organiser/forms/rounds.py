"""Forms of the round's pages."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms import Term
from dandang.terms.rounds import AssessmentKind, RateeRule
from dandang.web.shared.forms.day import DayField


def spoken(terms: type[Term], without: Sequence[Term] = ()) -> list[tuple[str, str]]:
    """The choices of a list of terms in the language of the page."""
    language = get_language() or "zh"
    return [(str(term), term.say(language)) for term in terms if term not in without]


class NewRound(forms.Form):
    """A round to be made."""

    title = forms.CharField(label=_("考核名称"), max_length=120)
    kind = forms.ChoiceField(label=_("考核类别"))
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    unit = forms.TypedChoiceField(label=_("单位"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the units of the viewer's scope."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = spoken(AssessmentKind)  # type: ignore[attr-defined]
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]


class FreezeRoster(forms.Form):
    """The day the roster freezes, and who of it is rated."""

    on = DayField(label=_("名册冻结日"))
    ratee_rule = forms.ChoiceField(label=_("考核对象范围"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the rules."""
        super().__init__(*args, **kwargs)
        self.fields["ratee_rule"].choices = spoken(RateeRule)  # type: ignore[attr-defined]


class Recuse(forms.Form):
    """A recusal to be noted."""

    rater = forms.TypedChoiceField(label=_("评价人"), coerce=int)
    ratee = forms.TypedChoiceField(label=_("考核对象"), coerce=int)
    reason = forms.CharField(label=_("回避事由"), max_length=120, required=False)

    def __init__(
        self,
        *args: Any,
        raters: Sequence[tuple[int, str]],
        ratees: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        """Offer the raters and ratees of the round."""
        super().__init__(*args, **kwargs)
        self.fields["rater"].choices = list(raters)  # type: ignore[attr-defined]
        self.fields["ratee"].choices = list(ratees)  # type: ignore[attr-defined]


class FromPaper(forms.Form):
    """An objection that came on paper."""

    text = forms.CharField(label=_("异议内容和理由"), widget=forms.Textarea, required=False)
    acted_on = DayField(label=_("书面异议的日期"))
    scan = forms.FileField(label=_("扫描件"), required=False)
