"""A static site on a web server of its own, with a gateway elsewhere."""

from __future__ import annotations

import functools
import json
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from generator.cli import run
from tests.explorer.browsing import Tab
from tests.explorer.form_filling import fill_form
from tests.gateway.conftest import SHOP
from tests.gateway.recording_api import RecordingApi
from tests.gateway.served import TOKEN, request_for, serve

KEY = "sk_test_static_4242424242"


class _Files(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The origin of a server with the site of the shop, below `docs/`."""
    folder = tmp_path_factory.mktemp("site")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODEGEN_CACHE", str(folder / "cache"))
        patch.chdir(folder)
        assert run(["explore", str(SHOP), "-o", str(folder / "www" / "docs")]) == 0
    handler = functools.partial(_Files, directory=str(folder / "www"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_call_through_a_gateway_that_the_reader_enters(
    site: str, shop_client: Path, api: RecordingApi, tab: Tab, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text(KEY)
    secret.chmod(0o600)
    page = tab.page
    request = request_for(
        shop_client, api.url, secret, allow_changes=False, allowed_origins=(site,)
    )
    with serve(request) as gateway:
        tab.visit(f"{site}/docs/operations/createCustomer.html")
        fill_form(page, {"name": "Ada", "address": {"city": "Paris"}})
        page.click("#send")
        # Without a gateway, the panel opens and asks for one.
        page.wait_for_selector("#note:has-text('Enter the URL of a gateway')")
        page.fill("#access-panel input[type=url]", gateway.url)
        page.press("#access-panel input[type=url]", "Tab")
        page.wait_for_selector("#access-panel .failed:has-text('token')")
        page.fill("#access-panel input[type=password]", TOKEN)
        page.press("#access-panel input[type=password]", "Tab")
        page.wait_for_selector("#access-panel :text('Credentials are set.')")
        page.click("#send")
        page.click("text=Allow changes and send")
        page.wait_for_selector("#response .tree")
        assert api.last.body == b"name=Ada&address[city]=Paris"
        assert api.last.header("authorization") == f"Bearer {KEY}"
        local, session = page.evaluate(
            "[JSON.stringify({...localStorage}), JSON.stringify({...sessionStorage})]"
        )
        assert gateway.url in local
        assert TOKEN not in local
        assert TOKEN in session
        for stored in (
            local,
            session,
            page.content(),
            page.evaluate("document.cookie"),
        ):
            assert KEY not in stored
        # Other pages of the site know the gateway; another site of the server does not.
        tab.visit(f"{site}/docs/operations/getTicks.html")
        assert (
            page.evaluate(
                "import('/docs/elements.js').then(({ gatewayUrl }) => gatewayUrl())"
            )
            == f"{gateway.url}/"
        )
        page.click("#tab-curl")
        page.wait_for_selector("#snippet:has-text('curl')")
        keys = json.loads(local)
        assert "codegen-gateway /docs/" in keys
        assert tab.reports() == []


def test_gateway_that_does_not_allow_the_site(
    site: str, shop_client: Path, api: RecordingApi, tab: Tab
) -> None:
    with serve(request_for(shop_client, api.url, None)) as gateway:
        tab.visit(f"{site}/docs/operations/getTicks.html")
        tab.page.evaluate(
            """async ([url, token]) => {
              const { urlKey, tokenKey } = await import("/docs/elements.js");
              localStorage.setItem(urlKey(), `${url}/`);
              sessionStorage.setItem(tokenKey(), token);
            }""",
            [gateway.url, TOKEN],
        )
        tab.page.click("#send")
        tab.page.wait_for_selector("#note:has-text('is not reachable')")
        assert "--allow-origin" in tab.page.inner_text("#note")
    assert api.requests == []
