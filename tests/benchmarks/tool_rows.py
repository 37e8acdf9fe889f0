"""Rows about operations as tools of language models.

- `tools-ready`: the CPU time and peak memory of a program that opens the document and lists the
  tools of the server, with an empty cache. The time includes codegen's processes.
- `tools-again`: the same with the cache of the time before. The peer has no cache.
- `tools-list`, `tools-search`, `tools-describe`: the tokens (o200k) of the list of tools, of a
  search with five hits, and of the description of PostCustomers. The peer describes a tool in the
  list and in the hits, without its response; its list is measured with its search, too.
- `tools-search-time`: a search, in a process that has searched before.
- `tools-call`: the CPU time that creating a customer by a tool takes longer than by the client
  below it; transports respond immediately.

The figures of the peer come from one process, which is run once. Tokens are estimated without npm,
and without the peer: only its rows install packages.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from tests.benchmarks.measuring import Failure, ProcessResult
from tests.benchmarks.peers import Peer
from tests.benchmarks.rounds import Contestant, Reading, cpu, printed
from tests.benchmarks.row import Row
from tests.benchmarks.workspace import CODEGEN, Workspace
from tests.tools.tokens import count_tokens


def _ready(workspace: Workspace, is_first: bool) -> list[Contestant]:
    def measure() -> Reading | Failure:
        cache = (
            workspace.empty_folder("no-cache") if is_first else _warm_cache(workspace)
        )
        return cpu(_run(workspace, "ready", cache))

    def measure_peer(peer: Peer) -> Reading | Failure:
        result = workspace.run_tool_peer(peer)
        if isinstance(result, Failure):
            return result
        return Reading(_report(result)["ready"], result.peak)

    return [
        Contestant(CODEGEN, measure, warms_up=True),
        *(
            Contestant(peer.title, partial(measure_peer, peer), rounds=1)
            for peer in workspace.tool_peers
        ),
    ]


def _tokens(
    workspace: Workspace, figure: str, variants: tuple[str, ...] = ()
) -> list[Contestant]:
    def measure() -> Reading | Failure:
        result = _run(workspace, figure, _warm_cache(workspace))
        if isinstance(result, Failure):
            return result
        return _count(workspace, result.output)

    def measure_peer(peer: Peer, variant: str) -> Reading | Failure:
        result = workspace.run_tool_peer(peer)
        if isinstance(result, Failure):
            return result
        return _count(workspace, _report(result)[variant])

    return [
        Contestant(CODEGEN, measure, rounds=1),
        *(
            Contestant(title, partial(measure_peer, peer, variant), rounds=1)
            for peer in workspace.tool_peers
            for title, variant in (
                (peer.title, figure),
                *(
                    (f"{peer.title} {variant.replace('-', ' ')}", f"{figure}-{variant}")
                    for variant in variants
                ),
            )
        ),
    ]


def _seconds(workspace: Workspace, figure: str) -> list[Contestant]:
    def measure() -> Reading | Failure:
        return printed(_run(workspace, figure, _warm_cache(workspace)))

    def measure_peer(peer: Peer) -> Reading | Failure:
        result = workspace.run_tool_peer(peer)
        if isinstance(result, Failure):
            return result
        return Reading(_report(result)[figure])

    return [
        Contestant(CODEGEN, measure, warms_up=True),
        *(
            Contestant(peer.title, partial(measure_peer, peer), rounds=1)
            for peer in workspace.tool_peers
        ),
    ]


def _run(workspace: Workspace, figure: str, cache: Path) -> ProcessResult:
    sample = workspace.sample("customer")
    return workspace.run_tools(figure, workspace.document.file, sample, cache=cache)


def _warm_cache(workspace: Workspace) -> Path:
    """A cache folder that is kept for the run; the first program that uses it fills it."""
    cache = workspace.folder / "tools-cache"
    cache.mkdir(exist_ok=True)
    return cache


def _report(result: Any) -> dict[str, Any]:
    """The figures and texts of a peer."""
    report: dict[str, Any] = json.loads(result.output.splitlines()[-1])
    return report


def _count(workspace: Workspace, text: str) -> Reading:
    modules = workspace.token_counter()
    if modules is None:
        workspace.log("tokens are estimated: npm did not install js-tiktoken")
    (count,) = count_tokens([text], None if modules is None else str(modules))
    return Reading(count)


TOOL_ROWS = (
    Row(
        "tools-ready",
        "tools ready, first time, CPU time",
        partial(_ready, is_first=True),
    ),
    Row(
        "tools-again",
        "tools ready, again, CPU time",
        partial(_ready, is_first=False),
    ),
    Row(
        "tools-list",
        "list of tools, tokens",
        partial(_tokens, figure="list", variants=("with-search",)),
        unit="tokens",
    ),
    Row(
        "tools-search",
        "search with five hits, tokens",
        partial(_tokens, figure="search"),
        unit="tokens",
    ),
    Row(
        "tools-search-time",
        "search with five hits, time",
        partial(_seconds, figure="search-seconds"),
    ),
    Row(
        "tools-describe",
        "description of `PostCustomers`, tokens",
        partial(_tokens, figure="describe"),
        unit="tokens",
    ),
    Row(
        "tools-call",
        "a call by its tool, beside the client's own",
        partial(_seconds, figure="overhead"),
    ),
)
