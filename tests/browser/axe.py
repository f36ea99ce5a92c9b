"""The accessibility engine axe-core, as vendored in tests/vendor, let loose on a page."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
LAWS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """async (tags) => {
  const found = await axe.run(document, {runOnly: tags, resultTypes: ['violations']});
  return found.violations.map((rule) => ({
    id: rule.id, help: rule.help, nodes: rule.nodes.map((node) => node.html.slice(0, 160)),
  }));
}"""


def complaints_of_axe(page: Page) -> list[dict[str, Any]]:
    """Return what axe finds wrong with the page as it is shown now."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    return list(page.evaluate(RUN, LAWS))
