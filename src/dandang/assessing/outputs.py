"""All files of a round run without a server: results, tally, letters and a summary, as bytes."""

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dandang.assessing.documents import Head, letter_values, reason_text
from dandang.assessing.results import RateeResult, RoundResult
from dandang.assessing.tally import Reconciled
from dandang.assessing.tally_document import tally_values
from dandang.assessing.why import why
from dandang.formats import letters, tally
from dandang.scoring.rounding import plain

NOT_DECIDED = "这是依公布的分数线提出的建议，等次由评审组决定"
NO_GRADE = "待评审组研究确定"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Sources:
    """The bytes of scheme and roster, whose digests stand in the summary.

    Not those of the ratings: who knows all ballots but one could find that one by trying.
    """

    scheme: bytes
    roster: bytes


def files(
    result: RoundResult,
    *,
    head: Head,
    template: bytes,
    sources: Sources,
    not_rated: Sequence[str] = (),
) -> dict[str, bytes]:
    """Every file by its name below the output folder. Same input, same bytes; no rater in any of them."""
    values = [
        letter_values(
            result,
            each.ratee.key,
            head=head,
            grade=each.proposal or NO_GRADE,
            grade_note=NOT_DECIDED if each.proposal else "",
            reasons=(),
        )
        for each in result.ratees
    ]
    tallied = tally_values(result, fictional=head.fictional, day=head.day)
    made = {
        "results.csv": results_csv(result),
        "tally.xlsx": tally.workbook(tallied),
        "tally.pdf": tally.printed(tallied),
        "letters.pdf": letters.render_booklet(values),
    }
    for number, (each, letter) in enumerate(zip(result.ratees, values, strict=True), start=1):
        stem = f"letters/{number:04d}-{_file_name(each.ratee.name)}"
        made[f"{stem}.docx"] = letters.render_word(template, letter)
        made[f"{stem}.pdf"] = letters.render_pdf(letter)
    made["summary.json"] = _summary(result, sources, not_rated, made)
    return made


def results_csv(result: RoundResult) -> bytes:
    """One line per ratee (utf-8 with mark, for Excel): score of record, exact score, shares, proposal."""
    scheme = result.scheme
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    shares = next((each.shares for each in result.ratees if each.shares), ())
    writer.writerow(
        [
            "ratee", "unit", "post", "score", "score_exact", "proposal", "valid_ballots", "groups",
            *(_safe(f"{aspect.name}") for aspect in scheme.aspects),
            *(_safe(f"{share.name}%") for share in shares),
            "reason",
        ]
    )  # fmt: skip
    for each in result.ratees:
        writer.writerow(_line(result, each, len(shares)))
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _line(result: RoundResult, each: RateeResult, shares: int) -> list[str]:
    steps = why(result, each.ratee.key)
    of_aspects = [step.score for step in steps.aspects] if steps else []
    return [
        _safe(each.ratee.name),
        _safe(each.ratee.unit),
        _safe(each.ratee.post),
        each.shown,
        _exact(each),
        _safe(each.proposal),
        str(sum(group.ballots for group in each.groups)) if each.groups else "",
        _safe("；".join(group.name for group in each.groups)),
        *(of_aspects or [""] * len(result.scheme.aspects)),
        *([share.shown for share in each.shares] or [""] * shares),
        reason_text(result, each),
    ]


def _exact(each: RateeResult) -> str:
    return f"{each.score.numerator}/{each.score.denominator}" if each.score is not None else ""


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _file_name(name: str) -> str:
    return re.sub(r'[\x00-\x1f\\/:*?"<>|.]', "_", name)[:60]


def _summary(
    result: RoundResult,
    sources: Sources,
    not_rated: Sequence[str],
    made: Mapping[str, bytes],
) -> bytes:
    scheme = result.scheme
    told = {
        "title": scheme.title,
        "year": scheme.year,
        "least": scheme.least,
        "quorum": plain(scheme.quorum),
        "quorum_reached": result.quorum_reached,
        "denominator": str(scheme.denominator),
        "inputs": {
            "scheme": _digest(sources.scheme),
            "roster": _digest(sources.roster),
        },
        "groups": [_row(row) for row in result.groups],
        "total": _row(result.total),
        "ratees": [
            {
                "ratee": each.ratee.name,
                "unit": each.ratee.unit,
                "score": each.shown or None,
                "score_exact": _exact(each) or None,
                "proposal": each.proposal or None,
                "reason": each.reason or None,
                "groups": [list(group.classes) for group in each.groups],
            }
            for each in result.ratees
        ],
        "not_rated": list(not_rated),
        "files": {name: _digest(content) for name, content in sorted(made.items())},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _row(row: Reconciled) -> dict[str, object]:
    return {
        "classes": list(row.classes),
        "name": row.name,
        "due": row.due,
        "present": row.present,
        "issued": row.issued,
        "returned": row.returned,
        "valid": row.valid,
        "spoilt": row.spoilt,
        "abstained": row.abstained,
    }


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
