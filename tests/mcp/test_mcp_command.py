"""`codegen mcp`: its errors, what it prints for chat clients, and a missing extra."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mcp.conftest import ECHO
from tests.mcp.processes import environment, run, stdio_process

CONFIGURATION = f"""\
[clients.echo_client]
spec = "{ECHO}"
"""


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (["missing"], "there is no client, folder or document 'missing'", 1),
        (["missing.yaml"], "missing.yaml", 1),
        (["{client}", "--operation", "listNote"], "did you mean 'listNotes'", 2),
        (["{client}", "--tag", "nots"], "no operation matches 'tag:nots'", 2),
        (["{client}", "--exclude", "/notez"], "no operation matches '/notez'", 2),
        (["{client}", "--http", "stripe"], "write --http=8000", 2),
        (["{client}", "{client}", "--base-url", "http://a"], "a single API", 2),
        (["{client}", "--base-url", "nonsense"], "base_url", 2),
        ([], "give a document or a client", 2),
    ],
)
def test_errors_are_on_stderr(
    arguments: list[str], message: str, code: int, echo_client: Path, tmp_path: Path
) -> None:
    filled = [argument.format(client=echo_client) for argument in arguments]
    result = run(*filled, cwd=tmp_path)
    assert message in " ".join(result.stderr.split())
    assert result.returncode == code
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_too_many_operations_for_a_tool_each(stripe_client: Path) -> None:
    result = run(str(stripe_client), "--tools", "each")
    assert result.returncode == 2
    assert "619 operations are too many" in " ".join(result.stderr.split())


def test_invalid_document(tmp_path: Path) -> None:
    document = tmp_path / "broken.yaml"
    document.write_text('openapi: 3.1.0\ninfo: {title: x, version: "1"}\npaths: 1\n')
    result = run(str(document))
    assert result.returncode == 1
    assert "nothing served" in result.stderr
    assert result.stdout == ""


def test_clients_of_the_configuration_are_served(tmp_path: Path) -> None:
    (tmp_path / "codegen.toml").write_text(CONFIGURATION)
    configuration = str(tmp_path / "codegen.toml")
    with stdio_process("--config", configuration) as process:
        process.initialize()
        call = {"name": "search_operations", "arguments": {"query": "delete note"}}
        response = process.request("tools/call", call)
        assert "deleteNote" in response["result"]["content"][0]["text"]
        assert process.finish() == 0
    assert process.stderr == b""


@pytest.mark.parametrize("program", ["claude", "vscode", "cursor"])
def test_configuration_of_a_chat_client(
    program: str, echo_client: Path, tmp_path: Path
) -> None:
    folder = os.path.relpath(echo_client, tmp_path)
    options = ["--read-only", "--tag", "notes", "--download-folder", "."]
    result = run(folder, *options, "--print-config", program, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    printed = json.loads(result.stdout)
    servers = printed["servers" if program == "vscode" else "mcpServers"]
    entry = servers["echo"]
    assert Path(entry["command"]).is_absolute()
    assert str(echo_client) in entry["args"]
    assert entry["args"][-5:] == [
        *("--tag", "notes"),
        *("--download-folder", str(tmp_path)),
        "--read-only",
    ]
    ((variable, placeholder),) = entry["env"].items()
    assert (
        placeholder
        == {
            "claude": f"${{{variable}}}",
            "cursor": f"${{env:{variable}}}",
            "vscode": f"${{input:{variable}}}",
        }[program]
    )
    if program == "vscode":
        assert [asked["id"] for asked in printed["inputs"]] == [variable]
        assert printed["inputs"][0]["password"]
    # What is printed starts the server, from any folder.
    with subprocess.Popen(
        [entry["command"], *entry["args"]],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path.parent,
        env=environment(PYTHONPATH=os.getcwd()),
    ) as process:
        stdout, stderr = process.communicate(timeout=60)
    assert (process.returncode, stdout, stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    ("module", "option"),
    [("mcp", ""), ("mcp_types", ""), ("uvicorn", "--http=0"), ("keyring", "--keyring")],
)
def test_missing_extra(module: str, option: str, echo_client: Path) -> None:
    program = (
        f"import sys; sys.modules[{module!r}] = None\n"
        "from generator.cli import run\n"
        f"sys.exit(run(['mcp', {str(echo_client)!r}, *{[option] if option else []}]))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
        check=False,
    )
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr == (
        "codegen mcp needs an extra: pip install 'openapi-typed-codegen[agent]'\n"
    )


def test_start_imports_no_compiler(echo_client: Path) -> None:
    program = (
        "import sys\n"
        "from generator.cli import run\n"
        f"code = run(['mcp', {str(echo_client)!r}])\n"
        "heavy = {'black', 'jsonschema', 'jsonschema_rs', 'openapi_spec_validator'}\n"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)\n"
        "sys.exit(code)"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(),
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "[]\n")
