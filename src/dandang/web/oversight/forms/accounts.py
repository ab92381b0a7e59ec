"""The form that opens an account."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms.access import AccountKind


class Opening(forms.Form):
    """Whose account, under which name, of which kind."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    sign_in_name = forms.RegexField(
        r"^[A-Za-z0-9._-]+$",
        label=_("登录名"),
        max_length=40,
        help_text=_("只用字母、数字和 . _ - ，开设后不再更改。"),
        error_messages={"invalid": _("登录名只能用字母、数字和 . _ - ，请改正。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=_("账号类别"),
        help_text=_("类别一经开设不能更改。系统、安全、审计三类各由专人保管，一人只能有一个账号。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the kinds in the language of the page."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        kinds = [(str(kind), kind.say(language)) for kind in AccountKind]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]
