"""Forms of the pages of status periods: the filter of the list, and the end of one."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.apps.archive.queries import OPEN_KINDS, Running, StatusFilter
from dandang.apps.units.queries import UnitLine
from dandang.terms.people import StatusKind
from dandang.web.shared.forms.archive import UNLIMITED, indented, spoken
from dandang.web.shared.forms.day import DayField

ALL = "all"


class StatusFilters(forms.Form):
    """Which status periods are to be listed. What is not understood is left out."""

    q = forms.CharField(label=_("姓名"), max_length=40, required=False)
    unit = forms.TypedChoiceField(label=_("单位"), coerce=int, empty_value=None, required=False)
    kind = forms.ChoiceField(label=_("状态"), required=False)
    running = forms.ChoiceField(label=_("期间"), required=False)
    on = DayField(label=_("哪一天"), required=False)

    def __init__(self, *args: Any, units: Sequence[UnitLine], **kwargs: Any) -> None:
        """Offer the units of the viewer's scope and the words of every list."""
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[Any, Any]]] = {
            "unit": [("", UNLIMITED), *indented(units)],
            "kind": spoken(OPEN_KINDS, _("不限（退休、去世除外）")),
            "running": [*spoken(Running)[1:], (ALL, _("全部"))],
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, today: date) -> StatusFilter:
        """The filter that was asked for; what runs today when nothing was."""
        self.is_valid()
        said = self.cleaned_data
        running = said.get("running") or Running.YES
        return StatusFilter(
            on=said.get("on") or today,
            text=said.get("q") or "",
            kind=StatusKind(said["kind"]) if said.get("kind") else None,
            running=None if running == ALL else Running(running),
            unit=said.get("unit"),
        )


class EndStatus(forms.Form):
    """The last day of a status period."""

    last_day = DayField(label=_("到哪一天止"))
