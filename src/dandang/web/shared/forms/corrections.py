"""Forms of corrections: asking, from paper, deciding."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.terms.corrections import CorrectionItem
from dandang.web.shared.forms.day import DayField

ACCEPTED = {"accept": ".pdf,.jpg,.jpeg,.png"}


class Ask(forms.Form):
    """One item, what is wrong, what is right, the proof."""

    item = forms.TypedChoiceField(label=_("更正项目"), coerce=CorrectionItem)
    right = forms.CharField(
        label=_("应为"),
        max_length=300,
        required=False,
        help_text=_(
            "年月写成 1984.07；没有的写“无”。身份证号、家庭成员、简历与任职、年度考核结果不在此填写，写在证明材料里。"
        ),
    )
    text = forms.CharField(
        label=_("哪里不对，依据是什么"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("不要写身份证号和家庭成员姓名。"),
    )
    proof = forms.FileField(
        label=_("证明材料（PDF、JPG、PNG）"),
        help_text=_("如户口簿、毕业证书、任职文件，10 MB 以内。"),
        widget=forms.ClearableFileInput(attrs=ACCEPTED),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every item."""
        super().__init__(*args, **kwargs)
        language = get_language() or "zh"
        words = [(str(item), item.say(language)) for item in CorrectionItem]
        self.fields["item"].choices = [("", _("请选择")), *words]  # type: ignore[attr-defined]


class AskFromPaper(Ask):
    """The same from paper: who signed, on which day, with the scan of the request."""

    acted_by = forms.CharField(label=_("申请人签名"), max_length=80)
    acted_on = DayField(label=_("书面申请的日期"))
    scan = forms.FileField(label=_("申请书扫描件"), widget=forms.ClearableFileInput(attrs=ACCEPTED))


class ObjectFromPaper(forms.Form):
    """The request for a review that came on paper."""

    text = forms.CharField(label=_("不同意的理由"), widget=forms.Textarea(attrs={"rows": 3}))
    acted_by = forms.CharField(label=_("申请人签名"), max_length=80)
    acted_on = DayField(label=_("书面申请的日期"))
    scan = forms.FileField(label=_("申请书扫描件"), widget=forms.ClearableFileInput(attrs=ACCEPTED))


class WithdrawFromPaper(forms.Form):
    """The day on which the cadre withdrew on paper."""

    acted_on = DayField(label=_("书面撤回的日期"))
    scan = forms.FileField(label=_("扫描件"), widget=forms.ClearableFileInput(attrs=ACCEPTED))


class ReviewFromPaper(forms.Form):
    """The leader's review that came on paper."""

    correct = forms.TypedChoiceField(
        label=_("复核结论"),
        choices=[("1", _("复核后更正")), ("0", _("维持原决定"))],
        coerce=lambda said: said == "1",
        widget=forms.RadioSelect,
    )
    value = forms.CharField(label=_("更正为"), max_length=40, required=False)
    text = forms.CharField(label=_("复核意见和理由"), widget=forms.Textarea(attrs={"rows": 3}))
    acted_by = forms.CharField(label=_("复核人"), max_length=80)
    office = forms.CharField(label=_("复核人职务"), max_length=120)
    acted_on = DayField(label=_("复核意见的日期"))
    scan = forms.FileField(
        label=_("复核意见扫描件"), widget=forms.ClearableFileInput(attrs=ACCEPTED)
    )

    def __init__(self, *args: Any, item: CorrectionItem, **kwargs: Any) -> None:
        """Ask for the value of an identity number alone."""
        super().__init__(*args, **kwargs)
        if item is not CorrectionItem.IDENTITY:
            del self.fields["value"]


class Decide(forms.Form):
    """Accepting or declining with reasons; the value where the request holds none."""

    value = forms.CharField(label=_("更正为"), max_length=40, required=False)
    text = forms.CharField(
        label=_("核对情况和理由"),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text=_("不予更正和复核时必须写明理由，本人可见。"),
    )

    def __init__(self, *args: Any, item: CorrectionItem, **kwargs: Any) -> None:
        """Ask for the value of an identity number alone."""
        super().__init__(*args, **kwargs)
        if item is not CorrectionItem.IDENTITY:
            del self.fields["value"]
