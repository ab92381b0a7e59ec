"""Values of documents: what a letter and a tally print, as plain text from one result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dandang.assessing.results import Group, RateeResult, RoundResult
from dandang.assessing.scheme import Scheme
from dandang.assessing.tally import Reconciled
from dandang.assessing.why import GroupStep, Why, why
from dandang.scoring.rounding import plain
from dandang.terms.sentences import say


@dataclass(frozen=True, slots=True)
class Head:
    """What the letters of a round share, and what only serving one adds (`objection_until`).

    `fictional` marks invented data on every page; `day` is None while nobody has signed.
    """

    title: str
    office: str
    objection_to: str
    number: str = ""
    day: date | None = None
    objection_until: date | None = None
    fictional: str = ""


def sentence_day(day: date | None) -> str:
    """`2026年12月1日`, or nothing."""
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def reason_text(result: RoundResult, found: RateeResult) -> str:
    """Why there is no score, as a sentence; empty when there is one."""
    return say(found.reason, "zh", least=result.scheme.least) if found.reason else ""


def pooling_texts(scheme: Scheme, groups: Sequence[Group | Reconciled]) -> list[str]:
    """Which classes are counted as one, and why, a sentence each."""
    return [
        f"“{group.name}”合并计算：其中有的票类有效票或作出评价的不足 {scheme.least} 张，"
        "单独列出会使人猜到个人的选择；合并后权重相加、票平均计算。"
        for group in groups
        if len(group.classes) > 1
    ]


def letter_values(
    result: RoundResult,
    ratee_key: str,
    *,
    head: Head,
    grade: str,
    grade_note: str,
    reasons: Sequence[str],
) -> dict[str, Any]:
    """The values of a result letter (结果告知书), for `formats.letters`; only text, numbers and lists.

    `grade` is what the panel decided (or the proposal, which `grade_note` then says); what the cut
    points say stands before the panel's `reasons`; all numbers come from the result.
    """
    scheme = result.scheme
    found = result.of(ratee_key)
    steps = why(result, ratee_key)
    return {
        "title": head.title,
        "number": head.number,
        "round": scheme.title,
        "year": scheme.year,
        "name": found.ratee.name,
        "post": found.ratee.post,
        "unit": found.ratee.unit,
        "score": found.shown,
        "decimals": scheme.decimals,
        "unrounded": steps.unrounded if steps else "",
        "no_score": reason_text(result, found),
        "grade": grade,
        "grade_note": f"{grade_note.rstrip('。')}。" if grade_note else "",
        "reasons": [*_reasons(result, found), *reasons],
        "cuts": cut_texts(scheme),
        "choices": choice_values(scheme),
        "groups": _groups(found, steps),
        "group_count": len(found.groups),
        "aspects": _aspects(steps),
        "shares": [
            {"name": each.name, "count": str(each.count), "percent": each.shown}
            for each in found.shares
        ],
        "denominator": scheme.denominator.zh,
        "pooling": pooling_texts(scheme, found.groups),
        "objection_days": scheme.objection_working_days,
        "objection_until": sentence_day(head.objection_until),
        "objection_to": head.objection_to,
        "limits": limit_texts(found),
        "office": head.office,
        "day": sentence_day(head.day),
        "date": head.day.isoformat() if head.day else "",
        "fictional": head.fictional,
    }


def _reasons(result: RoundResult, found: RateeResult) -> list[str]:
    """What the published cut points make of the score, or why there is none."""
    if found.reason:
        return [reason_text(result, found)]
    return [
        f"得分 {found.shown} 分，按公布的分数线（{text}），建议等次为“{cut.grade}”。"
        for cut, text in zip(result.scheme.cuts, cut_texts(result.scheme), strict=True)
        if cut.grade == found.proposal
    ]


def cut_texts(scheme: Scheme) -> list[str]:
    """`优秀 90 分以上` for each cut point, highest first; the last one is `不称职 不足 70 分`."""
    texts = [f"{cut.grade} {plain(cut.least)} 分以上" for cut in scheme.cuts]
    if len(texts) > 1:
        texts[-1] = f"{scheme.cuts[-1].grade} 不足 {plain(scheme.cuts[-2].least)} 分"
    return texts


def choice_values(scheme: Scheme) -> list[dict[str, str]]:
    """Each choice with its value as printed at the head of a column."""
    values = [
        {
            "name": each.name,
            "value": plain(each.value) if each.value is not None else "",
            "label": each.name + (f"（{plain(each.value)}）" if each.value is not None else ""),
        }
        for each in scheme.choices
    ]
    if scheme.scores is not None:
        values.append({"name": "打分", "value": "", "label": "打分"})
    return values


def limit_texts(found: RateeResult) -> list[str]:
    """What a result does not promise, said on the letter itself."""
    texts = []
    if found.score is not None:
        ballots = sum(group.ballots for group in found.groups)
        texts.append(
            f"得分来自 {ballots} 张有效票。票数越少，个别票的影响越大；分数相近的，不宜据此分先后。"
        )
    texts.append(
        "测评无记名，任何人都查不到某一张票由谁填写。但一组意见完全一致时，从汇总数就能看出各票的选择，"
        "这一点无法避免。"
    )
    return texts


def _groups(found: RateeResult, steps: Why | None) -> list[dict[str, Any]]:
    if steps is None:
        return []
    return [
        {
            "name": group.name,
            "weight": plain(group.weight),
            "ballots": str(group.ballots),
            "rows": [
                {
                    "aspect": aspect.name,
                    "counts": [str(n) for n in tally.counts.values()],
                    "blank": str(tally.blank),
                    **_base(aspect.groups[i]),
                }
                for aspect, tally in zip(steps.aspects, group.aspects, strict=True)
            ],
        }
        for i, group in enumerate(found.groups)
    ]


def _base(step: GroupStep) -> dict[str, str]:
    return {"base": str(step.base), "total": step.total, "mean": step.mean}


def _aspects(steps: Why | None) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "weight": each.weight,
            "means": [group.mean for group in each.groups],
            "score": each.score,
        }
        for each in (steps.aspects if steps else ())
    ]
