"""Write what every address answers into the matrix, to be reviewed line by line.

Run by name after adding a page: `.venv/bin/pytest tests/web/propose_matrix.py`.
"""

import pytest

from matrix import Walk, addresses, proposed, read, write
from round_world import build


@pytest.mark.django_db
def test_rows_are_proposed() -> None:
    write(proposed(read(), Walk(build()), addresses()))
