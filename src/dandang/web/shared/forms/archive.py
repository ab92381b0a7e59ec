"""Forms of the archive's pages: filters, purposes, posts and status periods."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dandang.apps.archive.actions import SEALED_FIELDS
from dandang.apps.archive.queries import (
    AGE_BANDS,
    AGE_GROUPS,
    Decade,
    People,
    PeopleFilter,
    Schooling,
    Side,
    Tier,
)
from dandang.apps.units.queries import UnitLine
from dandang.terms import Term
from dandang.terms.people import Authority, PostLevel, Regime, Sex, StatusKind
from dandang.web.shared.forms.day import DayField

IN_SERVICE, LEFT, ALL = "in", "out", "all"
SEALED_WORDS = {
    "identity": _("身份证号"),
    "family": _("家庭成员"),
    "status": _("立案、处分与诫勉"),
}
SERVICE_WORDS = ((IN_SERVICE, _("在职")), (LEFT, _("不在职")), (ALL, _("全部")))


UNLIMITED = _("不限")


def spoken(terms: Iterable[Term], blank: Any = UNLIMITED) -> list[tuple[str, Any]]:
    """The choices of a list of terms in the language of the page, after a blank one."""
    language = get_language() or "zh"
    return [("", blank), *((str(term), term.say(language)) for term in terms)]


def indented(units: Sequence[UnitLine]) -> list[tuple[int, str]]:
    """Units as choices, each set in by its depth in the tree."""
    top = min((unit.depth for unit in units), default=0)
    return [(unit.number, "\u3000" * (unit.depth - top) + unit.name) for unit in units]


class Filters(forms.Form):
    """What a list of people is to show. What is not understood is left out."""

    q = forms.CharField(label=_("姓名或单位"), max_length=60, required=False)
    unit = forms.TypedChoiceField(label=_("单位"), coerce=int, empty_value=None, required=False)
    sex = forms.ChoiceField(label=_("性别"), required=False)
    ages = forms.ChoiceField(label=_("年龄段"), required=False)
    decade = forms.ChoiceField(label=_("出生年代"), required=False)
    level = forms.ChoiceField(label=_("职务层次"), required=False)
    regime = forms.ChoiceField(label=_("适用制度"), required=False)
    authority = forms.ChoiceField(label=_("干部管理权限"), required=False)
    side = forms.ChoiceField(label=_("党派"), required=False)
    people = forms.ChoiceField(label=_("民族"), required=False)
    schooling = forms.ChoiceField(label=_("最高学历"), required=False)
    service = forms.ChoiceField(label=_("在职情况"), choices=SERVICE_WORDS, required=False)

    def __init__(self, *args: Any, units: Sequence[UnitLine], **kwargs: Any) -> None:
        """Offer the units of the viewer's scope and the words of every list."""
        super().__init__(*args, **kwargs)
        offered: dict[str, list[tuple[Any, Any]]] = {
            "unit": [("", UNLIMITED), *indented(units)],
            "sex": spoken(Sex),
            "ages": [
                ("", UNLIMITED),
                *((band.code, age_words(band.least, band.most)) for band in _AGES),
            ],
            "decade": spoken(Decade),
            "side": spoken(Side),
            "people": spoken(People),
            "schooling": spoken(Schooling),
            "level": spoken((*Tier, *PostLevel)),
            "regime": spoken(Regime),
            "authority": spoken(Authority),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self, on: date) -> PeopleFilter:
        """The filter that was asked for, on a day."""
        self.is_valid()
        said = self.cleaned_data
        service = said.get("service") or IN_SERVICE
        return PeopleFilter(
            on=on,
            text=said.get("q") or "",
            unit=said.get("unit"),
            sex=Sex(said["sex"]) if said.get("sex") else None,
            levels=_levels(said.get("level") or ""),
            regime=Regime(said["regime"]) if said.get("regime") else None,
            authority=Authority(said["authority"]) if said.get("authority") else None,
            ages=next((band for band in _AGES if band.code == said.get("ages")), None),
            in_service={IN_SERVICE: True, LEFT: False}.get(service),
            decade=Decade(said["decade"]) if said.get("decade") else None,
            side=Side(said["side"]) if said.get("side") else None,
            people=People(said["people"]) if said.get("people") else None,
            schooling=Schooling(said["schooling"]) if said.get("schooling") else None,
        )


_AGES = (*AGE_BANDS, *AGE_GROUPS)


def _levels(said: str) -> tuple[PostLevel, ...]:
    tier = next((tier for tier in Tier if tier == said), None)
    if tier is not None:
        return tier.levels
    return (PostLevel(said),) if said else ()


def age_words(least: int | None, most: int | None) -> Any:
    """A span of ages in words; None is open."""
    if least is None:
        return _("%(age)s 岁及以下") % {"age": most}
    if most is None:
        return _("%(age)s 岁及以上") % {"age": least}
    return _("%(least)s–%(most)s 岁") % {"least": least, "most": most}


class Unseal(forms.Form):
    """Which sealed fields are to be opened, and what for."""

    fields_ = forms.MultipleChoiceField(
        label=_("要查看的内容"), widget=forms.CheckboxSelectMultiple
    )
    purpose = forms.CharField(
        label=_("用途"),
        max_length=100,
        help_text=_("例如：核对任免材料。用途会记入留痕，本人可见。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the sealed fields, whatever is on file."""
        super().__init__(*args, **kwargs)
        words = [(name, SEALED_WORDS[name]) for name in SEALED_FIELDS]
        self.fields["fields_"].choices = words  # type: ignore[attr-defined]


class OnDay(forms.Form):
    """The day for which seats are asked."""

    on = DayField(label=_("哪一天"), required=False)


class NewPost(forms.Form):
    """A post to be taken: in place of the main one, or beside it."""

    MAIN, BESIDE = "main", "beside"
    WAYS = ((MAIN, _("主要任职（原主要职务到前一天为止）")), (BESIDE, _("兼任（原职务不变）")))

    post = forms.TypedChoiceField(label=_("职务"), coerce=int)
    way = forms.ChoiceField(label=_("方式"), choices=WAYS, widget=forms.RadioSelect)
    first_day = DayField(label=_("任职日期"))
    document = forms.CharField(label=_("任免文件"), max_length=120, required=False)

    def __init__(self, *args: Any, posts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        """Offer the posts of the unit that was chosen."""
        super().__init__(*args, **kwargs)
        self.fields["post"].choices = list(posts)  # type: ignore[attr-defined]


class EndPost(forms.Form):
    """A post to be ended."""

    appointment = forms.IntegerField(widget=forms.HiddenInput)
    last_day = DayField(label=_("任职到哪一天"))
    document = forms.CharField(label=_("任免文件"), max_length=120, required=False)


class NewStatus(forms.Form):
    """A status period to be written down."""

    kind = forms.ChoiceField(label=_("状态"))
    first_day = DayField(label=_("从哪一天起"))
    last_day = DayField(label=_("到哪一天止"), required=False)
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    document = forms.CharField(label=_("依据文件"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer every kind."""
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = spoken(StatusKind, "")  # type: ignore[attr-defined]
