"""An app has its doors, queries, actions and tasks; what else may be known stands in one table."""

from django.apps import apps

from architecture.sources import Source, app_of, imports, sources

# `lists` declares which lists of the app leave the house and come back.
DOORS = {"queries", "actions", "tasks", "lists"}

# Modules that others may know besides the doors, and why.
KNOWN_BESIDE = {
    "ballots.casting": "the booth's one way in; apart from the actions, since it leaves no trail",
    "units.plans": "a tree of units as values, handed to the action that stores it",
    "lists.listing": "a list as a value, declared by the app whose records it holds",
    "files.papers": "an act on paper as a value with its checks, for every app that records one",
    "letters.served": "a service as a value with its checks, for results and answers alike",
    "ballots.questionnaire": "the questionnaire as a value, handed over by the round",
}


def foreign_keys() -> set[tuple[str, str]]:
    """Which app's tables point at which model: pairs such as (grants, archive.Person)."""
    return {
        (model._meta.app_label, field.related_model._meta.label)
        for model in apps.get_models()
        for field in model._meta.fields
        if field.is_relation and field.related_model is not None
    }


def side_doors(found: tuple[Source, ...], keys: set[tuple[str, str]]) -> list[str]:
    """Imports of another app's inside.

    Models may be taken by an app whose tables have a foreign key to them, and by no page.
    """
    faults = []
    for source in found:
        for module, name, line in imports(source.tree):
            target = app_of(f"{module}.{name}" if module == "dandang.apps" else module)
            # Permits own no table, and the box is kept by contracts of its own.
            if target in {"", source.app, "permits", "box"}:
                continue
            inside = f"{module}.{name}".split(".")[3]
            if inside in DOORS or f"{target}.{inside}" in KNOWN_BESIDE:
                continue
            if inside == "models" and (source.app, f"{target}.{name}") in keys:
                continue
            faults.append(f"{source.module}:{line} takes {module}.{name}")
    return faults


def test_apps_and_pages_come_in_by_the_doors() -> None:
    assert side_doors(sources(), foreign_keys()) == []


def test_every_module_known_beside_the_doors_exists() -> None:
    modules = {source.module for source in sources("apps")}
    assert {f"dandang.apps.{name}" for name in KNOWN_BESIDE} <= modules


def test_planted_side_doors_are_caught() -> None:
    planted = (
        Source(
            "dandang.apps.rounds.actions.freezing",
            "from dandang.apps.archive.matching import match\n"
            "from dandang.apps.archive import actions\n"
            "def later():\n    from dandang.apps.accounts.models import Account\n",
        ),
        Source("dandang.web.mine.views.file", "from dandang.apps.archive.models import Person\n"),
        Source("dandang.apps.grants.queries", "from dandang.apps.archive.models import Person\n"),
    )
    assert side_doors(planted, {("grants", "archive.Person")}) == [
        "dandang.apps.rounds.actions.freezing:1 takes dandang.apps.archive.matching.match",
        "dandang.apps.rounds.actions.freezing:4 takes dandang.apps.accounts.models.Account",
        "dandang.web.mine.views.file:1 takes dandang.apps.archive.models.Person",
    ]
