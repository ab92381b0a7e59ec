"""Reading letters. The app that owns the subject decides who may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dandang.apps.letters.models import Letter, Template
from dandang.formats import letters as formats
from dandang.formats.export_mark import ExportMark
from dandang.formats.letters.marked import marked_word
from dandang.terms.refusal import NotFound


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter, for a list."""

    number: int
    printed_number: str
    subject_number: str
    issued_on: date
    replaced: bool


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """The template in force: its file name, when and by whom it was put."""

    name: str
    put_by: str
    put_on: date


def letters_about(*, kind: str, subject_kind: str, numbers: Sequence[str]) -> dict[str, LetterLine]:
    """The standing letter about each subject, by subject number."""
    rows = Letter.objects.filter(
        kind=kind, subject_kind=subject_kind, subject_number__in=list(numbers), replaced=False
    )
    return {row.subject_number: _line(row) for row in rows}


def letters_ever(*, kind: str, subject_kind: str, numbers: Sequence[str]) -> tuple[LetterLine, ...]:
    """Every letter ever issued about some subjects, replaced ones too, in the order of numbers."""
    rows = Letter.objects.filter(
        kind=kind, subject_kind=subject_kind, subject_number__in=list(numbers)
    )
    return tuple(_line(row) for row in rows)


def _line(row: Letter) -> LetterLine:
    return LetterLine(row.pk, row.values["number"], row.subject_number, row.issued_on, row.replaced)


def _letter(*, kind: str, subject_kind: str, number: str) -> Letter:
    row = (
        Letter.objects.select_related("template")
        .filter(kind=kind, subject_kind=subject_kind, subject_number=number, replaced=False)
        .first()
    )
    if row is None:
        raise NotFound("permits.not_found")
    return row


def word(*, kind: str, subject_kind: str, number: str, mark: ExportMark | None = None) -> bytes:
    """The standing letter about a subject as a Word file, from the template it was issued with."""
    row = _letter(kind=kind, subject_kind=subject_kind, number=number)
    template = bytes(row.template.content) if row.template else formats.default_template()
    return marked_word(formats.render_word(template, row.values), mark)


def pdf(*, kind: str, subject_kind: str, number: str, mark: ExportMark | None = None) -> bytes:
    """The standing letter about a subject as PDF, in the built-in form."""
    row = _letter(kind=kind, subject_kind=subject_kind, number=number)
    return formats.render_pdf(row.values, mark)


def template_in_force(kind: str) -> TemplateLine | None:
    """The office's own template of a kind of letter, or None while the built-in one is used."""
    row = Template.objects.filter(kind=kind).defer("content").first()
    return TemplateLine(row.name, row.put_by, row.put_at.date()) if row else None


def template_content(kind: str) -> bytes:
    """The Word template in force, to download and edit."""
    row = Template.objects.filter(kind=kind).first()
    return bytes(row.content) if row else formats.default_template()
