"""The account policy: every value with its default, its source and its document."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from dandang.apps.accounts import actions, queries
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.policy import FactorDuty, PolicyGroup
from dandang.web.oversight.forms.policy import PolicyChange
from dandang.web.shared.acting import acted
from dandang.web.shared.desk import DeskRequest, desk, status_of

security_officer = desk(Role.SECURITY_OFFICER)


@dataclass(frozen=True, slots=True)
class Shown:
    """One value as the page shows it: names and values in the language of the page."""

    line: queries.PolicyLine
    title: str
    value: str
    default: str
    bounds: str
    choices: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@security_officer
def policy(request: DeskRequest) -> HttpResponse:
    """The whole policy, and changing one value of it."""
    language = get_language() or "zh"
    shown = [_shown(line, language) for line in queries.policy_lines(request.actor)]
    asked = request.POST.get("key") or request.GET.get("change", "")
    changing = next((each for each in shown if each.line.item.key == asked), None)
    form = _form(request, changing)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data

        def act() -> str:
            actions.set_policy(
                key=given["key"],
                value=given["value"],
                document=given["document"],
                by=request.actor,
                at=clock.now(),
            )
            title = changing.title if changing else given["key"]
            return _("“%(title)s”已改，立即生效。") % {"title": title}

        return acted(request, act, "oversight:policy")
    groups = [
        (group, [each for each in shown if each.line.item.group is group]) for group in PolicyGroup
    ]
    context = {"groups": groups, "form": form, "changing": changing, "now": clock.now()}
    return render(request, "oversight/policy.html", context, status=status_of(form))


def _form(request: DeskRequest, changing: Shown | None) -> PolicyChange:
    if changing is None:
        return PolicyChange(request.POST or None)
    start = {"key": str(changing.line.item.key), "value": changing.line.value}
    return PolicyChange(
        request.POST or None, initial=start, choices=changing.choices, bounds=changing.bounds
    )


def _shown(line: queries.PolicyLine, language: str) -> Shown:
    item = line.item
    choices = tuple((value, FactorDuty(value).say(language)) for value in item.choices)
    bounds = _("%(least)s 至 %(most)s") % {"least": item.least, "most": item.most}
    if item.off_at is not None:
        bounds += _("，%(off)s 为不要求") % {"off": item.off_at}
    return Shown(
        line=line,
        title=item.en if language.startswith("en") else item.zh,
        value=_in_words(line, line.value, choices),
        default=_in_words(line, item.default, choices),
        bounds="" if choices else bounds,
        choices=choices,
    )


def _in_words(line: queries.PolicyLine, value: str, choices: tuple[tuple[str, str], ...]) -> str:
    if choices:
        return dict(choices)[value]
    off = line.item.off_at is not None and value == str(line.item.off_at)
    return _("不要求") if off else value
