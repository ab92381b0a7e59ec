"""The copy of one's own file (本人档案副本): as PDF to read, as JSON for machines, the same values.

Values: `name`, `office`, `day`, `date` (ISO), `fictional`, and `sections`, each with `title`,
`heads` (none for pairs of name and value) and `rows` of text.
"""

import json
from collections.abc import Mapping
from typing import Any

from dandang.formats.export_mark import ExportMark, values_of
from dandang.formats.letters.pdf import draw


def as_pdf(values: Mapping[str, Any], mark: ExportMark | None) -> bytes:
    """The copy on A4, with the mark of its export on each page."""
    return draw("own_copy", "own_copy.typ", values, values, mark)


def as_json(values: Mapping[str, Any], mark: ExportMark | None) -> bytes:
    """The copy as one JSON object: the mark under `export`, a list of objects a section."""
    told = {
        "export": values_of(mark),
        "name": values["name"],
        "office": values["office"],
        "date": values["date"],
        "fictional": bool(values["fictional"]),
        "sections": [
            {"title": each["title"], "rows": [_object(each["heads"], row) for row in each["rows"]]}
            for each in values["sections"]
        ],
    }
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _object(heads: list[str], row: list[str]) -> dict[str, str]:
    return dict(zip(heads, row, strict=True)) if heads else {row[0]: row[1]}
