"""The English catalogue: every word of the pages translated, none stale, blanks equal."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog

SCRIPT = Path(__file__).resolve().parents[2] / "scripts/messages.py"


@pytest.fixture(scope="module")
def messages() -> ModuleType:
    spec = importlib.util.spec_from_file_location("messages", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_word_of_the_pages_has_its_english(messages: ModuleType) -> None:
    assert messages.faults() == []


def test_words_of_templates_and_views_are_found(messages: ModuleType) -> None:
    used = messages.used()
    assert used.get("等我办理") is not None
    assert used.get("两次输入的新密码不一样，请重新输入。") is not None
    assert used.get("没有符合的账号。") is not None
    assert used.get("共 %(n)s 处问题，未写入任何内容。请改好后重新上传。").pluralizable


def test_planted_faults_are_caught(messages: ModuleType) -> None:
    fresh = Catalog(locale="en")
    for words in ("单位", "共 %(n)s 人", "职务", "班子"):
        fresh.add(words)
    known = Catalog(locale="en")
    known.add("单位", "")
    known.add("共 %(n)s 人", "people in all")
    known.add("职务", "职务")
    known.add("班子", "team")
    known.add("旧词", "old word")
    found = [fault for each in known if each.id for fault in messages.faults_of(each, fresh)]
    assert sorted(found) == [
        "blanks differ: 共 %(n)s 人",
        "stale: 旧词",
        "still Chinese: 职务",
        "untranslated: 单位",
    ]
