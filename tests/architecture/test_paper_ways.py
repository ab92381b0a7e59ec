"""Whatever a leader, a panellist or a cadre may do can be recorded from paper, or it is said why not."""

from collections.abc import Collection, Mapping

from architecture.sources import ROOT
from dandang.apps.permits.papers import NO_PAPER_WAY, ON_PAPER, PAPER_WAYS, READS
from dandang.apps.permits.roles import VERBS_OF
from dandang.apps.permits.verbs import Verb
from dandang.terms.access import Role

MANUAL = ROOT / "docs/manual/paper.md"


def carried(roles: Collection[Role]) -> set[Verb]:
    """Every verb that one of the roles carries."""
    return {verb for role in roles for verb in VERBS_OF[role]}


def without_a_way(
    verbs: set[Verb], reads: Collection[Verb], ways: Mapping[Verb, object], said: Mapping[Verb, str]
) -> list[str]:
    """Verbs that stand in no table, or in more than one."""
    counts = {verb: sum(verb in table for table in (reads, ways, said)) for verb in verbs}
    return sorted(f"{verb}: {count} tables" for verb, count in counts.items() if count != 1)


def test_every_verb_of_who_may_never_sign_in_reads_has_a_paper_way_or_a_reason() -> None:
    assert without_a_way(carried(ON_PAPER), READS, PAPER_WAYS, NO_PAPER_WAY) == []
    assert [verb for verb, reason in NO_PAPER_WAY.items() if not reason.strip()] == []


def test_the_tables_hold_no_verb_that_nobody_of_them_carries() -> None:
    known = carried(ON_PAPER)
    assert {*READS, *PAPER_WAYS, *NO_PAPER_WAY} - known == set()


def test_every_paper_way_is_the_organisers() -> None:
    recording = {verb for ways in PAPER_WAYS.values() for verb in ways}
    assert recording - VERBS_OF[Role.ORGANISER_OFFICER] == set()


def test_nobody_of_them_records_for_others() -> None:
    recording = {verb for verb in Verb if verb.value.endswith("_for")}
    assert {role: carried([role]) & recording for role in ON_PAPER} == {
        role: set() for role in ON_PAPER
    }


def test_the_manual_shows_every_paper_way() -> None:
    page = MANUAL.read_text("utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|")]
    for verb, ways in PAPER_WAYS.items():
        for way in ways:
            assert any(verb.zh in row and way.zh in row for row in rows), (verb, way)
    assert [verb for verb, reason in NO_PAPER_WAY.items() if reason not in page] == []


def test_a_verb_without_a_way_is_caught() -> None:
    assert without_a_way({Verb.ROUNDS_DECIDE, Verb.UNITS_READ}, {Verb.UNITS_READ}, {}, {}) == [
        "rounds.decide: 0 tables"
    ]


def test_pages_keep_a_scan_together_with_its_act_or_not_at_all() -> None:
    web = ROOT / "src/dandang/web"
    keeping = {
        str(page.relative_to(web))
        for page in web.rglob("*.py")
        if "put_scan" in page.read_text("utf-8")
    }
    assert keeping == {"shared/papers.py"}
