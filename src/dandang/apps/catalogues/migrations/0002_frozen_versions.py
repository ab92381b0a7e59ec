"""A version that was active is never changed again, nor are its items; a parent stands in its version."""

from django.db import migrations

from dandang.kit.triggers import guard

VERSIONS, ITEMS = "catalogues_catalogueversion", "catalogues_catalogueitem"
FROZEN = "a catalogue version that was active is never changed again"


def _no_draft(row: str) -> str:
    return f"NOT EXISTS (SELECT 1 FROM {VERSIONS} v WHERE v.id = {row}.version_id AND v.state = 'draft')"


_ASTRAY = (
    f"NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {ITEMS} p WHERE p.id = NEW.parent_id "
    "AND p.version_id = NEW.version_id AND p.level = NEW.level - 1)"
)
# From active only to retired, from retired nowhere, and what the document declares stays.
_BACK = (
    "OLD.state <> 'draft' AND (NEW.state = 'draft' OR OLD.state = 'retired' "
    "OR NEW.catalogue_id <> OLD.catalogue_id OR NEW.number <> OLD.number "
    "OR NEW.document <> OLD.document OR NEW.active_from <> OLD.active_from "
    "OR COALESCE(NEW.declared, 0) <> COALESCE(OLD.declared, 0) "
    "OR COALESCE(NEW.declared_aspects, 0) <> COALESCE(OLD.declared_aspects, 0) "
    "OR NEW.reason <> OLD.reason OR NEW.confirmed_by <> OLD.confirmed_by)"
)


class Migration(migrations.Migration):

    dependencies = [("catalogues", "0001_initial")]

    operations = [
        guard(
            "catalogue_item_new",
            table=ITEMS,
            events=["INSERT"],
            refuse_when=_no_draft("NEW"),
            message=FROZEN,
        ),
        guard(
            "catalogue_item_kept",
            table=ITEMS,
            events=["DELETE"],
            refuse_when=_no_draft("OLD"),
            message=FROZEN,
        ),
        guard(
            "catalogue_item_changed",
            table=ITEMS,
            events=["UPDATE"],
            refuse_when=f"{_no_draft('OLD')} OR {_no_draft('NEW')}",
            message=FROZEN,
        ),
        guard(
            "catalogue_item_parent",
            table=ITEMS,
            events=["INSERT", "UPDATE"],
            refuse_when=_ASTRAY,
            message="a catalogue item stands below one of its own version, one level above",
        ),
        guard(
            "catalogue_version_kept",
            table=VERSIONS,
            events=["DELETE"],
            refuse_when="OLD.state <> 'draft'",
            message=FROZEN,
        ),
        guard(
            "catalogue_version_back",
            table=VERSIONS,
            events=["UPDATE"],
            refuse_when=_BACK,
            message=FROZEN,
        ),
    ]
