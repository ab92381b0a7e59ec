"""Letters in Word: the office's template filled in, in a sandbox, to the same bytes each time."""

import io
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree

from dandang.formats.letters.fields import FIELDS, MEMBERS, Values, completed
from dandang.formats.letters.gate import require_plain_word
from dandang.formats.letters.same_bytes import normalised
from dandang.terms.refusal import Refusal

DEEPEST = 3
MOST_COMPILED = 64
FILTERS = frozenset({"default", "join", "length"})
_LOOP = frozenset({"index", "index0", "first", "last", "length"})
_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Const,
    nodes.For,
    nodes.If,
    nodes.Filter,
    nodes.Not,
    nodes.And,
    nodes.Or,
    nodes.Compare,
    nodes.Operand,
)


def unknown_fields(template: bytes) -> tuple[str, ...]:
    """The fields of a Word template that no letter has, in order of name; empty when all are known.

    Refused: a file that is no plain .docx, or one that does more than put fields in their places.
    """
    return tuple(sorted(_checked(template)))


def render_word(template: bytes, values: Values) -> bytes:
    """The letter as .docx: same template and values, same bytes. Unknown fields are refused by name."""
    unknown = _checked(template)
    if unknown:
        raise Refusal("templates.unknown_fields", fields="、".join(sorted(unknown)))
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(completed(values), jinja_env=_environment(), autoescape=True)
    except (TemplateError, TypeError, etree.XMLSyntaxError) as error:
        raise Refusal("templates.not_fillable", reason=str(error)[:200]) from error
    kept = document.docx.core_properties
    kept.created = kept.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    kept.last_modified_by = ""
    kept.revision = 1
    made = io.BytesIO()
    document.save(made)
    return normalised(made.getvalue())


class _Sandbox(SandboxedEnvironment):
    """A sandbox without globals and with few filters, that compiles the same template once."""

    def __init__(self) -> None:
        super().__init__(autoescape=True)
        self.globals.clear()
        self.filters = {name: each for name, each in self.filters.items() if name in FILTERS}
        self._compiled: dict[str, Template] = {}

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        if source not in self._compiled:
            if len(self._compiled) >= MOST_COMPILED:
                self._compiled.clear()
            self._compiled[source] = super().from_string(source)
        return self._compiled[source]


@lru_cache(maxsize=1)
def _environment() -> _Sandbox:
    return _Sandbox()


@lru_cache(maxsize=8)
def _checked(template: bytes) -> frozenset[str]:
    require_plain_word(template)
    environment = _environment()
    unknown: set[str] = set()
    for text in _texts(template):
        try:
            tree = environment.parse(text)
        except TemplateError as error:
            raise Refusal("templates.not_fillable", reason=str(error)[:200]) from error
        unknown |= _unknown(tree)
    return frozenset(unknown)


def _texts(template: bytes) -> Iterator[str]:
    """Every text of a template in which docxtpl would look for fields."""
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.init_docx()
        yield document.patch_xml(document.get_xml())
        for uri in (document.HEADER_URI, document.FOOTER_URI):
            for _, part in document.get_headers_footers(uri):
                yield document.patch_xml(document.get_part_xml(part))
        for part in document.docx.part.package.iter_parts():
            if part.content_type.endswith("wordprocessingml.footnotes+xml"):
                yield document.patch_xml(part.blob.decode("utf-8"))
        kept = document.docx.core_properties
        yield from (
            kept.author, kept.comments, kept.identifier, kept.language, kept.subject, kept.title
        )  # fmt: skip
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise Refusal("templates.not_word") from error


def _unknown(tree: nodes.Template) -> set[str]:
    """Fields that do not exist. Refused: anything beyond fields, choices and loops over lists."""
    loops = {
        target.name
        for loop in tree.find_all(nodes.For)
        for target in [loop.target]
        if isinstance(target, nodes.Name)
    }
    _require_simple(tree, 0)
    unknown = set()
    for name in tree.find_all(nodes.Name):
        if name.name not in FIELDS and name.name not in loops | {"loop"}:
            unknown.add(name.name)
    for member in tree.find_all(nodes.Getattr):
        owner = member.node.name if isinstance(member.node, nodes.Name) else ""
        known = _LOOP if owner == "loop" else MEMBERS
        if member.attr not in known:
            unknown.add(f"{owner}.{member.attr}")
    return unknown


def _require_simple(node: nodes.Node, depth: int) -> None:
    allowed = isinstance(node, _ALLOWED)
    if isinstance(node, nodes.Getattr):
        allowed = isinstance(node.node, nodes.Name) and not node.attr.startswith("_")
    elif isinstance(node, nodes.Getitem):
        allowed = isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, int)
    elif isinstance(node, nodes.Filter):
        allowed = node.name in FILTERS
    elif isinstance(node, nodes.For):
        depth += 1
        plain = isinstance(node.iter, nodes.Name | nodes.Getattr) and not node.recursive
        allowed = plain and depth <= DEEPEST
    if not allowed:
        raise Refusal("templates.not_simple", said=_said(node))
    for child in node.iter_child_nodes():
        _require_simple(child, depth)


def _said(node: nodes.Node) -> Any:
    return getattr(node, "name", None) or getattr(node, "attr", None) or type(node).__name__
