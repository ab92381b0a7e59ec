"""Forms of photos: one picture, or a zip of many."""

from django import forms
from django.utils.translation import gettext_lazy as _


class PhotoUpload(forms.Form):
    """One picture."""

    file = forms.FileField(
        label=_("照片（.jpg 或 .png）"),
        help_text=_("取中间偏上的正方形部分，缩成小图存入；拍摄地点、时间等信息不保留。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )


class PhotoZip(forms.Form):
    """Many pictures."""

    file = forms.FileField(
        label=_("照片压缩包（.zip）"),
        help_text=_("每张照片以姓名命名；有重名的，以干部编号命名（见“导出基本情况”的编号列）。"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )
