"""The tables of the main database, as the migrations applied to it have made them."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps.registry import Apps
from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.recorder import MigrationRecorder

from dandang.terms.refusal import Refusal

Step = tuple[str, str]

# How a value travels in a backup; a moment is a day as well, so it stands first.
_KINDS: tuple[tuple[type[Any], str], ...] = (
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.JSONField, "json"),
    (models.BinaryField, "bytes"),
    (models.DecimalField, "decimal"),
    (models.UUIDField, "uuid"),
    (models.CharField, "text"),
    (models.TextField, "text"),
    (models.GenericIPAddressField, "address"),
    (models.IntegerField, "plain"),
    (models.FloatField, "plain"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, and the kind of its values."""

    name: str
    kind: str


@dataclass(frozen=True)
class Table:
    """A table: its columns in order, its key, and whether it gives numbers itself."""

    name: str
    columns: tuple[Column, ...]
    key: str
    numbered: bool

    @cached_property
    def column_names(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(each.name for each in self.columns)

    @cached_property
    def key_kind(self) -> str:
        """The kind of the key's values."""
        return next(each.kind for each in self.columns if each.name == self.key)


def table_names() -> set[str]:
    """Every table there is in the main database."""
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def applied() -> list[Step]:
    """The migrations applied to the main database, sorted; empty when none has been."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def pending() -> list[Step]:
    """The migrations of this program that the main database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(each.app_label, each.name) for each, _ in plan]


def unknown(steps: list[Step]) -> list[Step]:
    """Which of `steps` this program has no migration for: a newer one made them."""
    known = MigrationExecutor(connection).loader.graph.nodes
    return [step for step in steps if step not in known]


def tables(steps: list[Step]) -> tuple[Table, ...]:
    """The tables that `steps` make, by name; refused when this program does not know a step."""
    if strange := unknown(steps):
        raise Refusal("upkeep.made_by_newer", first=".".join(strange[0]), count=len(strange))
    loader = MigrationExecutor(connection).loader
    state: Apps = loader.project_state(ends(loader.graph, steps)).apps
    found: list[Any] = [*state.get_models(include_auto_created=True), MigrationRecorder.Migration]
    made = {model._meta.db_table: _table(model) for model in found if _is_a_table(model)}
    return tuple(made[name] for name in sorted(made))


def migrate_to(steps: list[Step]) -> None:
    """Apply exactly `steps` and what they stand on to an empty database."""
    executor = MigrationExecutor(connection)
    executor.migrate(ends(executor.loader.graph, steps))


def ends(graph: MigrationGraph, steps: list[Step]) -> list[Step]:
    """Those of `steps` that no other of them stands on."""
    chosen = set(steps)
    return [
        step
        for step in steps
        if not any(child.key in chosen for child in graph.node_map[step].children)
    ]


def _table(model: type[models.Model]) -> Table:
    # What the database computes from other columns it computes again.
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    key = model._meta.pk
    return Table(
        name=model._meta.db_table,
        columns=tuple(Column(str(field.column), _kind(field)) for field in fields),
        key=str(key.column),
        numbered=key.get_internal_type() in {"AutoField", "BigAutoField", "SmallAutoField"},
    )


def _kind(field: Any) -> str:
    while field.is_relation:
        field = field.target_field
    for each, kind in _KINDS:
        if isinstance(field, each):
            return kind
    # A new kind of column is taught here before a house can come to depend on it.
    raise NotImplementedError(f"a backup knows no way to write {field!r}")


def _is_a_table(model: Any) -> bool:
    return bool(model._meta.managed and not model._meta.proxy)
