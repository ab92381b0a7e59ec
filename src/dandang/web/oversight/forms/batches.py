"""The form that begins a batch of accounts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.apps.grants.queries import Place


class BatchBeginning(forms.Form):
    """Below which unit, and what sign-in names begin with."""

    unit = forms.ChoiceField(label=_("单位"), help_text=_("包括所属单位。已有账号的不重复开设。"))
    start = forms.RegexField(
        r"^[A-Za-z][A-Za-z0-9]{0,8}-$",
        label=_("登录名前缀"),
        max_length=10,
        initial="gb-",
        help_text=_("字母开头，以 - 结尾；登录名为前缀加五位序号，如 gb-00001，接着已有的往下编。"),
        error_messages={"invalid": _("前缀只用字母和数字，字母开头，以 - 结尾，如 gb- 。请改正。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, places: Iterable[Place], **kwargs: Any) -> None:
        """Offer the units as the tree has them."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            (str(place.number), "\u3000" * place.depth + place.name) for place in places
        ]
