"""The stage of a journey: a real server on a database of its own, and browsers at a desk or a phone.

`house` seeds the database from the test's own process, `site` serves it, `people` opens browsers.
Where there is no Chromium the journeys are skipped; `scripts/test` says so and CI refuses it.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from copied import CopiedDatabase
from seeding import House, seed
from stage import FLAGS, People, Site, served

HERE = Path(__file__).parent
PICTURES = HERE.parents[1] / "build/journeys"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test in this folder drives a browser."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Keep a picture of every open page when a journey fails."""
    report = yield
    if report.when == "call" and report.failed and (open_pages := item.funcargs.get("people")):
        PICTURES.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(open_pages.pages, 1):
            page.screenshot(path=PICTURES / f"{item.name}-{number}.png", full_page=True)
        said = open_pages.site.log.read_text("utf-8")
        report.sections.append(("What the server said", said[-5_000:]))
    return report


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium."""
    # Playwright keeps an event loop in this thread; the seeding asks the database between its turns.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield from _opened()


def _opened() -> Iterator[Browser]:
    names = (os.environ.get("DANDANG_CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if name and (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium found; name one in DANDANG_CHROMIUM")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def house(copied_db: CopiedDatabase) -> House:
    """A small county in a database of this test alone; tests may go on seeding it."""
    return seed()


@pytest.fixture
def site(copied_db: CopiedDatabase, house: House, own_folders: Path) -> Iterator[Site]:
    """The house, served as an installation serves it."""
    with served(copied_db.environment, own_folders / "server.log") as running:
        yield running


@pytest.fixture
def people(chromium: Browser, site: Site) -> Iterator[People]:
    """Browsers on this site; whatever went wrong in any of them fails the journey."""
    opened = People(chromium, site)
    yield opened
    for page in opened.pages:
        page.context.close()
    assert opened.wrong == []
