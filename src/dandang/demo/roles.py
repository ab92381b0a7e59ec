"""Which account the demo has for each role."""

from dataclasses import dataclass

from dandang.demo import COUNTY, PUBLISHED_UNIT
from dandang.terms.access import Role
from dandang.terms.people import PostLevel

CHIEF, DEPUTY = PostLevel.TOWNSHIP_CHIEF, PostLevel.TOWNSHIP_DEPUTY
_SECTION, _STAFF = PostLevel.SECTION, PostLevel.STAFF


@dataclass(frozen=True, slots=True)
class Place:
    """An account of the demo: sign-in name, role, the unit it is granted over, and its holder.

    The holder is the `place`th of those in `home` who hold a post of `level`; `over` empty: the
    role is over the holder alone.
    """

    sign_in_name: str
    role: Role
    over: str
    home: str
    level: PostLevel
    place: int = 0


PLACES = (
    Place("officer", Role.ORGANISER_OFFICER, COUNTY, "县委组织部", _SECTION),
    Place("officer2", Role.ORGANISER_OFFICER, COUNTY, "县委组织部", _SECTION, 1),
    Place("personnel", Role.UNIT_PERSONNEL_OFFICER, PUBLISHED_UNIT, PUBLISHED_UNIT, _SECTION, 1),
    Place("head", Role.UNIT_HEAD, PUBLISHED_UNIT, PUBLISHED_UNIT, CHIEF),
    Place("leader", Role.LEADER, COUNTY, "县委", PostLevel.COUNTY_CHIEF),
    Place("panel1", Role.PANELLIST, COUNTY, "县委组织部", CHIEF),
    Place("panel2", Role.PANELLIST, COUNTY, "县审计局", CHIEF),
    Place("panel3", Role.PANELLIST, COUNTY, "县人力资源和社会保障局", CHIEF),
    Place("cadre", Role.CADRE, "", PUBLISHED_UNIT, DEPUTY),
    Place("cadre2", Role.CADRE, "", PUBLISHED_UNIT, DEPUTY, 1),
    Place("discipline", Role.DISCIPLINE_OFFICER, COUNTY, "县纪委监委机关", _SECTION),
    Place("joint", Role.JOINT_MEETING_MEMBER, COUNTY, "县信访局", _SECTION),
    Place("system", Role.SYSTEM_OFFICER, COUNTY, "县数据局", _STAFF),
    Place("security", Role.SECURITY_OFFICER, COUNTY, "县委办公室", _STAFF),
    Place("audit", Role.AUDIT_OFFICER, COUNTY, "县审计局", _STAFF),
)
