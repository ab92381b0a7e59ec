"""The form of service, the same for a result and for the answer to an objection."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.apps.letters.served import Served
from dandang.terms.rounds import ServiceWay
from dandang.web.shared.forms.day import DayField


def _of(field: forms.Field, *ways: ServiceWay) -> forms.Field:
    """Mark a field as one that only these ways of service ask for; the page hides it for others."""
    field.widget.attrs["data-ways"] = " ".join(str(way) for way in ways)
    return field


class Serve(forms.Form):
    """How and when it was served, with what each way needs."""

    way = forms.ChoiceField(label=_("送达方式"))
    served_on = DayField(label=_("送达日期"), help_text=_("邮寄的填本人签收的日期。"))
    served_by = _of(
        forms.CharField(label=_("谈话人或送达人"), max_length=80),
        ServiceWay.TALK,
        ServiceWay.REFUSED,
    )
    witnesses = _of(
        forms.CharField(
            label=_("在场人或见证人"), max_length=160, help_text=_("几个人的用顿号分开。")
        ),
        ServiceWay.TALK,
        ServiceWay.REFUSED,
    )
    place = _of(forms.CharField(label=_("留置地点"), max_length=120), ServiceWay.REFUSED)
    tracking = _of(forms.CharField(label=_("邮件单号"), max_length=40), ServiceWay.POST)
    posted_on = _of(DayField(label=_("寄出日期")), ServiceWay.POST)
    scan = forms.FileField(
        label=_("扫描件"),
        required=False,
        help_text=_("送达回证、谈话记录或邮寄回单，PDF 或照片。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every way but reading on screen, which is the cadre's own."""
        # A box that is hidden must not keep the browser from sending.
        kwargs["use_required_attribute"] = False
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        ways = [way for way in ServiceWay if way is not ServiceWay.SCREEN]
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (str(way), way.say(language)) for way in ways
        ]
        for field in self.fields.values() if self.is_bound else ():
            if asking := field.widget.attrs.get("data-ways"):
                field.required = str(self.data.get("way", "")) in asking.split()

    def served(self, scan: int | None) -> Served:
        """What was filled in; what the way does not ask for is left out."""
        said, way = self.cleaned_data, ServiceWay(self.cleaned_data["way"])

        def asked(name: str) -> Any:
            ways = self.fields[name].widget.attrs["data-ways"].split()
            return said[name] if str(way) in ways else None

        return Served(
            way=way,
            served_on=said["served_on"],
            scan=scan,
            served_by=asked("served_by") or "",
            witnesses=asked("witnesses") or "",
            place=asked("place") or "",
            tracking=asked("tracking") or "",
            posted_on=asked("posted_on"),
        )
