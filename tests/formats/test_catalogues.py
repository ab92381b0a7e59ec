"""A catalogue in a file: what it declares, what it names, and every mistake by line and field."""

import pytest

from dandang.formats.catalogues import CatalogueMistakes, ItemPlan, read_catalogue
from dandang.terms.sentences import say

HEAD = 'code = "x-list"\nname = "虚构清单"\ndocument = "虚组〔2026〕1号"\nsource = "虚构材料"\n'


def mistakes(text: str) -> list[tuple[str, object, object]]:
    with pytest.raises(CatalogueMistakes) as refused:
        read_catalogue(text, file="x.toml")
    for each in refused.value.mistakes:
        assert say(each.code, **each.values).startswith("x.toml 第")
        assert say(each.code, "en", **each.values).startswith("x.toml, line")
    return [
        (each.code.partition(".")[2], each.values["line"], each.values.get("field"))
        for each in refused.value.mistakes
    ]


def test_what_is_declared_and_not_named_is_a_place_still_to_be_filled() -> None:
    plan = read_catalogue(
        HEAD + 'declared = 3\n[[items]]\ncode = "2"\ntext = "甲"\nnote = "注"\n', file="x.toml"
    )
    assert (plan.code, plan.declared, plan.aspects, plan.level) == ("x-list", 3, None, 1)
    assert plan.places() == (
        ItemPlan("2", 1, "甲", note="注"),
        ItemPlan("1", 1),
        ItemPlan("3", 1),
    )


def test_aspects_stand_above_items_of_which_nobody_says_where_they_belong() -> None:
    plan = read_catalogue(
        HEAD + 'declared = 2\naspects = 2\n[[items]]\ncode = "A1"\nlevel = 1\ntext = "甲"\n',
        file="x.toml",
    )
    assert plan.level == 2
    assert [(each.code, each.level, each.text) for each in plan.places()] == [
        ("A1", 1, "甲"),
        ("A2", 1, ""),
        ("1", 2, ""),
        ("2", 2, ""),
    ]


def test_items_below_others_name_them() -> None:
    plan = read_catalogue(
        HEAD + 'level = 2\n[[items]]\ncode = "A"\nlevel = 1\n[[items]]\ncode = "1"\nparent = "A"\n',
        file="x.toml",
    )
    assert plan.items == (ItemPlan("A", 1), ItemPlan("1", 2, parent="A"))
    assert plan.places() == plan.items


def test_text_that_is_no_toml_is_told_by_its_line() -> None:
    assert mistakes(HEAD + 'unit = "条\n') == [("not_toml", 5, None)]
    assert mistakes("x = ") == [("not_toml", 1, None)]


def test_missing_unknown_and_unfit_fields_are_all_told_at_once() -> None:
    text = 'code = "X"\nname = 7\nsource = ""\ncolour = "红"\ndeclared = 0\naspects = true\nlevel = 4\n'
    assert mistakes(text) == [
        ("field_unknown", 4, "colour"),
        ("text_unfit", 2, "name"),
        ("field_missing", 3, "source"),
        ("code_unfit", 1, "code"),
        ("number_unfit", 5, "declared"),
        ("number_unfit", 6, "aspects"),
        ("number_unfit", 7, "level"),
    ]


def test_a_long_text_is_told() -> None:
    assert mistakes(HEAD + f'says = "{"字" * 201}"\n') == [("text_unfit", 5, "says")]


def test_mistakes_of_items_are_told_by_their_number_and_line() -> None:
    text = (
        HEAD + 'declared = 1\n[[items]]\ncode = "1"\n[[items]]\ncode = "1"\nparent = "9"\n'
        '[[items]]\ntext = "甲"\nwhat = 1\n'
    )
    assert mistakes(text) == [
        ("code_twice", 9, "[[items]]#2.code"),
        ("parent_unfit", 10, "[[items]]#2.parent"),
        ("field_unknown", 13, "[[items]]#3.what"),
        ("field_missing", 11, "[[items]]#3.code"),
        ("more_than_declared", 5, "declared"),
    ]


def test_items_that_are_no_tables_and_aspects_on_the_counted_level_are_told() -> None:
    assert mistakes(HEAD + "items = [1]\n") == [("items_unfit", 5, "items")]
    assert mistakes(HEAD + 'items = "甲"\n') == [("items_unfit", 5, "items")]
    assert mistakes(HEAD + "aspects = 2\nlevel = 1\n") == [("aspects_unfit", 5, "aspects")]
