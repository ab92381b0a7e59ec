"""A field for a day, as browsers and officers write it."""

from typing import Any

from django import forms


class DayField(forms.DateField):
    """A day: a browser's date box, which reads and writes `2026-11-22` whatever the language."""

    def __init__(self, **kwargs: Any) -> None:
        """A date box in the one form that browsers understand."""
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%Y.%m.%d", "%Y%m%d"], **kwargs)
