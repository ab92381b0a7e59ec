"""Pages of lists: out with chosen columns, back after a dry run; status periods, quotas, units."""

import html
import io
import re
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.apps.archive.models import Person, StatusPeriod
from dandang.apps.audit.models import TrailRow
from dandang.apps.exports.models import Export
from dandang.apps.units.models import Post, Team, Unit
from dandang.formats.lists.key import key_of
from dandang.terms.access import Role
from dandang.terms.people import PostLevel
from formats.test_photo_zip import packed, picture
from makers import appoint, make_person, make_post, make_unit
from matrix import Walk
from round_world import build
from web.test_archive_pages import client, page

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Unit:
    return make_unit("县财政局", parent=make_unit("虚构县"))


@pytest.fixture
def officer(bureau: Unit) -> Client:
    assert bureau.parent is not None
    return client(Role.ORGANISER_OFFICER, unit=bureau.parent)


def sent(browser: Client, code: str, text: str, name: str = "名单.csv") -> str:
    upload = SimpleUploadedFile(name, text.encode())
    answer = browser.post(reverse("lists:import", args=[code]), {"file": upload})
    return answer.content.decode()


def test_a_list_leaves_with_the_chosen_columns_and_the_rows_looked_at(
    bureau: Unit, officer: Client
) -> None:
    make_person(bureau, "虚甲", sex="male")
    make_person(bureau, "虚乙", sex="female")
    address = reverse("lists:export", args=["people"])
    answer = officer.post(
        f"{address}?sex=female",
        {"columns": ["name", "sex"], "kind": "other", "purpose": "核对名单"},
    )
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert [row[1:] for row in rows] == [["姓名*", "性别"], ["虚乙", "女"]]
    row = TrailRow.objects.get(subject_kind="list")
    assert (row.purpose, row.details["chosen"]) == ("核对名单", "性别：女")
    again = officer.get(address).content.decode()
    assert again.count("checked") == 2


def test_an_export_without_a_purpose_is_not_made(officer: Client) -> None:
    answer = officer.post(reverse("lists:export", args=["units"]), {"columns": ["name"]})
    assert answer.status_code == 422


def test_a_dry_run_shows_each_cell_and_writes_nothing_until_it_is_confirmed(
    bureau: Unit, officer: Client
) -> None:
    person = make_person(bureau, "虚甲", native_place="甲县")
    key = key_of("people", person.pk)
    text = sent(officer, "people", f"编号,籍贯\n{key},乙县\n")
    assert "甲县" in text
    assert "乙县" in text
    assert "B2" in text
    assert Person.objects.get().native_place == "甲县"
    answer = officer.post(reverse("lists:apply", args=["people"]), follow=True)
    assert "已导入“干部基本情况”：新增 0 条，修改 1 条" in answer.content.decode()
    assert Person.objects.get().native_place == "乙县"
    again = officer.post(reverse("lists:apply", args=["people"]), follow=True)
    assert "已过期" in again.content.decode()


def test_a_list_with_problems_cannot_be_confirmed_and_comes_back_marked(
    bureau: Unit, officer: Client
) -> None:
    person = make_person(bureau, "虚甲")
    text = sent(officer, "people", f"编号,性别\n{key_of('people', person.pk)},也许\n")
    assert "“性别”不能填“也许”。可以填：男、女。" in text
    assert "确认导入" not in text
    marked_at = reverse("lists:marked", args=["people"])
    assert f'<form class="dd-section" method="post" action="{marked_at}">' in text
    assert officer.get(marked_at).status_code == 405
    marked = officer.post(marked_at)
    sheet = openpyxl.load_workbook(io.BytesIO(marked.content)).worksheets[0]
    assert sheet["B2"].comment is not None
    assert "可以填：男、女" in (sheet["B2"].comment.text or "")
    refused = officer.post(reverse("lists:apply", args=["people"]), follow=True)
    assert "已过期" in refused.content.decode()


def test_what_moved_on_after_the_dry_run_is_asked_again(bureau: Unit, officer: Client) -> None:
    person = make_person(bureau, "虚甲", native_place="甲县")
    sent(officer, "people", f"编号,籍贯\n{key_of('people', person.pk)},乙县\n")
    Person.objects.update(native_place="丙县")
    answer = officer.post(reverse("lists:apply", args=["people"]), follow=True)
    assert "请重新试导入" in answer.content.decode()
    assert Person.objects.get().native_place == "丙县"


def test_a_file_that_is_none_gets_its_sentence_beside_the_field(officer: Client) -> None:
    upload = SimpleUploadedFile("图.xlsx", b"\x89PNG\x00")
    answer = officer.post(reverse("lists:import", args=["units"]), {"file": upload})
    assert answer.status_code == 422
    assert "这不是可以读取的名单" in answer.content.decode()


def test_a_list_does_not_exist_for_whom_it_is_not(bureau: Unit) -> None:
    head = client(Role.UNIT_HEAD, unit=bureau)
    for name, code in (
        ("lists:export", "people"),
        ("lists:export", "trail"),
        ("lists:import", "units"),
        ("lists:template", "units"),
        ("lists:export", "nonsense"),
    ):
        assert head.get(reverse(name, args=[code])).status_code == 404
    assert head.get(reverse("lists:export", args=["units"])).status_code == 200


def test_the_empty_workbook_can_be_had(officer: Client) -> None:
    answer = officer.get(reverse("lists:template", args=["units"]))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert sheet["B1"].value == "上级单位"


def test_the_page_of_status_periods_lists_what_runs_and_never_what_is_sealed(
    bureau: Unit, officer: Client
) -> None:
    person = make_person(bureau, "虚甲")
    StatusPeriod.objects.create(
        person=person, kind="study", first_day=date(2026, 1, 1), note="党校"
    )
    StatusPeriod.objects.create(
        person=person, kind="sanction", first_day=date(2026, 1, 1), note="某案"
    )
    StatusPeriod.objects.create(
        person=person,
        kind="sick_leave",
        first_day=date(2020, 1, 1),
        last_day=date(2020, 2, 1),
        note="旧假",
    )
    text = page(officer, "archive:statuses")
    assert "党校" in text
    assert "某案" not in text
    assert "旧假" not in text
    assert "旧假" in page(officer, "archive:statuses", running="ended")
    assert "某案" not in page(officer, "archive:statuses", running="all", kind="sanction")
    assert "没有符合条件" in page(officer, "archive:statuses", kind="died")
    assert "党校" not in page(officer, "archive:statuses", on="2025-01-01")


def test_a_status_period_ends_on_its_page(bureau: Unit, officer: Client) -> None:
    person = make_person(bureau, "虚甲")
    row = StatusPeriod.objects.create(person=person, kind="study", first_day=date(2026, 1, 1))
    address = reverse("archive:status_end", args=[row.pk])
    assert officer.post(address, {"last_day": "2025-01-01"}).status_code == 422
    answer = officer.post(address, {"last_day": "2026-06-30"}, follow=True)
    assert "已登记虚甲的“脱产学习”结束。" in answer.content.decode()
    row.refresh_from_db()
    assert row.last_day == date(2026, 6, 30)
    sealed = StatusPeriod.objects.create(person=person, kind="sanction", first_day=date(2026, 1, 1))
    assert officer.get(reverse("archive:status_end", args=[sealed.pk])).status_code == 404
    head = client(Role.UNIT_HEAD, unit=bureau)
    assert head.get(address).status_code == 403


def test_quotas_stand_by_unit_with_totals(bureau: Unit, officer: Client) -> None:
    post = make_post(bureau, "局长")
    appoint(make_person(bureau, "虚甲"), post)
    appoint(make_person(bureau, "虚乙"), post)
    make_post(bureau, "副局长")
    text = page(officer, "archive:quota")
    assert "核定 2，现配 2，空缺 1，超配 1。" in text
    assert "超 1" in text
    assert "这里还没有设置职务" in page(
        officer, "archive:quota", unit=make_unit("某局", parent=bureau.parent).pk
    )


def test_a_unit_is_renamed_moved_and_closed_on_its_page(bureau: Unit, officer: Client) -> None:
    other = make_unit("县审计局", parent=bureau.parent)
    address = reverse("archive:unit_change", args=[other.pk])
    said = {
        "do": "edit",
        "name": "县审计中心",
        "short_name": "审计",
        "kind": "department",
        "order": "7",
    }
    assert officer.post(address, said).status_code == 302
    assert officer.post(address, {"do": "move", "parent": other.pk}).status_code == 422
    assert officer.post(address, {"do": "move", "parent": bureau.pk}).status_code == 302
    assert officer.post(address, {"do": "close", "on": "2026-11-01"}).status_code == 302
    other.refresh_from_db()
    assert (other.full_name, other.closed_on) == ("虚构县/县财政局/县审计中心", date(2026, 11, 1))
    assert "撤销" in page(officer, "archive:unit", other.pk)


@pytest.mark.parametrize("name", ["archive:statuses", "archive:quota"])
def test_a_list_costs_the_same_however_long(bureau: Unit, officer: Client, name: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(officer, name)
        return len(asked)

    _grow(bureau)
    before = cost()
    for number in range(5):
        _grow(make_unit(f"虚局{number}", parent=bureau.parent))
    assert cost() == before


def _grow(unit: Unit) -> None:
    person = make_person(unit)
    appoint(person, make_post(unit))
    StatusPeriod.objects.create(person=person, kind="study", first_day=date(2026, 1, 1))


FIRST = {"people": "name", "units": "name", "posts": "title", "status": "name", "quota": "unit"}


def test_an_export_costs_the_same_however_long(bureau: Unit, officer: Client) -> None:
    def cost(code: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            answer = officer.post(
                reverse("lists:export", args=[code]), {"columns": FIRST[code], "kind": "check"}
            )
        assert answer.status_code == 200
        return len(asked)

    _grow(bureau)
    before = {code: cost(code) for code in FIRST}
    for number in range(5):
        _grow(make_unit(f"虚局{number}", parent=bureau.parent))
    assert Post.objects.count() == 6
    assert {code: cost(code) for code in before} == before


def test_results_of_a_round_leave_for_a_purpose_and_only_inside_the_scope() -> None:
    world = build()
    walk = Walk(world)
    for lot, status in ((world.inside, 200), (world.outside, 404)):
        for code in ("results", "raters", "letters"):
            address = f"{reverse('lists:export', args=[code])}?round={lot.numbers['published']}"
            sent = "kind=meeting&columns=name&columns=post"
            answer = walk.response("organiser_officer", "POST", address, sent)
            assert answer.status_code == status
    told = Export.objects.values_list("name", "purpose", "people")
    everybody, rated = len(world.house.near.people), len(world.house.near.people[:3])
    assert sorted(told) == [
        ("文书与送达", "会议材料", rated),
        ("考核结果", "会议材料", rated),
        ("评价人名单", "会议材料", everybody),
    ]
    rows = TrailRow.objects.filter(verb="rounds.export", subject_kind="person")
    assert rows.count() == rated + rated + everybody


def test_photos_come_in_and_are_shown_in_no_cache(bureau: Unit, officer: Client) -> None:
    person = make_person(bureau, "虚甲")
    post = make_post(bureau, "局长", in_team=True)
    appoint(person, post, team=Team.objects.create(unit=bureau, name="班子"))
    address = reverse("archive:photo", args=[person.pk])
    assert officer.get(address).status_code == 404
    file = SimpleUploadedFile("照片.zip", packed({"虚甲.jpg": picture()}))
    text = officer.post(reverse("archive:photos"), {"file": file}).content.decode()
    assert "虚甲.jpg" in text
    assert officer.get(address).status_code == 404
    done = officer.post(reverse("archive:photos_apply"), follow=True)
    assert "已存入 1 人的照片" in done.content.decode()
    answer = officer.get(address)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/jpeg", "no-store")
    assert address in page(officer, "archive:team", bureau.pk)
    assert address in page(officer, "archive:person", person.pk)
    joint = client(Role.JOINT_MEETING_MEMBER, unit=bureau)
    assert address not in page(joint, "archive:team", bureau.pk)
    assert joint.get(address).status_code == 403
    one = SimpleUploadedFile("a.png", picture("white", kind="PNG"))
    put = officer.post(reverse("archive:photo_put", args=[person.pk]), {"file": one})
    assert put.status_code == 302
    bad = SimpleUploadedFile("a.png", b"x")
    assert (
        officer.post(reverse("archive:photo_put", args=[person.pk]), {"file": bad}).status_code
        == 422
    )


def test_the_team_page_shows_seats_vacancies_and_structure(bureau: Unit, officer: Client) -> None:
    team = Team.objects.create(unit=bureau, name="班子")
    appoint(
        make_person(bureau, "虚甲", birth="1980.01"),
        make_post(bureau, "局长", in_team=True),
        team=team,
    )
    make_post(bureau, "副局长", in_team=True)
    text = page(officer, "archive:team", bureau.pk)
    assert "46 岁" in text
    assert "空缺" in text
    assert "人数少，不分列" in text
    assert "党派" in text
    assert "不作五年内到龄预测" in text
    joint = client(Role.JOINT_MEETING_MEMBER, unit=bureau)
    seen = page(joint, "archive:team", bureau.pk)
    assert "46 岁" not in seen
    assert "党派" not in seen


def test_a_number_of_the_structure_leads_to_as_many_people(bureau: Unit, officer: Client) -> None:
    for number in range(12):
        person = make_person(bureau, party="2001.08" if number < 7 else "无", birth="1983.02")
        appoint(person, make_post(bureau, level=PostLevel.STAFF))
    text = page(officer, "archive:team", bureau.pk)
    found = re.findall(r'href="(/archive/people/\?[^"]+)"[^>]*>(\d+)</a>', text)
    assert len(found) >= 5
    for address, count in found:
        shown = officer.get(html.unescape(address)).content.decode()
        assert f"共 {count} 人" in shown
