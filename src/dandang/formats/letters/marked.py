"""The mark of an export in a finished Word file."""

import io
from datetime import datetime

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from dandang.formats.export_mark import ExportMark
from dandang.formats.letters.same_bytes import normalised

_MOST_COMMENT = 255


def marked_word(content: bytes, mark: ExportMark | None) -> bytes:
    """A Word file with the mark as the last line of every footer; the same bytes without a mark."""
    if mark is None:
        return content
    document = Document(io.BytesIO(content))
    for section in document.sections:
        footers = [section.footer]
        if section.different_first_page_header_footer:
            footers.append(section.first_page_footer)
        if document.settings.odd_and_even_pages_header_footer:
            footers.append(section.even_page_footer)
        for footer in footers:
            if footer.is_linked_to_previous and section is not document.sections[0]:
                continue
            run = footer.add_paragraph().add_run(mark.line)
            run.font.size = Pt(8)
            run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    kept = document.core_properties
    kept.comments = mark.line[:_MOST_COMMENT]
    kept.created = kept.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    made = io.BytesIO()
    document.save(made)
    return normalised(made.getvalue())
