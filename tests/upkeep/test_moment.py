"""A backup reads the house as it stood at one moment, whatever is written meanwhile."""

import threading
from pathlib import Path

import pytest
from django.db import connection

from dandang.apps.units.models import Unit
from dandang.upkeep import schema
from dandang.upkeep.reading import moment
from makers import make_unit


def in_another_thread(name: str) -> None:
    """Write and commit beside the reader."""

    def write() -> None:
        make_unit(name)
        connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    thread.join()


@pytest.mark.copied_db
def test_what_is_written_during_a_backup_is_not_in_it(tmp_path: Path) -> None:
    make_unit("虚构甲")
    units = next(each for each in schema.tables(schema.applied()) if each.name == "units_unit")
    place = [each.name for each in units.columns].index("name")
    with moment(tmp_path) as then:
        assert [row[place] for row in then.rows(units)] == ["虚构甲"]
        in_another_thread("虚构乙")
        assert [row[place] for row in then.rows(units)] == ["虚构甲"]
    assert Unit.objects.count() == 2
    assert list(tmp_path.iterdir()) == []
