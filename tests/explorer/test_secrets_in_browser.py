"""A secret that is typed into the page is held by the gateway, and seen nowhere else."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from playwright.sync_api import Browser

from tests.explorer.browsing import Tab
from tests.explorer.documented import document_with
from tests.explorer.form_filling import fill_form
from tests.explorer.served import SECONDS, Explorer
from tests.explorer.workbench import Workbench, open_workbench
from tests.gateway.recording_api import Received, RecordingApi, Reply, as_json
from tests.mcp.conftest import build_client

KEY = "sk_test/4eC39Hq+LyjWDarj=tT1zdp7dc"
_STORED = """async () => {
  const caches_ = "caches" in window ? await caches.keys() : [];
  const databases = await indexedDB.databases();
  return JSON.stringify([
    {...localStorage}, {...sessionStorage}, databases, caches_, document.cookie,
    document.documentElement.outerHTML, location.href,
    [...document.querySelectorAll("input, textarea")].map((each) => each.value),
  ]);
}"""


def written_as(secret: str) -> set[bytes]:
    """The ways to write a secret that somebody could search for."""
    raw = secret.encode()
    found = {raw, quote(secret, safe="").encode(), quote_plus(secret).encode()}
    found |= {json.dumps(secret).encode(), raw.hex().encode()}
    for prefix in (b"", b"x", b"xx", b":", b"Bearer "):
        for encode in (b64encode, urlsafe_b64encode):
            # Characters that depend on what is around the secret are left out.
            found.add(encode(prefix + raw)[(len(prefix) * 8 + 5) // 6 : -4])
    return found


def assert_secret_is_not_in(content: bytes, secret: str = KEY) -> None:
    for form in written_as(secret):
        assert form not in content


def repeat(received: Received) -> Reply:
    """Return the request in the response: raw, encoded, and in headers."""
    key = (received.header("authorization") or "").removeprefix("Bearer ")
    return as_json(
        {
            "id": "cus_1",
            "object": "customer",
            "name": key,
            "description": f"{quote(key, safe='')} {b64encode(key.encode()).decode()}",
            "metadata": dict(received.headers),
        },
        X_Seen=key,
    )


@pytest.fixture
def stripe(
    explorer: Explorer,
    api: RecordingApi,
    stripe_client: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Workbench]:
    """Stripe's pages without credentials."""
    monkeypatch.delenv("STRIPE_API_KEY", raising=False)
    log = tmp_path / "audit.jsonl"
    with open_workbench(explorer, api, stripe_client, audit_log=log) as bench:
        yield bench


def test_secret_that_is_typed_once(
    stripe: Workbench,
    api: RecordingApi,
    tab: Tab,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO")
    api.replies["/v1/customers"] = repeat
    api.replies["/v1/customers/cus_1"] = repeat
    stripe.visit(tab, "PostCustomers")
    page = tab.page
    page.click("#access")
    page.locator("#access-panel input[type=password]").last.fill(KEY)
    with page.expect_response("**/gateway/credentials") as saved:
        page.click("text=Use for this session")
    assert saved.value.status == 204
    page.wait_for_selector("text=The gateway holds them in memory")
    fill_form(page, {"name": "Ada"})
    page.click("#send")
    page.click("text=Allow changes and send")
    page.wait_for_selector("#response .tree")
    assert api.last.header("authorization") == f"Bearer {KEY}"
    stored = page.evaluate(_STORED)
    # Another page, after a reload: the gateway still has it.
    stripe.visit(tab, "GetCustomersCustomer", {"customer": "cus_1"})
    page.click("#access")
    page.wait_for_selector("text=Credentials are set.")
    page.click("#tab-curl")
    page.wait_for_selector("#snippet:has-text('$STRIPE_API_KEY')")
    page.click("#tab-raw")
    page.wait_for_selector("#snippet:has-text('GET /v1/customers/cus_1')")
    page.click("#send")
    page.wait_for_selector("#response .tree")
    assert api.last.header("authorization") == f"Bearer {KEY}"
    stored += page.evaluate(_STORED)
    assert json.loads(page.evaluate(_STORED))[2:5] == [[], [], ""]
    output, sent = capfd.readouterr(), stripe.explorer.sent
    assert b"[redacted" in sent
    logged = (tmp_path / "audit.jsonl").read_bytes()
    assert logged.count(b"\n") == 4
    for content in (
        stored.encode(),
        bytes(sent),
        output.out.encode(),
        output.err.encode(),
        caplog.text.encode(),
        logged,
    ):
        assert_secret_is_not_in(content)
    assert tab.complaints == [
        each for each in tab.complaints if "403 (Forbidden)" in each
    ]


def test_command_shows_no_secret(
    api: RecordingApi, stripe_client: Path, tab: Tab, tmp_path: Path
) -> None:
    log = tmp_path / "audit.jsonl"
    api.replies["/v1/customers"] = repeat
    environment = {name: v for name, v in os.environ.items() if "KEY" not in name}
    with subprocess.Popen(
        [
            *(sys.executable, "-m", "generator", "explore", str(stripe_client)),
            *("--no-open", "--port", "0", "--base-url", api.url),
            *("--audit-log", str(log)),
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**environment, "STRIPE_API_KEY": KEY, "CODEGEN_CACHE": ""},
    ) as process:
        try:
            assert process.stderr
            line = process.stderr.readline().decode()
            found = re.search(r"(http://\S+/)#token=(\S+)", line)
            assert found, line + process.stderr.read().decode()
            tab.page.goto(found[0])
            tab.visit(f"{found[1]}operations/GetCustomers.html")
            tab.page.click("#send")
            tab.page.wait_for_selector("#response .outcome")
            stored = tab.page.evaluate(_STORED)
        finally:
            process.send_signal(signal.SIGINT)
            output = b"".join(process.communicate(timeout=SECONDS))
    assert api.last.header("authorization") == f"Bearer {KEY}"
    for content in (stored.encode(), output, log.read_bytes()):
        assert_secret_is_not_in(content)
        if content is not stored.encode():
            assert found[2].encode() not in content.replace(stored.encode(), b"")


def test_links_have_no_credentials(stripe: Workbench, tab: Tab) -> None:
    stripe.visit(tab, "PostCustomers")
    page = tab.page
    page.click("#access")
    page.locator("#access-panel input[type=password]").last.fill(KEY)
    page.fill("#form > .f[data-n=name] textarea", "Ada")
    page.click("#link")
    page.wait_for_selector("#link:text('Copied')")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.endswith("#args=%7B%22name%22%3A%22Ada%22%7D")
    assert_secret_is_not_in(link.encode())


def confirm_requests(tab: Tab) -> list[str]:
    """The URLs of confirmations that the tab sends from now on."""
    sent: list[str] = []
    tab.page.on(
        "request",
        lambda request: (
            sent.append(request.post_data or "")
            if request.url.endswith("/confirmations")
            else None
        ),
    )
    return sent


def press_send(tab: Tab, is_asked: bool) -> None:
    """Press Send; allow changes if the page asks, which it must do if and only if `is_asked`."""
    with tab.page.expect_response("**/gateway/call"):
        tab.page.click("#send")
    tab.page.wait_for_selector("#response:not([hidden]):not([aria-busy])")
    allow = tab.page.locator("text=Allow changes and send")
    assert allow.count() == int(is_asked)
    if is_asked:
        with tab.page.expect_response("**/gateway/call"):
            allow.click()
        tab.page.wait_for_selector("#response .outcome .done")


def test_changes_are_confirmed_once_per_session_and_server(
    browser: Browser, explorer: Explorer, api: RecordingApi, tmp_path: Path
) -> None:
    with ExitStack() as stack:
        other = RecordingApi()
        stack.callback(other.close)
        document = json.loads(document_with({}, servers=[{"url": api.url}]))
        document["paths"]["/others"] = {
            "servers": [{"url": other.url}],
            "post": {
                "operationId": "createOther",
                "responses": {"204": {"description": "done"}},
            },
        }
        path = tmp_path / "openapi.json"
        path.write_text(json.dumps(document))
        folder = build_client(path, tmp_path / "things_client")
        bench = stack.enter_context(
            open_workbench(explorer, api, folder, base_url=None)
        )
        tab = Tab(browser)
        stack.callback(tab.close)
        sent = confirm_requests(tab)
        bench.visit(tab, "createThing")
        press_send(tab, is_asked=True)
        press_send(tab, is_asked=False)
        bench.visit(tab, "createOther")
        press_send(tab, is_asked=True)
        bench.visit(tab, "createThing")
        press_send(tab, is_asked=False)
        assert len(sent) == 2
        assert len(api.requests) == 3
        assert len(other.requests) == 1
        # Another tab is another session.
        second = Tab(browser)
        stack.callback(second.close)
        bench.visit(second, "createThing")
        press_send(second, is_asked=True)


def test_wrong_token_reaches_nothing(
    stripe: Workbench, api: RecordingApi, tab: Tab
) -> None:
    tab.page.goto(f"{stripe.explorer.url}/#token={'x' * 43}")
    tab.visit(stripe.url("GetCustomers"))
    tab.page.click("#send")
    tab.page.wait_for_selector("#response:has-text('token is missing or wrong')")
    shown: Any = tab.page.inner_text("#response")
    assert "x" * 43 not in shown
    assert api.requests == []
