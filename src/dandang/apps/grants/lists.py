"""The list of accounts, each with the person it belongs to on the trail. It only leaves."""

from datetime import date, datetime
from typing import Any

from dandang.apps.accounts.queries import accounts
from dandang.apps.grants.models import Holder
from dandang.apps.lists.listing import Listing, Row
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.formats import gate
from dandang.formats.lists.column import Column
from dandang.kit.clock import BEIJING
from dandang.terms.lists import ListKind


def _rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    found = accounts(viewer, text=chosen or "", size=gate.MOST_ROWS).rows
    held = {
        account: (person, path)
        for account, person, path in Holder.objects.values_list(
            "account_id", "person_id", "person__unit__path"
        )
    }
    return tuple(
        Row(
            number=line.number,
            name=line.name,
            person=held.get(line.number, (None, ""))[0],
            path=held.get(line.number, (None, ""))[1],
            values={
                "name": line.name,
                "sign_in_name": line.sign_in_name,
                "kind": line.kind.zh,
                "state": "启用" if line.active else "已停用",
                "last_sign_in": _moment(line.last_sign_in),
            },
        )
        for line in found
    )


def _moment(at: datetime | None) -> str:
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
    rows=_rows,
)
