"""Whatever bytes come in where a file is expected: read, or refused with a code, never an error."""

from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dandang.formats import gate, letters, sheets
from dandang.terms.refusal import Refusal
from hostile import hostile, roster, spoilt

WORKBOOK, TEMPLATE = roster(), letters.default_template()
HOSTILE = dict(hostile())
seeds = st.integers(0, 2**32)


def answered(read: object, content: bytes) -> None:
    try:
        read(content)  # type: ignore[operator]
    except Refusal as refusal:
        assert refusal.code


@settings(max_examples=150, deadline=None)
@given(seeds)
def test_a_spoilt_workbook_passes_the_gate_or_is_refused(seed: int) -> None:
    answered(gate.check, spoilt(WORKBOOK, Random(seed)))


@settings(max_examples=60, deadline=None)
@given(seeds)
def test_a_spoilt_template_is_read_or_refused(seed: int) -> None:
    answered(letters.unknown_fields, spoilt(TEMPLATE, Random(seed)))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
@example(b"")
@example(b"PK\x03\x04")
def test_any_bytes_are_refused(content: bytes) -> None:
    for read in (gate.check, letters.unknown_fields):
        with pytest.raises(Refusal):
            read(content)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_is_refused_by_every_reader(what: str) -> None:
    for read in (sheets.read, letters.unknown_fields):
        with pytest.raises(Refusal):
            read(HOSTILE[what])
