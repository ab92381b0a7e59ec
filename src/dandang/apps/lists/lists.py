"""The list of what stands below this app: the trail. It only leaves."""

import json
from datetime import date
from typing import Any

from dandang.apps.audit.queries import TrailFilter, TrailLine, trail
from dandang.apps.lists.listing import Listing, Row
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats import gate
from dandang.formats.lists.column import Column
from dandang.kit.clock import BEIJING
from dandang.terms.lists import ListKind


def _trail_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    found = trail(viewer, chosen or TrailFilter(), size=gate.MOST_ROWS).rows
    return tuple(
        Row(number, _trail_values(line), line.subject, line.path, line.person)
        for number, line in enumerate(found, start=1)
    )


def _trail_values(line: TrailLine) -> dict[str, str]:
    return {
        "at": f"{line.at.astimezone(BEIJING):%Y-%m-%d %H:%M}",
        "actor": line.actor,
        "verb": line.verb_term.zh if line.verb_term else line.verb,
        "subject": line.subject,
        "outcome": "被拒绝" if line.refused else "已办",
        "purpose": line.purpose,
        "details": json.dumps(line.details, ensure_ascii=False) if line.details else "",
    }


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
