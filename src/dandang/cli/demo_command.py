"""`dandang demo`: a synthetic county, made at the first start and served."""

import argparse
import os
import sys
from pathlib import Path

HELP = "serve a synthetic county, made at the first start"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, how many people, and whether to start again."""
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (8000)")
    parser.add_argument("--reset", action="store_true", help="delete the demo and make it anew")
    parser.add_argument("--people", type=int, default=None, help="how many people serve (3122)")
    parser.add_argument(
        "--full",
        action="store_true",
        help="the county in full size: 10,400 people, 392 teams, 8,246 sent down (a few minutes)",
    )
    parser.add_argument("--counts", action="store_true", help="print what the demo counts, and end")


def run(options: argparse.Namespace) -> int:
    """Make the county where there is none, then serve it; 2 when it cannot start."""
    from dandang.cli import serving
    from dandang.demo import PEOPLE, full
    from dandang.demo import folder as folders
    from dandang.terms.refusal import Refusal
    from dandang.terms.sentences import say

    folder = Path(os.environ.get("DANDANG_DATA") or "var").resolve()
    os.environ["DANDANG_DATA"] = str(folder)
    least = full.PEOPLE if options.full else PEOPLE
    people = least if options.people is None else options.people
    try:
        if options.counts:
            return show_counts(folder)
        if people < least:
            raise Refusal("demo.too_few", least=least)
        if not serving.port_is_free(options.host, options.port):
            raise Refusal("serve.port_taken", host=options.host, port=options.port)
        if options.reset or not folders.as_left(folder, _database()):
            prepare(folder, people=people, reset=options.reset, whole=options.full)
    except Refusal as refusal:
        print(say(refusal.code, **refusal.values), file=sys.stderr)
        return 2
    where = serving.address(options.host, options.port)

    def when_ready() -> None:
        print(_welcome(folder, where), flush=True)
        go_on()

    try:
        return serving.serve(
            data=folder, host=options.host, port=options.port, when_ready=when_ready
        )
    except Refusal as refusal:
        print(say(refusal.code, **refusal.values), file=sys.stderr)
        return 2


def _database() -> str:
    return os.environ.get("DATABASE_URL", "")


def prepare(folder: Path, *, people: int, reset: bool, whole: bool = False) -> None:
    """Have a whole demo in `folder` and the database: made, brought up to date, or made anew.

    A folder or a database that holds anything else is refused and left alone.
    """
    from dandang.demo import folder as folders
    from dandang.terms.refusal import Refusal

    found = folders.look(folder)
    if found is folders.Folder.FOREIGN:
        raise Refusal("demo.not_a_demo", folder=folder)
    anew = reset or found is folders.Folder.HALF_MADE
    if anew:
        folders.clear(folder)
    fresh = anew or found is folders.Folder.EMPTY
    if fresh:
        folders.write_marker(folder, folders.Marker(ready=False))
    from dandang.cli.django_start import start_django

    start_django()
    from django.core.management import call_command

    from dandang.cli import serving
    from dandang.demo import state
    from dandang.kit import clock

    if not state.database_is_a_demo():
        if fresh:
            folders.clear(folder)
        raise Refusal("demo.not_a_demo_database")
    if fresh:
        state.empty_database()
    if fresh or serving.pending_migrations():
        call_command("migrate", verbosity=0, interactive=False)
    if fresh:
        print(f"正在生成虚构的县：{people} 人……", flush=True)
        from dandang.demo import making

        tried = making.make_demo(people=people, now=clock.now(), whole=whole)
        slips = tuple(f"b/{each.round_number}/#{each.code}" for each in tried)
    else:
        marker = folders.read_marker(folder)
        slips = marker.slips if marker else ()
    shape = folders.shape(_database())
    folders.write_marker(folder, folders.Marker(ready=True, slips=slips, shape=shape))


def show_counts(folder: Path) -> int:
    """Print the counters of the demo in `folder`; refused where there is none."""
    from dandang.demo import folder as folders
    from dandang.terms.refusal import Refusal

    if not folders.as_left(folder, _database()):
        raise Refusal("demo.none_yet", folder=folder)
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.demo.counts import counts
    from dandang.kit import clock

    for each in counts(on=clock.today()):
        found = f"尚无 · with {each.machine}" if each.found is None else _written(each.found)
        print(f"{found:>24}  {each.named:>12}  {each.what}")
    return 0


def _written(found: int | str) -> str:
    return f"{found:,}" if isinstance(found, int) else found


def go_on() -> None:
    """Leave what is not yet made of the demo to the worker."""
    from dandang.cli.django_start import start_django

    start_django()
    from dandang.demo import state

    state.go_on_opening_accounts()


def _welcome(folder: Path, where: str) -> str:
    from dandang.demo import COUNTY, PASSWORD
    from dandang.demo import folder as folders
    from dandang.demo.roles import PLACES

    marker = folders.read_marker(folder)
    slips = marker.slips if marker else ()
    lines = [
        "",
        f"  {COUNTY}已启动 · the synthetic county is running",
        f"  {where}",
        "",
        f"  每个角色一个账号，口令都是 · one account for each role, all with the password: {PASSWORD}",
        *(f"    {place.sign_in_name:<12}{place.role.en:<26}{place.role.zh}" for place in PLACES),
        "",
        "  试投一张测评票（每张一次） · slips to try, each once:",
        *(f"    {where}{slip}" for slip in slips),
        "",
        "  按 Ctrl+C 停止 · Ctrl+C stops it",
    ]
    return "\n".join(lines)
