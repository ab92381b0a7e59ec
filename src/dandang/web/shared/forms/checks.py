"""Forms of file checks."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms.checks import CheckItem
from dandang.web.shared.forms.day import DayField


class OfItem(forms.Form):
    """What every form of a check begins with: the item."""

    item = forms.TypedChoiceField(label=_("核查项目"), coerce=CheckItem)

    def __init__(self, *args: Any, items: tuple[CheckItem, ...] | None = None, **kw: Any) -> None:
        """Offer the items that the move may be about; every item without a list."""
        super().__init__(*args, **kw)
        language = get_language() or "zh"
        offered = tuple(CheckItem) if items is None else items
        words = [(str(item), item.say(language)) for item in offered]
        self.fields["item"].choices = words  # type: ignore[attr-defined]


class Find(OfItem):
    """What the papers say, and whether the file agrees."""

    WAYS = (("yes", _("一致")), ("no", _("不一致")))

    in_papers = forms.CharField(label=_("档案材料怎么记载"), max_length=200)
    consistent = forms.ChoiceField(label=_("核查结果"), choices=WAYS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("说明"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("哪几份材料、怎么记载。不一致时必填，本人可见。"),
    )
    on = DayField(label=_("核查日期"))


class Hear(OfItem):
    """What the cadre said, and when."""

    text = forms.CharField(label=_("本人意见"), widget=forms.Textarea(attrs={"rows": 2}))
    heard_on = DayField(label=_("听取日期"))


class Resolve(OfItem):
    """The conclusion with its document."""

    text = forms.CharField(label=_("认定意见"), widget=forms.Textarea(attrs={"rows": 2}))
    document = forms.CharField(label=_("依据文件"), max_length=120)
    on = DayField(label=_("认定日期"))
    scan = forms.FileField(label=_("扫描件"), required=False)
