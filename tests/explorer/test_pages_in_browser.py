"""Pages in a browser: a form that is filled by hand, the search, responses, and complaints."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser

from generator.explorer.site import Site
from generator.gateway.app import create_gateway
from generator.gateway.opened import open_gateway
from generator.gateway.request import GatewayRequest
from generator.serving.request import CredentialsSource
from tests.explorer.browsing import Tab
from tests.explorer.documented import REPOSITORY, case_site, stripe_site, text_of
from tests.explorer.served import Explorer
from tests.gateway.recording_api import Received, RecordingApi, Reply, as_json

TOKEN = "explorer-token-" + "42" * 16
KEY = "sk_test_explorer_4242424242"
CASES = ("prose", "recursion", "unions_by_kind", "streams", "multipart_upload", "tags")
CUSTOMER = {
    "id": "cus_1",
    "object": "customer",
    "created": 1770000000,
    "default_source": "card_1",
    "livemode": False,
}
ARGUMENTS = {
    "address": {"city": "Paris", "country": "FR"},
    "expand": ["default_source"],
    "metadata": {"plan": "pro"},
    "name": "Ada \u201cLovelace\u201d",
    "shipping": "",
    "tax_id_data": [
        {"type": "eu_vat", "value": "FRAB123456789"},
        {"type": "gb_vat", "value": "GB123456789"},
    ],
}


@pytest.fixture
def stripe(
    stripe_client: Path, api: RecordingApi, explorer: Explorer, tmp_path: Path
) -> Iterator[Explorer]:
    """Stripe's pages, with a gateway to the recording API."""
    secrets = tmp_path / "secret"
    secrets.write_text(KEY)
    secrets.chmod(0o600)
    request = GatewayRequest(
        target=str(stripe_client),
        base_url=api.url,
        credentials=CredentialsSource(secrets),
    )
    site = Site(replace(stripe_site().request, gateway="gateway"))
    gateway = open_gateway(request)
    explorer.show(site, create_gateway(gateway, explorer.hosts, TOKEN))
    yield explorer
    explorer.run(gateway.aclose())


@pytest.fixture(scope="module")
def stripe_package() -> Iterator[ModuleType]:
    """The client that is committed."""
    folder = str(REPOSITORY / "generated")
    sys.path.insert(0, folder)
    yield import_module("stripe_client")
    sys.path.remove(folder)


def fill_customer(tab: Tab) -> None:
    """Fill in the form of PostCustomers as a person does."""
    page = tab.page
    page.fill(".f[data-n=name] textarea", str(ARGUMENTS["name"]))
    page.click("#form > .f[data-n=address] > .h")
    page.fill(".f[data-n=address] .f[data-n=city] textarea", "Paris")
    page.fill(".f[data-n=address] .f[data-n=country] textarea", "FR")
    taxes = "#form > .f[data-n=tax_id_data]"
    page.click(f"{taxes} > .h")
    for index, (kind, value) in enumerate(
        [("eu_vat", "FRAB123456789"), ("gb_vat", "GB123456789")]
    ):
        page.click(f"{taxes} .add")
        row = page.locator(f"{taxes} .row").nth(index)
        if row.locator("> .f > .c").count() == 0:
            row.locator("> .f > .h").click()
        row.locator(".f[data-n=type] select").select_option(kind)
        row.locator(".f[data-n=value] textarea").fill(value)
    page.click("#form > .f[data-n=metadata] > .h")
    page.click("#form > .f[data-n=metadata] .add")
    page.fill("#form > .f[data-n=metadata] .row .name", "plan")
    page.fill("#form > .f[data-n=metadata] .row textarea", "pro")
    page.click("#form > .f[data-n=expand] > .h")
    page.click("#form > .f[data-n=expand] .add")
    page.fill("#form > .f[data-n=expand] .row textarea", "default_source")
    page.hover("#form > .f[data-n=shipping]")
    page.click("#form > .f[data-n=shipping] > .unset")


def wire(received: Received) -> tuple[str, str, bytes]:
    """What a request says, without headers that differ from call to call."""
    return received.method, received.target, received.body


def test_customer_form_sends_the_bytes_of_the_function(
    stripe: Explorer, api: RecordingApi, tab: Tab, stripe_package: ModuleType
) -> None:
    api.replies["/v1/customers"] = lambda received: as_json(CUSTOMER)
    tab.visit(f"{stripe.url}/operations/PostCustomers.html")
    tab.page.goto(f"{stripe.url}/operations/PostCustomers.html#token={TOKEN}")
    tab.page.reload()
    tab.page.wait_for_selector("html.is-ready", state="attached")
    assert TOKEN not in tab.page.url
    fill_customer(tab)
    assert tab.arguments() == ARGUMENTS
    snippet = tab.snippet("function")
    tab.page.click("#send")
    tab.page.click("text=Allow changes and send")
    tab.page.wait_for_selector("#response .tree")
    assert "200 OK" in tab.page.inner_text("#response")
    assert "Customer" in tab.page.inner_text("#response .outcome")
    pressed = api.last
    operations = import_module("stripe_client.operations")
    with (
        stripe_package.Client(KEY, base_url=api.url) as client,
        pytest.MonkeyPatch.context() as patch,
    ):
        operations.post_customers(client, **ARGUMENTS)
        assert wire(api.last) == wire(pressed)
        patch.setattr(stripe_package, "Client", lambda: client)
        exec(compile(snippet, "snippet", "exec"), {"print": lambda value: None})
    assert wire(api.last) == wire(pressed)
    assert len(api.requests) == 3
    assert pressed.header("authorization") is not None
    stored = tab.page.evaluate(
        "JSON.stringify([{...localStorage}, {...sessionStorage}, document.body.outerHTML])"
    )
    assert KEY not in stored
    assert tab.reports() == []


def test_expand_button_adds_the_path(
    stripe: Explorer, api: RecordingApi, tab: Tab
) -> None:
    api.replies["/v1/customers/cus_1"] = lambda received: as_json(CUSTOMER)
    tab.page.goto(f"{stripe.url}/#token={TOKEN}")
    tab.visit(
        f"{stripe.url}/operations/GetCustomersCustomer.html", {"customer": "cus_1"}
    )
    tab.page.click("#send")
    with tab.page.expect_response(
        lambda response: "default_source" in (response.request.post_data or "")
    ):
        tab.page.click("[aria-label='Expand default_source']")
    assert tab.arguments() == {"customer": "cus_1", "expand": ["default_source"]}
    assert "expand" in api.last.query
    assert "default_source" in api.last.query
    assert tab.complaints == []


def test_next_page(stripe: Explorer, api: RecordingApi, tab: Tab) -> None:
    def page(received: Received) -> Reply:
        has_more = "starting_after" not in received.target
        data = [{**CUSTOMER, "id": "cus_1" if has_more else "cus_2"}]
        return as_json(
            {
                "object": "list",
                "data": data,
                "has_more": has_more,
                "url": "/v1/customers",
            }
        )

    api.replies["/v1/customers"] = page
    tab.page.goto(f"{stripe.url}/#token={TOKEN}")
    tab.visit(f"{stripe.url}/operations/GetCustomers.html", {"limit": 1})
    tab.page.click("#send")
    tab.page.click("text=Next page")
    tab.page.wait_for_selector("text=cus_2")
    assert tab.arguments() == {"limit": 1, "starting_after": "cus_1"}
    assert tab.page.locator("text=Next page").count() == 0


def test_problems_are_shown_and_nothing_is_sent(
    stripe: Explorer, api: RecordingApi, tab: Tab
) -> None:
    tab.page.goto(f"{stripe.url}/#token={TOKEN}")
    tab.visit(f"{stripe.url}/operations/PostPaymentIntents.html", {"currency": "eur"})
    assert tab.page.locator("#problems").is_hidden()
    tab.page.click("#send")
    assert "amount is required" in tab.page.inner_text("#problems")
    tab.page.fill("#form > .f[data-n=amount] input", "12,5")
    assert "amount must be an integer" in tab.page.inner_text("#problems")
    tab.page.fill("#form > .f[data-n=amount] input", "1250")
    assert tab.page.locator("#problems").is_hidden()
    assert api.requests == []


def test_large_integers_keep_their_digits(explorer: Explorer, tab: Tab) -> None:
    explorer.show(stripe_site())
    tab.page.goto(
        f"{explorer.url}/operations/PostCustomers.html#args="
        + '{"balance":12345678901234567891}'
    )
    tab.page.wait_for_selector("html.is-ready", state="attached")
    assert "balance=12345678901234567891" in tab.snippet("function")


def test_search_by_keyboard(explorer: Explorer, tab: Tab) -> None:
    explorer.show(stripe_site())
    tab.visit(f"{explorer.url}/index.html")
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("create a customer")
    tab.page.wait_for_selector("#results [aria-selected=true]")
    tab.page.wait_for_selector("#results li:first-child[data-tool=PostCustomers]")
    tab.page.keyboard.press("ArrowDown")
    second = tab.page.locator("#results li").nth(1)
    assert second.get_attribute("aria-selected") == "true"
    tab.page.keyboard.press("ArrowUp")
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url("**/operations/PostCustomers.html")


def test_recursion_loads_when_it_is_opened(explorer: Explorer, tab: Tab) -> None:
    explorer.show(stripe_site())
    tab.visit(f"{explorer.url}/operations/PostCustomers.html")
    tab.page.click("details[data-s=Customer] > summary")
    tab.page.click("details[data-s=Customer] details[data-s] > summary >> nth=0")
    tab.page.wait_for_selector("details[data-s] details[data-s] > .c .schema")
    assert tab.complaints == []


def test_description_for_agents_is_copied(explorer: Explorer, tab: Tab) -> None:
    explorer.show(stripe_site())
    tab.visit(f"{explorer.url}/operations/PostCustomers.html")
    tab.page.click("#agent")
    tab.page.wait_for_selector("#agent:text('Copied')")
    copied = json.loads(tab.page.evaluate("navigator.clipboard.readText()"))
    assert copied == json.loads(text_of(stripe_site(), "operations/PostCustomers.json"))


@pytest.mark.parametrize("case", CASES)
def test_walk_over_a_case(case: str, explorer: Explorer, tab: Tab) -> None:
    site = case_site(case)
    explorer.show(site)
    pages = ("index.html", "resources/", "operations/")
    paths = [path for path in site.paths() if path.startswith(pages)]
    walk(tab, explorer, [path for path in paths if path.endswith(".html")])


def test_walk_over_some_of_stripes_pages(explorer: Explorer, tab: Tab) -> None:
    site = stripe_site()
    explorer.show(site)
    paths = [path for path in site.paths() if path.startswith("operations/")]
    pages = [path for path in paths if path.endswith(".html")]
    walk(tab, explorer, ["index.html", "resources/customers.html", *pages[::25]])


def walk(tab: Tab, explorer: Explorer, paths: list[str]) -> None:
    """Visit pages, and open everything in them once."""
    for path in paths:
        tab.visit(f"{explorer.url}/{path}")
        for field in tab.page.locator("#form > .f > button.h").all()[:12]:
            field.click()
        assert tab.reports() == [], path
        assert tab.complaints == [], path


def test_pages_fit_on_a_phone_and_in_the_dark(
    browser: Browser, explorer: Explorer
) -> None:
    explorer.show(stripe_site())
    tab = Tab(browser, viewport={"width": 360, "height": 740}, color_scheme="dark")
    for path in (
        "index.html",
        "operations/PostCustomers.html",
        "resources/customers.html",
    ):
        tab.visit(f"{explorer.url}/{path}", ARGUMENTS if "Post" in path else None)
        sizes: Any = tab.page.evaluate(
            "[document.documentElement.scrollWidth, window.innerWidth]"
        )
        assert sizes[0] <= sizes[1], path
    background = tab.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert background == "rgb(17, 20, 28)"
    tab.close()
