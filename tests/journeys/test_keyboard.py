"""Everything can be done without a mouse, and on a phone nothing hides beside the page."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from axe import violations
from copied import CopiedDatabase
from dandang.apps.rounds.models import Ratee
from dandang.terms.access import Role
from dandang.terms.rounds import DecisionState
from round_world import OFFICE, World, build
from seeding import House
from stage import People

pytestmark = pytest.mark.once

FOCUSED = "document.activeElement"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def world(copied_db: CopiedDatabase) -> World:
    """The house with rounds at every state."""
    return build()


@pytest.fixture
def house(world: World) -> House:
    """Its county."""
    return world.house


def _tab_to(page: Page, wanted: Locator, *, key: str = "Tab", most: int = 60) -> None:
    """Press a key until the wanted place has the focus, and see that it shows."""
    for _ in range(most):
        page.keyboard.press(key)
        if wanted.evaluate(f"(each) => each === {FOCUSED}"):
            assert wanted.evaluate("(each) => each.matches(':focus-visible')")
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def _slip(page: Page, people: People, world: World) -> str:
    """Print the slips of the round that is ready, open its box, and give one code."""
    from dandang.apps.rounds.actions import conducting
    from dandang.kit import clock

    number = world.inside.numbers["ready"]
    slips = conducting.print_slips(number=number, by=OFFICE, at=clock.now())
    conducting.open_round(number=number, by=OFFICE, at=clock.now())
    page.goto(people.site.url(f"/b/{number}/"))
    return slips[0].code


def test_the_first_tab_leads_past_the_frame(people: People) -> None:
    page = people.signed_in(str(Role.ORGANISER_OFFICER))
    page.goto(people.site.url("/"))
    _tab_to(page, page.get_by_role("link", name="跳到正文"), most=1)
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "content"


def test_focus_goes_through_home_as_it_is_read(people: People) -> None:
    page = people.signed_in(str(Role.ORGANISER_OFFICER))
    page.goto(people.site.url("/"))
    places = []
    for _ in range(40):
        page.keyboard.press("Tab")
        at = page.evaluate(f"{FOCUSED}.closest('aside, header, main')?.tagName || ''")
        if at and at not in places:
            places.append(at)
        assert page.evaluate(f"{FOCUSED} === document.body || {FOCUSED}.matches(':focus-visible')")
    assert places == ["ASIDE", "HEADER", "MAIN"]


def test_a_slash_leads_to_the_search_box_and_is_still_a_slash_inside_it(people: People) -> None:
    page = people.signed_in(str(Role.ORGANISER_OFFICER))
    page.keyboard.press("/")
    box = page.get_by_role("searchbox", name="查人或单位")
    expect(box).to_be_focused()
    page.keyboard.type("1/2")
    expect(box).to_have_value("1/2")


def test_menus_open_and_close_by_keyboard_and_can_be_read_while_open(people: People) -> None:
    page = people.signed_in(str(Role.ORGANISER_OFFICER))
    page.goto(people.site.url("/archive/people/"))
    for summary in page.locator("details.dd-menu > summary").all():
        summary.focus()
        page.keyboard.press("Enter")
        assert summary.evaluate("(each) => each.parentElement.open")
        assert violations(page, within=".dd-menu[open]") == []
        page.keyboard.press("Escape")
        expect(summary).to_be_focused()
        assert not summary.evaluate("(each) => each.parentElement.open")


def test_a_view_is_kept_in_this_browser_without_the_words_searched_for(people: People) -> None:
    page = people.signed_in(str(Role.ORGANISER_OFFICER))
    page.goto(people.site.url("/archive/people/?q=secret&sex=female"))
    page.goto(people.site.url("/archive/people/?q=&level=staff"))
    page.locator(".dd-views > summary").press("Enter")
    page.get_by_label("把现在的筛选存为").fill("科员")
    page.keyboard.press("Enter")
    kept = page.get_by_role("link", name="科员", exact=True)
    expect(kept).to_be_focused()
    assert kept.get_attribute("href") == "?level=staff"
    page.reload()
    page.locator(".dd-views > summary").press("Enter")
    page.get_by_role("link", name="科员", exact=True).press("Enter")
    page.wait_for_url(re.compile(r"\?level=staff$"))


def test_a_refused_form_says_so_first_and_leads_to_its_fields(people: People) -> None:
    page = people.signed_in(str(Role.SYSTEM_OFFICER))
    page.goto(people.site.url("/oversight/accounts/new/"))
    page.evaluate("for (const form of document.forms) form.noValidate = true")
    page.locator("main form button[type=submit]").click()
    summary = page.locator("[data-errors]")
    expect(summary).to_be_focused()
    link = summary.get_by_role("link").first
    link.press("Enter")
    target = page.locator(link.get_attribute("href") or "")
    expect(target).to_be_focused()
    assert target.get_attribute("aria-invalid") == "true"
    assert violations(page) == []


def test_a_grade_is_decided_by_keyboard_alone(people: People, world: World) -> None:
    page = people.signed_in(str(Role.PANELLIST))
    first, second, *_ = Ratee.objects.filter(round=world.inside.numbers["review"]).order_by("line")
    page.goto(people.site.url(f"/leaders/ratees/{first.pk}/"))
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile(rf"/ratees/{second.pk}/$"))
    page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile(rf"/ratees/{first.pk}/$"))
    _tab_to(page, page.locator("input[name=grade]:checked"))
    page.keyboard.press("ArrowDown")
    assert re.search(rf"/ratees/{first.pk}/$", page.url)
    _tab_to(page, page.get_by_label("理由"), most=1)
    page.keyboard.type("平时记录与测评不一致（虚构）。")
    _tab_to(page, page.get_by_role("button", name="评定等次"), most=1)
    page.keyboard.press("Enter")
    expect(page.get_by_text("等次已评定。")).to_be_visible()
    first.refresh_from_db()
    assert first.decision == str(DecisionState.CHANGED)
    assert first.grade != first.proposal


def test_a_ballot_is_cast_by_keyboard_alone(people: People, world: World) -> None:
    page = people.visitor("desk")
    code = _slip(page, people, world)
    assert violations(page) == []
    _tab_to(page, page.get_by_label("票码"))
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_selector("body.filling")
    assert violations(page) == []
    for question in range(page.locator("fieldset").count()):
        group = page.locator("fieldset").nth(question)
        _tab_to(page, group.locator("input:checked"))
        page.keyboard.press("ArrowRight")
        assert group.locator("input").first.is_checked()
    _tab_to(page, page.get_by_role("button", name="核对并投票"))
    page.keyboard.press("Enter")
    page.wait_for_selector("body.checking")
    assert violations(page) == []
    _tab_to(page, page.get_by_role("button", name="投入票箱"))
    page.keyboard.press("Enter")
    page.wait_for_selector("body.done")
    assert violations(page) == []


def test_nothing_hides_beside_the_page_on_a_phone(people: People, world: World) -> None:
    booth = people.visitor("phone")
    code = _slip(booth, people, world)
    assert not booth.evaluate(WIDER)
    booth.get_by_label("票码").fill(code)
    booth.get_by_role("button", name="开始填写").click()
    booth.wait_for_selector("body.filling")
    assert not booth.evaluate(WIDER)
    door = people.visitor("phone")
    door.goto(people.site.url("/sign-in/"))
    assert not door.evaluate(WIDER)
    cadre = people.signed_in(str(Role.CADRE), "phone")
    ratee = world.inside.numbers["ratee"]
    for path in ("/", "/mine/file/", "/mine/opened/", "/mine/results/", f"/mine/results/{ratee}/"):
        cadre.goto(people.site.url(path))
        assert (path, cadre.evaluate(WIDER)) == (path, False)


def test_chinese_words_on_an_english_page_are_marked_as_chinese(people: People) -> None:
    page = people.signed_in(str(Role.ORGANISER_OFFICER))
    page.get_by_role("button", name="English").click()
    page.goto(people.site.url("/archive/people/"))
    name = page.locator("tbody th a").first
    assert name.evaluate("(each) => each.closest('[lang]').lang") == "zh-Hans"
    heading = page.locator("h1")
    assert heading.evaluate("(each) => each.closest('[lang]').lang") == "en"


def test_a_slip_scanned_into_an_open_window_is_read(people: People, world: World) -> None:
    page = people.visitor("phone")
    code = _slip(page, people, world)
    page.goto(f"{page.url}#{code}")
    page.wait_for_selector("body.filling")
    assert code not in page.url
