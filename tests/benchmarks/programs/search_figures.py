"""Type into the search of an explorer: `search_figures CHROMIUM FOLDER PATH` prints seconds.

They are those from a keystroke to its results, laid out, for the slowest keystroke.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser

from tests.benchmarks.programs.page_figures import open_page_of

_QUERY = "create a customer"
_WATCH = """() => {
  const [input, list] = [document.getElementById('search'), document.getElementById('results')];
  window.milliseconds = [];
  let start = 0;
  input.addEventListener('input', () => { start = performance.now(); }, true);
  new MutationObserver(() => {
    list.getBoundingClientRect();
    window.milliseconds.push(performance.now() - start);
  }).observe(input, { attributeFilter: ['aria-expanded'] });
}"""
_SETTLE_MILLISECONDS = 100
_LOAD_MILLISECONDS = 1_000


def measure(browser: Browser, url: str) -> float:
    """Type a query, and return the seconds of the slowest keystroke."""
    page = browser.new_page()
    page.goto(url)
    # The index is loaded, and the code is compiled, before somebody types the first letter.
    page.focus("#search")
    page.keyboard.type(_QUERY[0])
    page.wait_for_selector("#results li")
    page.fill("#search", "")
    page.wait_for_timeout(_LOAD_MILLISECONDS)
    page.evaluate(_WATCH)
    for character in _QUERY:
        page.keyboard.type(character)
        page.wait_for_timeout(_SETTLE_MILLISECONDS)
    milliseconds: list[float] = page.evaluate("window.milliseconds")
    if len(milliseconds) < len(_QUERY):
        raise ValueError(f"{len(milliseconds)} results of {len(_QUERY)} keystrokes")
    return max(milliseconds) / 1_000


def main(chromium: str, folder: str, path: str) -> None:
    """Print the figure."""
    with open_page_of(chromium, folder, path) as (browser, url):
        print(measure(browser, url))


if __name__ == "__main__":
    main(sys.argv[1], str(Path(sys.argv[2]).absolute()), *sys.argv[3:])
