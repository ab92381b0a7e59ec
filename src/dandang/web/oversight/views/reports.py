"""Who may do what where: the table of roles, on screen, on paper and as a workbook."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from dandang.apps.grants import actions
from dandang.apps.grants.queries import RoleReport, role_report
from dandang.apps.organisation.queries import county
from dandang.formats.export_mark import ExportMark
from dandang.formats.role_table import RoleSheet, write_role_table
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from dandang.web.shared.desk import DeskRequest, desk
from dandang.web.shared.download import EXCEL, file_answer
from dandang.web.shared.forms.purpose import Stated
from dandang.web.shared.notices import tell_refusal

security_and_audit = desk(Role.SECURITY_OFFICER, Role.AUDIT_OFFICER)


@require_safe
@security_and_audit
def roles(request: DeskRequest) -> HttpResponse:
    """Every role with what it may do and who holds it."""
    today = clock.today()
    reports = role_report(request.actor, on=today)
    context = {"reports": reports, "stated": Stated(), "today": today}
    return render(request, "oversight/roles.html", context)


@require_POST
@security_and_audit
def roles_workbook(request: DeskRequest) -> HttpResponse:
    """The same as a workbook, for a stated purpose."""
    form, today = Stated(request.POST), clock.today()
    reports = role_report(request.actor, on=today)
    try:
        if not form.is_valid():
            raise Refusal("audit.purpose_missing")
        content = actions.export_report(
            draw=lambda mark: _table(reports, today, mark),
            **form.cleaned_data,
            by=request.actor,
            at=clock.now(),
        )
    except (NotFound, NotPermitted):
        raise
    except Refusal as refusal:
        tell_refusal(request, refusal)
        return redirect("oversight:roles")
    return file_answer(content, EXCEL, _("权限一览") + f"-{today:%Y%m%d}.xlsx")


def _table(reports: Sequence[RoleReport], today: date, mark: ExportMark) -> bytes:
    found = county()
    return write_role_table(
        [_sheet(report) for report in reports],
        mark,
        title=_("权限一览"),
        heads=(_("角色"), _("可办理的动作"), _("姓名"), _("登录名"), _("管理范围"), _("最后一天")),
        note=f"{found.name} {today:%Y.%m.%d}" + (_("（虚构）") if found.fictitious else ""),
    )


def _sheet(report: RoleReport) -> RoleSheet:
    language = get_language() or "zh"
    holders = tuple(
        (
            holder.name,
            holder.sign_in_name + ("" if holder.active else _("（已停用）")),
            holder.unit,
            f"{holder.last_day:%Y.%m.%d}" if holder.last_day else "",
        )
        for holder in report.holders
    )
    if not holders and report.count:
        holders = ((_("共 %(n)s 人，各限本人") % {"n": report.count}, "", "", ""),)
    return RoleSheet(
        report.role.say(language),
        tuple(verb.say(language) for verb in report.verbs),
        holders,
    )
