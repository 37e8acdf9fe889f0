"""The protocol's own conformance suite: the scenarios for a server that has only tools.

The environment variable MCP_NODE_MODULES is the folder `node_modules` that has
`@modelcontextprotocol/conformance`, which needs Node.js 22; without it these tests are skipped.

Other scenarios need what the server does not have: prompts, resources, completion, logging,
sampling, elicitation, and tools that return images or a schema of the suite's own.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.mcp.conftest import build_client
from tests.mcp.echo_api import EchoApi
from tests.mcp.processes import environment

SCENARIOS = (
    "server-initialize",
    "ping",
    "tools-list",
    "tools-call-simple-text",
    "tools-call-error",
    "tools-call-with-progress",
    "server-sse-multiple-streams",
    "dns-rebinding-protection",
)
NODE_MODULES = Path(os.environ.get("MCP_NODE_MODULES", ""))
SUITE = NODE_MODULES / "@modelcontextprotocol/conformance/dist/index.js"


def _node() -> str | None:
    """The path of Node.js 22 or newer: the package `node`, or the command."""
    for command in (str(NODE_MODULES / "node/bin/node"), "node"):
        try:
            version = subprocess.run(
                [command, "--version"], capture_output=True, text=True, check=True
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        if int(version.stdout.strip().removeprefix("v").partition(".")[0]) >= 22:
            return command
    return None


@pytest.fixture(scope="module")
def node() -> str:
    command = _node()
    if not os.environ.get("MCP_NODE_MODULES") or command is None:
        pytest.skip(
            "MCP_NODE_MODULES is not set, or there is no Node.js 22: see .ci/run"
        )
    return command


@pytest.fixture(scope="module")
def url(node: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    document = Path(__file__).with_name("conformance.yaml")
    client = build_client(
        document, tmp_path_factory.mktemp("conformance") / "suite_client"
    )
    api = EchoApi()
    api.delay = 1.0
    with subprocess.Popen(
        [sys.executable, "-m", "tests.mcp.conformance_server", str(client), api.url],
        stdout=subprocess.PIPE,
        text=True,
        env=environment(),
    ) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.terminate()
    api.close()


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_scenario(scenario: str, node: str, url: str) -> None:
    result = subprocess.run(
        [node, SUITE, "server", "--url", url, "--scenario", scenario],
        capture_output=True,
        text=True,
        timeout=120,
        env=environment(),
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 failed" in result.stdout
