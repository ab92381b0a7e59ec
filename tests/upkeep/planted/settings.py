"""The house's settings with the version to come."""

from dandang.project.settings import *  # noqa: F403
from dandang.project.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "upkeep.planted"]
