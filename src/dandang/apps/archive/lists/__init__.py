"""The archive's lists that leave the house as workbooks and come back."""

from dandang.apps.archive.lists.people import PEOPLE
from dandang.apps.archive.lists.posts import POSTS, QUOTA
from dandang.apps.archive.lists.status import STATUS
from dandang.apps.archive.lists.units import UNITS

__all__ = ["PEOPLE", "POSTS", "QUOTA", "STATUS", "UNITS"]
