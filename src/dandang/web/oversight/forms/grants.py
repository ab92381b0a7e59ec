"""The form that grants a role."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from dandang.apps.grants.queries import Place
from dandang.terms.access import AccountKind, Role

ONESELF = "self"


class Granting(forms.Form):
    """Which role, over which unit."""

    role = forms.ChoiceField(label=_("角色"))
    unit = forms.ChoiceField(label=_("管理范围"), help_text=_("包括该单位及其所属单位。"))
    last_day = forms.DateField(
        label=_("最后一天"),
        required=False,
        help_text=_("临时授权请填写，次日起自动失效；到期后需要的，重新授予。"),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(
        self, *args: Any, kind: AccountKind, places: Iterable[Place], **kwargs: Any
    ) -> None:
        """Offer the roles of the account's kind, and the units as the tree has them."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        roles = [role for role in Role if role.account_kind is kind]
        units = [(str(place.number), "\u3000" * place.depth + place.name) for place in places]
        oneself = [(ONESELF, gettext("本人"))] if Role.CADRE in roles else []
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (str(role), role.say(language)) for role in roles
        ]
        self.fields["unit"].choices = [*units, *oneself]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A cadre is granted himself and nothing else; every other role needs a unit."""
        given: dict[str, Any] = super().clean() or {}
        if "role" in given and "unit" in given:
            cadre = given["role"] == str(Role.CADRE)
            if cadre != (given["unit"] == ONESELF):
                self.add_error(
                    "unit",
                    gettext("“干部本人”的范围请选“本人”，其他角色请选一个单位。"),
                )
        return given
