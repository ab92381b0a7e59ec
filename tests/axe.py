"""axe-core in a page: what stands in the way of somebody who does not see, or has no mouse."""

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).resolve().parents[1] / "node_modules/axe-core/axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# What is folded away is read as well; menus lie over the page and are tested by themselves.
UNFOLD = "for (const each of document.querySelectorAll('details:not(.dd-menu)')) each.open = true"
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html.slice(0, 160)} ${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""}`));
}"""


@cache
def _source() -> str:
    return SOURCE.read_text("utf-8")


def violations(page: Page, *, unfold: bool = True) -> list[str]:
    """Every violation of WCAG A and AA on the page as it stands; no rule is left out."""
    if unfold:
        page.evaluate(UNFOLD)
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(_source())
    found: Any = page.evaluate(RUN, list(TAGS))
    return [str(each) for each in found]
