"""Replies: cut between members, with the rest to get; without what a reader cannot see."""

from __future__ import annotations

import asyncio
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.agent import Agent
from generator.agent.import_client import import_client
from generator.mcp.clean_json import clean_json, clean_text
from generator.mcp.kept_results import KeptResults
from generator.mcp.tools import Reply, ToolServer
from generator.runtime.tools.cut import compact, cut_data, cut_parts
from generator.serving.redaction import Redactor
from tests.mcp.echo_api import EchoApi

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=300),
    lambda inner: st.lists(inner, max_size=6)
    | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=6),
    max_leaves=40,
)


@given(JSON, st.integers(100, 600))
def test_cut_is_within_the_limit_and_complete(data: Any, limit: int) -> None:
    cut = cut_data(data, limit)
    assert len(compact(cut.data)) <= limit
    assert bool(cut.left_out) == (cut.data != data)
    for part in cut.left_out:
        assert len(compact(part.of(data))) > 0


@given(JSON, st.integers(200, 600))
def test_parts_lead_to_all_data(data: Any, limit: int) -> None:
    cut = cut_data(data, limit)
    seen = len(_leaves(cut.data))
    rounds = 0
    while cut.left_out:
        cut = cut_parts(data, cut.left_out, limit)
        seen += sum(len(_leaves(value)) for value in cut.data.values())
        rounds += 1
        assert rounds < 200
    assert seen >= len(_leaves(data))


def _leaves(data: Any) -> list[str]:
    """The characters of all strings, and other scalars."""
    if isinstance(data, str):
        return list(data)
    if isinstance(data, dict):
        return [leaf for value in data.values() for leaf in _leaves(value)]
    if isinstance(data, list):
        return [leaf for value in data for leaf in _leaves(value)]
    return [str(data)]


def test_small_members_survive_a_long_list() -> None:
    data = {"object": "list", "data": [{"id": i} for i in range(500)], "has_more": True}
    cut = cut_data(data, 200)
    assert list(cut.data) == ["object", "data", "has_more"]
    (part,) = cut.left_out
    assert str(part) == f"data[{len(cut.data['data'])}:]"


def test_path_of_a_part_inside_of_the_first_item() -> None:
    data = {"data": [{"id": "a", "text": "x" * 900}, {"id": "b"}]}
    names = [str(part) for part in cut_data(data, 300).left_out]
    assert names == ["data[0].text[" + names[0][13:], "data[1:]"]
    assert names[0].endswith(":]")


def test_kept_results_are_few_and_their_keys_distinct() -> None:
    kept = KeptResults(100)
    keys = [kept.shorten(["x" * 50] * 9)["more"]["rest"] for _ in range(40)]
    assert len(set(keys)) == 40
    assert kept.rest(keys[0], ()) is None
    assert kept.rest(keys[-1], ()) is not None


def test_hint_names_what_to_pass() -> None:
    more = KeptResults(100).shorten({f"m{i}": "x" * 90 for i in range(40)})["more"]
    assert more["rest"] in more["hint"]
    assert len(more["left_out"]) + more["and"] >= 39
    assert len(compact(more)) < 500


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\x00b\x1b[31mc\x7f\x9b", "ab[31mc"),
        ("a\u202eb\u2066c\u200f", "abc"),
        ("a\u200bb\ufeffc\U000e0041\U000e007f", "abc"),
        ("a\r\nb\rc\u2028d\te", "a\nb\nc\nd\te"),
        ("half \ud83d of an emoji", "half  of an emoji"),
        ("👩\u200d💻 سلام می\u200cخواهم", "👩\u200d💻 سلام می\u200cخواهم"),
    ],
)
def test_invisible_characters(text: str, clean: str) -> None:
    assert clean_text(text) == clean
    assert clean_json({text: [text, 1]}) == {clean: [clean, 1]}


def test_numbers_that_json_lacks() -> None:
    assert clean_json([math.nan, math.inf, 1.5]) == ["nan", "inf", 1.5]


def test_clean_data_is_not_copied() -> None:
    data = {"a": ["b", {"c": "back\\slash"}]}
    assert clean_json(data) is data


class _Served:
    """Tool servers of the local API, called in one event loop, which closes their clients."""

    def __init__(self, runner: asyncio.Runner, folder: Path, url: str) -> None:
        self._runner = runner
        self._package = import_client(folder)
        self._url = url
        self._clients: list[Any] = []

    def __call__(self, redactor: Redactor | None = None, **settings: Any) -> ToolServer:
        agent = Agent(**settings)
        client = self._package.AsyncClient("tok_4242424242", base_url=self._url)
        self._clients.append(client)
        self._runner.run(agent.register_api("echo", client=client))
        return ToolServer(agent, redactor=redactor)

    def call(self, server: ToolServer, name: str, **arguments: Any) -> Reply:
        return self._runner.run(server.call(name, arguments))

    def close(self) -> None:
        for client in self._clients:
            self._runner.run(client.aclose())


@pytest.fixture
def served(echo_client: Path, api: EchoApi) -> Iterator[_Served]:
    with asyncio.Runner() as runner:
        served = _Served(runner, echo_client, api.url)
        yield served
        served.close()


def test_reply_is_clean_and_redacted_after_cleaning(
    served: _Served,
) -> None:
    server = served(redactor=Redactor(["secret-4242"]))
    text = "sec\u200bret-4242\u202e ignored"
    reply = served.call(
        server, "change_operation", operation="createNote", arguments={"text": text}
    )
    assert reply.data["data"]["text"] == "[redacted] ignored"
    assert json.loads(reply.text) == reply.data


def test_download_and_upload_only_where_allowed(
    served: _Served, api: EchoApi, tmp_path: Path
) -> None:
    (tmp_path / "report.pdf").write_bytes(b"%PDF")
    upload = {"operation": "uploadReport", "arguments": {"body": "report.pdf"}}
    refused = served.call(served(), "change_operation", **upload)
    assert "uploads are not allowed" in refused.data["error"]["message"]
    assert served.call(served(), "read_operation", operation="downloadReport").is_error
    assert api.requests == []
    allowed = served(upload_folders=[tmp_path], download_folder=tmp_path)
    assert not served.call(allowed, "change_operation", **upload).is_error
    assert api.requests[-1][2] == "%PDF"
    saved = served.call(allowed, "read_operation", operation="downloadReport")
    assert Path(saved.data["data"]["file"]).read_bytes() == b"%PDF-1.7"


def test_unexpected_error_is_logged_and_not_shown(
    served: _Served,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server = served()

    def fail(self: Agent, query: str, limit: int) -> None:
        raise RuntimeError("something secret")

    monkeypatch.setattr(Agent, "search_tools", fail)
    reply = served.call(server, "search_operations", query="x")
    assert reply.is_error
    assert reply.data["error"]["kind"] == "internal"
    assert "something" not in reply.text
    assert "something" in caplog.text
