"""The filter of the register of exports."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dandang.terms.reading import ExportPurpose
from dandang.web.shared.forms.day import DayField


class ExportsAsked(forms.Form):
    """A number or words, a purpose, days."""

    text = forms.CharField(label=_("导出号、SHA-256、办理人或对象"), max_length=80, required=False)
    kind = forms.TypedChoiceField(
        label=_("导出事由"), coerce=ExportPurpose, empty_value=None, required=False
    )
    first = DayField(label=_("自"), required=False)
    last = DayField(label=_("至"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every purpose in the language of the page."""
        super().__init__(*args, **kwargs)
        words = [(str(each), each.say(get_language() or "zh")) for each in ExportPurpose]
        self.fields["kind"].choices = [("", gettext("全部")), *words]  # type: ignore[attr-defined]
