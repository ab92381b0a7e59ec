"""The lists of what stands below this app: accounts and the trail. They only leave."""

import json
from datetime import date
from typing import Any

from dandang.apps.accounts.queries import accounts
from dandang.apps.audit.queries import TrailFilter, TrailLine, trail
from dandang.apps.lists.listing import Listing, Row
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats import gate
from dandang.formats.lists.column import Column
from dandang.kit.clock import BEIJING
from dandang.terms.lists import ListKind

_ALL = gate.MOST_ROWS


def _account_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    found = accounts(viewer, text=chosen or "", size=_ALL).rows
    return tuple(
        Row(
            line.number,
            {
                "name": line.name,
                "sign_in_name": line.sign_in_name,
                "kind": line.kind.zh,
                "state": "启用" if line.active else "已停用",
                "last_sign_in": _moment(line.last_sign_in),
            },
            line.name,
        )
        for line in found
    )


def _trail_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    found = trail(viewer, chosen or TrailFilter(), size=_ALL).rows
    return tuple(Row(number, _trail_values(line)) for number, line in enumerate(found, start=1))


def _trail_values(line: TrailLine) -> dict[str, str]:
    return {
        "at": _moment(line.at),
        "actor": line.actor,
        "verb": line.verb_term.zh if line.verb_term else line.verb,
        "subject": line.subject,
        "outcome": "被拒绝" if line.refused else "已办",
        "purpose": line.purpose,
        "details": json.dumps(line.details, ensure_ascii=False) if line.details else "",
    }


def _moment(at: Any) -> str:
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at else ""


ACCOUNTS = Listing(
    kind=ListKind.ACCOUNTS,
    columns=(
        Column("name", "姓名", width=12, english="name"),
        Column("sign_in_name", "登录名", width=16, english="sign-in name"),
        Column("kind", "账号类别", width=12, english="kind of account"),
        Column("state", "状态", width=10, english="state"),
        Column("last_sign_in", "最近登录", width=18, english="last sign-in"),
    ),
    export=Verb.ACCOUNTS_READ,
    rows=_account_rows,
)
TRAIL = Listing(
    kind=ListKind.TRAIL,
    columns=(
        Column("at", "时间", width=18, english="time"),
        Column("actor", "办理人", width=14, english="done by"),
        Column("verb", "动作", width=18, english="act"),
        Column("subject", "对象", width=18, english="subject"),
        Column("outcome", "结果", width=8, english="outcome"),
        Column("purpose", "用途", width=20, english="purpose"),
        Column("details", "内容", width=50, english="details"),
    ),
    export=Verb.AUDIT_READ,
    rows=_trail_rows,
)
