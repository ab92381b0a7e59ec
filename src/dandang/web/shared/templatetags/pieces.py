"""The pieces of every page as filters and tags; `/pieces/` shows each with the line that calls it.

Filters, for values:
    {{ term|say }}            a Term in the language of the page
    {{ day|month }}           1984.07, in tables (date, datetime, Month, PartialDate or its text)
    {{ day|day }}             1984.07.01, in tables
    {{ day|day_in_words }}    1984年7月1日, in sentences (1 July 1984 in English)
    {{ moment|moment }}       2026.11.22 09:30, Beijing time
    {{ value|on_file }}       a field of a career: 未填, 无, a month, a term or its text
    {{ name|padded }}         a two-character name drawn as wide as one of three
    {{ field|drawn }}         a form field's widget with the look of the house

Tags, for pieces (templates in `shared/pieces/`, values in `dandang.web.shared.shapes`):
    {% notice sentence kind="needs" %}                    kind: info, needs (you), refused
    {% empty why=_("…") todo=_("…") address=url label=_("…") %}   why a list is empty, what to do
    {% person name post=… unit=… address=… %}  {% unit name address=… %}
    {% state term %}  {% state term tone="done" %}        tone: plain, now, done, late
    {% due day on %}                                      a deadline, said to be overdue after its day
    {% stepper steps %}                                   steps: shapes.Step
    {% career bars marks on %}                            bars: shapes.Bar, marks: shapes.Mark
    {% score shown count low=… high=… least=0 most=100 %} point, interval, count
    {% distribution shares %}                             shares: rows with name, count, percent, shown
    {% why lines formula=… source=… %}                    lines: pairs of words and value
    {% dry_run report %}                                  report: shapes.DryRun
    {% signature name day way=… recorded_by=… address=… %}
    {% fields form %}                                     inside <form class="dd-form"> (or "dd-form dd-form-one")
    {% paging page %}                                     of kit.paging.Page; keeps the filters
    {% columns "people" %}                                which columns of table data-columns="people" show
    {% chart "name" chart %}                              chart: shapes.Chart; needs charts.js in block scripts
    {% crumb _("考核") "organiser:rounds" %}              inside {% block crumbs %}
    {% captured x %}…{% endcaptured %}                    what stands between, as {{ x }}
    {% strip strip %}                                     scores of a group between the grades' lines: strips.Strip
    {% fact card %}                                       shapes.FactCard
    {% four_lists rows today %}                           rows: shapes.FourLists
    {% calendar sheet %}                                  a month and its agenda: calendars.MonthSheet
    {% changes rows %}                                    before and after by field; rows: shapes.Change
    {% work work %}                                       progress of long work: shapes.Work
    {% upload form address=… label=_("…") %}              a file to try first
    {% views "people" %}                                  filters kept by name in this browser
    {% selection "people" address=… label=_("…") %}       what to do with the chosen rows, above the table
    {% choose "people" value title %}                     the box of a row, in its first cell

Tables are plain HTML: `<div class="dd-table-wrap" tabindex="0" role="region" aria-label="…">
<table class="dd-table">`, cells of class dd-number (right), dd-day, dd-name, dd-end (buttons).
A form's second press is stopped; one that downloads a file carries `data-again`.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from dandang.apps.archive.queries import Part
from dandang.career import Absent
from dandang.days import PartialDate
from dandang.formats.lists.column import Column
from dandang.kit.clock import BEIJING
from dandang.kit.paging import Page
from dandang.terms import Term
from dandang.web.shared import shapes
from dandang.web.shared.calendars import MonthSheet
from dandang.web.shared.dates import in_words, partial
from dandang.web.shared.strips import Strip

register = template.Library()

_WIDE = ("textarea", "checkboxselectmultiple", "radioselect", "clearablefile")


@register.filter
def say(term: Any) -> str:
    """A term's name in the language of the page; anything else as it is."""
    if isinstance(term, Term | Part | Column):
        return term.say(get_language() or "zh")
    return str(term)


@register.filter
def month(day: Any) -> str:
    """`1984.07`; empty for nothing, as it is when it cannot be read."""
    known = partial(day)
    if known is None:
        return str(day or "")
    return str(PartialDate(known.year, known.month))


@register.filter(name="day")
def day_in_table(day: Any) -> str:
    """`1984.07.01`, as far as it is known."""
    known = partial(day)
    return str(day or "") if known is None else str(known)


@register.filter
def day_in_words(day: Any) -> str:
    """`1984年7月1日` in sentences, as far as it is known; `1 July 1984` in English."""
    known = partial(day)
    return str(day or "") if known is None else in_words(known, get_language() or "zh")


@register.filter
def month_in_words(day: date) -> str:
    """`2026年11月`, `November 2026` in English."""
    return in_words(PartialDate(day.year, day.month), get_language() or "zh")


@register.filter
def moment(at: datetime | None) -> str:
    """`2026.11.22 09:30` in Beijing time."""
    return f"{at.astimezone(BEIJING):%Y.%m.%d %H:%M}" if at else ""


@register.filter
def padded(name: str) -> str:
    """A two-character name with a wide blank inside, so that it stands as wide as one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 and name > "\u2e80" else name


@register.filter
def on_file(value: Any) -> str:
    """A field of a career: 未填 when unknown, 无 when stated so, months as `1984.07`."""
    if value is Absent.UNKNOWN:
        return gettext("未填")
    if value is Absent.NONE:
        return gettext("无")
    return month(value) if isinstance(value, PartialDate) else say(value)


@register.filter
def plain(number: float) -> str:
    """A number as style sheets read it, whatever the language of the page."""
    return f"{number:g}"


@register.filter
def drawn(field: BoundField) -> SafeString:
    """The widget of a form field with the look of the house."""
    kind = getattr(field.field.widget, "input_type", "")
    look = {"select": "form-select", "checkbox": "form-check-input", "radio": "form-check-input"}
    classes = look.get(kind, "form-control")
    given = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{classes} {given}".strip()})


class _Captured(template.Node):
    def __init__(self, nodes: NodeList, name: str) -> None:
        self.nodes, self.name = nodes, name

    def render(self, context: Context) -> SafeString:
        context[self.name] = mark_safe(self.nodes.render(context).strip())
        return mark_safe("")


@register.tag
def captured(parser: Parser, token: Token) -> _Captured:
    """Keep what stands up to `endcaptured`, without the blanks around it, under a name."""
    nodes = parser.parse(("endcaptured",))
    parser.delete_first_token()
    return _Captured(nodes, token.split_contents()[1])


@register.simple_tag
def crumb(title: str, name: str, *numbers: object) -> SafeString:
    """One step of the breadcrumb: its title and the page it leads to."""
    return format_html('<li><a href="{}">{}</a></li>', reverse(name, args=numbers), title)


@register.inclusion_tag("shared/pieces/notice.html")
def notice(sentence: str, kind: str = "info", title: str = "") -> dict[str, Any]:
    """A sentence in a frame: for information, needing you, or a refusal with its reason."""
    return {"sentence": sentence, "kind": kind, "title": title}


@register.inclusion_tag("shared/pieces/empty.html")
def empty(why: str, todo: str = "", address: str = "", label: str = "") -> dict[str, str]:
    """Why a list is empty, and what to do about it."""
    return {"why": why, "todo": todo, "address": address, "label": label}


@register.inclusion_tag("shared/pieces/person.html")
def person(
    name: str, post: str = "", unit: str = "", address: str = "", photo: str = ""
) -> dict[str, str]:
    """A person: photo or initial, name, post, unit."""
    return {
        "name": name,
        "initial": name[:1],
        "post": post,
        "unit": unit,
        "address": address,
        "photo": photo,
    }


@register.inclusion_tag("shared/pieces/unit.html")
def unit(name: str, address: str = "", kind: Any = "") -> dict[str, Any]:
    """A unit: name and, where it helps, its kind."""
    return {"name": name, "address": address, "kind": kind}


@register.simple_tag
def state(term: Any, tone: str = "plain") -> SafeString:
    """A state in a word: plain, now (under way), done, late (needs somebody)."""
    return format_html('<span class="dd-state dd-state-{}">{}</span>', tone, say(term))


@register.inclusion_tag("shared/pieces/due.html")
def due(day: date | None, on: date) -> dict[str, Any]:
    """A deadline as a day and how many days are left, or that it has passed."""
    return {
        "day": day,
        "left": (day - on).days if day else None,
        "past": (on - day).days if day else None,
    }


@register.inclusion_tag("shared/pieces/stepper.html")
def stepper(steps: Iterable[shapes.Step]) -> dict[str, Any]:
    """The steps of a round or a case: done, now, next; who, until when."""
    return {"steps": tuple(steps)}


@register.inclusion_tag("shared/pieces/career.html")
def career(bars: Sequence[shapes.Bar], marks: Sequence[shapes.Mark], on: date) -> dict[str, Any]:
    """A career on one axis of years: posts as bars, grades and honours as marks, gaps visible."""
    return {"drawing": shapes.career(tuple(bars), tuple(marks), on), "bars": bars, "marks": marks}


@register.inclusion_tag("shared/pieces/score.html")
def score(  # noqa: PLR0917
    shown: str, count: int, low: Any = None, high: Any = None, least: Any = 0, most: Any = 100
) -> dict[str, Any]:
    """A score on its scale with the count beside it, and its interval where there is one."""
    return {
        "shown": shown,
        "count": count,
        "low": low,
        "high": high,
        "drawing": shapes.score(shown, low=low, high=high, least=least, most=most),
    }


@register.inclusion_tag("shared/pieces/distribution.html")
def distribution(shares: Iterable[Any]) -> dict[str, Any]:
    """A bar of shares with their counts; rows have name, count, percent and shown."""
    return {"shares": shapes.shades(shares)}


@register.inclusion_tag("shared/pieces/why.html")
def why(
    lines: Iterable[tuple[str, Any]], formula: str = "", source: str = "", title: str = ""
) -> dict[str, Any]:
    """How a number came about: inputs, formula, where the rule stands."""
    return {"lines": tuple(lines), "formula": formula, "source": source, "title": title}


@register.inclusion_tag("shared/pieces/dry_run.html", takes_context=True)
def dry_run(context: Context, report: shapes.DryRun) -> dict[str, Any]:
    """What an upload would do, and every problem by row and cell."""
    return {"report": report, "csrf_token": context.get("csrf_token", "")}


@register.inclusion_tag("shared/pieces/signature.html")
def signature(
    name: str, day: Any = None, way: Any = "", recorded_by: str = "", address: str = ""
) -> dict[str, Any]:
    """Who signed on which day, or who recorded it from paper and where the scan is."""
    return {
        "name": name,
        "day": day,
        "way": way,
        "recorded_by": recorded_by,
        "address": address,
    }


@register.inclusion_tag("shared/pieces/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """The fields of a form, labels above, errors summed up on top and beside each field."""
    return {"form": form, "wide_types": _WIDE}


@register.inclusion_tag("shared/pieces/columns.html")
def columns(name: str) -> dict[str, str]:
    """Which columns of the table `data-columns=name` are shown; remembered in this browser."""
    return {"name": name}


@register.inclusion_tag("shared/pieces/paging.html", takes_context=True)
def paging(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Which rows of how many, and the way to the pages around; the filters stay."""
    words = context["request"].GET.copy()

    def address(number: int | None) -> str:
        if number is None:
            return ""
        words["page"] = str(number)
        return f"?{words.urlencode()}"

    return {"page": page, "previous": address(page.previous), "next": address(page.next)}


@register.inclusion_tag("shared/pieces/chart.html")
def chart(name: str, chart: shapes.Chart) -> dict[str, Any]:
    """A chart with its words for who cannot see it and a table of its numbers one click away."""
    return {"name": name, "chart": chart, "chart_id": f"chart-{name}"}


@register.inclusion_tag("shared/pieces/strip.html", name="strip")
def strip_of(strip: Strip | None) -> dict[str, Any]:
    """The scores of a group as dots between the lines of the grades; nothing without a score."""
    return {"strip": strip}


@register.inclusion_tag("shared/pieces/fact.html")
def fact(card: shapes.FactCard) -> dict[str, Any]:
    """A fact: its day, what happened, the evidence, which office verified it, what is contested."""
    return {"fact": card, "tone": "late" if card.dispute else "plain"}


@register.inclusion_tag("shared/pieces/four_lists.html")
def four_lists(rows: Iterable[shapes.FourLists], on: date) -> dict[str, Any]:
    """Problem, measure, responsibility, time limit: one line each, overdue ones said."""
    return {"rows": tuple(rows), "today": on}


@register.inclusion_tag("shared/pieces/calendar.html")
def calendar(sheet: MonthSheet) -> dict[str, Any]:
    """A month as a sheet, and what falls on its days as a list beside it."""
    names = (
        pgettext("weekday", "一"),
        pgettext("weekday", "二"),
        pgettext("weekday", "三"),
        pgettext("weekday", "四"),
        pgettext("weekday", "五"),
        pgettext("weekday", "六"),
        pgettext("weekday", "日"),
    )
    return {"sheet": sheet, "weekdays": names}


@register.inclusion_tag("shared/pieces/changes.html")
def changes(rows: Iterable[shapes.Change]) -> dict[str, Any]:
    """Before and after, field by field; what changed is marked by a word and a line, not by colour."""
    return {"rows": tuple(rows)}


@register.inclusion_tag("shared/pieces/work.html")
def work(work: shapes.Work) -> dict[str, Any]:
    """How far long work is; asks again by itself until it is done."""
    return {"work": work}


@register.inclusion_tag("shared/pieces/upload.html", takes_context=True)
def upload(context: Context, form: BaseForm, address: str = "", label: str = "") -> dict[str, Any]:
    """A file to be tried first; what it would do is shown by `dry_run`."""
    return {
        "form": form,
        "address": address,
        "label": label or gettext("试导入"),
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("shared/pieces/views.html", takes_context=True)
def views(context: Context, name: str) -> dict[str, Any]:
    """Filters kept under a name in this browser, apart for every account."""
    return {"name": name, "account": context["actor"].account}


@register.inclusion_tag("shared/pieces/selection.html")
def selection(name: str, address: str, label: str) -> dict[str, str]:
    """How many rows are chosen, and the button that takes their numbers (`chosen`) along."""
    return {"name": name, "address": address, "label": label}


@register.inclusion_tag("shared/pieces/choose.html")
def choose(name: str, value: Any, title: str) -> dict[str, Any]:
    """The box that chooses one row."""
    return {"name": name, "value": value, "title": title}
