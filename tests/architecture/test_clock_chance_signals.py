"""Only kit.clock reads the clock, only the outer layers ask it; no signals; chance from secrets."""

import ast

from architecture.sources import Source, dotted, imports, sources

CLOCK = "dandang.kit.clock"
READINGS = {
    "date.today",
    "datetime.today",
    "datetime.now",
    "datetime.utcnow",
    "timezone.now",
    "timezone.localtime",
    "timezone.localdate",
    "time.time",
    "time.localtime",
    "time.gmtime",
}
STAMPS = {"auto_now", "auto_now_add"}
MAY_ASK = ("dandang.web", "dandang.cli")


def clock_faults(found: tuple[Source, ...]) -> list[str]:
    """Places that read the clock themselves, let the database do it, or ask kit.clock from inside."""
    faults = []
    for source in found:
        if source.module == CLOCK:
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute):
                name = ".".join(dotted(node).split(".")[-2:])
                if name in READINGS:
                    faults.append(f"{source.module}:{node.lineno} reads {name}")
            elif isinstance(node, ast.keyword) and node.arg in STAMPS:
                faults.append(f"{source.module}:{node.lineno} stamps with {node.arg}")
        outer = source.module.startswith(MAY_ASK) or source.module.split(".")[-1] == "tasks"
        for module, name, line in imports(source.tree):
            if (module, name) in {("time", "time"), ("django.db.models.functions", "Now")}:
                faults.append(f"{source.module}:{line} takes {module}.{name}")
            asks = module == CLOCK and name not in {"BEIJING"}
            if (asks or (module, name) == ("dandang.kit", "clock")) and not outer:
                faults.append(f"{source.module}:{line} asks the clock from inside")
    return faults


def signal_faults(found: tuple[Source, ...]) -> list[str]:
    """Places that send or hear signals."""
    return [
        f"{source.module}:{line} takes {module}"
        for source in found
        for module, name, line in imports(source.tree)
        if module.startswith("django.dispatch")
        or module.endswith(".signals")
        or name in {"signals", "receiver"}
    ]


def chance_faults(found: tuple[Source, ...]) -> list[str]:
    """Apps that draw lots with anything but `secrets`."""
    return [
        f"{source.module}:{line} takes {module}"
        for source in found
        if source.app
        for module, _, line in imports(source.tree)
        if module.split(".")[0] in {"random", "numpy"}
    ]


def test_only_kit_clock_reads_the_clock() -> None:
    assert clock_faults(sources()) == []


def test_no_signals() -> None:
    assert signal_faults(sources()) == []


def test_chance_in_apps_comes_from_secrets() -> None:
    assert chance_faults(sources()) == []


def test_planted_clocks_are_caught() -> None:
    planted = (
        Source("dandang.apps.x.actions", "import datetime\nday = datetime.date.today()\n"),
        Source("dandang.apps.x.models", "at = models.DateTimeField(auto_now_add=True)\n"),
        Source("dandang.assessing.x", "from time import time\n"),
        Source("dandang.apps.x.queries", "from dandang.kit import clock\n"),
        Source("dandang.web.mine.views.x", "from dandang.kit import clock\nclock.now()\n"),
    )
    assert clock_faults(planted) == [
        "dandang.apps.x.actions:2 reads date.today",
        "dandang.apps.x.models:1 stamps with auto_now_add",
        "dandang.assessing.x:1 takes time.time",
        "dandang.apps.x.queries:1 asks the clock from inside",
    ]


def test_planted_signals_and_lots_are_caught() -> None:
    planted = (
        Source("dandang.apps.x.a", "from django.db.models.signals import post_save\n"),
        Source("dandang.apps.x.b", "from django.dispatch import receiver\nimport random\n"),
    )
    assert signal_faults(planted) == [
        "dandang.apps.x.a:1 takes django.db.models.signals",
        "dandang.apps.x.b:1 takes django.dispatch",
    ]
    assert chance_faults(planted) == ["dandang.apps.x.b:2 takes random"]
