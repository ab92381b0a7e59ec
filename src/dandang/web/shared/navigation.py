"""The navigation of every desk in one table: which places a role finds on the left."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from dandang.apps.permits.actor import Actor
from dandang.terms.access import Role

MOST_PLACES = 8

Entry = tuple[Promise | str, str]

HOME: Entry = (_("首页"), "shared:home")
RULES: Entry = (_("制度"), "rules:documents")

ENTRIES: dict[Role, tuple[Entry, ...]] = {
    Role.ORGANISER_OFFICER: (
        (_("考核"), "organiser:rounds"),
        (_("干部"), "archive:people"),
        (pgettext_lazy("list", "单位"), "archive:units"),
        (_("异议"), "cases:cases"),
        (_("送达"), "serving:rounds"),
        (_("导入名册"), "organiser:import"),
        RULES,
    ),
    Role.UNIT_PERSONNEL_OFFICER: (
        (_("干部"), "archive:people"),
        (pgettext_lazy("list", "单位"), "archive:units"),
        (_("送达"), "serving:rounds"),
        RULES,
        (pgettext_lazy("catalogue", "清单"), "catalogues:catalogues"),
    ),
    Role.UNIT_HEAD: (
        (_("干部"), "archive:people"),
        (pgettext_lazy("list", "单位"), "archive:units"),
        RULES,
        (pgettext_lazy("catalogue", "清单"), "catalogues:catalogues"),
    ),
    Role.LEADER: (
        (_("考核"), "leaders:rounds"),
        (_("干部"), "archive:people"),
        (pgettext_lazy("list", "单位"), "archive:units"),
        RULES,
        (pgettext_lazy("catalogue", "清单"), "catalogues:catalogues"),
    ),
    Role.PANELLIST: ((_("评审"), "leaders:rounds"), RULES),
    Role.CADRE: (
        (_("我的档案"), "mine:file"),
        (_("我的结果"), "mine:results"),
        (_("谁查阅过"), "mine:opened"),
        RULES,
    ),
    Role.DISCIPLINE_OFFICER: (
        (_("异议"), "cases:cases"),
        (_("干部"), "archive:people"),
        (pgettext_lazy("list", "单位"), "archive:units"),
        RULES,
        (pgettext_lazy("catalogue", "清单"), "catalogues:catalogues"),
    ),
    Role.JOINT_MEETING_MEMBER: (
        (_("异议"), "cases:cases"),
        (pgettext_lazy("list", "单位"), "archive:units"),
        RULES,
        (pgettext_lazy("catalogue", "清单"), "catalogues:catalogues"),
    ),
    Role.SYSTEM_OFFICER: (
        (_("账号"), "oversight:accounts"),
        (_("网络类别"), "oversight:network"),
    ),
    Role.SECURITY_OFFICER: (
        (_("授权"), "oversight:grants"),
        (_("账号策略"), "oversight:policy"),
    ),
    Role.AUDIT_OFFICER: (
        (_("留痕"), "oversight:trail"),
        (_("大量查阅"), "oversight:alarms"),
        (_("导出登记"), "oversight:exports"),
    ),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One line of the navigation, and whether the page shown lies there."""

    title: str
    address: str
    current: bool


def address(name: str, *numbers: object) -> str | None:
    """The address of a named page, or None while it is not built."""
    try:
        return reverse(name, args=numbers)
    except NoReverseMatch:
        return None


def places(actor: Actor, request: HttpRequest) -> tuple[Place, ...]:
    """The places of this actor's desk, each once, at most eight; nobody signed in has none."""
    if actor.account is None:
        return ()
    entries = [HOME, *(entry for role in actor.roles() for entry in ENTRIES[role])]
    # Two roles may call one place by different words: the first word stands.
    found: dict[str, str] = {}
    for title, name in entries:
        where = address(name)
        if where is not None and len(found) < MOST_PLACES:
            found.setdefault(where, str(title))
    here = _nearest(request.path, tuple(found))
    return tuple(Place(title, where, where == here) for where, title in found.items())


def _nearest(path: str, addresses: tuple[str, ...]) -> str | None:
    above = [
        where for where in addresses if path == where or (where != "/" and path.startswith(where))
    ]
    return max(above, key=len, default=None)
