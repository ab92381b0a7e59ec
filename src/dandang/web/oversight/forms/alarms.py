"""The form that closes an alarm."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Reviewing(forms.Form):
    """What was found."""

    finding = forms.CharField(
        label=_("核查情况"),
        max_length=200,
        help_text=_("向谁核实、为何查阅、是否正常。会记入留痕。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
