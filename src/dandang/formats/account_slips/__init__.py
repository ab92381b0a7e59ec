"""Slips with first passwords (账号密码单) in PDF: a page each to fold and seal, or many to a sheet."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.resources import files

import typst
from noto_cjk_sans_otc import FONT_PATH

# The file tells no time.
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Slip:
    """One slip: whose it is, his unit or role, sign-in name, first password, and what to do first."""

    name: str
    place: str
    sign_in_name: str
    password: str
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What stands on every slip: the office, where to sign in, how many days the password lasts."""

    office: str
    address: str
    days: int
    fictitious: bool


def sealed_pdf(slips: Sequence[Slip], told: Told) -> bytes:
    """One page a slip: the password is folded inside, the lower third is the cover."""
    return _drawn("sealed", slips, told)


def sheets_pdf(slips: Sequence[Slip], told: Told) -> bytes:
    """Ten slips a page to be cut, each unit beginning a new page, in the order given."""
    return _drawn("sheets", slips, told)


def in_words(slips: Sequence[Slip], told: Told) -> str:
    """The same slips as plain lines, for a terminal."""
    lines = []
    for slip in slips:
        lines += ["", f"{slip.place}　{slip.name}", f"  登录名    {slip.sign_in_name}"]
        lines += [f"  初始密码  {slip.password}", *(f"  · {step}" for step in slip.first)]
    return "\n".join([*lines, "", f"登录地址：{told.address}　初始密码 {told.days} 天内有效"])


def _drawn(shape: str, slips: Sequence[Slip], told: Told) -> bytes:
    data = {"shape": shape, "slips": [asdict(slip) for slip in slips], **asdict(told)}
    drawn = typst.Compiler(
        files("dandang.formats.account_slips").joinpath("account_slips.typ").read_bytes(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[str(FONT_PATH.parent)]),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    ).compile(format="pdf", timestamp=_NO_DAY)
    assert isinstance(drawn, bytes)
    return drawn
