"""Every page as every role, in both languages: it answers, and tells nothing it should not.

Pages are found by the links of the site and by the list of its addresses, so that a page built
tomorrow is walked as well.
"""

from collections import defaultdict

import pytest
from django.conf import settings
from django.urls import reverse

from dandang.apps.organisation.models import County
from dandang.terms.access import Role
from makers import make_unit
from matrix import WHO, Walk, _guess, addresses
from page_faults import faults, silent_lists, still_chinese, structure, title_of
from round_world import Walked, World, build
from seeding import House, Staffed, _account, _secret
from site_forms import Visit, links, visits

# What people of the unit outside are called, and nobody else.
STRANGER = "林虚"
ENGLISH = {settings.LANGUAGE_COOKIE_NAME: "en"}
# Its samples stand for what is in the tables, which is Chinese.
SAMPLES = "/pieces/"
# Who is granted the whole county, and who is not signed in.
EVERYWHERE = {str(role) for role in Role if role.account_kind != "business"}


def named(walk: Walk) -> tuple[str, ...]:
    """Every address of the site about the things inside, and once more about those outside."""
    found = {}
    for walked in (walk.world.inside, walk.world.outside):
        for name, blanks in addresses().items():
            things = {blank: _guess(name, blank) for blank in blanks}
            numbers = {blank: walked.numbers.get(each, 0) for blank, each in things.items()}
            found[reverse(name, kwargs=numbers)] = None
    return tuple(found)


def ways(walk: Walk, who: str) -> list[Visit]:
    return list(visits(walk, who, named(walk)))


def wrong_with(visit: Visit, *, who: str, english: bool) -> list[str]:
    """What is wrong with one answer."""
    status = visit.answer.status_code
    if status >= 500 or (visit.source and status >= 400):
        return [f"answers {status}, led to by {visit.source or 'its name'}"]
    if not visit.is_html or not visit.answer.content or visit.answer.has_header("Location"):
        return []
    stranger = "" if who in EVERYWHERE else STRANGER
    english = english and visit.address != SAMPLES
    return faults(visit.text, english=english, stranger=stranger)


def all_wrong(walk: Walk, who: str) -> tuple[list[str], list[Visit]]:
    """What is wrong with every page of a role, in Chinese and in English."""
    found = []
    seen = ways(walk, who)
    for visit in seen:
        found += [
            f"{who} {visit.address}: {each}" for each in wrong_with(visit, who=who, english=False)
        ]
        if visit.is_html and visit.answer.status_code == 200:
            again = Visit(
                visit.address,
                visit.source,
                walk.response(who, "GET", visit.address, cookies=ENGLISH),
            )
            told = wrong_with(again, who=who, english=True)
            found += [f"{who} {visit.address} in English: {each}" for each in told]
    return found, seen


@pytest.mark.django_db
def test_no_page_fails_tells_too_much_or_leaves_a_list_empty_without_a_reason() -> None:
    walk = Walk(build())
    found: dict[str, list[str]] = defaultdict(list)
    reached = {}
    for who in WHO:
        wrong, seen = all_wrong(walk, who)
        reached[who] = {visit.address for visit in seen if visit.source}
        for each in wrong:
            found[each.partition(": ")[2]].append(each.partition(": ")[0])
    told = [f"{fault}: {', '.join(where[:3])} ({len(where)})" for fault, where in found.items()]
    assert not told, "\n".join(told)
    desks = {"organiser_officer": "/organiser/rounds/", "cadre": "/mine/results/"}
    assert [who for who, desk in desks.items() if desk not in reached[who]] == []


@pytest.mark.django_db
def test_no_two_places_of_a_desk_have_the_same_title() -> None:
    walk = Walk(build())
    plain = [reverse(name) for name, blanks in addresses().items() if not blanks]
    for who in walk.sessions:
        titles: dict[str, list[str]] = defaultdict(list)
        for address in plain:
            answer = walk.response(who, "GET", address)
            if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
                titles[title_of(answer.content.decode())].append(address)
        assert {title: same for title, same in titles.items() if len(same) > 1} == {}, who


@pytest.mark.once
@pytest.mark.django_db
def test_an_empty_county_says_on_every_page_what_to_do() -> None:
    walk = Walk(empty())
    found = []
    for who in WHO:
        wrong, seen = all_wrong(walk, who)
        found += wrong
        assert len(seen) > 20
    assert not found, "\n".join(found)


def empty() -> World:
    """A county with one unit, an account per role, and nobody and nothing in it."""
    County.objects.create(pk=1, name="虚构县", office="中共虚构县委组织部", fictitious=True)
    county = make_unit("虚构县")
    unit = make_unit("县水务局", parent=county)
    house = House(county, Staffed(unit, None, ()), Staffed(unit, None, ()))  # type: ignore[arg-type]
    for role in Role:
        if role is not Role.CADRE:
            house.accounts[role] = _account(role, house, _secret())
    house.accounts[Role.CADRE] = house.accounts[Role.UNIT_HEAD]
    return World(house, Walked({"unit": unit.pk}), Walked())


def test_links_are_found_in_a_page() -> None:
    page = (
        '<a class="x" href="/units/?page=2&amp;text=a#b">1</a><a href="#top">2</a><a href="x">3</a>'
    )
    assert links(page) == ["/units/?page=2&text=a"]


def test_planted_faults_of_a_page_are_caught() -> None:
    page = "<title>甲 · 虚构县</title><h1>甲</h1><h1>乙</h1><p id='a'></p><p id='a'></p>"
    assert list(structure(page)) == ["2 h1", "id a stands 2 times"]
    assert title_of(page) == "甲"
    assert list(structure("<h1>甲</h1><label for='b'>乙</label>")) == [
        "no title",
        "a label for b, which is not there",
    ]
    rows = "<table><tbody></tbody></table><ul><li>1</li></ul>"
    assert list(silent_lists(rows)) == ["an empty tbody without a reason"]
    assert list(silent_lists(rows + "<div class='dd-empty'>没有</div>")) == []
    sentence = "没有符合条件的干部。"
    assert list(still_chinese(f"<p>{sentence}</p>")) == [f"still Chinese: {sentence}"]
    assert list(still_chinese(f"<p lang='zh-Hans'>{sentence}</p><p>县水务局</p>")) == []
    assert "names a stranger: 林虚" in faults("<p>林虚甲</p>", english=False, stranger="林虚")
