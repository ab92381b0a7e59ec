"""The first hour of a house: from an empty folder through `dandang init` to a first ballot."""

import base64
import io
import re
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from dandang.kit import totp
from dandang.kit.clock import BEIJING
from stage import People, served
from upkeep.houses import House, empty_house

COUNTY = "虚原县"
UNITS = (("县农经局", "县级部门", "县农经局领导班子"), ("虚口镇", "乡镇", "虚口镇领导班子"))
POSTS = (
    ("局长", "乡科级正职", True, "1"),
    ("副局长", "乡科级副职", True, "2"),
    ("科长", "股级", False, "2"),
    ("科员", "科员及以下", False, "8"),
)
PASSWORD = "Quiet harbour 7"
SECRET = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}")
CODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{3}")
OPENED = (
    ("panel", "虚评审", "评审组成员", COUNTY),
    ("unit", "虚人事", "单位人事干部", "县农经局"),
    ("discipline", "虚纪检", "纪检监察干部", COUNTY),
)


@pytest.fixture
def founded(tmp_path: Path) -> Iterator[House]:
    """A house of nothing yet, on the database that the tests run on."""
    with empty_house(tmp_path) as house:
        yield house


def test_a_house_is_founded_and_comes_to_its_first_ballot(
    founded: House, chromium: Browser, tmp_path: Path
) -> None:
    slips = tmp_path / "slips.pdf"
    said = founded.run("init", "--county", COUNTY, "--fictitious", "--out", str(slips))
    assert said.code == 0, said.text
    assert SECRET.search(said.text) is None
    first = _first_passwords(slips)
    assert set(first) == {"system", "security", "audit", "organiser"}
    with served(founded.environment, tmp_path / "server.log") as site:
        people = People(chromium, site)
        try:
            _first_hour(people, first)
        finally:
            for page in people.pages:
                page.context.close()
        assert people.wrong == []


def _first_hour(people: People, first: dict[str, str]) -> None:
    officer = _entered(people, "organiser", first["organiser"])
    expect(officer.get_by_text("单位树还没有建立")).to_be_visible()
    _import_units(officer)
    _import_roster(officer)
    _fix_setting(officer)

    system = _entered(people, "system", first["system"])
    system.goto(people.site.url("/oversight/network/"))
    system.get_by_label("依据文件").fill("虚保〔2026〕1号：单机运行，不接入任何网络（虚构）")
    system.get_by_role("button", name="登记").click()
    expect(system.get_by_text("已登记，依据")).to_be_visible()
    told = [_opened(system, name, whose) for name, whose, _, _ in OPENED]
    cadres = _batch(system)
    assert len(cadres) == 3

    security = _entered(people, "security", first["security"])
    security.get_by_role("link", name=re.compile("授予干部本人|待授予")).first.click()
    security.get_by_role("button", name="全部授予干部本人").click()
    for name, _, role, unit in OPENED:
        _grant(security, people, name, role, unit)

    officer.goto(people.site.url("/readiness/"))
    for done in (
        "单位树有 3 个单位",
        "4 个职务都已核定职数",
        "已授权：评审组成员 1 人",
        "网络类别已登记",
    ):
        expect(officer.get_by_text(done)).to_be_visible()
    number, codes = _round(officer)
    assert len(codes) == 12
    _cast(people, number, codes[0])

    panellist = _entered(people, "panel", told[0])
    expect(panellist.get_by_role("heading", name="等我办理")).to_be_visible()
    auditor = _entered(people, "audit", first["audit"])
    auditor.goto(people.site.url("/oversight/trail/?text=dandang+init"))
    expect(auditor.get_by_text("dandang init").first).to_be_visible()


def _first_passwords(slips: Path) -> dict[str, str]:
    """What the sealed slips tell: the one-time password of each sign-in name."""
    assert slips.stat().st_mode & 0o777 == 0o600
    told = {}
    for sheet in PdfReader(slips).pages:
        text = sheet.extract_text()
        name = next(name for name in ("system", "security", "audit", "organiser") if name in text)
        found = SECRET.search(text.replace(" ", ""))
        assert found is not None
        told[name] = found[0]
    return told


def _entered(people: People, name: str, password: str) -> Page:
    """Signed in for the first time: an own password, and the second factor where one is asked for."""
    page = people.visitor()
    page.goto(people.site.url("/"))
    page.get_by_label("登录名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    page.goto(people.site.url("/archive/units/"))
    expect(page.get_by_role("heading", name="修改密码")).to_be_visible()
    page.get_by_label("现在的密码").fill(password)
    page.get_by_label("新密码", exact=True).fill(PASSWORD)
    page.get_by_label("再输一次新密码").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="修改密码").click()
    page.goto(people.site.url("/"))
    if name in {"system", "security", "audit"}:
        expect(page.get_by_role("heading", name="启用动态口令")).to_be_visible()
        page.get_by_text("不能扫码时手工输入").click()
        letters = page.locator(".dd-secret").first.inner_text().replace(" ", "")
        secret = base64.b32decode(letters + "=" * (-len(letters) % 8))
        step = totp.step_of(datetime.now(BEIJING))
        page.locator("main").get_by_role("textbox").fill(totp.code(secret, step))
        page.get_by_role("button", name="启用", exact=True).click()
        expect(page.get_by_role("heading", name="恢复码")).to_be_visible()
        page.get_by_role("link", name="已收好，回首页").click()
    return page


def _import_units(officer: Page) -> None:
    """Two units below the county, and the posts of one with its team and their quotas."""
    _import_list(
        officer,
        "units",
        [
            {
                "单位名称": name,
                "上级单位": COUNTY,
                "单位类别": kind,
                "班子名称": team,
                "排序": str(place),
            }
            for place, (name, kind, team) in enumerate(UNITS, start=1)
        ],
    )
    _import_list(
        officer,
        "posts",
        [
            {
                "单位": "县农经局",
                "职务名称": title,
                "职务层次": level,
                "班子成员职务": "是" if team else "否",
                "职数": quota,
                "排序": str(place),
            }
            for place, (title, level, team, quota) in enumerate(POSTS, start=1)
        ],
    )


def _import_list(officer: Page, code: str, rows: list[dict[str, str]]) -> None:
    """A list filled in from the empty one that the page hands out."""
    officer.goto(_site(officer) + f"/lists/{code}/import/")
    with officer.expect_download() as blank:
        officer.get_by_role("link", name="下载空表").click()
    book = load_workbook(io.BytesIO(Path(blank.value.path()).read_bytes()))
    sheet = book.worksheets[0]
    heads = [str(cell.value) for cell in sheet[1]]
    for row in rows:
        named = {next(head for head in heads if head.startswith(word)): row[word] for word in row}
        sheet.append([named.get(head, "") for head in heads])
    _upload(officer, f"{code}.xlsx", book)
    expect(officer.get_by_text(f"新增 {len(rows)} 行")).to_be_visible()
    officer.get_by_role("button", name="确认导入").click()


def _import_roster(officer: Page) -> None:
    """Twelve people of one unit: three in the team, two heads of sections, the rest."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    heads = "姓名 单位 现任职务 性别 民族 出生年月 任现职时间 职务层次 人员类别 干部管理权限"
    sheet.append(heads.split())
    for place in range(12):
        team = place < 3
        post = ("局长", "副局长", "副局长")[place] if team else ("科长" if place < 5 else "科员")
        level = (
            ("乡科级正职", "乡科级副职", "乡科级副职", "股级", "股级")[place]
            if place < 5
            else "科员及以下"
        )
        told = (
            f"虚{'甲乙丙丁戊己庚辛壬癸子丑'[place]}",
            "县农经局",
            post,
            "女" if place % 3 else "男",
            "汉族",
            f"19{70 + place}.0{place % 9 + 1}",
            "2024.03",
            level,
            "公务员",
            "县管" if team else "单位管理",
        )
        sheet.append(list(told))
    officer.get_by_role("link", name="导入名册").first.click()
    _upload(officer, "名册.xlsx", book)
    expect(officer.get_by_text("新增 12 人")).to_be_visible()
    officer.get_by_role("button", name="确认导入").click()


def _upload(officer: Page, name: str, book: Workbook) -> None:
    content = io.BytesIO()
    book.save(content)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    officer.locator("main input[type=file]").set_input_files(
        {"name": name, "mimeType": kind, "buffer": content.getvalue()}
    )
    officer.get_by_role("button", name="试导入").click()


def _fix_setting(officer: Page) -> None:
    officer.goto(_site(officer) + "/organiser/settings/")
    box = officer.locator("[id='objection.answer_days']")
    box.get_by_text("填写本地文件和取值").click()
    box.get_by_label(re.compile("取值")).fill("8")
    box.get_by_label("文号").fill("虚组〔2026〕3号")
    box.get_by_label("文件名称").fill("考核异议办理办法（虚构）")
    box.get_by_label("施行日期").fill("2026-01-01")
    box.get_by_role("button", name="登记").click()
    expect(officer.get_by_text("8 个工作日").first).to_be_visible()


def _site(page: Page) -> str:
    return "/".join(page.url.split("/")[:3])


def _opened(system: Page, name: str, whose: str) -> str:
    """The one-time password of an account opened by hand."""
    system.goto(_site(system) + "/oversight/accounts/new/")
    system.get_by_label("姓名").fill(whose)
    system.get_by_label("登录名").fill(name)
    system.get_by_label("账号类别").select_option(label="业务")
    system.get_by_role("button", name="开设账号").click()
    return system.locator(".dd-secret").inner_text()


def _batch(system: Page) -> list[str]:
    """Accounts of the county-managed cadres, opened in the background; the passwords on their slips."""
    system.goto(_site(system) + "/oversight/batches/new/")
    system.get_by_label("单位").select_option(label=COUNTY)
    system.get_by_label("登录名前缀").fill("gb-")
    system.get_by_role("button", name="开始开设").click()
    until = time.monotonic() + 60
    while "已开完" not in system.locator("main").inner_text() and time.monotonic() < until:
        time.sleep(1)
        system.reload()
    with system.expect_download() as slips:
        system.get_by_role("button", name="下载密码单（仅一次）").click()
    text = "".join(sheet.extract_text() for sheet in PdfReader(slips.value.path()).pages)
    system.reload()
    expect(system.get_by_text("系统不再留有密码")).to_be_visible()
    return SECRET.findall(text.replace(" ", ""))


def _grant(security: Page, people: People, name: str, role: str, unit: str) -> None:
    security.goto(people.site.url(f"/oversight/grants/?text={name}"))
    security.get_by_role("link", name=re.compile(f"授权与收回 {name}")).click()
    security.get_by_label("角色").select_option(label=role)
    options = security.get_by_label("管理范围").locator("option").all_inner_texts()
    security.get_by_label("管理范围").select_option(
        label=next(each for each in options if each.strip().endswith(unit))
    )
    security.get_by_role("button", name="授予", exact=True).click()
    expect(security.get_by_role("rowheader", name=role)).to_be_visible()


def _round(officer: Page) -> tuple[int, list[str]]:
    """The first round, from its name to an open box; its number and the codes on the slips."""
    officer.goto(_site(officer) + "/organiser/rounds/new/")
    officer.get_by_label("考核名称").fill("县农经局领导班子成员2026年度考核（虚构）")
    officer.get_by_label("单位", exact=True).select_option(label=f"{COUNTY}/县农经局")
    officer.get_by_role("button", name="建立考核").click()
    officer.wait_for_url(re.compile(r"/organiser/rounds/\d+/$"))
    number = int(officer.url.rstrip("/").rpartition("/")[2])
    officer.get_by_role("button", name="冻结名册").click()
    officer.get_by_role("link", name="核对方案").click()
    officer.get_by_role("button", name="保存方案").click()
    expect(officer.get_by_text("方案已保存。")).to_be_visible()
    officer.get_by_role("button", name="按规则产生评价人").click()
    expect(officer.get_by_text("已按规则产生评价人 12 人。")).to_be_visible()
    officer.get_by_role("link", name="返回考核").click()
    with officer.expect_download() as download:
        officer.get_by_role("button", name="印制测评票").click()
    officer.reload()
    text = "".join(sheet.extract_text() for sheet in PdfReader(download.value.path()).pages)
    officer.get_by_role("button", name="开启票箱").click()
    expect(officer.get_by_role("button", name="封箱")).to_be_visible()
    return number, sorted(set(CODE.findall(text.replace(" ", ""))))


def _cast(people: People, number: int, code: str) -> None:
    phone = people.visitor("phone")
    phone.goto(people.site.url(f"/b/{number}/#{code.replace('-', '')}"))
    for place in range(3):
        for question in phone.locator("section.person").nth(place).locator("fieldset").all():
            question.get_by_role("radio", name="优秀", exact=True).check()
        if place < 2:
            phone.get_by_role("button", name="下一人").click()
    phone.get_by_role("button", name="核对并投票").click()
    phone.get_by_role("button", name="投入票箱").click()
    expect(phone.get_by_text("没有人知道是谁投的").first).to_be_visible()
