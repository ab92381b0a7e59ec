"""The filter of the trail."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dandang.apps.permits.verbs import Verb
from dandang.terms.trail import Act
from dandang.web.shared.forms.day import DayField


class TrailAsked(forms.Form):
    """Words, one verb, days, refused only."""

    text = forms.CharField(label=_("办理人或对象"), max_length=40, required=False)
    verb = forms.ChoiceField(label=_("动作"), required=False)
    first = DayField(label=_("自"), required=False)
    last = DayField(label=_("至"), required=False)
    refused = forms.BooleanField(label=_("只看被拒绝的"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every verb in the language of the page."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        verbs = [(str(verb), verb.say(language)) for words in (Verb, Act) for verb in words]
        self.fields["verb"].choices = [("", gettext("全部")), *verbs]  # type: ignore[attr-defined]
