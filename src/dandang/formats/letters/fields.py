"""The fields of a result letter (结果告知书): what an office may put into its template, and what each means."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

Values = Mapping[str, Any]

FIELDS: dict[str, str] = {
    "title": "标题，如“2026年度考核结果告知书”",
    "number": "文号",
    "round": "考核名称",
    "year": "年度",
    "name": "姓名",
    "post": "职务",
    "unit": "单位",
    "score": "得分（没有得分时为空）",
    "decimals": "得分的小数位数",
    "unrounded": "舍入前的得分",
    "no_score": "没有得分的原因（有得分时为空）",
    "grade": "等次",
    "grade_note": "等次由谁、如何确定",
    "reasons": "理由，逐条",
    "cuts": "等次分数线，逐条",
    "choices": "选项，逐个（name 名称、value 分值、label 名称和分值）",
    "groups": "计票组，逐个（name、weight、ballots、rows）；rows 是各要素一行（aspect、counts、blank、base、total、mean）",
    "group_count": "计票组数",
    "aspects": "各要素得分，逐个（name、weight、means、score）",
    "shares": "选项占比，逐个（name、count、percent）",
    "denominator": "占比的分母",
    "pooling": "哪些票类合并计算、为什么，逐条",
    "objection_days": "异议期限（工作日数）",
    "objection_until": "异议截止日期（送达后才有，之前为空）",
    "objection_to": "异议向谁提出",
    "limits": "如实说明，逐条",
    "office": "落款单位",
    "day": "落款日期，如“2026年12月1日”",
    "date": "落款日期，如“2026-12-01”",
    "fictional": "数据为虚构时的标记，否则为空",
    "verify_code": "校验码，由全部内容算出",
}

MEMBERS = frozenset(
    [
        "name",
        "value",
        "label",
        "weight",
        "ballots",
        "rows",
        "aspect",
        "counts",
        "blank",
        "base",
        "total",
        "mean",
        "means",
        "score",
        "count",
        "percent",
    ]
)

_BLANKS: dict[str, Any] = {
    name: []
    for name in ["reasons", "cuts", "choices", "groups", "aspects", "shares", "pooling", "limits"]
}


def verify_code(values: Values) -> str:
    """校验码: sixteen signs that change when anything in the letter does."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True)
    digits = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16].upper()
    return " ".join(digits[i : i + 4] for i in range(0, 16, 4))


def completed(values: Values) -> dict[str, Any]:
    """The values with every field there (empty where none was given), printable, and the code."""
    known = {name: printable(values.get(name, _BLANKS.get(name, ""))) for name in FIELDS}
    known["verify_code"] = verify_code(values)
    return known


def printable(value: Any) -> Any:
    """The value without characters that no page can show, in all that it holds."""
    if isinstance(value, str):
        return re.sub(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", value)
    if isinstance(value, Mapping):
        return {str(key): printable(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [printable(each) for each in value]
    return value
