"""Every write of units, posts and teams."""

from dandang.apps.units.actions.changing import (
    close_unit,
    edit_post,
    edit_unit,
    move_unit,
    rename_unit,
)
from dandang.apps.units.actions.making import (
    PostAt,
    create_post,
    create_team,
    create_unit,
    ensure_posts,
    ensure_teams,
    set_quota,
    store_tree,
    subject_of,
)

__all__ = [
    "PostAt",
    "close_unit",
    "create_post",
    "create_team",
    "create_unit",
    "edit_post",
    "edit_unit",
    "ensure_posts",
    "ensure_teams",
    "move_unit",
    "rename_unit",
    "set_quota",
    "store_tree",
    "subject_of",
]
