"""Schemes read from TOML, every mistake named by line and field."""

import re
import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from dandang.assessing.ballots import Issue
from dandang.assessing.scheme import (
    Aspect,
    Choice,
    Denominator,
    Finding,
    GradeCut,
    RaterClass,
    Scheme,
    ScoreRange,
    check,
)
from dandang.terms.refusal import Refusal

PARTS = {
    "aspects": {"code": True, "name": True, "weight": True},
    "choices": {"code": True, "name": True, "value": False},
    "classes": {"code": True, "name": True, "weight": True, "rule": False},
    "cuts": {"grade": True, "least": True},
    "issued": {"class": True, "due": True, "present": True, "issued": True},
}
FIELDS = {
    "title": True,
    "year": True,
    "decimals": False,
    "quorum": False,
    "least": False,
    "objection_working_days": False,
    "spoilt_below": False,
    "denominator": False,
}


class SchemeMistakes(Refusal):
    """A scheme cannot be used; `findings` name every mistake."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep all findings; the sentence tells how many."""
        super().__init__("assessing.scheme_mistakes", count=len(findings))
        self.findings = findings


def read_toml(text: str) -> Scheme:
    """The scheme in a TOML text. SchemeMistakes when it cannot be read or would not pass `check`."""
    return read_with_issues(text)[0]


def read_with_issues(text: str) -> tuple[Scheme, tuple[Issue, ...]]:
    """The scheme, and the counts of its `[[issued]]` tables (应到、实到、发出), if it has any."""
    reader = _Reader(text)
    scheme = reader.scheme()
    issues = reader.issues()
    if reader.findings:
        raise SchemeMistakes(tuple(reader.findings))
    found = check(scheme)
    if found:
        raise SchemeMistakes(found)
    return scheme, issues


class _Reader:
    def __init__(self, text: str) -> None:
        self.findings: list[Finding] = []
        self.lines = text.splitlines()
        try:
            self.values: dict[str, Any] = tomllib.loads(text, parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            at = re.search(r"at line (\d+), column (\d+)", str(error))
            line, column = (int(n) for n in at.groups()) if at else (len(self.lines), 1)
            raise SchemeMistakes(
                (Finding("assessing.not_toml", {"line": line, "column": column}),)
            ) from error
        self._require_known("", self.values, {**FIELDS, **PARTS, "scores": False}, 0)

    def scheme(self) -> Scheme:
        where = _Where(self, "", self.values, 0)
        denominator = where.text("denominator", str(Denominator.ANSWERED))
        if denominator not in set(Denominator):
            allowed = "、".join(str(each) for each in Denominator)
            where.wrong("denominator", "assessing.one_of", allowed=allowed)
            denominator = str(Denominator.ANSWERED)
        return Scheme(
            title=where.text("title"),
            year=where.whole("year"),
            aspects=self._each(
                "aspects", lambda at: Aspect(at.text("code"), at.text("name"), at.number("weight"))
            ),
            choices=self._each(
                "choices",
                lambda at: Choice(
                    at.text("code"),
                    at.text("name"),
                    at.number("value") if "value" in at.values else None,
                ),
            ),
            classes=self._each(
                "classes",
                lambda at: RaterClass(
                    at.text("code"), at.text("name"), at.number("weight"), at.text("rule", "")
                ),
            ),
            cuts=self._each("cuts", lambda at: GradeCut(at.text("grade"), at.number("least"))),
            decimals=where.whole("decimals", 2),
            quorum=where.number("quorum", Fraction(2, 3)),
            least=where.whole("least", 5),
            objection_working_days=where.whole("objection_working_days", 5),
            spoilt_below=where.number("spoilt_below", Fraction(0)),
            denominator=Denominator(denominator),
            scores=self._scores(),
        )

    def issues(self) -> tuple[Issue, ...]:
        return self._each(
            "issued",
            lambda at: Issue(
                at.text("class"), at.whole("due"), at.whole("present"), at.whole("issued")
            ),
        )

    def _scores(self) -> ScoreRange | None:
        values = self.values.get("scores")
        if values is None:
            return None
        if not isinstance(values, dict):
            self._find("assessing.not_a_table", part="scores", line=self.line("scores", 0))
            return None
        self._require_known("scores", values, {"low": True, "high": True}, 1)
        where = _Where(self, "scores", values, 1)
        return ScoreRange(where.number("low"), where.number("high"))

    def _each(self, part: str, make: Callable[["_Where"], Any]) -> tuple[Any, ...]:
        values = self.values.get(part, [])
        if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
            self._find("assessing.not_tables", part=part, line=self.line(part, 0))
            return ()
        made = []
        for number, each in enumerate(values, start=1):
            self._require_known(part, each, PARTS[part], number)
            made.append(make(_Where(self, part, each, number)))
        return tuple(made)

    def _require_known(
        self, part: str, values: Mapping[str, Any], known: Mapping[str, object], number: int
    ) -> None:
        for key in values:
            if key not in known:
                self._find(
                    "assessing.field_unknown",
                    field=_field(part, key, number),
                    line=self.line(part, number, key),
                    known="、".join(known),
                )

    def _find(self, code: str, **values: object) -> None:
        self.findings.append(Finding(code, values))

    def line(self, part: str, number: int, key: str = "") -> int:
        """The line on which a field, or else its table, is written; 1 when neither is."""
        head, last = 1, len(self.lines)
        if part:
            heads = [
                i
                for i, line in enumerate(self.lines, start=1)
                if re.match(rf"\s*(\[\[?\s*{part}\s*\]\]?|{part}\s*[.=])", line)
            ]
            if not heads:
                return 1
            head = heads[min(max(number, 1), len(heads)) - 1]
            if not self.lines[head - 1].lstrip().startswith("["):
                return head
        for i in range(head, last + 1):
            line = self.lines[i - 1]
            if i > head and line.lstrip().startswith("["):
                break
            if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
                return i
        return head


def _field(part: str, key: str, number: int) -> str:
    if not part:
        return key
    return f"[[{part}]]#{number}.{key}" if part in PARTS else f"[{part}].{key}"


class _Where:
    def __init__(self, reader: _Reader, part: str, values: Mapping[str, Any], number: int) -> None:
        self.reader, self.part, self.values, self.number_of = reader, part, values, number

    def wrong(self, key: str, code: str, **values: object) -> None:
        line = self.reader.line(self.part, self.number_of, key)
        field = _field(self.part, key, self.number_of)
        self.reader.findings.append(Finding(code, {"line": line, "field": field, **values}))

    def _missing(self, key: str) -> None:
        self.wrong(key, "assessing.field_missing")

    def text(self, key: str, default: str | None = None) -> str:
        value = self.values.get(key, default)
        if value is None:
            self._missing(key)
            return ""
        if not isinstance(value, str):
            self.wrong(key, "assessing.not_text")
            return ""
        return value.strip()

    def whole(self, key: str, default: int | None = None) -> int:
        value = self.values.get(key, default)
        if value is None:
            self._missing(key)
            return 0
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(key, "assessing.not_whole", said=value)
            return 0
        return value

    def number(self, key: str, default: Fraction | None = None) -> Fraction:
        value = self.values.get(key, default)
        if value is None:
            self._missing(key)
            return Fraction(0)
        number = _exact(value)
        if number is None:
            self.wrong(key, "assessing.not_number", said=value)
            return Fraction(0)
        return number


def _exact(value: object) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Decimal):
        return Fraction(value) if value.is_finite() else None
    if isinstance(value, str):
        found = re.fullmatch(r"\s*(\d{1,9})\s*/\s*([1-9]\d{0,8})\s*", value)
        return Fraction(int(found[1]), int(found[2])) if found else None
    return Fraction(value) if isinstance(value, int | Fraction) else None
