"""Ratings in a file of any size, collapsed into sheets by DuckDB without holding the rows."""

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np

from dandang.scoring.rounding import plain
from dandang.scoring.sheets import SCALE, Sheets, Sums, whole_weights
from dandang.scoring.values import Plan
from dandang.terms.refusal import Refusal

MOST_BAD = 1_000
_MOST_ITEMS = 62
_LARGEST = 1e9
_FIRST_ROWS = 20_000
_POSITION = "enum_code(TRY_CAST(item AS asked))"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column says what. Either `item` names the indicator of each row, or `items` are columns
    that hold one indicator each (and `score` is not used)."""

    ratee: str
    rater: str
    score: str = ""
    item: str = ""
    items: tuple[str, ...] = ()
    cls: str = ""
    round: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that cannot be used: its number in the file (the heading is row 1), and why."""

    row: int
    code: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Reading:
    """Sheets by round, in the order of the rounds' names; `rows` read, `blank` answers left open,
    and `bad` rows (at most a thousand of `n_bad`), none of which is in the sheets."""

    rounds: Mapping[str, Sheets]
    rows: int
    blank: int
    n_bad: int
    bad: tuple[BadRow, ...]


def read(path: str, columns: Columns, plan: Plan, *, threads: int = 0) -> Reading:
    """The sheets in a CSV or Parquet file (by the ending of its name), and the rows that are wrong.

    Wrong are: no ratee, rater, class or round; an answer that is no number, or outside the plan's
    range; a second answer to the same question; a rater in two classes on one ratee; a ratee in two
    groups. Refused: a file that cannot be read, a column that is missing, no answer at all.
    """
    with duckdb.connect() as base:
        base.execute("SET preserve_insertion_order = true")
        if threads:
            base.execute(f"SET threads = {int(threads)}")
        try:
            return _Reader(base, path, columns, plan).reading()
        except duckdb.InvalidInputException as error:
            if "utf-8" in str(error).lower() or "unicode" in str(error).lower():
                raise Refusal("scoring.not_utf8") from error
            raise Refusal("scoring.unreadable", reason=_first_line(error)) from error
        except duckdb.Error as error:
            raise Refusal("scoring.unreadable", reason=_first_line(error)) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _text(said: str) -> str:
    return "'" + said.replace("'", "''") + "'"


def _source(path: str) -> str:
    if path.lower().endswith(".parquet"):
        return f"read_parquet({_text(path)})"
    return f"read_csv({_text(path)}, all_varchar = true, header = true)"


class _Reader:
    def __init__(
        self, base: duckdb.DuckDBPyConnection, path: str, columns: Columns, plan: Plan
    ) -> None:
        self.base, self.columns, self.plan = base, columns, plan
        self.source = _source(path)
        self._require_columns()
        self.items = self._items(f"(FROM {self.source} LIMIT {_FIRST_ROWS})")

    def reading(self) -> Reading:
        """Everything: collapsed once, looked at again only where something is wrong."""
        self._collapse_all()
        if self._one("SELECT sum(strange) FROM sheet")[0]:
            # An indicator that the first rows did not show: look through all of them.
            self.items = self._items(self.source)
            self._collapse_all()
        rows, blank, suspicious = self._one(
            "SELECT sum(n), sum(blank), count(*) FILTER (blank > 0 OR wrong > 0 OR twice"
            " OR ratee IS NULL OR rater IS NULL OR cls IS NULL OR round IS NULL OR grp IS NULL"
            " OR cls <> other_cls) FROM sheet"
        )
        bad: tuple[BadRow, ...] = ()
        n_bad = 0
        if suspicious or self._one("SELECT count(*) FROM grouped WHERE grp <> other_grp")[0]:
            self._judge()
            bad, n_bad = self._bad()
            self._collapse("(SELECT * FROM judged WHERE code IS NULL)", "0::UBIGINT")
        rounds = dict(self._rounds())
        if not rounds:
            raise Refusal("scoring.nothing_answered")
        return Reading(rounds, int(rows), int(blank), n_bad, bad)

    def _collapse_all(self) -> None:
        names = ", ".join(_text(name) for name in self.items)
        self.base.execute(f"DROP TYPE IF EXISTS asked; CREATE TYPE asked AS ENUM ({names})")
        self._collapse(self._answers(f"(SELECT 0 AS line, * FROM {self.source})"), self._bit())

    def _one(self, query: str) -> tuple[Any, ...]:
        return self.base.execute(query).fetchall()[0]

    def _require_columns(self) -> None:
        found = [
            row[0] for row in self.base.execute(f"DESCRIBE SELECT * FROM {self.source}").fetchall()
        ]
        c = self.columns
        wanted = [c.ratee, c.rater, *(c.items or (c.score,)), c.item, c.cls, c.round, c.group]
        missing = [name for name in wanted if name and name not in found]
        if missing:
            raise Refusal(
                "scoring.columns_missing", missing="、".join(missing), found="、".join(found)
            )

    def _items(self, rows: str) -> tuple[str, ...]:
        if not self.columns.item:
            return tuple(sorted(self.columns.items)) or ("",)
        name = f"trim(CAST({_quoted(self.columns.item)} AS VARCHAR))"
        query = f"SELECT DISTINCT {name} AS item FROM {rows} WHERE item <> '' ORDER BY item"
        return tuple(row[0] for row in self.base.execute(query).fetchall()) or ("",)

    def _answers(self, numbered: str) -> str:
        """One row per answer, from a table with the file's columns and `line`."""
        c = self.columns

        def key(name: str) -> str:
            if not name:
                return "''"
            return f"nullif(trim(CAST({_quoted(name)} AS VARCHAR)), '')"

        if c.items:
            pairs = ", ".join(
                f"{{item: {_text(name)}, said: CAST({_quoted(name)} AS VARCHAR)}}"
                for name in c.items
            )
            numbered = f"(SELECT *, unnest([{pairs}]) AS asked FROM {numbered})"
            item, said = "asked.item", "nullif(trim(asked.said), '')"
        else:
            item, said = key(c.item), key(c.score)
        return (
            f"(SELECT line, {key(c.round)} AS round, {key(c.ratee)} AS ratee, {key(c.rater)} AS rater,"
            f" {key(c.cls)} AS cls, {key(c.group)} AS grp, {item} AS item, {said} AS said,"
            f" {self._number('said')} AS number FROM {numbered})"
        )

    def _number(self, said: str) -> str:
        if not self.plan.grades:
            return f"TRY_CAST({said} AS DOUBLE)"
        cases = " ".join(
            f"WHEN {_text(grade.upper())} THEN {float(value)!r}"
            for grade, value in self.plan.grades.items()
        )
        return f"CASE upper({said}) {cases} END"

    def _inside(self) -> str:
        low, high = self.plan.low, self.plan.high
        least = -_LARGEST if low is None else float(low)
        most = _LARGEST if high is None else float(high)
        return f"(number BETWEEN {least!r} AND {most!r})"

    def _bit(self) -> str:
        """A bit for each indicator, by which a second answer shows; 0 where they are too many."""
        if self.items == ("",):
            return "1::UBIGINT"
        return f"1::UBIGINT << {_POSITION}" if len(self.items) <= _MOST_ITEMS else "0::UBIGINT"

    def _collapse(self, answers: str, bit: str) -> None:
        """The tables `sheet` (one row per rater and ratee) and `grouped` (one per ratee)."""
        weights = whole_weights(self.items, self.plan.items).tolist()
        weight = "1" if set(weights) == {1} else f"({weights})[{_POSITION} + 1]"
        strange = f"{_POSITION} IS NULL" if self.columns.item else "false"
        twice = "bit_count(bit_or(bit)) <> count(*)"
        if len(self.items) > _MOST_ITEMS:
            twice = "count(DISTINCT item) <> count(*)"
        if bit.startswith("0") and answers.startswith("(SELECT * FROM judged"):
            twice = "false"
        self.base.execute(
            "CREATE OR REPLACE TABLE sheet AS SELECT round, ratee, rater, min(cls) AS cls,"
            " max(cls) AS other_cls, min(grp) AS grp, max(grp) AS other_grp, count(*) AS n,"
            " count(*) FILTER (said IS NULL) AS blank,"
            f" count(*) FILTER (said IS NOT NULL AND {self._inside()} IS NOT TRUE) AS wrong,"
            f" {twice} AS twice, count(v) AS answers, sum(v * w) AS total,"
            " sum(w) FILTER (v IS NOT NULL) AS weights, min(v) AS least, max(v) AS most,"
            f" count(*) FILTER (item IS NOT NULL AND {strange}) AS strange,"
            " sum(v) AS plain, sum(v::DOUBLE * v) AS squares FROM"
            f" (SELECT *, CASE WHEN {self._inside()} THEN round(number * {SCALE})::BIGINT END AS v,"
            f" {weight} AS w, {bit} AS bit FROM {answers}) GROUP BY round, ratee, rater"
        )
        self.base.execute(
            "CREATE OR REPLACE TABLE grouped AS SELECT round, ratee, min(grp) AS grp,"
            " max(other_grp) AS other_grp FROM sheet WHERE answers > 0 GROUP BY round, ratee"
        )

    def _judge(self) -> None:
        """The table `judged`: every answer with its row and the code of what is wrong, if anything."""
        numbered = f"(SELECT row_number() OVER () + 1 AS line, * FROM {self.source})"
        self.base.execute(
            "CREATE OR REPLACE TABLE judged AS SELECT *, CASE"
            " WHEN ratee IS NULL OR rater IS NULL OR cls IS NULL OR round IS NULL OR grp IS NULL"
            " OR item IS NULL THEN 'scoring.key_missing'"
            " WHEN said IS NULL THEN 'scoring.blank'"
            " WHEN number IS NULL OR NOT isfinite(number) THEN 'scoring.not_a_number'"
            f" WHEN NOT {self._inside()} THEN 'scoring.outside' END AS code"
            f" FROM {self._answers(numbered)}"
        )
        for code, same, column in (
            ("scoring.row_twice", "round, ratee, rater, item", "line"),
            ("scoring.row_two_classes", "round, ratee, rater", "cls"),
            ("scoring.row_two_groups", "round, ratee", "grp"),
        ):
            self.base.execute(
                "CREATE OR REPLACE TABLE judged AS SELECT * EXCLUDE (code, first_one),"
                f" CASE WHEN code IS NULL AND first_one <> {column} THEN '{code}' ELSE code END AS code"
                f" FROM (SELECT *, first_value({column}) OVER (PARTITION BY {same}, code IS NULL"
                " ORDER BY line, item) AS first_one FROM judged)"
            )

    def _bad(self) -> tuple[tuple[BadRow, ...], int]:
        count = self._one("SELECT count(*) FROM judged WHERE code IS NOT NULL")[0]
        found = self.base.execute(
            "SELECT line, code, said, item, ratee, rater FROM judged WHERE code IS NOT NULL"
            f" ORDER BY line, item LIMIT {MOST_BAD}"
        ).fetchall()
        low, high = self.plan.low, self.plan.high
        return tuple(
            BadRow(
                int(line),
                code,
                {
                    "row": int(line),
                    "said": said or "",
                    "item": item or "",
                    "ratee": ratee or "",
                    "rater": rater or "",
                    "low": "" if low is None else plain(low),
                    "high": "" if high is None else plain(high),
                },
            )
            for line, code, said, item, ratee, rater in found
        ), int(count)

    def _rounds(self) -> Iterator[tuple[str, Sheets]]:
        """The sheets of each round, with names and numbers in the order of the names."""
        for table, name in (("ratees", "ratee"), ("raters", "rater"), ("classes", "cls")):
            self.base.execute(
                f"CREATE OR REPLACE TABLE {table} AS SELECT round, {name}, row_number() OVER"
                f" (PARTITION BY round ORDER BY {name}) - 1 AS id FROM (SELECT DISTINCT round, {name}"
                " FROM sheet WHERE answers > 0)"
            )
        found = self.base.execute(
            "SELECT s.round AS round, a.id AS ratee, b.id AS rater, c.id AS cls,"
            " total::BIGINT AS total, weights::BIGINT AS weights, answers::BIGINT AS answers,"
            f" least / {SCALE} AS least, most / {SCALE} AS most,"
            f" CASE WHEN answers > 1 THEN greatest(squares - plain::DOUBLE * plain / answers, 0)"
            f" / (answers - 1) / {SCALE}.0 / {SCALE}.0 ELSE 0.0 END AS spread"
            " FROM sheet s JOIN ratees a ON s.round = a.round AND s.ratee = a.ratee"
            " JOIN raters b ON s.round = b.round AND s.rater = b.rater"
            " JOIN classes c ON s.round = c.round AND s.cls = c.cls"
            " WHERE answers > 0 ORDER BY s.round, a.id, c.id, b.id"
        ).fetchnumpy()
        names = found["round"]
        starts = [0, *(np.flatnonzero(names[1:] != names[:-1]) + 1).tolist(), len(names)]
        whole = int(whole_weights(self.items, self.plan.items).sum())
        for begin, end in itertools.pairwise(starts) if len(names) else ():
            part = {name: np.asarray(column[begin:end]) for name, column in found.items()}
            yield str(names[begin]), self._sheets(str(names[begin]), part, whole)

    def _sheets(self, name: str, part: Mapping[str, Any], whole: int) -> Sheets:
        group_of = [
            row[0]
            for row in self.base.execute(
                "SELECT grp FROM grouped WHERE round = ? ORDER BY ratee", [name]
            ).fetchall()
        ]
        groups = sorted(set(group_of))
        number = {group: i for i, group in enumerate(groups)}
        complete = bool((part["weights"] == whole).all())
        return Sheets(
            ratees=self._names("ratees", "ratee", name),
            raters=self._names("raters", "rater", name),
            classes=self._names("classes", "cls", name),
            groups=tuple(groups),
            ratee=part["ratee"],
            rater=part["rater"],
            cls=part["cls"],
            total=part["total"],
            weights=part["weights"],
            answers=part["answers"],
            part=part["weights"] / whole,
            least=part["least"],
            most=part["most"],
            spread=part["spread"],
            group=np.array([number[each] for each in group_of], np.int64),
            sums=None if complete else self._sums(name),
        )

    def _names(self, table: str, column: str, name: str) -> tuple[str, ...]:
        query = f"SELECT {column} FROM {table} WHERE round = ? ORDER BY id"
        return tuple(row[0] for row in self.base.execute(query, [name]).fetchall())

    def _sums(self, name: str) -> Sums:
        """Sums of answers by ratee × class × indicator, where some sheets are not whole."""
        good = self._one("SELECT count(*) FROM duckdb_tables() WHERE table_name = 'judged'")[0]
        answers = (
            "(SELECT * FROM judged WHERE code IS NULL)"
            if good
            else self._answers(f"(SELECT 0 AS line, * FROM {self.source})")
        )
        items = {each: i for i, each in enumerate(self.items)}
        found = self.base.execute(
            "SELECT a.id, c.id, item, count(*), sum(round(number * 1000000)::BIGINT)::BIGINT"
            f" FROM {answers} s JOIN ratees a ON s.round = a.round AND s.ratee = a.ratee"
            " JOIN classes c ON s.round = c.round AND s.cls = c.cls"
            " WHERE s.round = ? AND said IS NOT NULL GROUP BY a.id, c.id, item ORDER BY 1, 2, 3",
            [name],
        ).fetchall()
        columns = np.array([(a, c, items[item], n, t) for a, c, item, n, t in found], np.int64).T
        return Sums(self.items, *columns)
