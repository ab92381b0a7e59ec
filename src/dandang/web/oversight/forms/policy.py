"""The form that changes one value of the account policy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class PolicyChange(forms.Form):
    """Which value, its new value, and the document it rests on."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    value = forms.CharField(
        label=_("取值"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    document = forms.CharField(
        label=_("依据文件"), max_length=200, help_text=_("文号和名称，会记入留痕。")
    )

    def __init__(
        self, *args: Any, choices: tuple[tuple[str, str], ...] = (), bounds: str = "", **kwargs: Any
    ) -> None:
        """Offer the words that the value may be, or say the bounds of the number."""
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = bounds
        if choices:
            self.fields["value"] = forms.ChoiceField(label=_("取值"), choices=choices)
