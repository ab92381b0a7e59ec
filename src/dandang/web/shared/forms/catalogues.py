"""Forms of catalogues: making one, declaring its counts, filling a place, activating and retiring."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.apps.catalogues.queries import FILLERS, ItemLine
from dandang.apps.units.queries import UnitLine
from dandang.terms.access import Role
from dandang.web.shared.forms.day import DayField

MOST = 9_999


def _of_units(units: Sequence[UnitLine]) -> list[tuple[str, str]]:
    return [(str(unit.number), "\u3000" * unit.depth + unit.name) for unit in units]


class Declared(forms.Form):
    """The document and what it counts."""

    document = forms.CharField(
        label=_("依据文件"), max_length=200, help_text=_("写明文件名称和文号。")
    )
    declared = forms.IntegerField(
        label=_("申报数"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("文件写明共有多少条；没有写明的留空。"),
    )
    aspects = forms.IntegerField(
        label=_("申报方面数"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("条目分方面的填写，例如14个方面207条填14。"),
    )


class NewCatalogue(Declared):
    """A catalogue by hand; the places declared are made at once, all still to be filled."""

    name = forms.CharField(label=_("清单名称"), max_length=80)
    code = forms.RegexField(
        r"^[a-z][a-z0-9-]{1,59}$",
        label=_("清单代码"),
        help_text=_("小写字母开头，只含小写字母、数字和连字符，例如 green-services。"),
    )
    unit = forms.TypedChoiceField(label=_("所属单位"), coerce=int)
    source = forms.CharField(
        label=_("出处"), max_length=200, help_text=_("从哪里得知这份清单和它的数目。")
    )
    counting_word = forms.CharField(
        label=_("量词"), max_length=8, required=False, help_text=_("例如：条、项、种。")
    )
    field_order = ("name", "code", "unit", "counting_word")

    def __init__(self, *args: Any, units: Sequence[UnitLine], **kwargs: Any) -> None:
        """Offer the units."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = _of_units(units)  # type: ignore[attr-defined]


class TakeOver(forms.Form):
    """Into which unit a shipped catalogue is put."""

    unit = forms.TypedChoiceField(label=_("载入到"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[UnitLine], **kwargs: Any) -> None:
        """Offer the units."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = _of_units(units)  # type: ignore[attr-defined]


class Filler(forms.Form):
    """The role and the unit that fill a catalogue."""

    role = forms.TypedChoiceField(
        label=_("填写角色"), coerce=Role, required=False, empty_value=None
    )
    unit = forms.TypedChoiceField(
        label=_("填写单位"),
        coerce=int,
        required=False,
        empty_value=None,
        help_text=_("只能是清单所属单位或其下级单位。都不选的，只由维护清单的人填写。"),
    )

    def __init__(self, *args: Any, units: Sequence[UnitLine], **kwargs: Any) -> None:
        """Offer the roles that may fill, and the units."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        nobody = ("", _("不指定"))
        roles = [(str(role), role.say(language)) for role in FILLERS]
        self.fields["role"].choices = [nobody, *roles]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [nobody, *_of_units(units)]  # type: ignore[attr-defined]


class Fill(forms.Form):
    """The text of a place, where it stands, and where the text comes from."""

    text = forms.CharField(
        label=_("内容"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("文件没有写明的留空，即为待填，不要自拟。"),
    )
    parent = forms.ChoiceField(label=_("上级条目"), required=False)
    note = forms.CharField(label=_("说明"), max_length=300, required=False)
    source = forms.CharField(
        label=_("出处"),
        max_length=200,
        required=False,
        help_text=_("内容出自哪份文件；纸面交来的写明谁、哪一天。"),
    )

    def __init__(self, *args: Any, parents: Sequence[ItemLine], **kwargs: Any) -> None:
        """Offer the items it may stand under."""
        super().__init__(*args, **kwargs)
        if not parents:
            del self.fields["parent"]
            return
        offered = [(line.code, f"{line.code} {line.text or _('待填')}") for line in parents]
        self.fields["parent"].choices = [("", _("无")), *offered]  # type: ignore[attr-defined]


class NewItem(Fill):
    """A place more."""

    code = forms.CharField(label=_("条目编码"), max_length=20)
    field_order = ("code", "parent", "text", "note", "source")


class Activate(forms.Form):
    """From which day, and who confirms that counts differ."""

    on = DayField(label=_("启用日期"))
    confirmed_by = forms.CharField(
        label=_("确认人"),
        max_length=80,
        required=False,
        help_text=_("谁确认可以启用，写姓名和职务。"),
    )
    reason = forms.CharField(
        label=_("确认理由"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class Retire(forms.Form):
    """On which day, and why."""

    on = DayField(label=_("停用日期"))
    reason = forms.CharField(
        label=_("停用理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )
