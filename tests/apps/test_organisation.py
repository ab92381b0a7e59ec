"""The county's name, what the centre leaves open, and the calendar with its corrections."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from dandang.apps.audit.models import TrailRow
from dandang.apps.files.models import File
from dandang.apps.organisation import actions as organisation
from dandang.apps.organisation import queries
from dandang.apps.organisation.actions import LocalDocument
from dandang.apps.organisation.models import CalendarDay, County, Setting
from dandang.apps.organisation.register import register
from dandang.apps.permits.actor import Actor
from dandang.apps.rounds import actions as rounds
from dandang.apps.rounds.queries import running
from dandang.policy.parameters import LocalValue
from dandang.terms.access import Role
from dandang.terms.organisation import Confidence
from dandang.terms.refusal import NotFound, NotPermitted, Refusal
from makers import NOW, make_actor, make_unit
from round_at_hand import MORNING, RoundAtHand
from seeding import seed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folders")]
DOCUMENT = LocalDocument("虚组〔2026〕1号", "考核办法（虚构）", date(2026, 9, 1))
DAYS = "objection.assign_days"


@pytest.fixture
def officer() -> Actor:
    return make_actor(Role.ORGANISER_OFFICER, unit=make_unit("虚构县"), name="陈例")


def give(officer: Actor, value: str, key: str = DAYS, document: LocalDocument = DOCUMENT) -> None:
    organisation.set_setting(key=key, value=value, document=document, by=officer, at=NOW)


def test_before_the_county_says_otherwise_the_default_of_the_register_holds() -> None:
    assert queries.setting(DAYS) == "3"
    assert queries.setting("letters.prefix") == "组考告"
    with pytest.raises(KeyError):
        queries.setting("nothing.declared")


def test_a_value_holds_with_its_document_and_the_earlier_ones_stay_on_record(
    officer: Actor,
) -> None:
    give(officer, "5")
    later = replace(DOCUMENT, number="虚组〔2026〕8号", since=date(2026, 11, 1))
    give(officer, "2", document=later)
    assert queries.setting(DAYS) == "2"
    line = next(each for each in queries.settings(officer) if each.declared.key == DAYS)
    assert [(entry.value, entry.document, entry.since) for entry in line.entries] == [
        ("2", "虚组〔2026〕8号", date(2026, 11, 1)),
        ("5", "虚组〔2026〕1号", date(2026, 9, 1)),
    ]
    assert line.current is not None and line.current.set_by == "陈例"
    changes = TrailRow.objects.filter(subject_kind="setting").order_by("pk")
    assert [row.details["before"] for row in changes] == [None, "5"]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (DAYS, "0", "value_outside"),
        (DAYS, "31", "value_outside"),
        (DAYS, "三", "value_outside"),
        (DAYS, "3.5", "value_outside"),
        ("scheme.least", "4", "value_outside"),
        ("scheme.quorum", "1/3", "value_unknown"),
        ("letters.prefix", "", "text_unfit"),
        ("letters.prefix", "组考〔告〕", "text_unfit"),
        ("letters.prefix", "一二三四五六七八九十一二三", "text_unfit"),
        ("salary.base", "3", "setting_unknown"),
    ],
)
def test_a_value_outside_its_bounds_is_refused(
    officer: Actor, key: str, value: str, code: str
) -> None:
    with pytest.raises(Refusal, match=code):
        give(officer, value, key=key)
    assert Setting.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"number": " "}, "setting_document_missing"),
        ({"name": ""}, "setting_document_missing"),
        ({"since": NOW.date() + timedelta(days=1)}, "since_ahead"),
        ({"since": date(2026, 8, 31)}, "since_before"),
    ],
)
def test_a_value_without_a_document_or_on_an_impossible_day_is_refused(
    officer: Actor, change: dict[str, object], code: str
) -> None:
    give(officer, "5")
    with pytest.raises(Refusal, match=code):
        give(officer, "6", document=replace(DOCUMENT, **change))
    assert queries.setting(DAYS) == "5"


def test_settings_are_kept_by_who_keeps_the_whole_county(officer: Actor) -> None:
    leader = make_actor(Role.LEADER, unit=make_unit())
    below = make_actor(Role.ORGANISER_OFFICER, unit=make_unit(parent=make_unit()))
    for other in (leader, below):
        with pytest.raises(NotPermitted):
            give(other, "5")
        with pytest.raises(NotPermitted):
            queries.settings(other)


def test_the_scan_of_a_document_is_kept_and_shown_only_where_it_is_cited(officer: Actor) -> None:
    scanned = replace(DOCUMENT, scan=("办法.pdf", b"%PDF-1.4 "))
    give(officer, "5", document=scanned)
    kept = File.objects.get()
    assert queries.setting_scan(officer, kept.pk).content == b"%PDF-1.4 "
    Setting.objects.update(scan=None)
    with pytest.raises(NotFound):
        queries.setting_scan(officer, kept.pk)


def test_a_refused_value_leaves_no_scan_behind(officer: Actor) -> None:
    with pytest.raises(Refusal, match="wrong_kind"):
        give(officer, "5", document=replace(DOCUMENT, scan=("办法.exe", b"MZ")))
    assert (Setting.objects.count(), File.objects.count()) == (0, 0)


def test_what_has_no_document_is_counted_until_it_has_one(officer: Actor) -> None:
    count = queries.without_document()
    give(officer, "3")
    assert queries.without_document() == count - 1 == len(register()) - 2


def test_rules_read_what_the_county_fixed_with_its_document(officer: Actor) -> None:
    assert queries.local(on=NOW.date()).settings == {}
    give(officer, "12", key="measure.admonition_months")
    give(officer, "yes", key="rank.quota_pooling")
    give(officer, "4/5", key="selection.turnout")
    give(officer, "5")
    said = "虚组〔2026〕1号 考核办法（虚构）"
    assert queries.local(on=NOW.date()).settings == {
        "measure.admonition_months": LocalValue(12, said),
        "rank.quota_pooling": LocalValue(True, said),
        "selection.turnout": LocalValue("4/5", said),
    }


def test_what_was_not_yet_in_force_or_has_no_document_does_not_bind_rules(officer: Actor) -> None:
    give(officer, "12", key="measure.admonition_months")
    assert queries.local(on=date(2026, 8, 31)).settings == {}
    Setting.objects.create(key="measure.admonition_months", value="3")
    found = queries.local(on=date(2026, 9, 1)).settings["measure.admonition_months"]
    assert found.value == 12


def test_rules_count_days_by_the_countys_calendar(officer: Actor) -> None:
    day = date(2026, 9, 23)
    organisation.correct_day(day=day, working=False, document="虚1号", by=officer, at=NOW)
    assert queries.local(on=day).calendar.is_working(day) is False


def test_the_deadline_of_an_objection_is_as_the_county_says(officer: Actor) -> None:
    hand = RoundAtHand(seed()).to_review().publish()
    hand.serve(2)
    Setting.objects.create(key=DAYS, value="1", document="虚1号")
    rounds.object_to_result(ratee=hand.ratee(2).pk, text="请复核", by=hand.cadre, at=MORNING)
    page = running.ratee_page(hand.officer, hand.ratee(2).pk)
    assert page.cases[0].due == date(2026, 9, 22)


def test_a_new_round_begins_with_what_the_county_has_fixed() -> None:
    for key, value in (
        ("scheme.objection_days", "7"),
        ("scheme.quorum", "4/5"),
        ("scheme.least", "6"),
        ("scheme.decimals", "1"),
    ):
        Setting.objects.create(key=key, value=value, document="虚1号")
    hand = RoundAtHand(seed()).make()
    scheme = running.round_page(hand.officer, hand.number).scheme
    assert (scheme.objection_working_days, str(scheme.quorum)) == (7, "4/5")
    assert (scheme.least, scheme.decimals) == (6, 1)


def test_what_is_said_about_a_central_text_names_it_and_how_far_it_was_verified() -> None:
    for each in register().values():
        silent = each.confidence is Confidence.OPEN
        assert bool(each.source) != silent and bool(each.says) != silent, each.key


def test_the_county_is_named_and_whether_it_is_invented_is_said_once(officer: Actor) -> None:
    name = {"name": "清源县", "office": "中共清源县委组织部", "by": officer, "at": NOW}
    organisation.name_county(fictitious=False, **name)
    organisation.name_county(fictitious=False, **{**name, "office": "清源县委组织部"})
    assert queries.county().office == "清源县委组织部"
    with pytest.raises(Refusal, match="fictitious_for_good"):
        organisation.name_county(fictitious=True, **name)
    with pytest.raises(Refusal, match="name_missing"):
        organisation.name_county(fictitious=False, **{**name, "name": " "})
    assert County.objects.get().fictitious is False


def test_a_day_is_corrected_with_a_document_and_the_correction_dropped(officer: Actor) -> None:
    monday = date(2026, 11, 23)
    keep = {"day": monday, "working": False, "by": officer, "at": NOW}
    with pytest.raises(Refusal, match="document_missing"):
        organisation.correct_day(document=" ", **keep)
    organisation.correct_day(document="虚府〔2026〕9号", **keep)
    assert queries.calendar().deadline(date(2026, 11, 20), 1).day == date(2026, 11, 24)
    with pytest.raises(Refusal, match="day_drop_instead"):
        organisation.correct_day(document="虚府〔2026〕9号", **{**keep, "working": True})
    organisation.drop_correction(day=monday, by=officer, at=NOW)
    assert queries.calendar().deadline(date(2026, 11, 20), 1).day == monday
    with pytest.raises(NotFound):
        organisation.drop_correction(day=monday, by=officer, at=NOW)
    assert TrailRow.objects.filter(subject_kind="calendar").count() == 2


def test_a_day_that_is_so_already_is_not_corrected(officer: Actor) -> None:
    with pytest.raises(Refusal, match="day_as_published"):
        organisation.correct_day(
            day=date(2026, 10, 1), working=False, document="虚1号", by=officer, at=NOW
        )


def test_only_who_keeps_the_county_corrects_its_calendar() -> None:
    leader = make_actor(Role.LEADER, unit=make_unit())
    with pytest.raises(NotPermitted):
        organisation.correct_day(
            day=date(2026, 11, 23), working=False, document="虚1号", by=leader, at=NOW
        )
    with pytest.raises(NotPermitted):
        queries.calendar_year(leader, 2026)


NOTICE = "休 1月1日至3日\n休 2月5日至11日\n班 1月31日、2月14日\n"


def test_a_year_entered_whole_from_its_notice_counts_as_known(officer: Actor) -> None:
    before = queries.calendar().deadline(date(2027, 1, 29), 1)
    assert (before.day, before.provisional) == (date(2027, 2, 1), True)
    organisation.enter_year(
        year=2027, text=NOTICE, document="国办发明电（虚构）", by=officer, at=NOW
    )
    after = queries.calendar().deadline(date(2027, 1, 29), 1)
    assert (after.day, after.provisional) == (date(2027, 1, 31), False)
    page = queries.calendar_year(officer, 2027)
    assert (page.provisional, page.document) == (False, "国办发明电（虚构）")
    # Weekends within a holiday differ from no usual week and need no correction.
    assert [line.day.isoformat() for line in page.corrections if line.day.month == 1] == [
        "2027-01-01",
        "2027-01-31",
    ]


@pytest.mark.parametrize(("year", "code"), [(2026, "year_known"), (2028, "year_too_far")])
def test_years_are_entered_one_after_the_other(officer: Actor, year: int, code: str) -> None:
    with pytest.raises(Refusal, match=code):
        organisation.enter_year(year=year, text=NOTICE, document="虚1号", by=officer, at=NOW)
    assert CalendarDay.objects.count() == 0


def test_a_year_page_shows_each_day_once_and_what_is_unusual(officer: Actor) -> None:
    page = queries.calendar_year(officer, 2026)
    cells = [cell for month in page.months for week in month for cell in week if cell]
    assert len(cells) == 365
    unusual = {cell.day for cell in cells if cell.unusual}
    assert date(2026, 10, 1) in unusual and date(2026, 11, 23) not in unusual
    assert queries.calendar_year(officer, 2027).provisional
