"""Slips on paper."""

import re

from dandang.formats import slips

CODES = [f"{n:04d}ABCDEFG" for n in range(23)]


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


def draw(**more: object) -> bytes:
    values: dict[str, object] = {
        "title": "2026年度考核民主测评",
        "unit": "虚构县水务局",
        "address": "http://10.0.0.1/b/7/",
        "classes": [("A", "班子成员"), ("B", "其他职工"), ("C", "服务对象")],
        "slips": [("A" if place < 2 else "B", code) for place, code in enumerate(CODES)],
        "fictitious": True,
        **more,
    }
    return slips.pdf(**values)  # type: ignore[arg-type]


def test_ten_slips_stand_on_a_page_and_each_class_begins_a_new_one() -> None:
    # One page for 2 slips, three for 21, none for a class without slips, and the count sheet.
    assert pages(draw()) == 1 + 3 + 1


def test_the_same_slips_give_the_same_bytes() -> None:
    assert draw() == draw()


def test_an_empty_class_and_markup_in_a_title_do_no_harm() -> None:
    assert draw(title="#panic[测评] $x$ *a*", slips=[("A", CODES[0])]).startswith(b"%PDF")


def test_a_code_is_printed_in_groups() -> None:
    assert slips.grouped("ABCDEFGHJKM") == "ABCD-EFGH-JKM"
