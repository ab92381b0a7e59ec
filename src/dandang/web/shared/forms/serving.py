"""The form of service, which officers and units fill in alike."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms.rounds import ServiceWay
from dandang.web.shared.forms.day import DayField


class Serve(forms.Form):
    """How and when a result was served."""

    way = forms.ChoiceField(label=_("送达方式"))
    served_on = DayField(label=_("送达日期"))
    scan = forms.FileField(label=_("签收扫描件"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every way but reading on screen, which is the cadre's own."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        ways = [way for way in ServiceWay if way is not ServiceWay.SCREEN]
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (str(way), way.say(language)) for way in ways
        ]
