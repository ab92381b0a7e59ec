"""Coming in."""

from dandang.terms.access import Role
from stage import People


def test_every_role_signs_in_and_stands_on_its_home_page(people: People) -> None:
    for role in Role:
        page = people.signed_in(str(role))
        assert page.locator("h1").count() == 1


def test_a_visitor_with_a_phone_is_led_to_the_sign_in_page(people: People) -> None:
    page = people.visitor("phone")
    page.goto(people.site.url("/"))
    assert page.locator("input[name=password]").is_visible()
