"""The Word template of a result letter that comes with the house, made by code; the office edits a copy."""

import io
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from dandang.formats.letters.same_bytes import normalised

TITLE_FONT = "方正小标宋简体"
BODY_FONT = "仿宋_GB2312"
HEADING_FONT = "黑体"
SIZE_TITLE, SIZE_BODY, SIZE_SMALL, SIZE_TABLE, SIZE_NOTE = 22, 14, 10.5, 9, 9

BODY = (
    ("{{ name }}同志：", False),
    (
        "根据《{{ round }}》，对你（{{ unit }}{{ post }}）进行了{{ year }}年度考核。"
        "现将结果告知如下。",
        True,
    ),
)
SCORE = (
    "{% if score %}{{ score }} 分。由全部有效票按事先公布的方案计算，只在最后一步四舍五入，"
    "保留 {{ decimals }} 位小数。票数和算法见附件，你可以自行复算。"
    "{% else %}不出具得分。{{ no_score }}{% endif %}"
)
OBJECTION = (
    "如对结果有异议，请自收到本告知书之日的次日起 {{ objection_days }} 个工作日内"
    "{% if objection_until %}（截至 {{ objection_until }}）{% endif %}，"
    "向{{ objection_to }}书面提出。异议由没有参与本次评审的人员答复。"
)


def default_template() -> bytes:
    """The built-in template as .docx bytes, always the same; its fields are those of FIELDS."""
    document = Document()
    _page(document)
    _head(document)
    for text, indented in BODY:
        _paragraph(document, text, indented=indented)
    _section(document, "一、考核得分", SCORE)
    _section(document, "二、考核等次", "{{ grade }}。{{ grade_note }}")
    _section(document, "三、主要理由", "")
    _each(document, "reasons")
    _section(document, "四、异议", OBJECTION)
    _section(document, "五、如实说明", "")
    _each(document, "limits")
    _signature(document)
    _annex(document)
    _receipt(document)
    kept = document.core_properties
    kept.author, kept.title, kept.comments = "", "{{ title }}", ""
    kept.created = kept.modified = datetime(2000, 1, 1)  # noqa: DTZ001
    made = io.BytesIO()
    document.save(made)
    return normalised(made.getvalue())


def _page(document: Any) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.top_margin, page.bottom_margin = Cm(2.8), Cm(2.2)
    page.left_margin, page.right_margin = Cm(2.8), Cm(2.6)
    _font(document.styles["Normal"], BODY_FONT, SIZE_BODY)
    footer = page.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(
        footer,
        "{{ fictional }}{% if fictional %}　{% endif %}校验码 {{ verify_code }}　第 ",
        SIZE_NOTE,
    )
    _field(footer, "PAGE")
    _run(footer, " 页 共 ", SIZE_NOTE)
    _field(footer, "NUMPAGES")
    _run(footer, " 页", SIZE_NOTE)


def _head(document: Any) -> None:
    _paragraph(
        document, "{{ title }}", font=TITLE_FONT, size=SIZE_TITLE, align=WD_ALIGN_PARAGRAPH.CENTER
    )
    number = _paragraph(document, "{{ number }}", align=WD_ALIGN_PARAGRAPH.CENTER)
    number.paragraph_format.space_after = Pt(14)


def _section(document: Any, heading: str, text: str) -> None:
    head = _paragraph(document, heading, indented=True, font=HEADING_FONT)
    head.paragraph_format.keep_with_next = True
    if text:
        _paragraph(document, text, indented=True)


def _each(document: Any, field: str) -> None:
    _paragraph(document, f"{{%p for each in {field} %}}")
    _paragraph(document, "{{ loop.index }}．{{ each }}", indented=True)
    _paragraph(document, "{%p endfor %}")


def _signature(document: Any) -> None:
    for text in ("{{ office }}", "{{ day }}"):
        line = _paragraph(document, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
        line.paragraph_format.right_indent = Pt(2 * SIZE_BODY)
        line.paragraph_format.keep_together = True
        if text == "{{ office }}":
            line.paragraph_format.space_before = Pt(24)
            line.paragraph_format.keep_with_next = True


def _receipt(document: Any) -> None:
    line = _paragraph(document, "送达回执", font=HEADING_FONT, size=SIZE_SMALL)
    line.paragraph_format.space_before = Pt(10)
    line.paragraph_format.keep_with_next = True
    table = _table(document, 2, 4)
    for i, text in enumerate(("送达方式", "", "送达日期", "　　　年　　月　　日")):
        _cell(table.cell(0, i), text)
    for i, text in enumerate(("本人签名", "", "送达人签名", "")):
        _cell(table.cell(1, i), text)
    for row in table.rows:
        row.height = Cm(0.9)


def _annex(document: Any) -> None:
    heads: tuple[str, ...]
    cells: tuple[str, ...]
    head = _paragraph(document, "附件　票数统计与得分计算", font=HEADING_FONT, size=SIZE_BODY)
    head.paragraph_format.page_break_before = True
    _paragraph(document, "{%p if not score %}")
    _small(document, "没有得分，不列票数。{{ no_score }}")
    _paragraph(document, "{%p endif %}")
    _paragraph(document, "{%p if score %}")
    _small(
        document, "（一）各组票数。“未填”和没有分值的选项不计入计分票数；平均分＝合计分÷计分票数。"
    )
    _paragraph(document, "{%p for group in groups %}")
    _small(document, "{{ group.name }}：权重 {{ group.weight }}，有效票 {{ group.ballots }} 张")
    table = _table(document, 2, 8)
    heads = (
        "要素", "{%tc for choice in choices %}", "{{ choice.label }}", "{%tc endfor %}",
        "未填", "计分票数", "合计分", "平均分",
    )  # fmt: skip
    cells = (
        "{{ row.aspect }}", "{%tc for n in row.counts %}", "{{ n }}", "{%tc endfor %}",
        "{{ row.blank }}", "{{ row.base }}", "{{ row.total }}", "{{ row.mean }}",
    )  # fmt: skip
    _looped(table, heads, cells, "row in group.rows")
    _paragraph(document, "{%p endfor %}")
    _small(
        document,
        "（二）各要素得分＝各组平均分按组权重加权平均（平均分只印四位小数，计算时不舍入）。",
    )
    table = _table(document, 2, 6)
    heads = (
        "要素", "权重", "{%tc for group in groups %}",
        "{{ group.name }}平均分（权重 {{ group.weight }}）", "{%tc endfor %}", "要素得分",
    )  # fmt: skip
    cells = (
        "{{ each.name }}", "{{ each.weight }}", "{%tc for mean in each.means %}",
        "{{ mean }}", "{%tc endfor %}", "{{ each.score }}",
    )  # fmt: skip
    _looped(table, heads, cells, "each in aspects")
    _small(
        document,
        "（三）总分＝各要素得分按要素权重加权平均＝{{ unrounded }}，四舍五入为 {{ score }}。",
    )
    _small(document, "（四）选项占比（分母：{{ denominator }}；合计 100.0%）")
    table = _table(document, 2, 3)
    _looped(
        table,
        ("选项", "项数", "占比"),
        ("{{ share.name }}", "{{ share.count }}", "{{ share.percent }}%"),
        "share in shares",
    )
    _small(
        document,
        "（五）等次分数线：{% for cut in cuts %}{{ cut }}{% if not loop.last %}；{% endif %}{% endfor %}",
    )
    _paragraph(document, "{%p for each in pooling %}")
    _small(document, "注：{{ each }}")
    _paragraph(document, "{%p endfor %}")
    _paragraph(document, "{%p endif %}")


def _looped(table: Any, heads: tuple[str, ...], cells: tuple[str, ...], loop: str) -> None:
    """A head row, and a body row between the two rows that open and close the loop."""
    for i, (head, cell) in enumerate(zip(heads, cells, strict=True)):
        _cell(table.cell(0, i), head)
        _cell(table.cell(1, i), cell)
    for text, place in ((f"{{%tr for {loop} %}}", 1), ("{%tr endfor %}", 3)):
        row = table.add_row()
        _cell(row.cells[0], text)
        table._tbl.insert(table._tbl.index(table.rows[0]._tr) + place, row._tr)
    repeated = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)


def _table(document: Any, rows: int, columns: int) -> Any:
    table = document.add_table(rows, columns)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "30")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)
    return table


def _cell(cell: Any, text: str) -> None:
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.line_spacing = 1.2
    _run(paragraph, text, SIZE_TABLE)


def _small(document: Any, text: str) -> None:
    paragraph = _paragraph(document, text, size=SIZE_SMALL, spacing=1.15)
    paragraph.paragraph_format.space_before = Pt(5)


def _paragraph(
    document: Any,
    text: str,
    *,
    indented: bool = False,
    font: str = BODY_FONT,
    size: float = SIZE_BODY,
    align: Any = None,
    spacing: float = 1.5,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = spacing
    paragraph.paragraph_format.space_after = Pt(0)
    if align is not None:
        paragraph.alignment = align
    if indented:
        paragraph.paragraph_format.first_line_indent = Pt(2 * size)
    _run(paragraph, text, size, font)
    return paragraph


def _run(paragraph: Any, text: str, size: float, font: str = BODY_FONT) -> None:
    _font(paragraph.add_run(text), font, size)


def _font(styled: Any, font: str, size: float) -> None:
    styled.font.size = Pt(size)
    styled.font.name = "Times New Roman"
    styled.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _field(paragraph: Any, instruction: str) -> None:
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("", "1"), ("end", "")):
        run = paragraph.add_run()
        _font(run, BODY_FONT, SIZE_NOTE)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText" if text == instruction else "w:t")
            mark.text = text
        run._r.append(mark)
