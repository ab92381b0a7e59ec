"""Names as a county has them: by frequency, by generation, with the ones that hurt."""

from random import Random

from dandang.terms.people import Sex

# Per ten thousand, after the published national order of surnames; the tail is flattened.
_COMMON = (
    "王715李708张674刘508陈463杨302黄226赵216吴206周199徐158孙152马138朱130胡129郭118何116林114高105罗99"
    "郑95梁87谢80宋78唐75许74韩73邓72冯70曹69彭68曾66肖65田63董62潘61袁60蔡58蒋57余56于55杜54叶53程52"
    "魏51苏50吕49丁48任47卢46姚45沈44钟43姜42崔41谭40陆39范38汪37廖36石35金34韦33贾32夏31付30方29"
    "邹28熊27白26孟25秦24邱23侯22江21尹20薛19闫18段17雷16龙15黎14史13陶12贺12毛11郝11顾10龚10邵9万9覃8"
    "武8钱8戴7严7莫7孔6向6常6汤5温5康4施4文4牛3樊3葛3"
)
# Read or sorted wrongly more often than not.
_AWKWARD = "仇单解翟区查朴盖折员乜逄隗昝"
_COMPOUND = (
    "欧阳",
    "上官",
    "诸葛",
    "司马",
    "司徒",
    "慕容",
    "令狐",
    "皇甫",
    "夏侯",
    "尉迟",
    "东方",
    "公孙",
)

_MEN = {
    1960: "国强建军志华明德忠福生义平新民文林光庆保安永贵成才玉喜来金根宝山武振东海勇",
    1970: "勇军伟强刚斌峰辉建华志平波涛健东海明亮超雄国庆文武永红卫利杰锋鹏云",
    1980: "伟磊涛鹏超斌杰峰浩凯俊飞帅波亮宇博龙旭东晓阳晨志远海洋明辉文强健旺",
    1990: "浩宇鑫凯俊杰博文昊天泽宇翔子豪睿晨阳志鹏嘉伟一鸣家乐思远明轩旭飞航",
}
_WOMEN = {
    1960: "秀英桂兰玉珍淑芬凤霞美华春香爱莲红梅翠云素琴金花月娥",
    1970: "丽红霞艳梅芳玲娟燕萍敏静琴英华莉秀云春玉兰凤群慧",
    1980: "婷静敏丽娜燕芳娟莉慧颖艳玲倩雪琳晶蕾洁晓丹佳璐莹",
    1990: "婷雨欣怡佳琪悦梦思颖雅静诗涵雪晨璐瑶欣然子萱文倩晓彤嘉",
}
_MEN_WHOLE = {
    1960: "建国 志强 国庆 建华 明德 忠义 永福 光明 家庆 正平 文林 保国 卫东 成才 金生 宝山 振华 德贵 荣生 新民",
    1970: "建军 志勇 国强 海波 文斌 卫红 永刚 立新 晓东 光辉 红军 学文 建平 庆华 志刚 宏伟 春雷 永健 少华 云峰",
    1980: "志鹏 俊峰 晓明 海涛 文杰 永强 晓东 建波 家伟 少飞 志远 云龙 大鹏 小龙 宏亮 国栋 振宇 立伟 学斌 旭东",
    1990: "浩然 子豪 俊杰 志豪 明轩 宇航 嘉伟 一鸣 思远 文博 天宇 家乐 泽宇 昊天 博文 鑫磊 凯旋 振宇 子翔 雨泽",
}
_WOMEN_WHOLE = {
    1960: "秀英 桂兰 玉珍 淑芬 凤霞 春香 爱莲 红梅 翠云 素琴 金花 月娥 玉兰 秀珍 桂芳 兰英 桂英 淑珍 玉梅 秀云",
    1970: "丽华 海燕 晓红 春梅 艳芳 红霞 秀丽 玉玲 静芳 建萍 雪梅 丽娟 文娟 小燕 秋菊 慧敏 志英 永红 冬梅 凤琴",
    1980: "晓燕 丽娜 海霞 婷婷 静怡 文静 雪莲 小芳 佳慧 艳丽 春燕 晓丹 玉洁 秋月 慧玲 丹丹 晶晶 莹莹 莉莉 倩倩",
    1990: "雨欣 欣怡 梦瑶 思颖 雅静 诗涵 子萱 佳琪 晓彤 雪晴 怡然 嘉欣 文倩 可欣 梦洁 若曦 思雨 慧敏 婉婷 雨婷",
}
_SINGLE_SHARE = {1960: 0.16, 1970: 0.42, 1980: 0.45, 1990: 0.2}
# Outside GB2312, some outside the basic plane of many fonts.
RARE = "䶮㛃喆珺垚犇淼昉翀赟璟旻祎玥暐㭎镕堃頔"

_BY_ETHNICITY = {
    "回族": "马丁白沙哈金",
    "土家族": "向田覃彭冉",
    "苗族": "龙石麻吴杨",
    "满族": "关佟富金那",
    "壮族": "韦覃黄陆农",
    "畲族": "蓝雷钟盘",
}
_UYGHUR_MEN = (
    "买买提",
    "艾合买提",
    "吐尔逊",
    "阿布都热合曼",
    "库尔班",
    "艾尼瓦尔",
    "玉素甫",
    "热合木",
)
_UYGHUR_WOMEN = ("阿依古丽", "古丽娜尔", "热孜万古丽", "帕提古丽", "迪丽努尔", "阿孜古丽")
_KAZAKH = ("叶尔兰", "巴合提", "努尔兰", "阿依波力", "木拉提", "赛力克")
_TIBETAN = ("扎西顿珠", "次仁卓玛", "丹增", "格桑", "白玛央金", "洛桑次仁")

_ETHNICITIES = (
    ("汉族", 9480),
    ("回族", 140),
    ("土家族", 120),
    ("苗族", 90),
    ("满族", 60),
    ("壮族", 50),
    ("畲族", 40),
    ("维吾尔族", 9),
    ("哈萨克族", 6),
    ("藏族", 5),
)


def _surnames() -> tuple[tuple[str, ...], tuple[int, ...]]:
    names, weights, place = [], [], 0
    while place < len(_COMMON):
        end = place + 1
        while end < len(_COMMON) and _COMMON[end].isdigit():
            end += 1
        names.append(_COMMON[place])
        weights.append(int(_COMMON[place + 1 : end]))
        place = end
    names += [*_AWKWARD, *_COMPOUND]
    weights += [3] * len(_AWKWARD) + [5] * len(_COMPOUND)
    return tuple(names), tuple(weights)


SURNAMES, _SURNAME_WEIGHTS = _surnames()


def ethnicity(rng: Random) -> str:
    """民族 of somebody in the county, by share."""
    names, weights = zip(*_ETHNICITIES, strict=True)
    return str(rng.choices(names, weights)[0])


def full_name(rng: Random, sex: Sex, year: int, people: str) -> str:
    """姓名 of somebody of that sex, year of birth and 民族; minority names carry the dot U+00B7."""
    if people == "维吾尔族":
        own = rng.choice(_UYGHUR_WOMEN if sex is Sex.FEMALE else _UYGHUR_MEN)
        return f"{own}·{rng.choice([name for name in _UYGHUR_MEN if name != own])}"
    if people == "哈萨克族":
        own, father = rng.sample(_KAZAKH, 2)
        return f"{own}·{father}"
    if people == "藏族":
        return rng.choice(_TIBETAN)
    if people in _BY_ETHNICITY:
        surname = rng.choice(_BY_ETHNICITY[people])
    else:
        surname = rng.choices(SURNAMES, _SURNAME_WEIGHTS)[0]
    return surname + _given(rng, sex, year, alone=len(surname) == 1)


def _given(rng: Random, sex: Sex, year: int, *, alone: bool) -> str:
    decade = max(1960, min(1990, year // 10 * 10))
    pool = (_WOMEN if sex is Sex.FEMALE else _MEN)[decade]
    first = rng.choice(RARE) if rng.random() < 0.006 else rng.choice(pool)
    if rng.random() < _SINGLE_SHARE[decade] and alone:
        return first
    if rng.random() < 0.6:
        whole = _WOMEN_WHOLE if sex is Sex.FEMALE else _MEN_WHOLE
        return rng.choice(whole[decade].split())
    return first + rng.choice(pool)
