"""Which seats a unit of each sort has: the team, the sections, the staff."""

from collections.abc import Sequence

from dandang.demo.plans import Seat
from dandang.terms.people import Authority, PostLevel, Regime

STAFF = "工作人员"
SENIOR = "职级公务员"

_CHIEF, _DEPUTY = PostLevel.TOWNSHIP_CHIEF, PostLevel.TOWNSHIP_DEPUTY

# Sort of department: (head, deputy). The head of a sort that ends in * is a county leader.
_STYLES = {
    "局": ("党组书记、局长", "党组成员、副局长"),
    "委": ("党组书记、主任", "党组成员、副主任"),
    "办": ("主任", "副主任"),
    "部*": ("部长", "副部长"),
    "委*": ("书记", "副书记"),
    "局*": ("党委书记、局长", "党委委员、副局长"),
    "院*": ("党组书记、院长", "党组成员、副院长"),
    "检*": ("党组书记、检察长", "党组成员、副检察长"),
    "会": ("党组书记、主席", "党组成员、副主席"),
    "团": ("书记", "副书记"),
    "校": ("常务副校长", "副校长"),
}
_SECTIONS = (
    "人事股股长",
    "计划财务股股长",
    "政策法规股股长",
    "行政审批股股长",
    "监督检查股股长",
    "综合业务股股长",
)
_TOWNSHIP_OFFICES = (
    "党政综合办公室主任",
    "党建工作办公室主任",
    "经济发展办公室主任",
    "社会事务办公室主任",
    "平安法治办公室主任",
    "乡村振兴办公室主任",
)


def _team(title: str, level: PostLevel, duties: str, *, quota: int = 1, key: bool = False) -> Seat:
    return Seat(
        title,
        level,
        quota,
        in_team=True,
        key=key,
        authority=Authority.COUNTY,
        regime=Regime.LEADER,
        duties=duties,
    )


def _below(sections: Sequence[str], regime: Regime, staff: Regime) -> tuple[Seat, ...]:
    heads = tuple(Seat(title, PostLevel.SECTION, regime=regime) for title in sections)
    return (*heads, Seat(STAFF, PostLevel.STAFF, regime=staff))


def senior(quota: int) -> Seat:
    """The seat of county-managed civil servants of rank without a leading post."""
    return Seat(
        SENIOR,
        PostLevel.NONE,
        quota,
        authority=Authority.COUNTY,
        duties="承担调研、督查和专项工作",
    )


def department(style: str, deputies: int, *, regime: Regime) -> tuple[Seat, ...]:
    """The seats of a county department."""
    head, deputy = _STYLES[style]
    city = style.endswith("*")
    first = Seat(
        head,
        PostLevel.COUNTY_DEPUTY if city else _CHIEF,
        in_team=True,
        key=True,
        authority=Authority.CITY if city else Authority.COUNTY,
        regime=Regime.LEADER,
        duties="主持全面工作",
    )
    seats = [first]
    if city:
        seats.append(_team(f"常务{deputy.split('、')[-1]}", _CHIEF, "主持日常工作", key=True))
    seats.append(_team(deputy, _DEPUTY, "分管业务工作，联系基层单位", quota=deputies))
    if deputies >= 3:
        seats.append(
            _team("派驻纪检监察组组长", _DEPUTY, "履行监督责任，不分管驻在单位业务工作", key=True)
        )
    if deputies >= 4:
        seats.append(_team("党组成员、总工程师", _DEPUTY, "分管技术、质量和安全生产"))
    sections = ("办公室主任", *_SECTIONS[: deputies + 2]) if deputies > 1 else ()
    return (*seats, *_below(sections, regime, regime))


def township(*, street: bool) -> tuple[Seat, ...]:
    """The seats of a township, or of a street office."""
    committee = "党工委" if street else "党委"
    head = "办事处主任" if street else "镇长"
    council = "人大工委主任" if street else "人大主席"
    seats = (
        _team(f"{committee}书记", _CHIEF, "主持党委全面工作", key=True),
        _team(f"{committee}副书记、{head}", _CHIEF, "主持行政全面工作", key=True),
        _team(council, _CHIEF, "主持人大工作"),
        _team(f"{committee}副书记", _DEPUTY, "分管党建、群团、平安法治", quota=1),
        _team(f"{committee}委员、纪委书记", _DEPUTY, "主持纪检监察工作", key=True),
        _team(f"{committee}委员、组织委员", _DEPUTY, "分管组织、人事、老干部", key=True),
        _team(f"{committee}委员、宣传委员", _DEPUTY, "分管宣传、意识形态、文明创建"),
        _team(
            f"{committee}委员、副{head.removeprefix('办事处')}",
            _DEPUTY,
            "分管经济、项目、招商",
            quota=2,
        ),
        _team(f"{committee}委员、人武部部长", _DEPUTY, "分管武装、应急、安全生产"),
        _team(f"副{head.removeprefix('办事处')}", _DEPUTY, "分管农业农村、民生事业", quota=2),
    )
    institution = Regime.INSTITUTION
    return (
        *seats,
        *_below(_TOWNSHIP_OFFICES, Regime.CIVIL_SERVANT, Regime.CIVIL_SERVANT),
        Seat("农业综合服务中心主任", PostLevel.SECTION, regime=institution),
        Seat("综合事务服务中心主任", PostLevel.SECTION, regime=institution),
    )


def institution(head: str, deputies: int) -> tuple[Seat, ...]:
    """The seats of an institution whose head bears the title `head`; 0 deputies: no team."""
    below = _below(
        ("办公室主任", "人事科科长", "业务科科长"), Regime.INSTITUTION, Regime.INSTITUTION
    )
    if not deputies:
        return (Seat(head, PostLevel.SECTION, regime=Regime.INSTITUTION), *below[:1], below[-1])
    seats = (
        Seat(
            f"党委书记、{head}",
            _CHIEF,
            in_team=True,
            key=True,
            authority=Authority.COUNTY,
            regime=Regime.INSTITUTION,
            duties="主持全面工作",
        ),
        Seat(
            f"党委委员、副{head}",
            _DEPUTY,
            deputies,
            in_team=True,
            authority=Authority.COUNTY,
            regime=Regime.INSTITUTION,
            duties="分管业务、后勤和安全",
        ),
    )
    return (*seats, *below)


def enterprise() -> tuple[Seat, ...]:
    """The seats of a state enterprise."""
    county = {"in_team": True, "authority": Authority.COUNTY, "regime": Regime.ENTERPRISE}
    return (
        Seat("党委书记、董事长", _CHIEF, key=True, duties="主持全面工作", **county),  # type: ignore[arg-type]
        Seat("党委副书记、总经理", _CHIEF, key=True, duties="主持经营管理", **county),  # type: ignore[arg-type]
        Seat("党委委员、副总经理", _DEPUTY, 2, duties="分管投资和工程", **county),  # type: ignore[arg-type]
        *_below(("综合部部长", "财务部部长", "工程部部长"), Regime.ENTERPRISE, Regime.ENTERPRISE),
    )


def village(*, community: bool) -> tuple[Seat, ...]:
    """The seats of a village or a community: nobody there is county-managed."""
    committee = "居委会" if community else "村委会"
    regime = Regime.INSTITUTION
    return (
        Seat(f"党总支书记、{committee}主任", PostLevel.NONE, regime=regime, key=True),
        Seat("党总支副书记", PostLevel.NONE, regime=regime),
        Seat("两委委员", PostLevel.NONE, 3, regime=regime),
        Seat(STAFF, PostLevel.STAFF, regime=regime),
    )


def leaders(titles: Sequence[tuple[str, PostLevel, int]]) -> tuple[Seat, ...]:
    """The city-managed seats of the county's four leading bodies."""
    return tuple(
        Seat(
            title,
            level,
            quota,
            in_team=True,
            key=True,
            authority=Authority.CITY,
            regime=Regime.LEADER,
        )
        for title, level, quota in titles
    )
