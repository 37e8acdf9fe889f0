"""Types of the scripts by tsc, and accessibility of the pages by axe."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.explorer.browsing import Tab
from tests.explorer.documented import stripe_site
from tests.explorer.npm import find_package_file
from tests.explorer.served import Explorer

_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}"""


def test_scripts_have_types() -> None:
    compiler = find_package_file("typescript/bin/tsc")
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node")
    project = Path(__file__).with_name("tsconfig.json")
    process = subprocess.run(
        [node, compiler, "-p", project], capture_output=True, text=True, check=False
    )
    assert process.stdout == ""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, explorer: Explorer, theme: Any) -> None:
    axe = find_package_file("axe-core/axe.min.js").read_text("utf-8")
    explorer.show(stripe_site())
    tab = Tab(browser, color_scheme=theme, bypass_csp=True)
    arguments = {
        "address": {"city": "Paris"},
        "tax_id_data": [{"type": "eu_vat", "value": "1"}],
        "metadata": {"plan": "pro"},
        "description": "",
    }
    for path in (
        "index.html",
        "resources/customers.html",
        "operations/PostCustomers.html",
    ):
        tab.visit(f"{explorer.url}/{path}", arguments if "Post" in path else None)
        tab.page.evaluate(axe)
        assert tab.page.evaluate(_RUN) == [], path
    tab.page.click("#access")
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("refund")
    tab.page.wait_for_selector("#results li")
    assert tab.page.evaluate(_RUN) == []
    tab.close()
