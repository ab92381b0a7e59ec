"""The lists of a round and of objections that leave the house; `chosen` is the round's number."""

from datetime import date
from typing import Any

from dandang.apps.cases.queries import cases
from dandang.apps.letters.served import Served
from dandang.apps.lists.listing import Listing, Row
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.rounds.queries import issued, running
from dandang.apps.rounds.queries.acts import CancelledRow
from dandang.formats import gate
from dandang.formats.lists.column import CellKind, Column
from dandang.kit.clock import BEIJING
from dandang.terms.lists import ListKind
from dandang.terms.refusal import NotFound

_NAME = Column("name", "姓名", width=10, english="name")
_POST = Column("post", "职务", width=24, english="post")


def _round(viewer: Actor, chosen: Any) -> running.RoundPage:
    """The round that is asked for, where the viewer may export it."""
    page = running.round_page(viewer, chosen or 0)
    if not viewer.may(Verb.ROUNDS_EXPORT, path=page.row.path):
        raise NotFound("permits.not_found")
    return page


def _rater_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    page = _round(viewer, chosen)
    names = {one.code: one.name for one in page.classes}
    return tuple(
        Row(
            number=line.line,
            name=line.name,
            path=page.row.path,
            person=line.person,
            values={
                "name": line.name,
                "post": line.post,
                "level": line.level.zh,
                "in_team": "是" if line.in_team else "否",
                "notes": line.notes,
                "ratee": "是" if line.ratee else "否",
                "rater_class": names.get(line.rater_class, line.rater_class),
            },
        )
        for line in running.roster(viewer, page.row.number)
    )


def _result_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    page = _round(viewer, chosen)
    found = running.ratees(viewer, page.row.number, size=gate.MOST_ROWS)
    return tuple(
        Row(
            number=line.number,
            name=line.name,
            path=page.row.path,
            person=line.person,
            values={
                "name": line.name,
                "post": line.post,
                "score": line.score or "不出数字",
                "proposal": line.proposal,
                "grade": line.grade,
                "decision": line.decision.zh,
                "service": line.service.way.zh if line.service else "",
                "served_on": line.service.served_on.isoformat() if line.service else "",
                "until": line.service.until.isoformat() if line.service else "",
            },
        )
        for line in found.rows
    )


def _letter_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=line.letter.number,
            name=line.name,
            path=line.path,
            person=line.person,
            values={
                "letter": line.letter.printed_number,
                "name": line.name,
                "post": line.post,
                "issued_on": line.letter.issued_on.isoformat(),
                "standing": "已被替代" if line.letter.replaced else "有效",
                "cancelled": "；".join(_cancelled(each) for each in line.cancelled),
                **_served(line),
            },
        )
        for line in issued.issued(viewer, chosen or 0)
    )


def _served(line: issued.IssuedRow) -> dict[str, str]:
    """The cells of how a letter was served; none of them for one that was not."""
    if line.service is None:
        return {}
    served = line.service.served
    return {
        "service": served.way.zh,
        "served_on": served.served_on.isoformat(),
        "until": line.service.until.isoformat(),
        "particulars": _particulars(served),
        "recorded_by": line.service.recorded_by,
        "scan": "否" if served.scan is None else "是",
    }


def _particulars(served: Served) -> str:
    posted = served.posted_on.isoformat() if served.posted_on else ""
    told = (
        ("送达人", served.served_by),
        ("在场", served.witnesses),
        ("地点", served.place),
        ("单号", served.tracking),
        ("寄出", posted),
    )
    return "；".join(f"{name}：{words}" for name, words in told if words)


def _cancelled(each: CancelledRow) -> str:
    served = each.service.served
    when = f"{each.cancelled_at.astimezone(BEIJING):%Y-%m-%d}"
    return f"{served.way.zh} {served.served_on.isoformat()}，{when} {each.cancelled_by}撤销：{each.why}"


def _case_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=line.number,
            name=line.subject,
            path=line.path,
            person=line.person,
            values={
                "subject": line.subject,
                "title": line.title,
                "opened": f"{line.opened_at.astimezone(BEIJING):%Y-%m-%d}",
                "assignee": line.assignee_name,
                "step": line.step.zh,
                "due": line.due.isoformat() if line.due else "",
                "finding": line.finding.zh if line.finding else "",
            },
        )
        for line in cases(viewer, size=gate.MOST_ROWS).rows
    )


RATERS = Listing(
    kind=ListKind.RATERS,
    columns=(
        _NAME,
        _POST,
        Column("level", "职务层次", english="level of post"),
        Column("in_team", "班子成员", CellKind.YES_NO, width=10, english="member of the team"),
        Column("notes", "在册说明", width=16, english="notes in the roster"),
        Column("ratee", "考核对象", CellKind.YES_NO, width=10, english="is assessed"),
        Column(
            "rater_class", "票类", means="不参加测评的为空。", width=14, english="class of raters"
        ),
    ),
    export=Verb.ROUNDS_EXPORT,
    rows=_rater_rows,
)
RESULTS = Listing(
    kind=ListKind.RESULTS,
    columns=(
        _NAME,
        _POST,
        Column(
            "score", "得分", means="票数不足以保护评价人的，不出数字。", width=10, english="score"
        ),
        Column("proposal", "建议等次", width=10, english="proposed grade"),
        Column("grade", "评定等次", width=10, english="grade"),
        Column("decision", "评审", width=10, english="review"),
        Column("service", "送达方式", width=10, english="way of service"),
        Column("served_on", "送达日期", CellKind.DAY, width=12, english="served on"),
        Column("until", "异议截止", CellKind.DAY, width=12, english="objections until"),
    ),
    export=Verb.ROUNDS_EXPORT,
    rows=_result_rows,
)
LETTERS = Listing(
    kind=ListKind.LETTERS,
    columns=(
        Column("letter", "文书编号", width=20, english="number of the letter"),
        _NAME,
        _POST,
        Column("issued_on", "签发日期", CellKind.DAY, width=12, english="issued on"),
        Column("standing", "状态", width=10, english="state"),
        Column("service", "送达方式", means="空的尚未送达。", width=14, english="way of service"),
        Column("served_on", "送达日期", CellKind.DAY, width=12, english="served on"),
        Column("until", "异议截止", CellKind.DAY, width=12, english="objections until"),
        Column("particulars", "送达情况", width=26, english="particulars of service"),
        Column("recorded_by", "登记人", width=10, english="recorded by"),
        Column("scan", "有扫描件", CellKind.YES_NO, width=10, english="has a scan"),
        Column("cancelled", "已撤销的登记", width=26, english="services cancelled"),
    ),
    export=Verb.ROUNDS_EXPORT,
    rows=_letter_rows,
)
CASES = Listing(
    kind=ListKind.CASES,
    columns=(
        Column("subject", "事项", width=24, english="matter"),
        Column("title", "程序", width=16, english="procedure"),
        Column("opened", "提出时间", CellKind.DAY, width=12, english="opened on"),
        Column("assignee", "答复人", width=12, english="answered by"),
        Column("step", "步骤", width=12, english="step"),
        Column("due", "本步期限", CellKind.DAY, width=12, english="deadline of the step"),
        Column("finding", "结论", width=14, english="finding"),
    ),
    export=Verb.CASES_READ,
    rows=_case_rows,
)
