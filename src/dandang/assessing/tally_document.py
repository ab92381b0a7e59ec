"""Values of the tally (统计表): counts, scores, details and what must be said about them."""

from datetime import date
from typing import Any

from dandang.assessing.documents import choice_values, pooling_texts, reason_text
from dandang.assessing.results import RateeResult, RoundResult
from dandang.assessing.tally import Reconciled
from dandang.assessing.why import why
from dandang.scoring.rounding import plain

NONE = "—"


def tally_values(
    result: RoundResult, *, fictional: str = "", day: date | None = None
) -> dict[str, Any]:
    """The values of the tally (统计表), for `formats.tally`: counts, scores, details and notes."""
    scheme = result.scheme
    shares = [each.name for each in next((r.shares for r in result.ratees if r.shares), ())]
    choices = [each["label"] for each in choice_values(scheme)]
    return {
        "title": scheme.title,
        "year": scheme.year,
        "date": day.isoformat() if day else "",
        "fictional": fictional,
        "counts": [_counts(row) for row in (*result.groups, result.total)],
        "score_heads": ["姓名", "单位", "职务", "得分", "等次建议", *(f"{name}（%）" for name in shares)],
        "scores": [
            [
                each.ratee.name,
                each.ratee.unit,
                each.ratee.post,
                each.shown or "不出数字",
                each.proposal or NONE,
                *([share.shown for share in each.shares] or [NONE] * len(shares)),
            ]
            for each in result.ratees
        ],
        "detail_heads": [
            "姓名", "单位", "票组", "权重", "要素", *choices, "未填", "计分票数", "合计分", "平均分",
        ],
        "details": [row for each in result.ratees for row in _details(result, each)],
        "numeric": {
            "得分": [3, *range(5, 5 + len(shares))],
            "明细": [3, *range(len(choices) + 7, len(choices) + 9)],
        },
        "notes": _notes(result),
    }  # fmt: skip


def _counts(row: Reconciled) -> list[str | int]:
    told = (row.due, row.present, row.issued, row.returned, row.valid, row.spoilt, row.abstained)
    return [row.name, *(NONE if n is None else n for n in told)]


def _details(result: RoundResult, found: RateeResult) -> list[list[str | int]]:
    steps = why(result, found.ratee.key)
    if steps is None:
        return []
    return [
        [
            found.ratee.name,
            found.ratee.unit,
            group.name,
            plain(group.weight),
            aspect.name,
            *tally.counts.values(),
            tally.blank,
            aspect.groups[i].base,
            aspect.groups[i].total,
            aspect.groups[i].mean,
        ]
        for i, group in enumerate(found.groups)
        for aspect, tally in zip(steps.aspects, group.aspects, strict=True)
    ]


def _notes(result: RoundResult) -> list[str]:
    scheme = result.scheme
    notes = [
        "收回＝有效＋作废＋弃权；一项未答的票为弃权"
        + (
            f"；答题不足 {plain(scheme.spoilt_below * 100)}% 的票为作废。"
            if scheme.spoilt_below
            else "；本方案不设作废标准。"
        ),
        f"占比的分母：{scheme.denominator.zh}；各占比之和为 100.0%。",
        "得分＝各要素、各票组平均分按权重加权平均；未填和没有分值的选项不计入；"
        f"只在最后一步四舍五入，保留 {scheme.decimals} 位小数。",
        f"少于 {scheme.least} 张票不单独出数字。",
        *pooling_texts(scheme, result.groups),
    ]
    further = [
        each.ratee.name
        for each in result.ratees
        if each.groups and len(each.groups) < len(result.groups)
    ]
    if further:
        notes.append(f"{'、'.join(further)}：作出评价的人较少，票组进一步合并，见“明细”。")
    notes += [
        f"{each.ratee.name}：{reason_text(result, each)}" for each in result.ratees if each.reason
    ]
    notes.append("等次建议只依分数线得出，等次由评审组决定。")
    return notes
