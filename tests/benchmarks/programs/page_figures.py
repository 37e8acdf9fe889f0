"""Load a page in Chromium: `page_figures CHROMIUM FOLDER PATH READY` prints its figures as JSON.

- `cpu`: the CPU seconds of the renderer process, which runs before, until the page is ready and
  idle;
- `paint`: the seconds to the first contentful paint;
- `loaded`, `scripts`: bytes received in all, and of scripts;
- `heap`: bytes of the JavaScript heap after a collection; `nodes`: nodes of the document.

FOLDER is served on 127.0.0.1 without compression; the browser finds no other host. READY is a
JavaScript expression that becomes true when a reader can use the page.

Sources: Chrome DevTools Protocol, domains SystemInfo, Performance and HeapProfiler.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic
from typing import Any
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, Response, sync_playwright

_READY_SECONDS = 400.0
_POLL_MILLISECONDS = 50
# How long a page must be idle to be done with what it starts when it is ready.
_IDLE_MILLISECONDS = 500
_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking"),
    *("--no-first-run", "--disable-component-update", "--disable-sync"),
    # Pages of some peers need more than containers have there.
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
_PAINT = """() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"""


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Log nothing."""


def _renderer_seconds(browser: Browser) -> float:
    """The CPU time of all renderer processes so far."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    seconds = (each["cpuTime"] for each in processes if each["type"] == "renderer")
    return float(sum(seconds))


def _heap_and_nodes(page: Page) -> tuple[int, int]:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.enable")
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    metrics = {
        metric["name"]: metric["value"]
        for metric in session.send("Performance.getMetrics")["metrics"]
    }
    return int(metrics["JSHeapUsedSize"]), int(metrics["Nodes"])


def _wait_until(page: Page, ready: str) -> None:
    """Wait until an expression is true. Content-Security-Policies refuse polling in the page."""
    end = monotonic() + _READY_SECONDS
    while not page.evaluate(ready):
        if monotonic() > end:
            raise TimeoutError(f"not ready after {_READY_SECONDS:.0f} seconds")
        page.wait_for_timeout(_POLL_MILLISECONDS)


def measure(browser: Browser, url: str, ready: str) -> dict[str, float | int | None]:
    """Load a page and return its figures."""
    page = browser.new_page()
    # Starting the process of the site costs more than many a page, and the same for all.
    page.goto(urljoin(url, "/nothing"))
    page.wait_for_timeout(_IDLE_MILLISECONDS)
    sizes: list[tuple[str, int]] = []

    def note(response: Response) -> None:
        kind = response.request.resource_type
        sizes.append((kind, int(response.headers.get("content-length", 0))))

    page.on("response", note)
    before = _renderer_seconds(browser)
    page.goto(url, wait_until="commit")
    _wait_until(page, ready)
    page.wait_for_timeout(_IDLE_MILLISECONDS)
    cpu = _renderer_seconds(browser) - before
    paint = page.evaluate(_PAINT)
    heap, nodes = _heap_and_nodes(page)
    page.close()
    return {
        "cpu": cpu,
        "paint": None if paint is None else paint / 1_000,
        "loaded": sum(size for _, size in sizes),
        "scripts": sum(size for kind, size in sizes if kind == "script"),
        "heap": heap,
        "nodes": nodes,
    }


@contextmanager
def open_page_of(
    chromium: str, folder: str, path: str
) -> Iterator[tuple[Browser, str]]:
    """Serve a folder, open a browser, and return it with the URL of a path."""
    handler = partial(_QuietHandler, directory=folder)
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(
            executable_path=chromium, args=list(_ARGUMENTS)
        )
        yield browser, f"http://127.0.0.1:{server.server_port}/{path}"
        browser.close()
        server.shutdown()


def main(chromium: str, folder: str, path: str, ready: str) -> None:
    """Print the figures of a page."""
    with open_page_of(chromium, folder, path) as (browser, url):
        print(json.dumps(measure(browser, url, ready)))


if __name__ == "__main__":
    main(sys.argv[1], str(Path(sys.argv[2]).absolute()), *sys.argv[3:])
