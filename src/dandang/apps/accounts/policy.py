"""The account policy (账号策略): every number of it with its default, its bounds and where it is from.

The defaults are the customary practice of 等保三级 (GB/T 22239-2019, 8.1.4.1). OWASP ASVS 5.0 asks
for no composition rules (6.2.5) and no periodic change (6.2.10): both can be switched off.
"""

from dataclasses import dataclass, fields
from enum import StrEnum

from dandang.terms.access import AccountKind
from dandang.terms.policy import FactorDuty, PolicyGroup

# A passphrase may always be as long as this.
MOST_LENGTH = 128


class Key(StrEnum):
    """项目: the names of the policy's values."""

    LENGTH = "password.length"
    KINDS = "password.kinds"
    DAYS = "password.days"
    HISTORY = "password.history"
    FIRST_DAYS = "password.first_days"
    TRIES = "sign_in.tries"
    LOCK_MINUTES = "sign_in.lock_minutes"
    IDLE_MINUTES = "session.idle_minutes"
    HOURS = "session.hours"
    FACTOR = "factor.duty"
    STALE_DAYS = "account.stale_days"
    CADRE_DAYS = "account.cadre_days"
    SLIP_DAYS = "account.slip_days"
    READ_HOUR = "reading.hour"
    READ_DAY = "reading.day"


@dataclass(frozen=True, slots=True)
class Item:
    """One value: its Chinese and English name, unit, default, bounds, and whether 0 switches it off.

    `choices` is set where the value is a word instead of a number.
    """

    key: Key
    group: PolicyGroup
    zh: str
    en: str
    unit: str
    default: str
    least: int = 0
    most: int = 0
    off_at: int | None = None
    choices: tuple[str, ...] = ()
    source: str = "customary"

    def takes(self, value: str) -> bool:
        """Whether `value` is one this item may have."""
        if self.choices:
            return value in self.choices
        # At most four ASCII digits: no sign, no full-width digit.
        plain = value.isascii() and value.isdecimal() and len(value) <= 4
        return plain and (self.least <= int(value) <= self.most or int(value) == self.off_at)


_G = PolicyGroup
_DUTIES = tuple(str(duty) for duty in FactorDuty)

ITEMS: tuple[Item, ...] = (
    Item(Key.LENGTH, _G.PASSWORD, "最短长度", "least length", "characters", "8", 8, 32),
    Item(Key.KINDS, _G.PASSWORD, "至少几类字符", "kinds of characters", "kinds", "4", 1, 4, 1),
    Item(Key.DAYS, _G.PASSWORD, "多少天更换一次", "days until it must change", "days", "90", 30, 365, 0),
    Item(Key.HISTORY, _G.PASSWORD, "不得与最近几次相同", "unlike the last", "times", "5", 1, 24, 0),
    Item(Key.FIRST_DAYS, _G.PASSWORD, "初始密码有效天数", "days a first password lasts", "days", "30", 1, 90, source="house"),
    Item(Key.TRIES, _G.SIGN_IN, "连续输错几次锁定", "wrong tries that lock", "times", "5", 3, 10),
    Item(Key.LOCK_MINUTES, _G.SIGN_IN, "锁定多少分钟", "minutes locked", "minutes", "30", 5, 1440),
    Item(Key.IDLE_MINUTES, _G.SIGN_IN, "无操作多少分钟退出", "idle minutes", "minutes", "30", 5, 30),
    Item(Key.HOURS, _G.SIGN_IN, "一次登录最长几小时", "hours a session lasts", "hours", "10", 1, 24, source="house"),
    Item(Key.FACTOR, _G.FACTOR, "哪些账号必须用动态口令", "who must use a second factor", "", "officers", choices=_DUTIES, source="standard"),
    Item(Key.STALE_DAYS, _G.ACCOUNT, "多少天未登录即停用", "days unused until closed", "days", "90", 30, 730, 0),
    # A cadre signs in for the yearly result, and two of them may be fifteen months apart.
    Item(Key.CADRE_DAYS, _G.ACCOUNT, "只有“干部本人”角色的，多少天未登录即停用", "days unused until closed, of who is a cadre alone", "days", "460", 30, 730, 0, source="house"),
    Item(Key.SLIP_DAYS, _G.ACCOUNT, "批量密码单保留天数", "days unfetched slips are kept", "days", "7", 1, 30, source="house"),
    Item(Key.READ_HOUR, _G.READING, "一小时内查阅超过多少人提醒", "people read in an hour", "people", "50", 5, 5000, 0, source="house"),
    Item(Key.READ_DAY, _G.READING, "一天内查阅超过多少人提醒", "people read in a day", "people", "200", 5, 9999, 0, source="house"),
)  # fmt: skip

BY_KEY: dict[str, Item] = {str(item.key): item for item in ITEMS}


@dataclass(frozen=True, slots=True)
class Policy:
    """The policy in force. Zero days, times or people: that rule is switched off."""

    length: int
    kinds: int
    days: int
    history: int
    first_days: int
    tries: int
    lock_minutes: int
    idle_minutes: int
    hours: int
    factor: FactorDuty
    stale_days: int
    cadre_days: int
    slip_days: int
    read_hour: int
    read_day: int

    def must_have_factor(self, kind: str) -> bool:
        """Whether an account of this kind must have a second factor."""
        if self.factor is FactorDuty.OFFICERS:
            return kind != AccountKind.BUSINESS
        return self.factor is FactorDuty.ALL


def policy_of(values: dict[str, str]) -> Policy:
    """The policy made of the stated defaults and the values that differ from them."""
    said = {key.name.lower(): values.get(str(key), BY_KEY[str(key)].default) for key in Key}
    return Policy(
        factor=FactorDuty(said.pop("factor")),
        **{field.name: int(said[field.name]) for field in fields(Policy) if field.name in said},
    )
