"""Chromium, driven by Playwright, and what it complains of."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from tests.explorer.chromium import find_chromium

_ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu"),
    "--disable-background-networking",
)
_REPORTS = """
window.reports = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.reports.push(`${event.violatedDirective}: ${event.blockedURI}`);
});
"""
_SHOW_SNIPPET = """(style) => {
  document.getElementById(`tab-${style}`).click();
  return document.getElementById("snippet").textContent;
}"""


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Open a browser; skip the test where Chromium is missing."""
    if find_chromium() is None:
        pytest.skip("there is no Chromium, or none is wanted")
    with sync_playwright() as playwright, launch(playwright.chromium) as browser:
        yield browser


@contextmanager
def launch(chromium: BrowserType, *arguments: str) -> Iterator[Browser]:
    """Launch a browser with further arguments."""
    browser = chromium.launch(
        executable_path=find_chromium(), args=[*_ARGUMENTS, *arguments]
    )
    try:
        yield browser
    finally:
        browser.close()


class Tab:
    """A page in a browser.

    Attributes:
        page: the page.
        complaints: errors of scripts, and messages in the console that are errors.
    """

    def __init__(self, browser: Browser, **context: Any) -> None:
        self._context = browser.new_context(**context)
        self._context.grant_permissions(["clipboard-read", "clipboard-write"])
        self._context.add_init_script(_REPORTS)
        self.page: Page = self._context.new_page()
        self.complaints: list[str] = []
        self._visits = 0
        self.page.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type == "error"
                else None
            ),
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def visit(self, url: str, arguments: Mapping[str, Any] | None = None) -> None:
        """Open the page of an operation, with these arguments in its link."""
        # A new fragment alone loads nothing.
        self._visits += 1
        fragment = "" if arguments is None else f"#args={quote(json.dumps(arguments))}"
        self.page.goto(f"{url}?{self._visits}{fragment}")
        if "/operations/" in url:
            self.page.wait_for_selector("html.is-ready", state="attached")

    def snippet(self, style: str) -> str:
        """The request in a style."""
        text: str = self.page.evaluate(_SHOW_SNIPPET, style)
        return text

    def arguments(self) -> dict[str, Any]:
        """The arguments that the form has."""
        arguments: dict[str, Any] = json.loads(self.snippet("json"))["arguments"]
        return arguments

    def reports(self) -> list[str]:
        """What the page's security policy refused."""
        reports: list[str] = self.page.evaluate("window.reports")
        return reports

    def close(self) -> None:
        """Close the page, and forget its storage."""
        self._context.close()
