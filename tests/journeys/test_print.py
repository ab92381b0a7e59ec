"""A printed page says whose it is on every sheet and leaves the frame at home."""

import io
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

from copied import CopiedDatabase
from dandang.terms.access import Role
from round_world import World, build
from seeding import House
from stage import People

pytestmark = pytest.mark.once

A4 = (595, 842)


@pytest.fixture
def world(copied_db: CopiedDatabase) -> World:
    """The house with rounds at every state."""
    return build()


@pytest.fixture
def house(world: World) -> House:
    """Its county."""
    return world.house


def _sheets(page: Page) -> list[str]:
    page.wait_for_load_state("networkidle")
    printed = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in printed.pages:
        size = (round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height)))
        assert size in {A4, A4[::-1]}
    # In a PDF the sign of a radical may stand for the character that looks like it.
    return [
        unicodedata.normalize("NFKC", sheet.extract_text()).replace(" ", "")
        for sheet in printed.pages
    ]


def test_every_sheet_names_the_county_the_page_and_that_it_is_invented(
    people: People, world: World
) -> None:
    officer = people.signed_in(str(Role.ORGANISER_OFFICER))
    number = world.inside.numbers["published"]
    pages = {
        "/archive/people/": "干部",
        f"/archive/people/{world.inside.numbers['person']}/": "水虚丙",
        f"/organiser/rounds/{number}/": "县水务局",
        f"/organiser/rounds/{number}/results/": "考核结果",
    }
    for path, title in pages.items():
        officer.goto(people.site.url(path))
        for place, sheet in enumerate(_sheets(officer), 1):
            head = sheet[:200]
            assert (path, place, "虚构县" in head, "(虚构)" in head) == (path, place, True, True)
            assert (path, place, title in head) == (path, place, True)
            assert "退出" not in sheet
            assert "导入名册" not in sheet


def test_heads_of_a_long_table_stand_on_every_sheet(people: People) -> None:
    officer = people.signed_in(str(Role.ORGANISER_OFFICER))
    officer.goto(people.site.url("/archive/people/"))
    officer.evaluate(
        "const body = document.querySelector('tbody');"
        "for (const row of [...body.rows]) for (let n = 0; n < 9; n++) body.append(row.cloneNode(true));"
    )
    sheets = _sheets(officer)
    assert len(sheets) > 1
    assert all("出生年月" in sheet for sheet in sheets[:-1])
