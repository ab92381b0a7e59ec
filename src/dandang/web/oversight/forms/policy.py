"""The form that changes one value of the account policy."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PolicyChange(forms.Form):
    """Which value, its new value, and the document it rests on."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    value = forms.CharField(label=_("取值"), max_length=20)
    document = forms.CharField(label=_("依据文件"), max_length=200)
