"""Forms of a unit: what is said of it, its parent, its end."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.apps.units.queries import UnitLine
from dandang.terms.people import UnitKind
from dandang.web.shared.forms.archive import indented, spoken
from dandang.web.shared.forms.day import DayField


class EditUnit(forms.Form):
    """Names, kind and order of a unit."""

    name = forms.CharField(label=_("单位名称"), max_length=80)
    short_name = forms.CharField(label=_("简称"), max_length=40)
    kind = forms.ChoiceField(label=_("单位类别"))
    order = forms.IntegerField(
        label=_("排序"), min_value=0, max_value=99_999, help_text=_("在上级单位之内从小到大排列。")
    )
    team = forms.CharField(
        label=_("班子名称"), max_length=80, required=False, help_text=_("没有领导班子的留空。")
    )
    hardship = forms.BooleanField(label=_("艰苦边远"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = spoken(UnitKind)[1:]  # type: ignore[attr-defined]


class MoveUnit(forms.Form):
    """The new parent."""

    parent = forms.TypedChoiceField(label=_("新的上级单位"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[UnitLine], **kwargs: Any) -> None:
        """Offer the units of the viewer's scope."""
        super().__init__(*args, **kwargs)
        self.fields["parent"].choices = [("", ""), *indented(units)]  # type: ignore[attr-defined]


class CloseUnit(forms.Form):
    """The day a unit ends."""

    on = DayField(label=_("撤销日期"))
