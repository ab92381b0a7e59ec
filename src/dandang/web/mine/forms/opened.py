"""The filter of who opened one's own file."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dandang.apps.audit.queries import OPENINGS
from dandang.web.shared.forms.day import DayField


class OpenedAsked(forms.Form):
    """One sort of opening, days from and to."""

    verb = forms.ChoiceField(label=_("做了什么"), required=False)
    first = DayField(label=_("自"), required=False)
    last = DayField(label=_("至"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every sort in the language of the page."""
        super().__init__(*args, **kwargs)
        words = [(str(verb), verb.say(get_language() or "zh")) for verb in OPENINGS]
        self.fields["verb"].choices = [("", gettext("全部")), *words]  # type: ignore[attr-defined]
