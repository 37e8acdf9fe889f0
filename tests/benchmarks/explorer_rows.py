"""Rows about the explorer, in Chromium; left out where that or Playwright is missing.

- `explorer-customers`, `explorer-payments`: the CPU time of the renderer until the page of an
  operation is interactive: PostCustomers, and PostPaymentIntents, which has the largest form. The
  process runs before: starting it costs the same for all. The peers show one page for the whole
  document, opened by a link to PostCustomers.
- `explorer-paint`: from the request to the first contentful paint of PostCustomers.
- `explorer-loaded`, `explorer-scripts`: what the browser receives for PostCustomers, uncompressed.
- `explorer-pages`: the size of the pages of operations: of 95 in 100 at most, and of the largest.
- `explorer-heap`, `explorer-nodes`: JavaScript's memory after a collection, and the nodes of the
  document, with PostPaymentIntents open; the peers as before.
- `explorer-search`: from a keystroke in the search to its results, for the slowest of 17.
- `explorer-first`, `explorer-again`: the CPU time of `codegen explore`, from its start to the first
  page and its end, with an empty cache and with that of the time before.
- `explorer-site`: the CPU time of writing all pages as files, with an empty cache and with the
  client in the cache; `explorer-site-bytes`: their size.

One visit gives all figures of a page. A browser is started for each.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from tests.benchmarks.measuring import Failure, ProcessResult, run
from tests.benchmarks.page_peers import PagePeer, install_page_peer, write_page
from tests.benchmarks.rounds import Contestant, Measure, Reading, cpu, printed
from tests.benchmarks.row import Row
from tests.benchmarks.workspace import CODEGEN, REPOSITORY, PageFigures, Workspace
from tests.explorer.chromium import find_chromium

_CUSTOMERS = "operations/PostCustomers.html"
_PAYMENTS = "operations/PostPaymentIntents.html"
_READY = "document.documentElement.matches('.is-ready')"
_MOST_PAGES = 95


def _page(workspace: Workspace, figure: str, path: str) -> list[Contestant]:
    """The contestants of a figure of a page, `path` for codegen."""
    own = partial(_visit, workspace, CODEGEN, path, _READY)
    contestants = [_in_turn(workspace, f"{CODEGEN} {path}", CODEGEN, own, figure)]
    for peer in workspace.page_peers:
        visit = partial(_visit, workspace, peer.name, peer.fragment, peer.ready)
        contestants.append(
            _in_turn(workspace, peer.name, peer.title, partial(visit, peer), figure)
        )
    return contestants


def _in_turn(
    workspace: Workspace,
    key: str,
    name: str,
    visit: Callable[[], PageFigures | Failure],
    figure: str,
) -> Contestant:
    """A contestant whose visits serve all rows: the first row that needs one pays it."""
    visits = workspace.visits.setdefault(key, [])
    numbers = iter(range(sys.maxsize))

    def measure() -> Reading | Failure:
        number = next(numbers)
        if number == len(visits):
            visits.append(visit())
        found = visits[number]
        return found if isinstance(found, Failure) else Reading(found[figure])

    return Contestant(name, measure)


def _visit(
    workspace: Workspace,
    name: str,
    path: str,
    ready: str,
    peer: PagePeer | None = None,
) -> PageFigures | Failure:
    folder = _site(workspace) if peer is None else _peer_site(workspace, peer)
    if isinstance(folder, Failure):
        return folder
    page = path if peer is None else f"index.html{path}"
    workspace.log(f"{name} {page} in Chromium")
    result = _in_browser(workspace, "page_figures", folder, page, ready)
    if isinstance(result, Failure):
        return result
    figures: PageFigures = json.loads(result.output.splitlines()[-1])
    return figures


def _in_browser(
    workspace: Workspace, program: str, folder: Path, *arguments: str
) -> ProcessResult:
    chromium = find_chromium()
    assert chromium is not None
    module = f"tests.benchmarks.programs.{program}"
    return run(
        [sys.executable, "-m", module, chromium, folder, *arguments],
        workspace.empty_folder("browser"),
        {"PYTHONPATH": str(REPOSITORY)},
    )


def _site(workspace: Workspace) -> Path | Failure:
    """The site of the document, written on first use."""
    if CODEGEN not in workspace.sites:
        result = _write_site(workspace, _warm_cache(workspace))
        site = workspace.folder / "explorer" / "site"
        failure = result if isinstance(result, Failure) else None
        workspace.sites[CODEGEN] = failure or site
    return workspace.sites[CODEGEN]


def _peer_site(workspace: Workspace, peer: PagePeer) -> Path | Failure:
    if peer.name not in workspace.sites:
        workspace.log(f"the script of {peer.title}")
        script = install_page_peer(peer, workspace.cache / "pages")
        if isinstance(script, Failure):
            workspace.sites[peer.name] = script
        else:
            folder = workspace.empty_folder(f"pages/{peer.name}")
            write_page(peer, script, workspace.document.file, folder)
            workspace.sites[peer.name] = folder
    return workspace.sites[peer.name]


def _write_site(workspace: Workspace, cache: Path) -> ProcessResult:
    folder = workspace.empty_folder("explorer")
    command = ("explore", workspace.document.file, "-o", folder / "site")
    return workspace.codegen(command, folder, cache)


def _warm_cache(workspace: Workspace) -> Path:
    """A cache folder that is kept for the run; the first program that uses it fills it."""
    cache = workspace.folder / "explorer-cache"
    cache.mkdir(exist_ok=True)
    return cache


def _empty_cache(workspace: Workspace) -> Path:
    return workspace.empty_folder("no-cache")


def _up(workspace: Workspace, cache: Callable[[Workspace], Path]) -> list[Contestant]:
    def measure() -> Reading | Failure:
        program = ("-m", "tests.benchmarks.programs.explorer_up")
        variables = {
            "PYTHONPATH": str(REPOSITORY),
            "CODEGEN_CACHE": str(cache(workspace)),
        }
        command = (sys.executable, *program, workspace.document.file)
        return cpu(run(command, workspace.empty_folder("up"), variables))

    return [Contestant(CODEGEN, measure, warms_up=True)]


def _site_seconds(workspace: Workspace) -> list[Contestant]:
    def writes(cache: Callable[[Workspace], Path]) -> Measure:
        return lambda: cpu(_write_site(workspace, cache(workspace)))

    return [
        Contestant(CODEGEN, writes(_empty_cache), warms_up=True),
        Contestant("codegen, client in the cache", writes(_warm_cache), warms_up=True),
    ]


def _files(workspace: Workspace, count: Callable[[Path], int]) -> Measure:
    def measure() -> Reading | Failure:
        site = _site(workspace)
        return site if isinstance(site, Failure) else Reading(count(site))

    return measure


def _site_bytes(workspace: Workspace) -> list[Contestant]:
    return [Contestant(CODEGEN, _files(workspace, _total), rounds=1)]


def _page_bytes(workspace: Workspace) -> list[Contestant]:
    common = _files(workspace, lambda site: _sizes(site)[_MOST_PAGES])
    largest = _files(workspace, lambda site: _sizes(site)[-1])
    return [
        Contestant(f"codegen, {_MOST_PAGES} in 100 at most", common, rounds=1),
        Contestant("codegen, the largest", largest, rounds=1),
    ]


def _total(site: Path) -> int:
    return sum(file.stat().st_size for file in site.rglob("*") if file.is_file())


def _sizes(site: Path) -> list[int]:
    """The sizes of pages of operations, at each hundredth of them from the smallest."""
    pages = (site / "operations").glob("*.html")
    sizes = sorted(file.stat().st_size for file in pages)
    return [sizes[len(sizes) * part // 100] for part in range(100)] + [sizes[-1]]


def _search(workspace: Workspace) -> list[Contestant]:
    def measure() -> Reading | Failure:
        site = _site(workspace)
        if isinstance(site, Failure):
            return site
        return printed(_in_browser(workspace, "search_figures", site, "index.html"))

    return [Contestant(CODEGEN, measure)]


def _with_browser(
    contestants: Callable[[Workspace], list[Contestant]], workspace: Workspace
) -> list[Contestant]:
    """The contestants of a row that needs a browser; none without."""
    for name, is_missing in (
        ("Chromium", find_chromium() is None),
        ("Playwright", find_spec("playwright") is None),
    ):
        if is_missing:
            workspace.log(f"left out: there is no {name}")
            return []
    return contestants(workspace)


def _page_row(name: str, title: str, figure: str, path: str, unit: str = "s") -> Row:
    contestants = partial(_page, figure=figure, path=path)
    return Row(name, title, partial(_with_browser, contestants), unit)


EXPLORER_ROWS = (
    _page_row(
        "explorer-customers",
        "page of `PostCustomers` interactive, CPU time",
        "cpu",
        _CUSTOMERS,
    ),
    _page_row(
        "explorer-paint", "page of `PostCustomers`, first paint", "paint", _CUSTOMERS
    ),
    _page_row(
        "explorer-payments",
        "page of `PostPaymentIntents` interactive, CPU time",
        "cpu",
        _PAYMENTS,
    ),
    _page_row(
        "explorer-loaded",
        "page of `PostCustomers`, loaded",
        "loaded",
        _CUSTOMERS,
        "bytes",
    ),
    _page_row(
        "explorer-scripts",
        "page of `PostCustomers`, scripts",
        "scripts",
        _CUSTOMERS,
        "bytes",
    ),
    Row("explorer-pages", "pages of operations", _page_bytes, "bytes"),
    _page_row(
        "explorer-heap",
        "page of `PostPaymentIntents`, heap",
        "heap",
        _PAYMENTS,
        "bytes",
    ),
    _page_row(
        "explorer-nodes",
        "page of `PostPaymentIntents`, DOM nodes",
        "nodes",
        _PAYMENTS,
        "nodes",
    ),
    Row(
        "explorer-search",
        "keystroke to search results",
        partial(_with_browser, _search),
    ),
    Row(
        "explorer-first",
        "explorer up, first time, CPU time",
        partial(_up, cache=_empty_cache),
    ),
    Row(
        "explorer-again",
        "explorer up, again, CPU time",
        partial(_up, cache=_warm_cache),
    ),
    Row("explorer-site", "site of all pages, CPU time", _site_seconds),
    Row("explorer-site-bytes", "site of all pages", _site_bytes, "bytes"),
)
