"""Pages of other sites read nothing from the explorer and its gateway, and change nothing."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser

from tests.explorer.browsing import Tab, launch
from tests.explorer.served import Explorer
from tests.explorer.workbench import TOKEN, Workbench, open_workbench
from tests.gateway.conftest import KEY as SECRET
from tests.gateway.recording_api import RecordingApi

CALL = '{"operation":"createCustomer","arguments":{"name":"evil"}}'
# Each way returns what it could read.
_FETCHES = """async ([target, call, token]) => {
  const read = [];
  const paths = ["/", "/index.html", "/operations/createCustomer.html", "/explorer.js",
    "/gateway/session", "/gateway/call", "/gateway/preview", "/gateway/credentials",
      "/gateway/confirmations", "/gateway/proxy/v1/customers"];
  for (const path of paths) for (const mode of ["cors", "no-cors"]) for (const method of ["GET",
    "POST", "PUT", "DELETE"]) for (const credentials of ["omit", "include"]) {
    const headers = mode === "no-cors" ? { "Content-Type": "text/plain" } : {
      "Content-Type": "application/json", Authorization: `Bearer ${token}` };
    const body = method === "POST" || method === "PUT" ? call : undefined;
    try {
      const response = await fetch(target + path, { method, mode, credentials, headers, body });
      const text = await response.text();
      if (response.type !== "opaque" || text) read.push(`${mode} ${method} ${path} ${text}`);
    } catch {}
  }
  navigator.sendBeacon(`${target}/gateway/call`, call);
  return read;
}"""
_FORMS = """async ([target, call]) => {
  for (const enctype of ["application/x-www-form-urlencoded", "multipart/form-data",
    "text/plain"]) for (const path of ["call", "confirmations", "proxy/v1/customers"]) {
    const frame = Object.assign(document.createElement("iframe"), { name: `f${Math.random()}` });
    document.body.append(frame);
    const form = Object.assign(document.createElement("form"), { method: "post", enctype,
      action: `${target}/gateway/${path}`, target: frame.name });
    form.append(Object.assign(document.createElement("input"), { name: call.slice(0,
      -1) + ',"x":"', value: '"}' }));
    form.append(Object.assign(document.createElement("input"), { name: "call", value: call }));
    document.body.append(form);
    const done = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    form.submit();
    await done;
  }
}"""
_ELEMENTS = """async ([target, token]) => {
  const found = [];
  const before = new Set(Object.keys(window));
  for (const path of ["/gateway/session", "/gateway/proxy/v1/customers", "/gateway/call",
    "/explorer.js", "/search.json", "/icon.svg",
      "/operations/createCustomer.html"]) for (const tag of ["script", "img", "link", "object",
        "video", "iframe"]) {
    const element = document.createElement(tag);
    const loaded = new Promise((resolve) => {
      element.onload = () => resolve(tag !== "iframe" && tag !== "object" ? `${tag} ${path}` : "");
      element.onerror = () => resolve("");
    });
    if (tag === "link") Object.assign(element, { rel: "stylesheet", href: target + path });
    else if (tag === "object") element.data = target + path;
    else element.src = target + path;
    document.body.append(element);
    const outcome = await Promise.race([loaded, new Promise((resolve) => setTimeout(resolve,
      1000, ""))]);
    if (outcome) found.push(outcome);
    if (tag === "iframe") {
      let text;
      try { text = element.contentDocument?.body?.textContent; } catch {}
      if (text) found.push(text);
      if (element.contentWindow && element.contentWindow.length) found.push("frames of the page");
    }
  }
  const names = Object.keys(window);
  return [...found, ...names.filter((name) => !before.has(name) && !/^\\d+$/.test(name))];
}"""
_OPEN = """async (url) => {
  const opened = window.open(url);
  return new Promise((resolve) => setTimeout(() => {
    const read = [];
    for (const take of [() => opened.document.body.innerHTML, () => opened.sessionStorage.length,
      () => opened.location.href, () => opened.state]) {
      try { const value = take();
        if (value !== undefined && value !== "about:blank") read.push(String(value)); } catch {}
    }
    try { opened.postMessage({ send: true }, "*"); } catch {}
    resolve(read);
  }, 500));
}"""
_SANDBOX = """async ([target, call, token]) => {
  const script = `
    const read = [];
    (async () => {
      for (const path of ["session", "call", "confirmations",
        "proxy/v1/customers"]) for (const mode of ["cors", "no-cors"]) {
        try {
          const response = await fetch(${JSON.stringify(target)} + "/gateway/" + path, {
            method: path === "session" ? "GET" : "POST", mode,
              body: path === "session" ? undefined : ${JSON.stringify(call)},
            headers: mode === "cors" ? { Authorization: "Bearer ${token}",
              "Content-Type": "application/json" } : {},
          });
          const text = await response.text();
          if (text) read.push(text);
        } catch {}
      }
      parent.postMessage({ origin: self.origin, read }, "*");
    })();`;
  const frame = Object.assign(document.createElement("iframe"), {
    srcdoc: `<script>${script}</` + "script>" });
  frame.setAttribute("sandbox", "allow-scripts allow-forms");
  const message = new Promise((resolve) => addEventListener("message",
    ({ data }) => resolve(data)));
  document.body.append(frame);
  return message;
}"""


class _Evil(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        content = b"<!doctype html><title>evil</title><body>evil"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def evil_port() -> Iterator[int]:
    """The port of another site on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Evil)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(params=["127.0.0.1", "localhost"])
def evil(request: pytest.FixtureRequest, evil_port: int) -> str:
    """The URL of another site on this machine."""
    return f"http://{request.param}:{evil_port}/"


@pytest.fixture
def shop(
    explorer: Explorer,
    api: RecordingApi,
    shop_client: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Workbench]:
    """The pages of a shop with credentials, which changes without a confirmation."""
    monkeypatch.setenv("SHOP_API_KEY", SECRET)
    with open_workbench(explorer, api, shop_client, allow_changes=True) as bench:
        yield bench


@pytest.fixture
def visitor(shop: Workbench, evil: str, tab: Tab) -> Tab:
    """The tab of somebody who uses the explorer, on the other site."""
    shop.visit(tab, "createCustomer")
    tab.page.goto(evil)
    return tab


def test_fetch(shop: Workbench, api: RecordingApi, visitor: Tab) -> None:
    arguments = [shop.explorer.url, CALL, TOKEN]
    # Not even a page that knows the token may use it.
    assert visitor.page.evaluate(_FETCHES, arguments) == []
    assert_unchanged(shop, api)


def test_form_posts(shop: Workbench, api: RecordingApi, visitor: Tab) -> None:
    visitor.page.evaluate(_FORMS, [shop.explorer.url, CALL])
    assert_unchanged(shop, api)


def test_elements(shop: Workbench, api: RecordingApi, visitor: Tab) -> None:
    found = visitor.page.evaluate(_ELEMENTS, [shop.explorer.url, TOKEN])
    assert found == []
    frames = [frame.url for frame in visitor.page.frames[1:]]
    assert all("error" in url or url == "about:blank" for url in frames), frames
    assert_unchanged(shop, api)


def test_opened_window(shop: Workbench, api: RecordingApi, visitor: Tab) -> None:
    link = f"{shop.url('createCustomer')}#args=%7B%22name%22%3A%22evil%22%7D"
    with visitor.page.expect_popup() as popup:
        read = visitor.page.evaluate(_OPEN, link)
    assert read == []
    popup.value.wait_for_selector("html.is-ready", state="attached")
    # The form is filled in, and waits for its reader.
    assert popup.value.evaluate("window.opener") is None
    assert popup.value.locator("#response").is_hidden()
    assert_unchanged(shop, api)


def test_origin_null(shop: Workbench, api: RecordingApi, visitor: Tab) -> None:
    outcome = visitor.page.evaluate(_SANDBOX, [shop.explorer.url, CALL, TOKEN])
    assert outcome == {"origin": "null", "read": []}
    assert_unchanged(shop, api)


def assert_unchanged(shop: Workbench, api: RecordingApi) -> None:
    assert api.requests == []
    assert shop.gateway.has_credentials
    assert not shop.gateway.secrets


def test_name_that_resolves_to_this_machine(
    shop: Workbench, api: RecordingApi, browser: Browser
) -> None:
    port = shop.explorer.url.rpartition(":")[2]
    # The attacker's name server gives this machine's address.
    rules = "MAP evil.example 127.0.0.1"
    argument = f"--host-resolver-rules={rules}"
    with launch(browser.browser_type, argument) as deceived:
        tab = Tab(deceived)
        response = tab.page.goto(f"http://evil.example:{port}/gateway/session")
        assert response is not None
        assert response.status == 421
        tab.page.goto(f"http://evil.example:{port}/")
        assert tab.page.locator("#search").count() == 0
        read = tab.page.evaluate(
            """async ([call, token]) => {
              const statuses = [];
              for (const path of ["session", "call", "proxy/v1/customers"]) {
                const init = path === "session" ? {} : { method: "POST", body: call };
                const headers = { Authorization: `Bearer ${token}`,
                  "Content-Type": "application/json" };
                statuses.push((await fetch(`/gateway/${path}`, { ...init, headers })).status);
              }
              return statuses;
            }""",
            [CALL, TOKEN],
        )
        assert read == [421, 421, 421]
        tab.close()
    assert_unchanged(shop, api)


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "[::ffff:7f00:1]",
    ],
)
def test_other_names_in_the_host_header(
    host: str, shop: Workbench, api: RecordingApi
) -> None:
    port = int(shop.explorer.url.rpartition(":")[2])
    for path in ("/", "/explorer.js", "/gateway/session", "/gateway/call"):
        request = (
            f"POST {path} HTTP/1.1\r\nHost: {host}:{port}\r\n"
            f"Authorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(CALL)}\r\n\r\n{CALL}"
        )
        with socket.create_connection(("127.0.0.1", port), 10) as connection:
            connection.sendall(request.encode())
            answer = connection.recv(4096)
        assert re.match(rb"HTTP/1.1 421 ", answer), answer
    assert_unchanged(shop, api)


def test_own_page_can_do_what_others_cannot(
    shop: Workbench, api: RecordingApi, tab: Tab
) -> None:
    # Otherwise the tests above would pass whatever the gateway did.
    shop.visit(tab, "createCustomer")
    status = tab.page.evaluate(
        """async ([call, token]) => {
          const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
          return (await fetch("/gateway/call", { method: "POST", body: call, headers })).status;
        }""",
        [CALL, TOKEN],
    )
    assert status == 200
    assert len(api.requests) == 1
