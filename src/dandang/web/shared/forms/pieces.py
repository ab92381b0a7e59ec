"""Forms shown on the page of pieces; nobody sends them."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PieceFilters(forms.Form):
    """Two filters above a table."""

    use_required_attribute = False
    post = forms.ChoiceField(label=_("职务"), choices=[("", _("全部"))], required=False)
    born = forms.CharField(label=_("出生年月"), required=False)


class PieceFile(forms.Form):
    """A file to be tried."""

    roster = forms.FileField(label=_("名册（.xlsx）"), required=False)
