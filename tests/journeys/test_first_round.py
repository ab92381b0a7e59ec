"""One whole round as people live it: from the frozen roster to an answered objection."""

import io
import re
import urllib.parse
import urllib.request
from fractions import Fraction

import docx
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from copied import CopiedDatabase
from dandang.apps.units.models import Post
from dandang.terms.access import Role
from dandang.terms.people import PostLevel
from seeding import House, seed
from stage import People

TITLE = "县水务局领导班子成员2026年度考核"
WEIGHTS = (20, 20, 15, 30, 15)
VALUES = (95, 85, 75, 60)
CHOICES = ("excellent", "competent", "basic", "incompetent", "unknown")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
Sheet = list[int | None]


@pytest.fixture
def house(copied_db: CopiedDatabase) -> House:
    """A unit of 40: two principals, one more in the team, six section heads, thirty-one others."""
    house = seed(40)
    posts = list(Post.objects.filter(unit=house.near.unit).order_by("order"))
    for post in posts[:2]:
        post.level = str(PostLevel.TOWNSHIP_CHIEF)
    for post in posts[3:9]:
        post.level = str(PostLevel.SECTION)
    Post.objects.bulk_update(posts, ["level"])
    return house


def test_one_whole_round_from_the_roster_to_an_answered_objection(
    house: House, people: People
) -> None:
    officer = people.signed_in(str(Role.ORGANISER_OFFICER))
    number = _prepare(officer)
    slips = _print(officer)
    assert [len(slips[code]) for code in "ABC"] == [2, 7, 31]
    officer.get_by_role("button", name="开启票箱").click()
    expect(officer.get_by_role("button", name="封箱")).to_be_disabled()

    ballots = _rate(people, number, slips)
    officer.reload()
    expect(officer.get_by_text("不记名的承诺自封箱完成后完全生效")).to_be_visible()
    officer.get_by_role("button", name="封箱").click()
    expect(officer.get_by_text("票箱已封存")).to_be_visible()
    expected = _scores(ballots)
    _compute(officer, expected)

    names = [person.name for person in house.near.people[:3]]
    _decide(people, number, names)
    officer.goto(people.site.url(f"/organiser/rounds/{number}/"))
    officer.get_by_role("button", name="发布结果").click()
    expect(officer.get_by_text("已签发 3 份告知书")).to_be_visible()
    _read_letters(officer, number, names[2], expected[2])
    _serve(people, number, names[0])
    _object_from_paper(officer, number, names[0])

    cadre = people.signed_in(str(Role.CADRE), "phone")
    _object(cadre)
    _answer(people, officer, "维持原结果")
    cadre.reload()
    expect(cadre.get_by_text("复核认为，原评定依据充分。").first).to_be_visible()
    expect(cadre.get_by_role("heading", name="异议：已办结")).to_be_visible()
    expect(cadre.get_by_role("button", name="提出异议")).to_be_visible()


def _prepare(officer: Page) -> int:
    officer.get_by_role("link", name="考核", exact=True).click()
    officer.get_by_role("link", name="建立考核").first.click()
    officer.get_by_label("考核名称").fill(TITLE)
    officer.get_by_label("单位", exact=True).select_option(label="虚构县/县水务局")
    officer.get_by_role("button", name="建立考核").click()
    officer.wait_for_url(re.compile(r"/organiser/rounds/\d+/$"))
    number = int(officer.url.rstrip("/").rpartition("/")[2])
    officer.get_by_role("button", name="冻结名册").click()
    expect(officer.get_by_text("名册已冻结，共 40 人。")).to_be_visible()

    officer.get_by_role("link", name="核对方案").click()
    officer.get_by_label("小数位数").fill("三")
    officer.get_by_role("button", name="保存方案").click()
    expect(officer.get_by_text("“小数位数”应填数字")).to_be_visible()
    officer.get_by_label("小数位数").fill("3")
    officer.get_by_label("异议期限（工作日）").fill("7")
    officer.get_by_role("button", name="保存方案").click()
    expect(officer.get_by_text("方案已保存。")).to_be_visible()

    officer.get_by_role("button", name="按规则产生评价人").click()
    expect(officer.get_by_text("已按规则产生评价人 40 人。")).to_be_visible()
    officer.get_by_label("评价人").select_option(index=8)
    officer.get_by_label("回避事由").fill("与考核对象是夫妻关系（虚构）")
    officer.get_by_role("button", name="登记回避").click()
    expect(officer.get_by_text("回避已登记。")).to_be_visible()
    officer.get_by_role("link", name="返回考核").click()
    return number


def _print(officer: Page) -> dict[str, list[str]]:
    """The codes on the slips, by class, read from the PDF that the page hands over once."""
    with officer.expect_download() as download:
        officer.get_by_role("button", name="印制测评票").click()
    officer.reload()
    slips: dict[str, list[str]] = {"A": [], "B": [], "C": []}
    for sheet in PdfReader(download.value.path()).pages:
        text = sheet.extract_text().replace(" ", "")
        codes = CODE.findall(text)
        for code in slips:
            if codes and f"{code}票" in text:
                slips[code] += codes
    return slips


def _rate(people: People, number: int, slips: dict[str, list[str]]) -> dict[str, list[list[Sheet]]]:
    """Ballots of the two principals, six of seven in B and twenty-six of thirty-one in C."""
    ballots: dict[str, list[list[Sheet]]] = {"A": [], "B": [], "C": []}
    _on_a_phone(people, number, slips["B"][0])
    ballots["B"].append([[0] * 5 for _ in range(3)])
    _by_typing(people, number, slips["C"][0])
    ballots["C"].append([[1] * 5] + [[None] * 5 for _ in range(2)])
    for rater_class, first, last in (("A", 0, 2), ("B", 1, 6), ("C", 1, 26)):
        for place in range(first, last):
            ballot = _made_up(place, blanks=rater_class == "C")
            answer = _cast(people, number, slips[rater_class][place], ballot)
            assert "已投入票箱" in answer
            ballots[rater_class].append(ballot)
    again = _cast(people, number, slips["A"][0], ballots["A"][0])
    assert "内容相同，只计一次" in again
    other = _cast(people, number, slips["A"][0], [[3] * 5 for _ in range(3)])
    assert "不接受改投" in other
    return ballots


def _made_up(place: int, *, blanks: bool) -> list[Sheet]:
    ballot: list[Sheet] = []
    for ratee in range(3):
        sheet: Sheet = []
        for aspect in range(5):
            drawn = (place * 3 + ratee * 5 + aspect * 7) % 10
            left_open = blanks and (place + ratee + aspect) % 9 == 0
            choice = 0 if drawn < 5 - ratee else 1 if drawn < 8 else 2
            sheet.append(None if left_open else 4 if blanks and drawn == 9 else choice)
        ballot.append(sheet)
    return ballot


def _on_a_phone(people: People, number: int, code: str) -> None:
    phone = people.visitor("phone")
    phone.goto(people.site.url(f"/b/{number}/#{code.replace('-', '')}"))
    for place in range(3):
        for fieldset in phone.locator("section.person").nth(place).locator("fieldset").all():
            fieldset.get_by_role("radio", name="优秀", exact=True).check()
        if place < 2:
            phone.get_by_role("button", name="下一人").click()
    phone.get_by_role("button", name="核对并投票").click()
    phone.get_by_role("button", name="投入票箱").click()
    expect(phone.get_by_text("没有人知道是谁投的").first).to_be_visible()
    assert phone.context.cookies() == []


def _by_typing(people: People, number: int, code: str) -> None:
    desk = people.visitor()
    desk.goto(people.site.url(f"/b/{number}/"))
    desk.get_by_label(re.compile("票码")).fill(code.lower())
    desk.locator("main button[type=submit]").first.click()
    for fieldset in desk.locator("section.person").nth(0).locator("fieldset").all():
        fieldset.get_by_role("radio", name="称职", exact=True).check()
    desk.get_by_role("button", name="核对并投票").click()
    expect(desk.get_by_text("有 10 项没有填，按弃权处理。")).to_be_visible()
    desk.get_by_role("button", name="投入票箱").click()
    expect(desk.get_by_text("没有人知道是谁投的").first).to_be_visible()


def _cast(people: People, number: int, code: str, ballot: list[Sheet]) -> str:
    packed = bytes(0 if answer is None else answer + 1 for sheet in ballot for answer in sheet)
    fields = urllib.parse.urlencode({"code": code, "answers": packed.hex()}).encode()
    try:
        with urllib.request.urlopen(people.site.url(f"/b/{number}/cast/"), fields) as answer:
            return str(answer.read().decode())
    except urllib.error.HTTPError as refused:
        return refused.read().decode()


def _scores(ballots: dict[str, list[list[Sheet]]]) -> list[str]:
    """The scores of record worked out anew: A has two ballots and is pooled with B, 40 + 30."""
    groups = ((70, ballots["A"] + ballots["B"]), (30, ballots["C"]))
    shown = []
    for ratee in range(3):
        total = Fraction(0)
        for weight, members in groups:
            for aspect, of_aspect in enumerate(WEIGHTS):
                given = [ballot[ratee][aspect] for ballot in members]
                values = [VALUES[answer] for answer in given if answer is not None and answer < 4]
                assert len(values) >= 5
                total += Fraction(weight * of_aspect, 10_000) * Fraction(sum(values), len(values))
        thousandths = (total * 1000 * 2 + 1) // 2
        shown.append(f"{thousandths // 1000}.{thousandths % 1000:03d}")
    return shown


def _compute(officer: Page, expected: list[str]) -> None:
    for code, present, issued in (("A", 2, 1), ("B", 7, 7), ("C", 30, 30)):
        officer.locator(f"input[name=present-{code}]").fill(str(present))
        officer.locator(f"input[name=issued-{code}]").fill(str(issued))
    officer.get_by_role("button", name="计算得分").click()
    expect(officer.locator(".dd-notice")).to_contain_text("A票")
    for code, present, issued in (("A", 2, 2), ("B", 7, 7), ("C", 30, 30)):
        officer.locator(f"input[name=present-{code}]").fill(str(present))
        officer.locator(f"input[name=issued-{code}]").fill(str(issued))
    officer.get_by_role("button", name="计算得分").click()
    expect(officer.get_by_text("得分已计算，已转评审组。")).to_be_visible()
    officer.locator("summary", has_text="更多").click()
    officer.get_by_role("link", name="结果", exact=True).click()
    for score in expected:
        expect(officer.get_by_role("cell", name=score)).to_be_visible()
    total = officer.locator("tfoot tr")
    assert total.locator("td").all_inner_texts() == ["40", "39", "39", "34", "34", "0", "0"]


def _decide(people: People, number: int, names: list[str]) -> None:
    panel = people.signed_in(str(Role.PANELLIST))
    panel.get_by_role("link", name=re.compile("待评审等次")).click()
    panel.get_by_role("link", name=names[1]).click()
    proposed = panel.locator("input[name=grade]:checked").get_attribute("value")
    other = "基本称职" if proposed != "基本称职" else "称职"
    panel.get_by_label(other, exact=True).check()
    panel.get_by_role("button", name="评定等次").click()
    expect(panel.get_by_text("须写明理由")).to_be_visible()
    panel.get_by_label(other, exact=True).check()
    panel.get_by_label("理由").fill("专项检查发现问题未按期整改（虚构）")
    panel.get_by_role("button", name="评定等次").click()
    expect(panel.get_by_text("等次已评定。")).to_be_visible()
    panel.goto(people.site.url(f"/leaders/rounds/{number}/"))
    panel.get_by_role("button", name="其余按建议确认").click()
    expect(panel.get_by_text("已按建议确认 2 人。")).to_be_visible()


def _row(page: Page, name: str) -> Locator:
    return page.locator("tr", has=page.get_by_role("rowheader", name=name))


def _read_letters(officer: Page, number: int, name: str, score: str) -> None:
    officer.get_by_role("link", name="查看结果").click()
    with officer.expect_download() as pdf:
        _row(officer, name).get_by_role("link", name="PDF").click()
    text = "".join(page.extract_text() for page in PdfReader(pdf.value.path()).pages)
    assert name in text and score in text and "〔2026〕" in text
    with officer.expect_download() as word:
        _row(officer, name).get_by_role("link", name="Word").click()
    document = docx.Document(str(word.value.path()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    words = "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)
    assert name in words and score in words and "7" in words


def _serve(people: People, number: int, name: str) -> None:
    unit = people.signed_in(str(Role.UNIT_PERSONNEL_OFFICER))
    unit.get_by_role("link", name=re.compile("结果待送达")).click()
    _row(unit, name).get_by_role("link", name="登记送达").click()
    unit.get_by_label("送达方式").select_option(label="谈话告知")
    unit.get_by_label("谈话人或送达人").fill("水虚丁")
    unit.get_by_role("button", name="登记", exact=True).click()
    expect(unit.get_by_text("有 1 处需要修改")).to_be_visible()
    unit.get_by_label("在场人或见证人").fill("水虚戊")
    unit.get_by_role("button", name="登记", exact=True).click()
    expect(unit.get_by_text("已登记 1 人的送达")).to_be_visible()
    expect(unit.get_by_text("谈话人 水虚丁，在场 水虚戊")).to_be_visible()
    assert "优秀" not in unit.locator("main").inner_text()


def _object_from_paper(officer: Page, number: int, name: str) -> None:
    officer.reload()
    _row(officer, name).get_by_role("link", name="代录异议").click()
    today = officer.evaluate("new Date().toLocaleDateString('sv-SE')")
    officer.get_by_label("异议内容和理由").fill("对“勤”一项有异议（虚构）")
    officer.get_by_label("书面异议的日期").fill(today)
    officer.get_by_role("button", name="登记异议").click()
    expect(officer.get_by_text("代录书面材料须附扫描件")).to_be_visible()
    scan = io.BytesIO()
    Image.new("RGB", (600, 800), "white").save(scan, "PNG")
    officer.get_by_label("扫描件").set_input_files(
        {"name": "异议.png", "mimeType": "image/png", "buffer": scan.getvalue()}
    )
    officer.get_by_role("button", name="登记异议").click()
    expect(officer.get_by_text("书面异议已登记")).to_be_visible()
    expect(officer.get_by_role("cell", name=re.compile("代录"))).to_be_visible()


def _object(cadre: Page) -> None:
    cadre.get_by_role("link", name=re.compile("结果已发布")).click()
    expect(cadre.get_by_text("您的考核等次为")).to_be_visible()
    cadre.get_by_role("button", name="确认阅知").click()
    expect(cadre.get_by_text("已记录您阅知结果")).to_be_visible()
    cadre.get_by_role("button", name="提出异议").click()
    expect(cadre.get_by_text("请写明内容和理由。")).to_be_visible()
    cadre.get_by_label("异议内容和理由").fill("对“绩”一项有异议，请复核（虚构）")
    cadre.get_by_role("button", name="提出异议").click()
    expect(cadre.get_by_text("异议已提出")).to_be_visible()


def _answer(people: People, officer: Page, finding: str) -> None:
    officer.goto(people.site.url("/"))
    officer.get_by_role("link", name=re.compile("待指定异议答复人.*水虚丙")).first.click()
    offered = officer.get_by_label("答复人").locator("option").all_inner_texts()
    assert any("纪检监察干部" in each for each in offered)
    assert not any("组织部干部" in each or "评审组" in each for each in offered)
    officer.get_by_label("答复人").select_option(
        label=next(each for each in offered if "纪检监察干部" in each)
    )
    officer.get_by_role("button", name="指定答复人").click()
    expect(officer.get_by_text("已指定答复人，并已进入其待办。")).to_be_visible()

    discipline = people.signed_in(str(Role.DISCIPLINE_OFFICER))
    discipline.get_by_role("link", name=re.compile("待答复异议")).first.click()
    discipline.get_by_label(re.compile(finding)).check()
    discipline.get_by_label("答复内容和理由").fill("复核认为，原评定依据充分。")
    discipline.get_by_role("button", name="答复", exact=True).click()
    expect(discipline.get_by_text("答复已登记")).to_be_visible()

    officer.reload()
    officer.get_by_role("button", name="办结").click()
    expect(officer.get_by_text("异议已办结。")).to_be_visible()
