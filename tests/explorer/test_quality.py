"""Types of the scripts by tsc, accessibility of the pages by axe, and the keyboard."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.explorer.browsing import Tab
from tests.explorer.documented import stripe_site
from tests.explorer.npm import find_package_file
from tests.explorer.served import Explorer
from tests.explorer.workbench import Workbench, open_workbench
from tests.gateway.recording_api import RecordingApi, as_json

_RUN = """async () => {
  const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"];
  const { violations } = await axe.run(document, { runOnly: { type: "tag", values: tags } });
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
}"""
ARGUMENTS = {
    "address": {"city": "Paris"},
    "tax_id_data": [{"type": "eu_vat", "value": "1"}],
    "metadata": {"plan": "pro"},
    "description": "",
}
CUSTOMER = {
    "id": "cus_1",
    "object": "customer",
    "balance": 0,
    "livemode": False,
    "name": None,
    "default_source": "card_1",
    "metadata": {"plan": "pro"},
    "preferred_locales": ["en", "fr"],
}
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1400, "height": 900}


def test_scripts_have_types() -> None:
    compiler = find_package_file("typescript/bin/tsc")
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node")
    project = Path(__file__).with_name("tsconfig.json")
    process = subprocess.run(
        [node, compiler, "-p", project],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert process.stdout == ""


@pytest.fixture
def stripe(
    explorer: Explorer,
    api: RecordingApi,
    stripe_client: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Workbench]:
    """Stripe's pages."""
    monkeypatch.setenv("STRIPE_API_KEY", "sk_test_quality_4242424242")
    with open_workbench(explorer, api, stripe_client) as bench:
        yield bench


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_are_accessible(
    browser: Browser, stripe: Workbench, api: RecordingApi, theme: Any, size: Any
) -> None:
    axe = find_package_file("axe-core/axe.min.js").read_text("utf-8")
    tab = Tab(browser, color_scheme=theme, viewport=size, bypass_csp=True)
    page = tab.page

    def check(state: str) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(axe)
        # Colors change smoothly.
        page.evaluate(
            "Promise.all(document.getAnimations().map((each) => each.finished))"
        )
        assert page.evaluate(_RUN) == [], state

    stripe.visit(tab, "PostCustomers")
    check("empty")
    tab.visit(f"{stripe.explorer.url}/index.html")
    check("index")
    tab.visit(f"{stripe.explorer.url}/resources/customers.html")
    check("resource")
    stripe.visit(tab, "PostCustomers", ARGUMENTS)
    check("filled")
    api.replies["/v1/customers"] = lambda received: as_json(CUSTOMER)
    page.click("#send")
    page.wait_for_selector("#response:not([aria-busy]) .confirm")
    check("confirmation")
    page.click("text=Allow changes and send")
    page.wait_for_selector("#response:not([aria-busy]) .tree")
    for summary in page.locator("#response details:not([open]) > summary").all():
        summary.click()
    check("response")
    api.replies["/v1/customers"] = lambda received: as_json(
        {"error": {"message": "No.", "type": "card_error"}}, 402
    )
    page.click("#send")
    page.wait_for_selector("#response:not([aria-busy]) .failed")
    check("error")
    page.fill("#form > .f[data-n=balance] input", "x")
    page.click("#send")
    page.wait_for_selector("#problems li")
    check("problems")
    page.click("#access")
    page.wait_for_selector("#access-panel :text('Credentials are set.')")
    page.keyboard.press("Escape")
    page.focus("#search")
    page.keyboard.type("refund")
    page.wait_for_selector("#results li")
    check("search and credentials")
    tab.close()


def focused(tab: Tab) -> str:
    found: str = tab.page.evaluate("document.activeElement.id")
    return found


def test_search_by_keyboard(explorer: Explorer, tab: Tab) -> None:
    explorer.show(stripe_site())
    page = tab.page
    tab.visit(f"{explorer.url}/operations/PostCustomers.html")
    # A slash in a field is text.
    page.focus("#form > .f[data-n=name] textarea")
    page.keyboard.type("a/b")
    assert page.input_value("#form > .f[data-n=name] textarea") == "a/b"
    page.locator("#send").focus()
    page.keyboard.press("/")
    assert focused(tab) == "search"
    page.keyboard.type("list refunds")
    page.wait_for_selector("#results li:first-child[data-tool=GetRefunds]")
    page.keyboard.press("ArrowUp")
    last = page.locator("#results li").last
    assert last.get_attribute("aria-selected") == "true"
    assert page.get_attribute("#search", "aria-activedescendant") == (
        last.get_attribute("id")
    )
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert page.locator("#results").is_hidden()
    assert page.get_attribute("#search", "aria-expanded") == "false"
    # The browser itself has cleared the query.
    page.keyboard.type("list refunds")
    page.wait_for_selector("#results li:first-child[data-tool=GetRefunds]")
    page.keyboard.press("Enter")
    page.wait_for_url("**/operations/GetRefunds.html")


def test_tabs_by_keyboard(explorer: Explorer, tab: Tab) -> None:
    explorer.show(stripe_site())
    page = tab.page
    tab.visit(f"{explorer.url}/operations/PostCustomers.html")
    page.focus("#tab-function")
    for key, expected in (
        ("ArrowRight", "method"),
        ("ArrowRight", "async"),
        ("ArrowLeft", "method"),
        ("ArrowLeft", "function"),
        ("ArrowLeft", "raw"),
        ("ArrowRight", "function"),
    ):
        page.keyboard.press(key)
        assert focused(tab) == f"tab-{expected}"
        selected = page.locator("[role=tab][aria-selected=true]")
        assert selected.get_attribute("id") == f"tab-{expected}"
        # Only the chosen tab is in the order of the page.
        assert page.locator("[role=tab][tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert focused(tab) == "snippet"


def test_form_by_keyboard(stripe: Workbench, api: RecordingApi, tab: Tab) -> None:
    page = tab.page
    stripe.visit(tab, "GetCustomersCustomer")
    page.keyboard.press("Tab")
    # The first stop leads past the header.
    assert page.evaluate("document.activeElement.className") == "skip"
    page.focus("#form > .f[data-n=expand] > .h")
    page.keyboard.press("Enter")
    page.wait_for_selector("#form > .f[data-n=expand] > .c")
    page.focus("#form > .f[data-n=expand] .add")
    page.keyboard.press("Enter")
    page.focus("#form > .f[data-n=expand] .row textarea")
    page.keyboard.type("default_source")
    page.locator("#send").focus()
    page.keyboard.press("Enter")
    # What is wrong gets the focus.
    page.wait_for_selector("#problems li")
    assert page.evaluate("document.activeElement.closest('.f').dataset.n") == "customer"
    page.keyboard.type("cus_1")
    page.locator("#send").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#response .tree")
    assert api.last.path == "/v1/customers/cus_1"
    assert "default_source" in api.last.query
