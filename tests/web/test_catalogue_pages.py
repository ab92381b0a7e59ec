"""Catalogues as pages: from the supplied list to an active version, and what each desk sees."""

import pytest
from django.test import Client
from django.urls import reverse

from dandang.apps.catalogues import actions, queries
from dandang.apps.catalogues.models import Catalogue
from dandang.apps.permits.actor import console
from dandang.terms.access import Role
from makers import NOW
from seeding import House, seed
from web.test_rights_pages import client, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
OFFICE = console("测试")


@pytest.fixture
def house() -> House:
    return seed()


def taken(officer: Client, house: House, code: str) -> int:
    where = reverse("catalogues:take_over", args=[code])
    officer.post(where, {"unit": house.near.unit.pk})
    return Catalogue.objects.get(code=code).pk


def draft_of(number: int) -> int:
    draft = queries.catalogue(OFFICE, number).row.draft
    assert draft is not None
    return draft


def test_an_empty_list_says_what_to_do(house: House) -> None:
    officer, head = client(house, Role.ORGANISER_OFFICER), client(house, Role.UNIT_HEAD)
    assert "可以载入随系统附带的清单" in text_of(officer, "catalogues:catalogues")
    assert "清单由组织部建立" in text_of(head, "catalogues:catalogues")
    assert "没有符合条件的清单" in text_of(head, "catalogues:catalogues", text="没有")


def test_a_supplied_catalogue_is_loaded_and_says_its_counts(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    assert "14 / 207" in text_of(officer, "catalogues:shipped")
    number = taken(officer, house, "green-services")
    page = text_of(officer, "catalogues:catalogue", number)
    assert "申报 207 · 已填 0 · 待填 207" in page
    assert "方面：申报 14 · 已填 0 · 待填 14" in page
    assert "与申报数对照：还有待填；还有条目未归入方面。" in page
    assert "绿色服务清单" not in text_of(officer, "catalogues:shipped")
    assert "绿色服务清单" in text_of(client(house, Role.LEADER), "catalogues:catalogues")


def test_a_place_is_filled_and_the_next_one_offered(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    version = draft_of(taken(officer, house, "tolerance-conditions"))
    first, second = [line.number for line in queries.items(OFFICE, version)][:2]
    where = reverse("catalogues:item", args=[first])
    answer = officer.post(where, {"text": "甲", "note": "", "source": "虚", "next": "1"})
    assert answer["Location"] == reverse("catalogues:item", args=[second])
    assert "申报 6 · 已填 1 · 待填 5" in text_of(officer, "catalogues:version", version)


def test_a_version_with_open_places_is_activated_with_a_reason_and_a_name(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    version = draft_of(taken(officer, house, "eight-watch-eight-look"))
    where = reverse("catalogues:activate", args=[version])
    answer = officer.post(where, {"on": "2026-11-20"})
    assert answer.status_code == 422
    assert "与申报数对不上：还有待填" in answer.content.decode()
    told = {"on": "2026-11-20", "reason": "先行试用", "confirmed_by": "虚某（部长）"}
    assert officer.post(where, told).status_code == 302
    page = text_of(officer, "catalogues:version", version)
    assert "虚某（部长）：先行试用" in page
    assert "增加条目</a>" not in page


def test_a_new_draft_is_compared_with_the_version_before(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    number = taken(officer, house, "four-visits")
    actions.activate(version=draft_of(number), on=NOW.date(), by=OFFICE, at=NOW)
    officer.post(reverse("catalogues:draft", args=[number]))
    draft = draft_of(number)
    assert "两个版本的条目完全一样" in text_of(officer, "catalogues:changes", draft)
    item = queries.items(OFFICE, draft)[0].number
    actions.fill(item=item, text="干部普遍走访", by=OFFICE, at=NOW)
    page = text_of(officer, "catalogues:changes", draft)
    assert "<del>干部走访</del>" in page
    assert "<ins>干部普遍走访</ins>" in page


def test_the_unit_named_finds_the_form_and_others_only_look(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    number = taken(officer, house, "care-measures")
    item = queries.items(OFFICE, draft_of(number))[0].number
    named, head = client(house, Role.UNIT_PERSONNEL_OFFICER), client(house, Role.UNIT_HEAD)
    assert "保存，填下一个待填" not in text_of(named, "catalogues:item", item)
    told = {"role": str(Role.UNIT_PERSONNEL_OFFICER), "unit": house.near.unit.pk}
    officer.post(reverse("catalogues:filler", args=[number]), told)
    assert "保存，填下一个待填" in text_of(named, "catalogues:item", item)
    assert "保存，填下一个待填" not in text_of(head, "catalogues:item", item)
    assert head.post(reverse("catalogues:item", args=[item]), {"text": "甲"}).status_code == 403


def test_a_catalogue_is_made_by_hand(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    told = {
        "name": "虚构清单",
        "code": "x-list",
        "unit": house.near.unit.pk,
        "document": "虚组〔2026〕1号",
        "source": "虚构材料",
        "declared": "4",
        "aspects": "2",
    }
    assert officer.post(reverse("catalogues:new"), told).status_code == 302
    number = Catalogue.objects.get(code="x-list").pk
    assert "申报 4 · 已填 0 · 待填 4" in text_of(officer, "catalogues:catalogue", number)
    answer = officer.post(reverse("catalogues:new"), told)
    assert (answer.status_code, "已经有了" in answer.content.decode()) == (422, True)


def test_pages_are_english_where_they_are_asked_for(house: House) -> None:
    officer = client(house, Role.ORGANISER_OFFICER)
    number = taken(officer, house, "green-services")
    officer.cookies["django_language"] = "en"
    page = text_of(officer, "catalogues:catalogue", number)
    assert "declared 207 · filled 0 · still to be filled 207" in page
