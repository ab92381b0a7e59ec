"""Receipts of service: a page each, filled in as far as is known."""

import io

from pypdf import PdfReader

from dandang.formats.letters import render_receipts

RECEIPT = {
    "name": "水虚甲",
    "post": "局长",
    "unit": "县水务局",
    "round": "县水务局2026年度考核（虚构）",
    "letter": "组考告〔2026〕1号",
    "office": "中共虚构县委组织部",
    "fictional": "虚构",
    "date": "2026-09-21",
}


def pages(content: bytes) -> list[str]:
    return [page.extract_text().replace(" ", "") for page in PdfReader(io.BytesIO(content)).pages]


def test_each_receipt_stands_on_a_page_of_its_own_with_blanks_for_every_way() -> None:
    found = pages(render_receipts([RECEIPT, {**RECEIPT, "name": "水虚乙"}]))
    assert ["水虚甲" in found[0], "水虚乙" in found[1], len(found)] == [True, True, 2]
    for words in (
        "本人签收",
        "谈话告知",
        "拒收留置",
        "邮寄送达",
        "见证人",
        "邮件单号",
        "〔2026〕1号",
    ):
        assert words in found[0]


def test_a_long_post_keeps_the_receipt_on_one_page() -> None:
    assert len(pages(render_receipts([{**RECEIPT, "post": "党组成员、副局长兼" * 12}]))) == 1


def test_the_same_receipt_gives_the_same_bytes_and_markup_stays_text() -> None:
    marked = {**RECEIPT, "name": "#pagebreak()*甲*"}
    assert render_receipts([marked]) == render_receipts([marked])
    assert "#pagebreak()*甲*" in pages(render_receipts([marked]))[0]
