"""Output of commands has no control characters of a document, and no commands for CI systems."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.core.json import json_text
from generator.core.text import printable, printable_line
from generator.core.toml import toml_string
from tests.hostile.test_code_injection import document

UNSAFE = "\x00\x07\x1b[31m\x7f\x85\x9b31m\u200b\u2028\u2029\u202e\u2066\ufeff\U000e0041"
COMMANDS = "\n::error::pwned\r::set-output name=a::b\n##[error]pwned ##vso[task.x]y ##teamcity[x]"
PAYLOADS = {"characters": UNSAFE, "commands": COMMANDS}
FORMATS: Sequence[Sequence[str]] = [
    ["build", "OLD", "-o", "client"],
    ["build", "OLD", "-o", "client", "--diagnostics", "json"],
    ["build", "OLD", "-o", "client", "--diagnostics", "sarif"],
    ["build", "OLD", "-o", "client", "--lenient"],
    ["build", "OLD", "-o", "client", "--operation", "nothing"],
    ["operations", "OLD"],
    ["operations", "OLD", "--json"],
    ["diff", "OLD", "NEW"],
    ["diff", "OLD", "NEW", "--format", "markdown"],
    ["diff", "OLD", "NEW", "--format", "json"],
]
INVALID_FORMATS = [
    ["INVALID" if argument == "OLD" else argument for argument in arguments]
    for arguments in FORMATS
    if arguments[0] != "diff"
]


def is_safe(character: str) -> bool:
    return character == "\n" or unicodedata.category(character) not in (
        *("Cc", "Cf", "Cs", "Co", "Cn"),
        *("Zl", "Zp"),
    )


def assert_safe(output: str) -> None:
    assert [character for character in output if not is_safe(character)] == []
    for line in output.split("\n"):
        # GitHub's runner ignores white space around a line.
        assert not line.strip().startswith("::")
        for command in ("##[", "##vso[", "##teamcity["):
            assert command not in line


def write_documents(folder: Path, payload: str) -> None:
    old: Any = document(payload, "")
    old["paths"]["/broken"] = {
        "get": {
            "operationId": f"broken{payload}",
            "tags": [payload],
            "summary": payload,
            "responses": {"204": {"description": ""}},
            "parameters": [
                {"name": payload, "in": payload, "schema": {"type": payload}}
            ],
        }
    }
    new: Any = document(payload, "")
    new["info"]["version"] = "2"
    new["components"]["schemas"]["Pet"]["properties"] = {f"other{payload}": {}}
    new["paths"]["/added"] = {
        "get": {
            "tags": [payload],
            "summary": payload,
            "responses": {"204": {"description": ""}},
        }
    }
    (folder / "invalid.json").write_text(json.dumps(old))
    del old["paths"]["/broken"]
    (folder / "old.json").write_text(json.dumps(old))
    (folder / "new.json").write_text(json.dumps(new))


@pytest.mark.parametrize(
    "arguments", [*FORMATS, *INVALID_FORMATS], ids=lambda arguments: " ".join(arguments)
)
@pytest.mark.parametrize("name", PAYLOADS)
def test_output_of_commands(
    name: str,
    arguments: Sequence[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    write_documents(tmp_path, PAYLOADS[name])
    names = {"OLD": "old.json", "NEW": "new.json", "INVALID": "invalid.json"}
    run([names.get(argument, argument) for argument in arguments])
    captured = capsys.readouterr()
    assert captured.out or captured.err
    assert "internal error" not in captured.err
    assert_safe(captured.out)
    assert_safe(captured.err)
    if arguments[0] != "build" and "json" in arguments[-1] and captured.out:
        assert json.loads(captured.out) is not None


@pytest.mark.parametrize(
    "name", ["::error::x.json", "\x1b[31m\u202ex.json", "##[error]x"]
)
@pytest.mark.parametrize("format_", ["text", "json", "sarif"])
def test_names_of_files(
    name: str,
    format_: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text("{")
    assert run(["build", name, "-o", "client", "--diagnostics", format_]) == 1
    captured = capsys.readouterr()
    assert_safe(captured.out + captured.err)
    assert run(["build", f"missing {name}", "-o", f"{name}\n::error::"]) != 0
    captured = capsys.readouterr()
    assert_safe(captured.out + captured.err)


def test_configuration_values(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in (
        f"spec = {toml_string(f'x{UNSAFE}{COMMANDS}')}",
        f"{toml_string(f'key{UNSAFE}{COMMANDS}')} = 1",
        f"spec = 'x.json'\npackage = {toml_string(f'{UNSAFE}{COMMANDS}')}",
    ):
        (tmp_path / "codegen.toml").write_text(f"[clients.a]\n{line}\n", "utf-8")
        for command in (["build"], ["check"], ["build", "--client", COMMANDS]):
            assert run(command) != 0
            captured = capsys.readouterr()
            assert_safe(captured.out + captured.err)


def test_json_text_has_the_same_value() -> None:
    value = {UNSAFE: [COMMANDS, "###[", "\\##[", "\ud800", 1.5, None]}
    text = json_text(value)
    assert_safe(text)
    assert text.isascii()
    assert json.loads(text) == value


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a::b", "a::b"),
        ("::error::x", r"\x3a:error::x"),
        ("  ::error::x", r"  \x3a:error::x"),
        ("a ##[error]x", r"a \x23#[error]x"),
        ("###[x", r"#\x23#[x"),
        ("## Heading", "## Heading"),
        ("a\n::error::", r"a\n::error::"),
    ],
)
def test_printable_line(line: str, shown: str) -> None:
    assert printable_line(line) == shown
    assert_safe(printable_line(line))


def test_printable_is_idempotent() -> None:
    assert printable(printable(UNSAFE + COMMANDS)) == printable(UNSAFE + COMMANDS)
