"""Forms of the county: its name, a setting with its document, its calendar."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dandang.apps.organisation.actions import LocalDocument
from dandang.apps.organisation.queries import SettingLine
from dandang.terms.organisation import SettingKind
from dandang.web.shared.forms.day import DayField


class Naming(forms.Form):
    """The county's name and its office; whether the data are invented only the first time."""

    name = forms.CharField(
        label=_("县名"), max_length=40, help_text=_("如“某某县”，显示在每一页左上角和文书中。")
    )
    office = forms.CharField(
        label=_("组织部门名称"),
        max_length=60,
        help_text=_("落款用的全称，如“中共某某县委组织部”。"),
    )
    fictitious = forms.BooleanField(
        label=_("这里装的是虚构数据（演示、培训用），命名之后不能更改"), required=False
    )

    def __init__(self, *args: Any, named: bool, **kwargs: Any) -> None:
        """Once the county is named, what it holds is no longer asked."""
        super().__init__(*args, **kwargs)
        if named:
            del self.fields["fictitious"]


class SettingForm(forms.Form):
    """A value with its local document."""

    value = forms.CharField(max_length=200)
    number = forms.CharField(
        label=_("文号"), max_length=200, help_text=_("没有文号的，写会议名称和日期。")
    )
    name = forms.CharField(label=_("文件名称"), max_length=200)
    since = DayField(label=_("施行日期"))
    scan = forms.FileField(
        label=_("文件扫描件"),
        required=False,
        help_text=_("PDF、JPG 或 PNG，10 MB 以内。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def __init__(self, *args: Any, line: SettingLine, language: str, **kwargs: Any) -> None:
        """Ask for the value as the register declares it."""
        super().__init__(*args, **kwargs)
        declared = line.declared
        label = _("取值（%(unit)s）") % {"unit": declared.unit.say(language)}
        if declared.options:
            options = [(option.value, option.name.say(language)) for option in declared.options]
            self.fields["value"] = forms.ChoiceField(choices=options)
        elif declared.kind is SettingKind.WHOLE:
            bounds = {"least": declared.least, "most": declared.most}
            self.fields["value"].help_text = _("%(least)s 到 %(most)s 之间的整数。") % bounds
            self.fields["value"].widget.attrs["inputmode"] = "numeric"
        self.fields["value"].label = label if declared.unit.zh else _("取值")
        self.fields["value"].initial = line.value

    def document(self) -> LocalDocument:
        """The document that was filled in."""
        given = self.cleaned_data
        scan = given["scan"]
        return LocalDocument(
            number=given["number"],
            name=given["name"],
            since=given["since"],
            scan=(scan.name or "", scan.read()) if scan else None,
        )


class Correcting(forms.Form):
    """A day of the calendar that differs, and by which document."""

    # Two forms stand on one page, each with a field called document.
    prefix = "correct"

    day = DayField(label=_("日期"))
    working = forms.ChoiceField(
        label=_("改为"), choices=[("no", _("休息")), ("yes", _("上班"))], widget=forms.RadioSelect
    )
    document = forms.CharField(
        label=_("依据文件"), max_length=200, help_text=_("文号和名称，如县政府办公室的调休通知。")
    )


class Entering(forms.Form):
    """A year's notice, pasted."""

    prefix = "enter"

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    text = forms.CharField(
        label=_("放假和调休的日子"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_("每行写“休”或“班”和日期，如：休 10月1日至7日；班 9月20日、10月10日。"),
    )
    document = forms.CharField(
        label=_("依据文件"), max_length=200, help_text=_("国务院办公厅的放假通知，写文号。")
    )


def year_asked(text: str, today: date) -> int:
    """The year that a page is asked for; this year when it is none."""
    return int(text) if text.isdecimal() and 2004 <= int(text) <= 2100 else today.year
