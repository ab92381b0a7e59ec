"""Whatever is put into an inbox has its sentence and leads to a page that is built."""

import ast

from architecture.sources import Source, sources
from dandang.apps.rounds.states import NEXT
from dandang.terms.sentences import table
from dandang.web.shared.inbox_links import PAGES
from dandang.web.shared.navigation import address

PUTTERS = {"put", "hand_on"}


def codes(found: tuple[Source, ...]) -> set[str]:
    """Every literal code that an act puts into an inbox, and those of the table of a round."""
    return {
        str(word.value)
        for source in found
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in PUTTERS
        for keyword in node.keywords
        if keyword.arg == "what"
        for word in ast.walk(keyword.value)
        if isinstance(word, ast.Constant)
    }


def homeless(put: set[str], pages: dict[str, str]) -> list[str]:
    """Codes without a page, and pages that are not built."""
    faults = [f"{code} leads nowhere" for code in sorted(put - pages.keys())]
    for code, page in sorted(pages.items()):
        if address(page, 1) is None and address(page) is None:
            faults.append(f"{code} leads to {page}, which is not built")
    return faults


def test_every_code_put_into_an_inbox_leads_to_a_page() -> None:
    put = codes(sources("apps")) | {what for what, _ in NEXT.values()}
    assert homeless(put, PAGES) == []
    said = {code.removeprefix("inbox.") for code in table("zh") if code.startswith("inbox.")}
    assert said == set(PAGES)


def test_planted_faults_are_caught() -> None:
    planted = Source("m", "inbox.put(what='lost')\nhand_on(row, what='a' if x else 'b')\n")
    assert codes((planted,)) == {"lost", "a", "b"}
    assert homeless({"lost", "a"}, {"a": "organiser:round", "b": "organiser:nothing"}) == [
        "lost leads nowhere",
        "b leads to organiser:nothing, which is not built",
    ]
