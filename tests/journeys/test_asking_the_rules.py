"""Asking the rules with the keyboard alone; the answer can be read by everybody, on a phone too."""

import pytest
from playwright.sync_api import Locator, Page, expect

from axe import violations
from dandang.apps.archive.models import Person
from dandang.terms.access import Role
from dandang.terms.people import Sex
from seeding import House
from stage import People

pytestmark = pytest.mark.once

FOCUSED = "document.activeElement"
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def _tab_to(page: Page, wanted: Locator) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if wanted.evaluate(f"(each) => each === {FOCUSED}"):
            return
    raise AssertionError(f"the keyboard does not reach {wanted}")


def test_an_officer_asks_about_a_cadre_without_a_mouse(people: People, house: House) -> None:
    person = house.near.people[3]
    Person.objects.filter(pk=person.pk).update(birth="1970.12", sex=str(Sex.MALE))
    page = people.signed_in(str(Role.ORGANISER_OFFICER))
    _tab_to(page, page.get_by_role("link", name="制度", exact=True))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("link", name="试一试"))
    page.keyboard.press("Enter")
    _tab_to(page, page.locator("#who"))
    page.keyboard.type(person.name)
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("link", name=person.name))
    page.keyboard.press("Enter")
    question = page.locator("#id_question")
    _tab_to(page, question)
    while question.input_value() != "是否达到法定退休年龄":
        page.keyboard.press("ArrowDown")
    _tab_to(page, page.get_by_role("button", name="作答", exact=True))
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_contain_text("2032.06")
    # The tree closes and opens as any details do.
    parameter = page.locator(".dd-rule-parameter").first
    _tab_to(page, page.locator(".dd-rule-finding summary").first)
    page.keyboard.press("Enter")
    expect(parameter).to_be_hidden()
    page.keyboard.press("Enter")
    expect(parameter).to_be_visible()


@pytest.mark.parametrize("screen", ["desk", "phone"])
def test_the_pages_of_regulations_can_be_used_by_everybody(
    people: People, house: House, screen: str
) -> None:
    page = people.signed_in(str(Role.ORGANISER_OFFICER), screen)
    person = house.near.people[3].pk
    asked = f"/rules/ask/{person}/?question=是否达到法定退休年龄&on=2026-06-15"
    answered = f"/rules/ask/{person}/?question=年度考核最高可以定什么等次&on=2026-12-31"
    for address in (
        "/rules/",
        "/rules/unverified/",
        "/rules/gradual_retirement/",
        asked,
        answered,
        "/rules/ask/facts/?question=讨论决定是否通过",
    ):
        page.goto(people.site.url(address))
        assert violations(page) == []
        assert not page.evaluate(WIDER), address
