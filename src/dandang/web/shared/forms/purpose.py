"""What an export is for: one of a closed list, and in words."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms.reading import ExportPurpose


class Stated(forms.Form):
    """The purpose of an export; 其他 needs it in words."""

    kind = forms.TypedChoiceField(label=_("导出事由"), coerce=ExportPurpose)
    purpose = forms.CharField(
        label=_("用途说明"),
        max_length=100,
        required=False,
        help_text=_(
            "选“其他”时须写明。事由和说明印在导出的文件上，也记入留痕，涉及的每个人都能看到。"
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the purposes of an office; service and own use have their own ways."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        own = {ExportPurpose.SERVICE, ExportPurpose.OWN}
        words = [(str(each), each.say(language)) for each in ExportPurpose if each not in own]
        self.fields["kind"].choices = [("", _("请选择")), *words]  # type: ignore[attr-defined]
