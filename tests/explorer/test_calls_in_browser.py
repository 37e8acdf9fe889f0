"""Forms that are filled in by hand send the bytes that the client's function sends."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from generator.serving.request import CredentialsSource
from tests.explorer.browsing import Tab
from tests.explorer.form_filling import Choice, Unset, fill_form
from tests.explorer.served import Explorer
from tests.explorer.workbench import Workbench, open_workbench
from tests.gateway.recording_api import Received, RecordingApi, Reply, as_json

KEY = "sk_test_explorer_4242424242"
COOKIE = "cookie+4242/x"
PASSWORD = "pass word/4242"
CUSTOMER = {"id": "cus_1", "object": "customer", "default_source": "card_1"}
CUSTOMER_FORM = {
    "name": "Ada “Lovelace” & Co.",
    "address": {"city": "Paris", "country": "FR", "line1": "1 rue d'Ulm"},
    "tax_id_data": [
        {"type": "eu_vat", "value": "FRAB123456789"},
        {"type": "gb_vat", "value": "GB123456789"},
    ],
    "metadata": {"plan": "pro", "a b": "50 %"},
    "expand": ["default_source", "subscriptions"],
}
ACCOUNT_FORM = {
    "contact_email": "ada@example.com",
    "include": ["identity"],
    "identity": {"country": "us", "entity_type": "company"},
    "defaults": {"currency": "usd"},
    "metadata": {"plan": "pro"},
}
# Bytes that are no text, and a name with what a multipart header must quote.
IMAGE = b"\x89PNG\r\n\x1a\n\x00\xff--BOUNDARY"
PDF = b"%PDF-1.7\n\x00\xff" * 1000


@pytest.fixture
def stripe(
    explorer: Explorer, api: RecordingApi, stripe_client: Path, tmp_path: Path
) -> Iterator[Workbench]:
    """Stripe's pages."""
    credentials = _secret_file(tmp_path, KEY)
    with open_workbench(
        explorer, api, stripe_client, credentials=credentials, allow_changes=True
    ) as bench:
        yield bench


@pytest.fixture
def shop(
    explorer: Explorer, api: RecordingApi, shop_client: Path, tmp_path: Path
) -> Iterator[Workbench]:
    """The pages of a shop, with a secret for each kind of credentials."""
    credentials = _secret_file(
        tmp_path,
        f"token = '{KEY}'\nkey = 'k&=/'\nheader_key = 'h'\ncookie = '{COOKIE}'\n"
        f"oauth = 'granted-4242'\n[login]\nusername = 'ada'\npassword = '{PASSWORD}'\n",
        ".toml",
    )
    with open_workbench(
        explorer, api, shop_client, credentials=credentials, allow_changes=True
    ) as bench:
        yield bench


def _secret_file(folder: Path, text: str, suffix: str = "") -> CredentialsSource:
    path = folder / f"secret{suffix}"
    path.write_text(text)
    path.chmod(0o600)
    return CredentialsSource(path)


def send(tab: Tab, bench: Workbench) -> Any:
    """Press Send, and return what the API received."""
    count = len(bench.api.requests)
    with tab.page.expect_response("**/gateway/call"):
        tab.page.click("#send")
    tab.page.wait_for_selector("#response:not([hidden]):not([aria-busy])")
    assert len(bench.api.requests) == count + 1, tab.page.inner_text("#response")
    assert tab.complaints == []
    assert tab.reports() == []
    return bench.wire(bench.api.last)


def by_function(
    bench: Workbench, operation: str, arguments: Mapping[str, Any], credentials: Any
) -> Any:
    """What the API receives from the function of an operation."""
    found = bench.catalogue.get(operation)
    assert found is not None
    function = getattr(bench.package.operations, found.function)
    with bench.package.Client(credentials, base_url=bench.api.url) as client:
        if found.is_stream:
            with function(client, **arguments) as items:
                list(items)
        else:
            function(client, **arguments)
    return bench.wire(bench.api.last)


def curl(tab: Tab) -> str:
    """The curl line of the gateway's dry run."""
    with tab.page.expect_response("**/gateway/preview"):
        tab.snippet("curl")
    shown = expect(tab.page.locator("#snippet"))
    shown.to_have_text(re.compile("^(curl|printf)"), timeout=30_000)
    return tab.page.inner_text("#snippet")


def assert_same_everywhere(
    tab: Tab,
    bench: Workbench,
    operation: str,
    arguments: Mapping[str, Any],
    folder: Path,
) -> None:
    """Send, the function, each snippet and the curl line send the same bytes."""
    pressed = send(tab, bench)
    assert pressed == by_function(bench, operation, arguments, KEY)
    variable = bench.package.Client.api.credentials_env[0]
    for style in ("function", "method", "async"):
        program = tab.snippet(style)
        bench.run_python(program, folder, **{variable: KEY})
        found = bench.wire(bench.api.last)
        # Clients of both kinds name themselves.
        assert without_agent(found) == without_agent(pressed), program
    bench.run_shell(curl(tab), **{variable: KEY})
    assert without_agent(bench.wire(bench.api.last)) == without_agent(pressed)
    assert len(bench.api.requests) == 6


def without_agent(wire: Any) -> Any:
    method, target, headers, body = wire
    kept = {
        name: value
        for name, value in headers.items()
        if name not in ("user-agent", "accept-encoding")
    }
    return method, target, kept, body


def test_customer(
    stripe: Workbench, api: RecordingApi, tab: Tab, tmp_path: Path
) -> None:
    api.replies["/v1/customers"] = lambda received: as_json(CUSTOMER)
    stripe.visit(tab, "PostCustomers")
    fill_form(tab.page, CUSTOMER_FORM)
    assert tab.arguments() == CUSTOMER_FORM
    assert_same_everywhere(tab, stripe, "PostCustomers", CUSTOMER_FORM, tmp_path)
    assert api.last.header("authorization") == f"Bearer {KEY}"
    assert "200 OK" in tab.page.inner_text("#response .outcome")
    assert "Customer" in tab.page.inner_text("#response .outcome")
    assert "req_1" in tab.page.inner_text("#response .outcome")


def test_unset_values(stripe: Workbench, api: RecordingApi, tab: Tab) -> None:
    api.replies["/v1/customers/cus_1"] = lambda received: as_json(CUSTOMER)
    stripe.visit(tab, "PostCustomersCustomer")
    fill_form(tab.page, {"customer": "cus_1", "address": Unset(), "metadata": Unset()})
    arguments = {"customer": "cus_1", "address": "", "metadata": ""}
    assert tab.arguments() == arguments
    pressed = send(tab, stripe)
    assert pressed == by_function(stripe, "PostCustomersCustomer", arguments, KEY)
    assert pressed[-1] == b"address=&metadata="


def test_deep_object_in_the_query(
    stripe: Workbench, api: RecordingApi, tab: Tab, tmp_path: Path
) -> None:
    api.replies["/v1/charges"] = lambda received: as_json(
        {"object": "list", "data": [], "has_more": False, "url": "/v1/charges"}
    )
    stripe.visit(tab, "GetCharges")
    label = tab.page.locator("#form > .f[data-n=created] > template").first.evaluate(
        "each => each.content.querySelector('b').textContent"
    )
    form = {"created": Choice(label, {"gte": 1700000000, "lt": 1800000000}), "limit": 3}
    fill_form(tab.page, form)
    arguments = {"created": {"gte": 1700000000, "lt": 1800000000}, "limit": 3}
    assert tab.arguments() == arguments
    assert_same_everywhere(tab, stripe, "GetCharges", arguments, tmp_path)
    assert "created[gte]=1700000000" in api.last.query.replace("%5B", "[").replace(
        "%5D", "]"
    )


def test_json_body(
    stripe: Workbench, api: RecordingApi, tab: Tab, tmp_path: Path
) -> None:
    stripe.visit(tab, "PostV2CoreAccounts")
    fill_form(tab.page, ACCOUNT_FORM)
    assert tab.arguments() == ACCOUNT_FORM
    assert_same_everywhere(tab, stripe, "PostV2CoreAccounts", ACCOUNT_FORM, tmp_path)
    assert json.loads(api.last.body) == ACCOUNT_FORM


def test_upload(stripe: Workbench, api: RecordingApi, tab: Tab, tmp_path: Path) -> None:
    file = tmp_path / 'one "two".png'
    file.write_bytes(IMAGE)
    stripe.visit(tab, "PostFiles")
    fill_form(tab.page, {"file": file, "purpose": "dispute_evidence"})
    arguments = {"file": file, "purpose": "dispute_evidence"}
    assert_same_everywhere(tab, stripe, "PostFiles", arguments, tmp_path)
    assert IMAGE in api.last.body


def test_download(stripe: Workbench, api: RecordingApi, tab: Tab) -> None:
    reply = Reply((PDF[:5000], PDF[5000:]), media_type="application/pdf")
    api.replies["/v1/quotes/qt_1/pdf"] = lambda received: reply
    stripe.visit(tab, "GetQuotesQuotePdf")
    fill_form(tab.page, {"quote": "qt_1"})
    pressed = send(tab, stripe)
    tab.page.wait_for_selector("#response a[download]")
    assert "200 OK" in tab.page.inner_text("#response .outcome")
    with tab.page.expect_download() as download:
        tab.page.click("#response a[download]")
    assert download.value.suggested_filename == "GetQuotesQuotePdf.pdf"
    assert download.value.path().read_bytes() == PDF
    found = by_function(stripe, "GetQuotesQuotePdf", {"quote": "qt_1"}, KEY)
    assert pressed == found


def test_event_stream(shop: Workbench, api: RecordingApi, tab: Tab) -> None:
    events = [b'data: {"n": 1}\n\n', b'data: {"n": 12345678901234567890}\n\n']
    api.replies["/v1/ticks"] = lambda received: Reply(
        events, media_type="text/event-stream"
    )
    shop.visit(tab, "getTicks")
    pressed = send(tab, shop)
    tab.page.wait_for_selector("text=Stream: 2 items, ended")
    assert "12345678901234567890" in tab.page.inner_text("#response .tree")
    credentials = shop.package.Credentials(token=KEY)
    assert pressed == by_function(shop, "getTicks", {}, credentials)


def _customers(received: Received) -> Reply:
    is_first = "starting_after" not in received.query
    return as_json(
        {
            "object": "list",
            "data": [{**CUSTOMER, "id": "cus_1" if is_first else "cus_2"}],
            "has_more": is_first,
            "url": "/v1/customers",
        }
    )


def test_next_page(stripe: Workbench, api: RecordingApi, tab: Tab) -> None:
    api.replies["/v1/customers"] = _customers
    stripe.visit(tab, "GetCustomers")
    fill_form(tab.page, {"limit": 1, "email": "ada@example.com"})
    first = send(tab, stripe)
    arguments = {"email": "ada@example.com", "limit": 1}
    assert first == by_function(stripe, "GetCustomers", arguments, KEY)
    tab.page.click("text=Next page")
    tab.page.wait_for_selector("#response :text('cus_2')")
    second = stripe.wire(api.last)
    assert tab.page.locator("text=Next page").count() == 0
    arguments = {**arguments, "starting_after": "cus_1"}
    assert tab.arguments() == arguments
    assert second == by_function(stripe, "GetCustomers", arguments, KEY)


def test_expand_button(stripe: Workbench, api: RecordingApi, tab: Tab) -> None:
    customer = {**CUSTOMER, "default_source": "card_1", "test_clock": "clock_1"}
    api.replies["/v1/customers/cus_1"] = lambda received: as_json(customer)
    stripe.visit(tab, "GetCustomersCustomer")
    fill_form(tab.page, {"customer": "cus_1"})
    send(tab, stripe)
    for count, path in enumerate(("default_source", "test_clock"), 2):
        tab.page.click(f"[aria-label='Expand {path}']")
        tab.page.wait_for_selector("#response:not([aria-busy])")
        assert len(api.requests) == count
    arguments = {"customer": "cus_1", "expand": ["default_source", "test_clock"]}
    assert tab.arguments() == arguments
    expanded = stripe.wire(api.last)
    assert expanded == by_function(stripe, "GetCustomersCustomer", arguments, KEY)


@pytest.mark.parametrize(
    ("operation", "header", "value"),
    [
        ("getByCookie", "cookie", f"sid={COOKIE}"),
        ("getByLogin", "authorization", "Basic YWRhOnBhc3Mgd29yZC80MjQy"),
        ("getByOauth", "authorization", "Bearer granted-4242"),
        ("getByHeader", "x-shop-key", "h"),
    ],
)
def test_kinds_of_credentials(
    operation: str,
    header: str,
    value: str,
    *,
    shop: Workbench,
    api: RecordingApi,
    tab: Tab,
) -> None:
    package = shop.package
    credentials = package.Credentials(
        cookie=COOKIE,
        login=package.Basic("ada", PASSWORD),
        oauth="granted-4242",
        header_key="h",
    )
    shop.visit(tab, operation)
    pressed = send(tab, shop)
    assert api.last.header(header) == value
    assert pressed == by_function(shop, operation, {}, credentials)


def test_other_value_of_a_choice(
    stripe: Workbench, api: RecordingApi, tab: Tab, tmp_path: Path
) -> None:
    api.replies["/v1/customers"] = lambda received: as_json(CUSTOMER)
    form = {"tax_id_data": [{"type": "xx_new", "value": "1"}], "tax_exempt": "perhaps"}
    stripe.visit(tab, "PostCustomers")
    fill_form(tab.page, form)
    assert tab.arguments() == form
    assert_same_everywhere(tab, stripe, "PostCustomers", form, tmp_path)
