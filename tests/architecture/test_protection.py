"""The table of 等保三级: thirty-eight items, each filled, each test that it names exists."""

import ast

from architecture.sources import ROOT
from dandang.terms.protection import ProtectionDuty, ProtectionItem, protection_items


def unshown(items: tuple[ProtectionItem, ...]) -> list[str]:
    """Items that are not filled, that name no test though the product answers, or one that is not there."""
    faults = []
    for item in items:
        if not all((item.part, item.matter, item.product, item.site)):
            faults.append(f"{item.number} is not filled")
        if not item.tests and item.duty is not ProtectionDuty.SITE:
            faults.append(f"{item.number} names no test")
        faults += [f"{item.number}: no {test}" for test in item.tests if not exists(test)]
    return faults


def exists(test: str) -> bool:
    """Whether a test function, or a file of tests, stands where it is said to."""
    place, _, name = test.partition("::")
    path = ROOT / place
    if not path.is_file():
        return False
    functions = {
        node.name
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    return name in functions if name else bool(functions)


def test_there_are_thirty_eight_items_and_each_is_filled_and_shown() -> None:
    items = protection_items()
    assert len(items) == 38
    assert unshown(items) == []


def test_planted_faults_are_caught() -> None:
    planted = (
        ProtectionItem(1, "a", "b", ProtectionDuty.PRODUCT, "c", "d", ()),
        ProtectionItem(2, "a", "", ProtectionDuty.SITE, "c", "d", ()),
        ProtectionItem(3, "a", "b", ProtectionDuty.BOTH, "c", "d", ("tests/gone.py::test_x",)),
        ProtectionItem(4, "a", "b", ProtectionDuty.BOTH, "c", "d", (f"{__name__}.py::test_gone",)),
    )
    assert [fault.split(":")[0] for fault in unshown(planted)] == [
        "1 names no test",
        "2 is not filled",
        "3",
        "4",
    ]
    assert exists("tests/architecture/test_protection.py")
