"""The units of the county (虚构): departments, townships, streets, villages, institutions."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from random import Random

from dandang.demo import (
    COUNTY,
    COUNTY_MANAGED,
    JOURNEY_SIZE,
    JOURNEY_UNIT,
    LARGEST_UNIT,
    PEOPLE,
    SMALLEST_UNIT,
    full,
)
from dandang.demo import seats as of
from dandang.demo.plans import Seat, UnitSeed
from dandang.terms.people import Authority, PostLevel, Regime, UnitKind

_CHIEF, _DEPUTY = PostLevel.COUNTY_CHIEF, PostLevel.COUNTY_DEPUTY

_BODIES = {
    "县委": (
        ("县委书记", _CHIEF, 1),
        ("县委副书记", _DEPUTY, 1),
        ("县委常委、纪委书记", _DEPUTY, 1),
        ("县委常委、组织部部长", _DEPUTY, 1),
        ("县委常委、宣传部部长", _DEPUTY, 1),
        ("县委常委、统战部部长", _DEPUTY, 1),
        ("县委常委、政法委书记", _DEPUTY, 1),
        ("县委常委、人武部部长", _DEPUTY, 1),
    ),
    "县人大常委会": (("党组书记、主任", _CHIEF, 1), ("副主任", _DEPUTY, 4)),
    "县政府": (
        ("县委副书记、县长", _CHIEF, 1),
        ("县委常委、常务副县长", _DEPUTY, 1),
        ("副县长", _DEPUTY, 4),
        ("副县长、公安局局长", _DEPUTY, 1),
    ),
    "县政协": (("党组书记、主席", _CHIEF, 1), ("副主席", _DEPUTY, 4)),
}
# Which leader also heads which department: (body, title) and the department.
LEADERS_ABOVE = {
    ("县委", "县委常委、纪委书记"): "县纪委监委机关",
    ("县委", "县委常委、组织部部长"): "县委组织部",
    ("县委", "县委常委、宣传部部长"): "县委宣传部",
    ("县委", "县委常委、统战部部长"): "县委统战部",
    ("县委", "县委常委、政法委书记"): "县委政法委",
    ("县政府", "副县长、公安局局长"): LARGEST_UNIT,
}
# Name, sort, deputies, and how large it is beside the others.
_DEPARTMENTS = """县纪委监委机关 委* 4 9|县委办公室 办 4 6|县人大常委会办公室 办 2 3|县政府办公室 办 4 6
县政协办公室 办 2 3|县委组织部 部* 4 6|县委宣传部 部* 3 4|县委统战部 部* 3 3|县委政法委 委* 3 4|县委社会工作部 办 2 2
县委编办 办 2 2|县直机关工委 团 2 2|县信访局 局 2 3|县委党史研究室 办 1 0|县人民法院 院* 4 9|县人民检察院 检* 4 7
县发展和改革委员会 委 4 6|县教育局 局 4 7|县科技和工业信息化局 局 3 4|县公安局 局* 4 12|县民政局 局 3 5|县司法局 局 3 6
县财政局 局 4 8|县人力资源和社会保障局 局 4 7|县自然资源和规划局 局 4 8|县生态环境分局 局 3 5|县住房和城乡建设局 局 4 7
县交通运输局 局 4 7|县水利局 局 3 5|县农业农村局 局 4 7|县商务局 局 3 4|县文化和旅游局 局 3 5|县卫生健康委员会 委 4 7
县退役军人事务局 局 3 4|县应急管理局 局 4 6|县审计局 局 3 4|县市场监督管理局 局 4 9|县统计局 局 2 3|县林业局 局 3 5
县医疗保障局 局 3 4|县数据局 局 2 3|县城市管理局 局 3 7|县总工会 会 2 2|共青团县委 团 2 1|县妇女联合会 会 2 2
县工商业联合会 会 2 2|县残疾人联合会 会 2 2|县文学艺术界联合会 会 1 1"""
_AS_CIVIL_SERVANTS = {"县总工会", "共青团县委", "县妇女联合会", "县委党史研究室", "县统计局"}
_TOWNSHIPS = (
    "城关镇 青石镇 柳河镇 桥头镇 枣林镇 双河镇 石门镇 云台镇 红岭镇 白塔镇 龙潭镇 沙河镇 竹溪镇"
)
# Far and poor townships, with what lies in them.
HARDSHIP = frozenset({"云台镇", "红岭镇"})
_STREETS = "东城街道 西城街道 南湖街道"
_VILLAGES = "青石镇/石桥村 青石镇/上湾村 柳河镇/柳河村 双河镇/杏花村 白塔镇/白塔村 龙潭镇/龙潭村"
_COMMUNITIES = "东城街道/文昌社区 东城街道/朝阳社区 西城街道/和平社区 南湖街道/湖滨社区"
_INSTITUTIONS = """县委党校 校长 2 3|县卫生健康委员会/县人民医院 院长 4 12|县卫生健康委员会/县中医院 院长 3 9
县卫生健康委员会/县疾病预防控制中心 主任 2 5|县教育局/县第一中学 校长 3 12|县教育局/县职业教育中心 校长 2 8|县教育局/县实验小学 校长 0 8
县融媒体中心 主任 3 5|县供销合作社联合社 主任 2 3|县经济开发区服务中心 主任 3 6|县文化和旅游局/县图书馆 馆长 0 2"""
_ENTERPRISES = "县城市建设投资集团 县水务集团 县农业发展集团"

_FIXED = {JOURNEY_UNIT: JOURNEY_SIZE, SMALLEST_UNIT: 3, LARGEST_UNIT: 80}
_MOST = 78


@dataclass(frozen=True, slots=True)
class _Draft:
    """A unit before its size is known; `weight` 0 fixes it at its leading seats."""

    unit: UnitSeed
    weight: float
    least: int


def make_units(rng: Random, people: int, *, teams: int = 0) -> tuple[UnitSeed, ...]:
    """The county and its units, each below its parent's place; sizes add up to `people`.

    Leaders of the four bodies are counted beside `people`. More than the usual number of people
    work in more schools and health stations. With `teams`, villages are added until there are so
    many leading teams.
    """
    drafts = list(_drafts(rng))
    villages = _villages(drafts, teams)
    drafts += villages
    drafts += _more(max(0, people - PEOPLE - full.VILLAGE_SIZE * len(villages)))
    sizes = _sizes(drafts, people)
    senior = _seniors(drafts, sizes)
    county = UnitSeed(COUNTY, COUNTY, UnitKind.COUNTY, (), 0)
    units = [county]
    for draft, size, ranked in zip(drafts, sizes, senior, strict=True):
        units.append(_complete(rng, draft.unit, size, ranked))
    return tuple(units)


def _rows(table: str) -> Iterator[tuple[str, str, int, float]]:
    for row in table.replace("\n", "|").split("|"):
        name, sort, deputies, weight = row.split()
        yield name, sort, int(deputies), float(weight)


def _draft(
    path: str, kind: UnitKind, seats: tuple[Seat, ...], weight: float, team: str = ""
) -> _Draft:
    name = path.rpartition("/")[2]
    short = name if name.startswith("县委") else name.removeprefix("县")
    unit = UnitSeed(f"{COUNTY}/{path}", short, kind, seats, 0, team)
    least = sum(s.quota for s in seats if s.in_team and s.authority is Authority.COUNTY) + 2
    return _Draft(unit, weight, least)


def _drafts(rng: Random) -> Iterator[_Draft]:
    for name, titles in _BODIES.items():
        yield _draft(name, UnitKind.DEPARTMENT, of.leaders(titles), 0, f"{name}领导班子")
    for name, sort, deputies, weight in _rows(_DEPARTMENTS):
        as_one = name in _AS_CIVIL_SERVANTS
        regime = Regime.AS_CIVIL_SERVANT if as_one else Regime.CIVIL_SERVANT
        seats = of.department(sort, deputies, regime=regime)
        team = f"{name}领导班子"
        yield _draft(name, UnitKind.DEPARTMENT, seats, weight * rng.uniform(0.9, 1.1), team)
    for name in _TOWNSHIPS.split():
        seats = of.township(street=False)
        yield _draft(name, UnitKind.TOWNSHIP, seats, rng.uniform(6.5, 9), f"{name}领导班子")
    for name in _STREETS.split():
        seats = of.township(street=True)
        yield _draft(name, UnitKind.STREET, seats, rng.uniform(6.5, 9), f"{name}领导班子")
    for path in _VILLAGES.split():
        yield _draft(path, UnitKind.VILLAGE, of.village(community=False), 1)
    for path in _COMMUNITIES.split():
        yield _draft(path, UnitKind.COMMUNITY, of.village(community=True), 1.2)
    for path, head, deputies, weight in _rows(_INSTITUTIONS):
        team = f"{path.rpartition('/')[2]}领导班子" if deputies else ""
        seats = of.institution(head, deputies)
        yield _draft(path, UnitKind.INSTITUTION, seats, weight, team)
    for name in _ENTERPRISES.split():
        yield _draft(name, UnitKind.ENTERPRISE, of.enterprise(), 4, f"{name}领导班子")


def _villages(drafts: list[_Draft], teams: int) -> list[_Draft]:
    """Villages with a team of their own, as many as are lacking."""
    lacking = max(0, teams - sum(bool(draft.unit.team) for draft in drafts))
    taken = (draft.unit.path.removeprefix(f"{COUNTY}/") for draft in drafts)
    paths = full.village_paths(_TOWNSHIPS.split(), taken)
    seats = tuple(
        replace(seat, in_team=seat.title != of.STAFF) for seat in of.village(community=False)
    )
    found = []
    for path in islice(paths, lacking):
        team = f"{path.rpartition('/')[2]}两委班子"
        found.append(_draft(path, UnitKind.VILLAGE, seats, 0.7, team))
    return found


def _more(extra: int) -> list[_Draft]:
    townships = _TOWNSHIPS.split()
    drafts = []
    for number in range(1, -(-extra // 64) + 1):
        place = townships[number % len(townships)]
        name, head = (
            (f"县第{number + 1}中学", "校长")
            if number % 2
            else (f"{place}第{number}卫生院", "院长")
        )
        parent = "县教育局" if number % 2 else place
        drafts.append(
            _draft(f"{parent}/{name}", UnitKind.INSTITUTION, of.institution(head, 0), 9.5)
        )
    return drafts


def _sizes(drafts: list[_Draft], people: int) -> list[int]:
    """How many belong to each unit: by weight, at least the leading seats, adding up exactly."""
    fixed = [_FIXED.get(draft.unit.name, 0 if draft.weight == 0 else -1) for draft in drafts]
    left = people - sum(size for size in fixed if size > 0)
    open_ones = [place for place, size in enumerate(fixed) if size < 0]
    least, most = 0.0, 60.0
    for _ in range(60):
        unit = (least + most) / 2
        total = sum(_size(drafts[place], unit) for place in open_ones)
        least, most = (unit, most) if total < left else (least, unit)
    sizes = list(fixed)
    for place in open_ones:
        sizes[place] = _size(drafts[place], least)
    short = left - sum(sizes[place] for place in open_ones)
    roomy = [place for place in open_ones if sizes[place] < _MOST]
    for step in range(short):
        sizes[roomy[step % len(roomy)]] += 1
    return sizes


def _size(draft: _Draft, unit: float) -> int:
    return min(_MOST, max(draft.least, round(draft.weight * unit)))


def _seniors(drafts: list[_Draft], sizes: list[int]) -> list[int]:
    """How many county-managed seats without a leading post each unit gets."""
    seniors = [0] * len(drafts)
    room = [
        place
        for place, draft in enumerate(drafts)
        if sizes[place] > draft.least + 12
        and draft.unit.kind in {UnitKind.DEPARTMENT, UnitKind.TOWNSHIP, UnitKind.STREET}
    ]
    seats = sum(
        seat.quota
        for draft in drafts
        for seat in draft.unit.seats
        if seat.authority is Authority.COUNTY
    )
    # Some leading seats stay empty, so there are a few more of these than the difference.
    for step in range(max(0, COUNTY_MANAGED - seats) + 90):
        seniors[room[step % len(room)]] += 1
    return seniors


def _complete(rng: Random, unit: UnitSeed, size: int, seniors: int) -> UnitSeed:
    if not size:
        taken = sum(seat.quota for seat in unit.seats)
        return replace(unit, size=taken)
    seats = list(unit.seats)
    if seniors:
        place = sum(1 for seat in seats if seat.in_team)
        seats.insert(place, of.senior(seniors))
    before = sum(s.quota for s in seats if s.authority is not Authority.CITY) - 1
    staff = max(1, size - before + rng.randrange(1, 6))
    seats = [replace(seat, quota=staff) if seat.title == of.STAFF else seat for seat in seats]
    return replace(unit, seats=tuple(seats), size=size)
