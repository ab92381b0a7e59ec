"""`dandang init`: found a house in an empty data folder and print its first four slips."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dandang.apps.grants.actions import FoundedSlip

HELP = "found a house: the county, the three officers, one organiser, and their sealed slips"

# What each of them does first; stands on the slip.
_FIRST = {
    "system_officer": (
        "登录，按提示改成自己的密码，再启用动态口令，恢复码另放。",
        "名册导入后，在“账号”中从名册批量开设干部账号，取走密码单打印封好。",
        "账号的开设、停用、解锁由您办理；授予什么角色不归您管。",
    ),
    "security_officer": (
        "登录，按提示改成自己的密码，再启用动态口令，恢复码另放。",
        "在“账号策略”中核对密码、登录、动态口令的要求，按本县文件修改。",
        "在“授权”中给账号授予角色；不能给自己授权。",
    ),
    "audit_officer": (
        "登录，按提示改成自己的密码，再启用动态口令，恢复码另放。",
        "在“留痕”中核对本系统是由谁、在什么时候建立的。",
        "“大量查阅”有提醒时，核查后写明情况。",
    ),
    "organiser_officer": (
        "登录，按提示改成自己的密码。",
        "导入单位树，登记依据文件，再导入干部名册。",
        "需要别的同事一起办理的，请系统管理员开设账号、安全管理员授权。",
    ),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The county, whose the first accounts are, and where the slips go."""
    parser.add_argument("--county", default="", help="name of the county; asked for when left out")
    parser.add_argument("--office", default="", help="name of the organisation department")
    parser.add_argument("--system", default="系统管理员", help="name of the system officer")
    parser.add_argument("--security", default="安全管理员", help="name of the security officer")
    parser.add_argument("--audit", default="审计管理员", help="name of the audit officer")
    parser.add_argument("--organiser", default="组织部干部", help="name of the organiser officer")
    parser.add_argument("--address", default="http://127.0.0.1:8000/", help="where to sign in")
    parser.add_argument("--out", default="", help="file for the slips (DANDANG_DATA/slips.pdf)")
    parser.add_argument("--text", action="store_true", help="print on the terminal, write no file")
    parser.add_argument("--fictitious", action="store_true", help="mark everything as invented")


def run(options: argparse.Namespace) -> int:
    """Found the house; 0 when done, 2 with a sentence when something stands there already."""
    from dandang.demo import folder as folders
    from dandang.terms.refusal import Refusal
    from dandang.terms.sentences import say

    folder = Path(os.environ.get("DANDANG_DATA") or "var").resolve()
    out = Path(options.out).resolve() if options.out else folder / "slips.pdf"
    county = options.county.strip() or _asked()
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        if folders.read_marker(folder) is not None:
            raise Refusal("init.demo", folder=folder)
        if not county:
            raise Refusal("init.county_missing")
        if not options.text and out.exists():
            raise Refusal("init.slips_exist", file=out)
        _found(options, county, _on_terminal() if options.text else _into_file(out))
    except Refusal as refusal:
        print(say(refusal.code, **refusal.values), file=sys.stderr)
        return 2
    print(say("init.done", county=county))
    print(say("init.told_once") if options.text else say("init.print_and_destroy", file=out))
    print(say("init.next"))
    return 0


def _asked() -> str:
    return input("县名：").strip() if sys.stdin.isatty() else ""


def _found(options: argparse.Namespace, county: str, deliver: Callable[[bytes, str], None]) -> None:
    from dandang.cli.django_start import start_django
    from dandang.terms.refusal import Refusal

    start_django()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from dandang.apps.accounts.queries import policy
    from dandang.apps.grants import actions
    from dandang.apps.permits.actor import console
    from dandang.formats import account_slips
    from dandang.kit import clock
    from dandang.terms.access import Role

    if any(place.is_dir() and any(place.iterdir()) for place in (settings.BOXES, settings.FILES)):
        raise Refusal("init.not_empty")
    tables = set(connection.introspection.table_names())
    if tables and "accounts_account" not in tables:
        raise Refusal("init.foreign_database")
    call_command("migrate", verbosity=0, interactive=False)
    office = options.office or f"中共{county}委员会组织部"

    def hand_out(slips: "Sequence[FoundedSlip]") -> None:
        told = account_slips.Told(office, options.address, policy().first_days, options.fictitious)
        printed = [
            account_slips.Slip(
                each.name, each.role.zh, each.sign_in_name, each.password, _FIRST[str(each.role)]
            )
            for each in slips
        ]
        deliver(account_slips.sealed_pdf(printed, told), account_slips.in_words(printed, told))

    actions.found_house(
        name=county,
        office=office,
        fictitious=options.fictitious,
        founders=[
            actions.Founder(Role.SYSTEM_OFFICER, options.system),
            actions.Founder(Role.SECURITY_OFFICER, options.security),
            actions.Founder(Role.AUDIT_OFFICER, options.audit),
            actions.Founder(Role.ORGANISER_OFFICER, options.organiser),
        ],
        hand_out=hand_out,
        by=console("dandang init"),
        at=clock.now(),
    )


def _into_file(out: Path) -> Callable[[bytes, str], None]:
    def write(pdf: bytes, words: str) -> None:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as stream:
            stream.write(pdf)

    return write


def _on_terminal() -> Callable[[bytes, str], None]:
    def write(pdf: bytes, words: str) -> None:
        print(words)

    return write
