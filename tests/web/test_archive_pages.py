"""The archive's pages: who sees what, what is written down, what they cost."""

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dandang.apps.archive import actions
from dandang.apps.archive.models import Person
from dandang.apps.archive.rebuild import careers_of
from dandang.apps.audit.models import TrailRow
from dandang.apps.permits.actor import console
from dandang.apps.units.models import Team, Unit
from dandang.career import Career, Relative, StatusPeriod
from dandang.formats.roster_in import read_roster
from dandang.kit import clock
from dandang.terms.access import Role
from dandang.terms.people import Authority, PostLevel, Regime, StatusKind
from dandang.web.shared.middleware import ACCOUNT_KEY, SEEN_KEY
from formats.test_roster import workbook
from makers import NOW, appoint, make_account, make_person, make_post, make_unit

pytestmark = pytest.mark.django_db
HEADINGS = ["姓名", "单位", "现任职务", "任现职时间", "出生年月", "民族"]


def client(role: Role, *, unit: Unit | None = None, person: Person | None = None) -> Client:
    account = make_account(role, unit=unit, person=person)
    browser = Client()
    session = browser.session
    session[ACCOUNT_KEY] = account.pk
    session[SEEN_KEY] = int(clock.now().timestamp())
    session.save()
    return browser


@pytest.fixture
def bureau() -> Unit:
    return make_unit("县财政局", parent=make_unit("虚构县"))


@pytest.fixture
def officer(bureau: Unit) -> Client:
    assert bureau.parent is not None
    return client(Role.ORGANISER_OFFICER, unit=bureau.parent)


def page(browser: Client, name: str, *numbers: int, **words: Any) -> str:
    answer = browser.get(reverse(name, args=numbers), words)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_shows_people_and_says_how_many(bureau: Unit, officer: Client) -> None:
    appoint(make_person(bureau, "王力"), make_post(bureau, "局长"))
    text = page(officer, "archive:people")
    assert "王\u3000力" in text
    assert "局长" in text
    assert "共 1 人" in text


def test_a_list_that_is_empty_says_why_and_what_to_do(bureau: Unit, officer: Client) -> None:
    assert "档案里还没有干部" in page(officer, "archive:people")
    make_person(bureau, "虚一")
    assert "没有符合条件的干部" in page(officer, "archive:people", q="无此人")


def test_the_search_of_the_frame_and_the_filters_of_the_list_work(
    bureau: Unit, officer: Client
) -> None:
    make_person(bureau, "虚甲某", birth="1991.01")
    make_person(bureau, "虚乙某", birth="1961.01", in_service=False)
    assert "虚乙某" not in page(officer, "archive:people")
    assert "虚乙某" in page(officer, "archive:people", service="all")
    text = page(officer, "archive:people", ages="-35", unit=bureau.pk, q="虚")
    assert "虚甲某" in text
    assert "虚甲某" in page(officer, "archive:people", ages="nonsense", unit="nonsense")


def test_the_list_ends_at_the_scope_and_the_file_beyond_it_does_not_exist(bureau: Unit) -> None:
    hidden = make_person(make_unit("县审计局", parent=bureau.parent), "外人甲")
    browser = client(Role.UNIT_HEAD, unit=bureau)
    assert "外人甲" not in page(browser, "archive:people", service="all")
    assert browser.get(reverse("archive:person", args=[hidden.pk])).status_code == 404
    assert browser.get(reverse("archive:unit", args=[hidden.unit_id])).status_code == 404


def test_opening_a_file_is_written_down_with_its_purpose(bureau: Unit) -> None:
    person = make_person(bureau, "虚一")
    browser = client(Role.UNIT_HEAD, unit=bureau)
    page(browser, "archive:person", person.pk)
    page(browser, "archive:person", person.pk)
    text = page(browser, "archive:person", person.pk, purpose="assessment")
    assert "用途：年度考核" in text
    rows = TrailRow.objects.filter(person=person.pk, verb="archive.read").order_by("pk")
    assert [row.purpose for row in rows] == ["日常管理", "年度考核"]


def sealed_person(unit: Unit) -> int:
    career = Career(
        name="虚一",
        authority=Authority.COUNTY,
        regime=Regime.CIVIL_SERVANT,
        unit=unit.full_name,
        identity="999999198001011234",
        family=(Relative("儿子", "虚小小"),),
        status_periods=(StatusPeriod(StatusKind.INVESTIGATION, date(2026, 1, 1), note="某案"),),
    )
    return actions.store(career=career, by=console("测试"), at=NOW)


def test_sealed_fields_open_with_a_purpose_and_not_without(bureau: Unit, officer: Client) -> None:
    number = sealed_person(bureau)
    secrets = ("999999198001011234", "虚小小", "某案", "立案审查")
    closed = page(officer, "archive:person", number)
    assert all(secret not in closed for secret in secrets)
    where = reverse("archive:unseal", args=[number])
    chosen = {"fields_": ["identity", "family", "status"]}
    answer = officer.post(where, chosen)
    assert answer.status_code == 422
    assert all(secret not in answer.content.decode() for secret in secrets)
    answer = officer.post(where, {**chosen, "purpose": "核对任免材料"})
    assert answer.status_code == 200
    assert all(secret in answer.content.decode() for secret in secrets)
    assert answer["Cache-Control"] == "no-store"
    assert TrailRow.objects.filter(verb="archive.unseal", purpose="核对任免材料").count() == 1


def test_who_may_not_unseal_is_offered_nothing_and_refused(bureau: Unit) -> None:
    number = sealed_person(bureau)
    browser = client(Role.UNIT_HEAD, unit=bureau)
    assert "密封信息" not in page(browser, "archive:person", number)
    where = reverse("archive:unseal", args=[number])
    answer = browser.post(where, {"fields_": ["identity"], "purpose": "看看"})
    assert answer.status_code == 403
    assert TrailRow.objects.filter(verb="archive.unseal", outcome="refused").count() == 1


def test_units_stand_below_their_parents(bureau: Unit, officer: Client) -> None:
    make_person(bureau)
    text = page(officer, "archive:units")
    assert text.index("虚构县</a>") < text.index("县财政局</a>")
    assert "共 2 个单位" in text


def test_a_unit_shows_quota_used_and_vacant(bureau: Unit, officer: Client) -> None:
    post = make_post(bureau, "副局长")
    post.quota = 3
    post.save()
    appoint(make_person(bureau, "虚一"), post)
    assert "职数 3，现任 1，空缺 2" in page(officer, "archive:unit", bureau.pk)


def test_who_sat_here_on_a_day_is_answered(bureau: Unit, officer: Client) -> None:
    team = Team.objects.create(unit=bureau, name="县财政局党组")
    post = make_post(bureau, "局长", in_team=True)
    before, now = make_person(bureau, "前任甲"), make_person(bureau, "现任乙")
    appoint(before, post, first_day=date(2020, 1, 1), last_day=date(2023, 6, 30), team=team)
    appoint(now, post, first_day=date(2023, 7, 1), team=team)
    text = page(officer, "archive:team", bureau.pk, on="2023-06-30")
    assert "前任甲" in text
    assert "现任乙" not in text
    assert "现任乙" in page(officer, "archive:team", bureau.pk)
    answer = officer.get(reverse("archive:team", args=[bureau.pk]), {"on": "上个月"})
    assert answer.status_code == 422


def test_who_may_not_read_files_sees_names_without_links(bureau: Unit) -> None:
    person = make_person(bureau, "虚一二")
    appoint(person, make_post(bureau, "局长"))
    browser = client(Role.JOINT_MEETING_MEMBER, unit=bureau)
    text = page(browser, "archive:team", bureau.pk)
    assert "虚一二" in text
    assert reverse("archive:person", args=[person.pk]) not in text
    assert browser.get(reverse("archive:person", args=[person.pk])).status_code == 403


def test_a_transfer_is_recorded_from_the_page(bureau: Unit, officer: Client) -> None:
    person = make_person(bureau, "虚一")
    appoint(person, make_post(bureau, "科员"), first_day=date(2020, 1, 1))
    post = make_post(bureau, "股长")
    where = reverse("archive:posts", args=[person.pk])
    assert officer.get(where).status_code == 200
    said = {"unit": bureau.pk, "post": post.pk, "way": "main", "first_day": "2026-10-01"}
    assert officer.post(where, {**said, "first_day": ""}).status_code == 422
    assert officer.post(where, said).status_code == 302
    career = careers_of([Person.objects.select_related("unit").get()])[person.pk]
    assert [(one.post, one.last_day) for one in career.appointments] == [
        ("科员", date(2026, 9, 30)),
        ("股长", None),
    ]
    again = officer.post(where, {**said, "first_day": "2026-09-01"})
    assert again.status_code == 422
    assert "调动日期须晚于这一天" in again.content.decode()


def test_a_post_is_ended_and_a_status_recorded_from_the_page(bureau: Unit, officer: Client) -> None:
    person = make_person(bureau, "虚一")
    held = appoint(person, make_post(bureau, "科员"), first_day=date(2020, 1, 1))
    where = reverse("archive:posts", args=[person.pk])
    early = officer.post(where, {"appointment": held.pk, "last_day": "2019-01-01"})
    assert early.status_code == 422
    assert (
        officer.post(where, {"appointment": held.pk, "last_day": "2026-01-31"}).status_code == 302
    )
    where = reverse("archive:status", args=[person.pk])
    said = {"kind": str(StatusKind.RETIRED), "first_day": "2026-02-01"}
    assert officer.post(where, said).status_code == 302
    assert not Person.objects.get().in_service
    reader = client(Role.UNIT_HEAD, unit=bureau)
    assert reader.get(where).status_code == 403


def upload(*rows: list[Any]) -> SimpleUploadedFile:
    return SimpleUploadedFile("名册.xlsx", workbook(HEADINGS, *rows))


def test_a_roster_is_looked_at_and_then_imported(bureau: Unit, officer: Client) -> None:
    make_post(bureau, "科员", level=PostLevel.STAFF)
    where = reverse("organiser:import")
    assert officer.get(where).status_code == 200
    row = ["虚新人", "县财政局", "科员", "2022.03", "1984.07", "汉"]
    said = {"file": upload(row), "authority": "county", "regime": "civil_servant"}
    answer = officer.post(where, said)
    assert answer.status_code == 200
    assert "确认导入" in answer.content.decode()
    assert Person.objects.count() == 0
    assert officer.post(reverse("organiser:import_apply")).status_code == 302
    assert Person.objects.get().name == "虚新人"
    assert "新增 1 人" in page(officer, "archive:people")
    again = officer.post(where, {**said, "file": upload(row)})
    assert "完全一致" in again.content.decode()
    assert "确认导入" not in again.content.decode()


def test_problems_are_listed_by_cell_and_nothing_can_be_confirmed(
    bureau: Unit, officer: Client
) -> None:
    file = upload(["虚一", "县水产局", "科员", "2022.03", "不详", "汉"])
    text = officer.post(reverse("organiser:import"), {"file": file}).content.decode()
    assert "名册 B2" in text
    assert "名册 E2" in text
    assert "确认导入" not in text
    officer.post(reverse("organiser:import_apply"))
    assert Person.objects.count() == 0
    assert "请重新上传" in page(officer, "organiser:import")


def test_a_file_that_is_no_roster_is_refused_beside_the_field(officer: Client) -> None:
    file = SimpleUploadedFile("a.xlsx", b"just text")
    answer = officer.post(reverse("organiser:import"), {"file": file})
    assert answer.status_code == 422
    assert "这不是 .xlsx 工作簿" in answer.content.decode()
    assert officer.post(reverse("organiser:import"), {}).status_code == 422


def test_an_export_needs_a_purpose_and_gives_a_roster(bureau: Unit, officer: Client) -> None:
    appoint(make_person(bureau, "王力"), make_post(bureau, "局长"))
    where = reverse("organiser:export")
    assert officer.get(where, {"unit": bureau.pk}).status_code == 200
    assert officer.post(where, {"unit": bureau.pk, "purpose": "核对"}).status_code == 422
    assert officer.post(where, {"unit": bureau.pk, "kind": "other"}).status_code == 422
    answer = officer.post(where, {"unit": bureau.pk, "kind": "meeting"})
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    assert len(read_roster(answer.content).rows) == 1
    empty = make_unit("空单位", parent=bureau)
    assert officer.post(where, {"unit": empty.pk, "kind": "check"}).status_code == 422


def test_the_list_and_the_file_cost_the_same_for_one_and_for_many(
    bureau: Unit, officer: Client
) -> None:
    post = make_post(bureau, "科员")
    first = make_person(bureau, "虚一")
    appoint(first, post)
    page(officer, "archive:person", first.pk)

    def costs() -> list[int]:
        found = []
        for name, numbers in (
            ("archive:people", ()),
            ("archive:person", (first.pk,)),
            ("archive:unit", (bureau.pk,)),
            ("archive:team", (bureau.pk,)),
            ("archive:units", ()),
        ):
            with CaptureQueriesContext(connection) as queries:
                page(officer, name, *numbers)
            found.append(len(queries))
        return found

    before = costs()
    for year in range(2000, 2012):
        appoint(make_person(bureau), post)
        appoint(
            first,
            make_post(bureau),
            first_day=date(year, 1, 1),
            last_day=date(year, 9, 1),
            main=False,
        )
    assert costs() == before
