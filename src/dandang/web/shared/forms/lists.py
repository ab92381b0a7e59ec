"""Forms of lists: which columns leave and what for, and the file that comes back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.formats.lists.column import Column
from dandang.web.shared.forms.purpose import Stated


class ListExport(Stated):
    """The purpose, and which columns."""

    columns = forms.MultipleChoiceField(label=_("要导出的列"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, columns: Sequence[Column], **kwargs: Any) -> None:
        """Offer the columns of the list."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        offered = [(column.code, column.say(language)) for column in columns]
        self.fields["columns"].choices = offered  # type: ignore[attr-defined]


class ListUpload(forms.Form):
    """The changed list."""

    file = forms.FileField(
        label=_("改好的名单（.xlsx 或 .csv）"),
        help_text=_("列的先后不限，表头上面可以有标题；编号一列请勿改动。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )
