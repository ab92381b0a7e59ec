"""Run the benchmarks and print a table: `python -m benchmarks [bench_name …]`."""

import importlib
import json
import pkgutil
import subprocess
import sys
import unicodedata
from dataclasses import asdict
from pathlib import Path

import benchmarks
from benchmarks import Figure

ONE = "--one"


def run_one(name: str) -> None:
    """Run one bench here and write its figures as the last line."""
    module = importlib.import_module(f"benchmarks.{name}")
    figures: list[Figure] = module.run()
    print(json.dumps({"title": module.NAME, "figures": [asdict(figure) for figure in figures]}))


def run_apart(name: str) -> tuple[str, list[Figure]] | None:
    """The title and figures of a bench that ran in a process of its own; None when it broke."""
    command = [sys.executable, "-m", "benchmarks", ONE, name]
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True)
    if done.returncode != 0:
        return None
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return told["title"], [Figure(**figure) for figure in told["figures"]]


def line(figure: Figure) -> str:
    """A row of the table."""
    beside = "" if figure.beside is None else f"{_number(figure.beside)} {figure.unit}"
    sign = "≥" if figure.more_is_better else "≤"
    ratio = "" if figure.ratio is None else f"{figure.ratio:.2f}"
    told = f"{figure.peer} {sign} {beside}" if beside and figure.peer == "limit" else ""
    if beside and not told:
        told = f"{figure.peer}: {beside}"
    mark = "" if figure.within else "  beyond"
    return (
        f"  {_wide(figure.name, 44)}{_number(figure.value):>12} {figure.unit:<9}"
        f"{_wide(told, 30)}{ratio:>7}{mark}"
        f"{f'  {figure.note}' if figure.note else ''}"
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _wide(text: str, columns: int) -> str:
    taken = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)
    return text + " " * max(1, columns - taken)


def main(words: list[str]) -> int:
    """Run the named benches, or all; 0 when each ran, whatever it measured."""
    if words[:1] == [ONE]:
        run_one(words[1])
        return 0
    known = [found.name for found in pkgutil.iter_modules(benchmarks.__path__)]
    broken = []
    for name in words or [each for each in known if each.startswith("bench_")]:
        result = run_apart(name)
        if result is None:
            broken.append(name)
            continue
        title, figures = result
        print(title)
        for figure in figures:
            print(line(figure), flush=True)
    if broken:
        print(f"Did not run: {', '.join(broken)}.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
