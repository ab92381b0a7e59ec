"""The county: its name, what it fixes by its own documents, its calendar."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dandang.apps.organisation import actions, queries
from dandang.apps.organisation.queries import SettingEntry, SettingLine
from dandang.apps.permits.actor import require_county
from dandang.apps.permits.verbs import Verb
from dandang.days import PartialDate
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.organiser.forms.county import (
    Correcting,
    Entering,
    Naming,
    SettingForm,
    year_asked,
)
from dandang.web.shared.dates import in_words
from dandang.web.shared.desk import DeskRequest, desk, status_of
from dandang.web.shared.download import file_answer
from dandang.web.shared.notices import sentence_of, tell, tell_refusal

organiser = desk(Role.ORGANISER_OFFICER)


@dataclass(frozen=True, slots=True)
class Value:
    """One value a setting was given, as people read it."""

    shown: str
    entry: SettingEntry


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting as its page shows it; `form` is None where another officer keeps it."""

    line: SettingLine
    name: str
    value: str
    default: str
    used: str
    history: tuple[Value, ...]
    form: SettingForm | None
    opened: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together."""

    name: str
    settings: tuple[Shown, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def county(request: DeskRequest) -> HttpResponse:
    """Name the county, or name it anew."""
    require_county(request.actor, Verb.ORGANISATION_EDIT)
    found = queries.county()
    named = bool(found.name)
    initial = {"name": found.name, "office": found.office}
    form = Naming(request.POST or None, named=named, initial=initial)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            actions.name_county(
                name=given["name"],
                office=given["office"],
                fictitious=found.fictitious if named else given["fictitious"],
                by=request.actor,
                at=clock.now(),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            form.add_error(None, sentence_of(refusal))
        else:
            tell(request, _("本县已命名为“%(name)s”。") % {"name": given["name"]})
            return redirect("organiser:county")
    context = {"form": form, "found": found, "prefix": queries.setting("letters.prefix")}
    return render(request, "organiser/county/county.html", context, status=status_of(form))


@require_http_methods(["GET", "HEAD", "POST"])
@organiser
def settings(request: DeskRequest) -> HttpResponse:
    """Every setting with its default, its value, its document and its history; giving it a value."""
    lines = queries.settings(request.actor)
    asked = request.POST.get("key") or request.GET.get("key", "")
    forms = {line.declared.key: _form(request, line, asked) for line in lines}
    chosen = forms.get(asked)
    if request.method == "POST" and chosen is None:
        tell_refusal(request, Refusal("organisation.setting_unknown", key=asked[:60]))
        return redirect("organiser:settings")
    if request.method == "POST" and chosen is not None and chosen.is_valid():
        try:
            actions.set_setting(
                key=asked,
                value=chosen.cleaned_data["value"],
                document=chosen.document(),
                by=request.actor,
                at=clock.now(),
            )
        except (NotFound, NotPermitted):
            raise
        except Refusal as refusal:
            chosen.add_error(None, sentence_of(refusal))
        else:
            name = next(line for line in lines if line.declared.key == asked).declared.name
            told = {"name": name.say(get_language() or "zh")}
            tell(request, _("已登记“%(name)s”。今后新产生的按新值办理，已有的不变。") % told)
            return redirect(f"{reverse('organiser:settings')}?key={asked}#{asked}")
    missing = sum(not line.documented and forms[line.declared.key] is not None for line in lines)
    context = {"groups": _groups(lines, forms, asked), "missing": missing}
    status = 422 if chosen is not None and chosen.errors else 200
    return render(request, "organiser/county/settings.html", context, status=status)


def _form(request: DeskRequest, line: SettingLine, asked: str) -> SettingForm | None:
    key, language = line.declared.key, get_language() or "zh"
    if line.declared.kept_by is not Role.ORGANISER_OFFICER:
        return None
    if request.method == "POST" and key == asked:
        form = SettingForm(request.POST, request.FILES, line=line, language=language)
        form.auto_id = f"{key}-%s"
        return form
    initial = {"since": clock.today()}
    return SettingForm(line=line, language=language, initial=initial, auto_id=f"{key}-%s")


def _groups(
    lines: tuple[SettingLine, ...], forms: dict[str, SettingForm | None], asked: str
) -> tuple[Group, ...]:
    language = get_language() or "zh"
    groups: dict[str, list[Shown]] = {}
    for line in lines:
        declared = line.declared
        shown = Shown(
            line=line,
            name=declared.name.say(language),
            value=declared.shown(line.value, language),
            default=declared.shown(declared.default, language),
            used=declared.used.say(language),
            history=tuple(Value(declared.shown(e.value, language), e) for e in line.entries),
            form=forms[declared.key],
            opened=declared.key == asked,
        )
        groups.setdefault(declared.group.say(language), []).append(shown)
    return tuple(Group(name, tuple(members)) for name, members in groups.items())


@require_safe
@organiser
def setting_scan(request: DeskRequest, file: int) -> HttpResponse:
    """The scan of a setting's document."""
    kept = queries.setting_scan(request.actor, file)
    return file_answer(kept.content, kept.media_type, kept.name)


@require_safe
@organiser
def calendar(request: DeskRequest) -> HttpResponse:
    """A year of the calendar with its corrections."""
    return _year_page(request, year_asked(request.GET.get("year", ""), clock.today()))


@require_POST
@organiser
def calendar_correct(request: DeskRequest) -> HttpResponse:
    """Correct a day."""
    form = Correcting(request.POST)
    if not form.is_valid():
        return _year_page(request, clock.today().year, correcting=form)
    day, working = form.cleaned_data["day"], form.cleaned_data["working"] == "yes"
    document = form.cleaned_data["document"]
    try:
        actions.correct_day(
            day=day, working=working, document=document, by=request.actor, at=clock.now()
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence_of(refusal))
        return _year_page(request, day.year, correcting=form)
    words = {"day": _said(day)}
    if working:
        tell(request, _("%(day)s 已改为上班。今后计算的期限按此办理，已定的期限不变。") % words)
    else:
        tell(request, _("%(day)s 已改为休息。今后计算的期限按此办理，已定的期限不变。") % words)
    return _to_year(day.year)


@require_POST
@organiser
def calendar_drop(request: DeskRequest) -> HttpResponse:
    """Drop a correction."""
    try:
        given = date.fromisoformat(request.POST.get("day", ""))
    except ValueError as error:
        raise NotFound("permits.not_found") from error
    actions.drop_correction(day=given, by=request.actor, at=clock.now())
    tell(request, _("%(day)s 的更正已撤销，按公布的日历办理。") % {"day": _said(given)})
    return _to_year(given.year)


@require_POST
@organiser
def calendar_enter(request: DeskRequest) -> HttpResponse:
    """Enter a year's notice."""
    form = Entering(request.POST)
    if not form.is_valid():
        return _year_page(request, clock.today().year, entering=form)
    given = form.cleaned_data
    try:
        count = actions.enter_year(**given, by=request.actor, at=clock.now())
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        form.add_error(None, sentence_of(refusal))
        return _year_page(request, given["year"], entering=form)
    words = {"year": given["year"], "count": count}
    tell(request, _("已录入 %(year)s 年的放假安排，与平常不同的有 %(count)s 天。") % words)
    return _to_year(given["year"])


def _year_page(
    request: DeskRequest,
    year: int,
    correcting: Correcting | None = None,
    entering: Entering | None = None,
) -> HttpResponse:
    page = queries.calendar_year(request.actor, year)
    coming = page.known_until.year + 1
    context = {
        "page": page,
        "months": tuple(
            (date(year, number, 1), weeks) for number, weeks in enumerate(page.months, start=1)
        ),
        "correcting": correcting or Correcting(initial={"working": "no"}),
        "entering": entering or Entering(initial={"year": coming}),
        "correcting_open": correcting is not None,
        "entering_open": entering is not None,
        "coming": coming,
        "weekdays": _weekdays(),
        "today": clock.today(),
    }
    status = 422 if correcting or entering else 200
    return render(request, "organiser/county/calendar.html", context, status=status)


def _weekdays() -> tuple[str, ...]:
    return (
        pgettext("weekday", "一"),
        pgettext("weekday", "二"),
        pgettext("weekday", "三"),
        pgettext("weekday", "四"),
        pgettext("weekday", "五"),
        pgettext("weekday", "六"),
        pgettext("weekday", "日"),
    )


def _said(day: date) -> str:
    return in_words(PartialDate.of(day), get_language() or "zh")


def _to_year(year: int) -> HttpResponse:
    return redirect(f"{reverse('organiser:calendar')}?year={year}")
