"""The TypeScript SDK's client lists, searches, describes, reads, changes, fails and cancels.

The environment variable MCP_NODE_MODULES is the folder `node_modules` that has
`@modelcontextprotocol/sdk`; without it these tests are skipped.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.mcp.echo_api import EchoApi
from tests.mcp.processes import CODEGEN, environment, http_process

CLIENT = Path(__file__).with_name("sdk_client.mjs")
NODE_MODULES = os.environ.get("MCP_NODE_MODULES", "")
VARIABLES = {"ECHO_API_KEY": "tok_4242424242", "ECHO_TOKEN": "tok_4242424242"}

pytestmark = pytest.mark.skipif(
    not NODE_MODULES or shutil.which("node") is None,
    reason="MCP_NODE_MODULES is not set, or there is no node: see .ci/run",
)


@pytest.mark.parametrize("transport", ["stdio", "http"])
def test_find_describe_and_call(
    transport: str, echo_client: Path, api: EchoApi
) -> None:
    arguments = (str(echo_client), "--base-url", api.url)
    if transport == "stdio":
        seen = _run("stdio", *CODEGEN, *arguments)
    else:
        with http_process(*arguments, **VARIABLES) as process:
            seen = _run("http", process.url, process.token)
    assert len(seen["tools"]) == 4
    assert all(len(tool["annotations"]) == 4 for tool in seen["tools"])
    search = _content(seen["search"])["operations"]
    assert [hit["operation"] for hit in search] == ["createNote"]
    assert _content(seen["describe"])["request"] == "POST /notes"
    assert _content(seen["read"])["data"] == {"notes": [{"id": "note_0"}]}
    assert _content(seen["change"])["data"]["text"] == "Ada"
    assert seen["failure"]["isError"]
    assert _content(seen["failure"])["error"]["code"] == "not_found"
    shown = _content(seen["cut"])["data"]["notes"]
    ((name, items),) = _content(seen["rest"])["data"].items()
    assert name == f"notes[{len(shown)}:]"
    assert items[0]["id"] == f"note_{len(shown)}"
    assert seen["cancelled"]
    assert seen["progress"]
    assert api.aborted.wait(20)
    assert not seen["afterwards"].get("isError")


def _content(result: dict[str, Any]) -> dict[str, Any]:
    structured: dict[str, Any] = result["structuredContent"]
    assert json.loads(result["content"][0]["text"]) == structured
    return structured


def _run(*arguments: str) -> dict[str, Any]:
    result = subprocess.run(
        ["node", CLIENT, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment(**VARIABLES),
        check=False,
    )
    assert result.returncode == 0, result.stderr
    seen: dict[str, Any] = json.loads(result.stdout)
    return seen
