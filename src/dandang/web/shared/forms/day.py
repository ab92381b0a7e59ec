"""A field for a day, as browsers and officers write it."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
_BEYOND = _("请填1900年至2199年之间的日期。")


class DayField(forms.DateField):
    """A day: a browser's date box, which reads and writes `2026-11-22` whatever the language.

    Days outside 1900–2199 are slips of the pen, and the calendar ends where sums go beyond them.
    """

    default_validators = [MinValueValidator(FIRST, _BEYOND), MaxValueValidator(LAST, _BEYOND)]

    def __init__(self, **kwargs: Any) -> None:
        """A date box in the one form that browsers understand."""
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y.%m.%d", "%Y%m%d"], **kwargs)
