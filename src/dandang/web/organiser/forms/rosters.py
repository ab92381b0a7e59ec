"""Forms of rosters: what is uploaded, what is exported."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.terms.people import Authority, Regime
from dandang.web.shared.forms.archive import spoken
from dandang.web.shared.forms.purpose import Stated


class Upload(forms.Form):
    """A roster, and what holds for new people where it has no column."""

    file = forms.FileField(
        label=_("名册（.xlsx）"),
        help_text=_("列的先后不限，须有“姓名”等列名；可以是一个单位一块的常规干部名册。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )
    authority = forms.ChoiceField(
        label=_("新人员的干部管理权限"),
        help_text=_("名册里有这一列时，以名册为准。"),
        required=False,
    )
    regime = forms.ChoiceField(
        label=_("新人员的适用制度"),
        help_text=_("名册里有这一列时，以名册为准。"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the words."""
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = spoken(Authority, _("不指定"))  # type: ignore[attr-defined]
        self.fields["regime"].choices = spoken(Regime, _("不指定"))  # type: ignore[attr-defined]


class Export(Stated):
    """Which unit's roster, for which purpose."""

    unit = forms.TypedChoiceField(label=_("单位（含下级单位）"), coerce=int)
    management = forms.BooleanField(
        label=_("附上职级、职务层次、人员类别、管理权限等列"), required=False
    )

    def __init__(self, *args: Any, units: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the units of the viewer's scope."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.order_fields(["unit", "management", "kind", "purpose"])
