"""The list of posts with quota and duties, and the use of quotas by unit, which only leaves."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from dandang.apps.archive.actions.closing import refuse_held_post
from dandang.apps.archive.lists.words import term_of, yes_no
from dandang.apps.archive.queries.quota import EVERY_POST, post_quotas, unit_quotas
from dandang.apps.lists.listing import Change, Listing, Row, tried
from dandang.apps.permits.actor import Actor
from dandang.apps.permits.verbs import Verb
from dandang.apps.units import actions, queries
from dandang.apps.units.models import Post
from dandang.formats.lists.column import YES, CellKind, Column, of_term
from dandang.formats.roster_in import Problem
from dandang.terms.lists import ListKind
from dandang.terms.people import PostLevel

COLUMNS = (
    Column(
        "unit",
        "单位",
        means="单位名称或全路径；已有的职务不能在这里换单位。",
        required=True,
        width=30,
        english="unit",
    ),
    Column(
        "title",
        "职务名称",
        editable=True,
        required=True,
        most=80,
        width=20,
        english="title of the post",
    ),
    Column(
        "level",
        "职务层次",
        CellKind.CHOICE,
        means="在任人员任职时的层次不随之改变。",
        editable=True,
        required=True,
        options=of_term(tuple(PostLevel)),
        english="level of post",
    ),
    Column(
        "in_team",
        "班子成员职务",
        CellKind.YES_NO,
        editable=True,
        width=12,
        english="post in the team",
    ),
    Column("key", "关键岗位", CellKind.YES_NO, editable=True, width=10, english="key post"),
    Column(
        "quota",
        "职数",
        CellKind.WHOLE,
        means="核定职数；未核定的留空。",
        editable=True,
        clears=True,
        width=8,
        english="quota",
    ),
    Column("duties", "岗位职责", editable=True, clears=True, most=2000, width=50, english="duties"),
    Column(
        "order",
        "排序",
        CellKind.WHOLE,
        means="在单位之内从小到大排列。",
        editable=True,
        width=8,
        english="order",
    ),
    Column(
        "used",
        "现任人数",
        CellKind.WHOLE,
        means="导出当日。",
        computed=True,
        width=10,
        english="now held",
    ),
    Column(
        "vacant",
        "空缺",
        CellKind.WHOLE,
        means="导出当日。",
        computed=True,
        width=8,
        english="vacant",
    ),
)
QUOTA_COLUMNS = (
    Column("unit", "单位全路径", width=34, english="full name of the unit"),
    Column("kind", "单位类别", CellKind.CHOICE, english="kind of unit"),
    Column("fixed", "核定职数", CellKind.WHOLE, width=10, english="fixed quota"),
    Column("used", "现配", CellKind.WHOLE, width=8, english="now held"),
    Column("vacant", "空缺", CellKind.WHOLE, width=8, english="vacant"),
    Column("over", "超配", CellKind.WHOLE, width=8, english="over quota"),
    Column(
        "unfixed",
        "未核定职数的职务",
        CellKind.WHOLE,
        means="这些职务不计入空缺和超配。",
        width=16,
        english="posts without a fixed quota",
    ),
)


def _rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=one.place.post.number,
            name=one.place.post.title,
            path=one.place.unit.path,
            values={
                "unit": one.place.unit.full_name,
                "title": one.place.post.title,
                "level": one.place.post.level.zh,
                "in_team": yes_no(one.place.post.in_team),
                "key": yes_no(one.place.post.key),
                "quota": "" if one.place.post.quota is None else str(one.place.post.quota),
                "duties": one.place.post.duties,
                "order": str(one.place.post.order),
                "used": str(one.used),
                "vacant": "" if one.vacant is None else str(one.vacant),
            },
        )
        for one in post_quotas(viewer, on, chosen or EVERY_POST)
    )


def _quota_rows(viewer: Actor, chosen: Any, on: date) -> tuple[Row, ...]:
    return tuple(
        Row(
            number=one.unit.number,
            name=one.unit.name,
            path=one.unit.path,
            values={
                "unit": one.unit.full_name,
                "kind": one.unit.kind.zh,
                "fixed": str(one.quota.fixed),
                "used": str(one.quota.used),
                "vacant": str(one.quota.vacant),
                "over": str(one.quota.over),
                "unfixed": str(one.quota.unfixed),
            },
        )
        for one in unit_quotas(viewer, on, chosen or EVERY_POST)
    )


def _natural(values: Mapping[str, str]) -> tuple[Hashable, ...]:
    unit, title = values.get("unit", ""), values.get("title", "")
    return ((unit, title), (unit.rpartition("/")[2], title))


def _write(changes: Sequence[Change], by: Actor, at: datetime) -> Iterable[Problem]:
    for change in changes:
        if change.row is None:
            yield from tried(change, lambda: _make(change, by, at))  # noqa: B023
        else:
            yield from _edited(change, by, at)


def _make(change: Change, by: Actor, at: datetime) -> None:
    said = change.values
    unit = queries.called(by, said["unit"])
    actions.create_post(
        unit=unit.number,
        title=said["title"],
        level=term_of(PostLevel, said["level"]),
        order=int(said.get("order") or change.place.row),
        in_team=said.get("in_team") == YES,
        key=said.get("key") == YES,
        duties=said.get("duties", ""),
        quota=int(said["quota"]) if said.get("quota") else None,
        by=by,
        at=at,
    )


def _edited(change: Change, by: Actor, at: datetime) -> Iterable[Problem]:
    assert change.row is not None
    post, title, said = change.row.number, change.row.name, change.edited

    def edit() -> None:
        if "in_team" in said:
            refuse_held_post(post, title)
        actions.edit_post(
            post=post,
            title=said.get("title"),
            level=term_of(PostLevel, said["level"]) if "level" in said else None,
            key=said["key"] == YES if "key" in said else None,
            in_team=said["in_team"] == YES if "in_team" in said else None,
            duties=said.get("duties"),
            order=int(said["order"]) if "order" in said else None,
            by=by,
            at=at,
        )
        if "quota" in said:
            quota = int(said["quota"]) if said["quota"] else None
            actions.set_quota(post=post, quota=quota, by=by, at=at)

    column = next((name for name in ("in_team", "title") if name in said), "")
    yield from tried(change, edit, column if len(said) == 1 or column == "in_team" else "")


POSTS = Listing(
    kind=ListKind.POSTS,
    columns=COLUMNS,
    export=Verb.UNITS_READ,
    edit=Verb.UNITS_EDIT,
    rows=_rows,
    natural=_natural,
    grows=True,
    write=_write,
    model=Post,
)
QUOTA = Listing(
    kind=ListKind.QUOTA, columns=QUOTA_COLUMNS, export=Verb.UNITS_READ, rows=_quota_rows
)
