"""Files to try `dandang round run` with: a scheme, a roster, ratings. All people are invented."""

import csv
import io
import random
from collections.abc import Mapping

import xlsxwriter

from dandang.assessing.ballots import Issue
from dandang.assessing.scheme_out import write_toml
from dandang.assessing.schemes import five_aspects
from dandang.formats.letters.same_bytes import normalised

TITLE = "虚构县2026年度领导干部考核测评方案（虚构）"
YEAR = 2026
UNIT = "虚构县农业农村局"
PEOPLE = (
    ("陈知远", "局长、党组书记", "男", "1974.03", 0.75),
    ("李望舒", "副局长、党组成员", "女", "1979.11", 0.6),
    ("王予安", "副局长、党组成员", "男", "1981.06", 0.45),
    ("赵清和", "派驻纪检监察组组长", "男", "1977.01", 0.55),
    ("孙明澈", "总农艺师", "女", "1983.09", 0.3),
    ("周以宁", "副局长（挂职）", "男", "1986.12", 0.5),
)
RATERS = {
    "A": ("沈从礼", "顾维桢"),
    "B": ("陈知远", "李望舒", "王予安", "赵清和", "孙明澈", "何静姝"),
    "C": (
        "吴一鸣", "郑秋实", "冯晓岚", "蒋文渊", "韩思齐", "杨若谷", "朱砚秋",
        "秦怀瑾", "许青禾", "吕承志", "施念慈", "张丰年", "孔令仪", "曹景行",
    ),
}  # fmt: skip
RECUSED = ("何静姝", "王予安")
LITTLE_KNOWN = "周以宁"
CHOICES = ("优秀", "称职", "基本称职", "不称职")


def example() -> Mapping[str, bytes]:
    """scheme.toml, roster.xlsx and ratings.csv, always the same: classes of 2, 6 and 14 raters,
    blanks, 不了解, a recusal, an abstention, and one ratee too little known for a number."""
    scheme = five_aspects(TITLE, YEAR)
    issues = (Issue("A", 2, 2, 2), Issue("B", 6, 6, 6), Issue("C", 16, 15, 15))
    return {
        "scheme.toml": write_toml(scheme, issues).encode(),
        "roster.xlsx": _roster(),
        "ratings.csv": _ratings([aspect.name for aspect in scheme.aspects]),
    }


def _ratings(aspects: list[str]) -> bytes:
    chance = random.Random(20261122)
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["测评对象", "评价人", "票类", "要素", "选项"])
    for rater_class, raters in RATERS.items():
        for rater in raters:
            for name, _, _, _, merit in PEOPLE:
                for aspect in aspects:
                    choice = _choice(chance, rater, name, merit)
                    writer.writerow([name, rater, rater_class, aspect, choice])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _choice(chance: random.Random, rater: str, ratee: str, merit: float) -> str:
    drawn = chance.random()
    if rater == RATERS["C"][-1]:
        return ""
    if rater == ratee or (rater, ratee) == RECUSED:
        return "回避"
    if drawn < (0.9 if ratee == LITTLE_KNOWN else 0.05):
        return "不了解"
    if drawn > 0.97:
        return "未填"
    seen = merit + chance.gauss(0, 0.22)
    return CHOICES[sum(seen < line for line in (0.55, 0.2, -0.05))]


def _roster() -> bytes:
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet("名册")
    heads = ("姓名", "性别", "出生年月", "单位", "职务", "备注")
    for row, cells in enumerate(
        [heads, *((name, sex, birth, UNIT, post, "虚构") for name, post, sex, birth, _ in PEOPLE)]
    ):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)
    sheet.set_column(0, 5, 18)
    book.close()
    return normalised(made.getvalue())
