"""Where an item of an inbox leads: what waits → the page on which it is done."""

from dandang.apps.inbox.queries import InboxLine
from dandang.web.shared.navigation import address

# The number of the item's subject is the page's number.
PAGES: dict[str, str] = {
    "round_to_freeze": "organiser:round",
    "round_to_staff": "organiser:round",
    "round_to_print": "organiser:round",
    "round_to_open": "organiser:round",
    "round_to_close": "organiser:round",
    "round_to_compute": "organiser:round",
    "round_to_decide": "leaders:round",
    "round_to_approve": "leaders:round",
    "round_to_approve_for": "organiser:round",
    "round_to_publish": "organiser:round",
    "results_to_serve": "serving:round",
    "result_to_read": "mine:result",
    "grade_reopened": "leaders:ratee",
    "correction_to_decide": "corrections:correction",
    "correction_to_review": "corrections:correction",
    "correction_answered": "mine:correction",
    "correction_to_serve": "corrections:correction",
    "catalogue_to_fill": "catalogues:catalogue",
    "check_to_state": "mine:file",
    "case_to_assign": "cases:case",
    "case_to_answer": "cases:case",
    "case_to_close": "cases:case",
    "mass_reading": "oversight:alarm",
    "batch_to_grant": "oversight:batch_grant",
    "slips_to_fetch": "oversight:batch",
}


def link(line: InboxLine) -> str:
    """The address of the page; empty where there is none."""
    name = PAGES.get(line.what)
    if name == "mine:file":
        return (address(name) or "") + "#checks"
    return (address(name, line.subject_number) or "") if name else ""
