"""`-` is a document on standard input, wherever a document is given."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import run
from generator.output import read_manifest

REPOSITORY = Path(__file__).parents[2]
YAML = """\
openapi: 3.0.3
info: {title: Piped Things, version: "1"}
paths:
  /x: {get: {operationId: getX, responses: {"204": {description: ok}}}}
"""
JSON = '{"openapi": "3.1.0", "info": {"title": "Piped Things", "version": "1"}, "paths": {}}'
SPLIT = """\
openapi: 3.0.3
info: {title: Split, version: "1"}
paths:
  /x:
    get:
      operationId: getX
      responses:
        "200":
          description: ok
          content: {application/json: {schema: {$ref: "common/thing.yaml#/Thing"}}}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Pipe:
    """Runs command lines with a document on standard input."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._monkeypatch = monkeypatch

    def __call__(self, document: str | bytes, *arguments: str) -> int:
        content = document.encode() if isinstance(document, str) else document
        stdin = io.TextIOWrapper(io.BytesIO(content))
        self._monkeypatch.setattr(sys, "stdin", stdin)
        return run(arguments)


@pytest.fixture
def piped(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Pipe:
    return Pipe(monkeypatch)


@pytest.mark.parametrize("document", [YAML, JSON, f"\ufeff{JSON}"])
def test_client_is_named_after_the_title(
    piped: Pipe, folder: Path, document: str
) -> None:
    assert piped(document, "build", "-", "-q") == 0
    assert (folder / "generated" / "piped_things_client" / "client.py").is_file()


@pytest.mark.parametrize(
    ("title", "package"),
    [
        ("", "api_client"),
        ("2 Ducks", "api_2_ducks_client"),
        ("顧客", "api_client"),
        ("../../etc", "etc_client"),
    ],
)
def test_titles_that_are_no_names(
    piped: Pipe, folder: Path, title: str, package: str
) -> None:
    assert piped(JSON.replace("Piped Things", title), "build", "-", "-q") == 0
    assert [path.name for path in (folder / "generated").iterdir()] == [package]


def test_output_and_package_name_the_client(piped: Pipe, folder: Path) -> None:
    assert piped(YAML, "build", "-", "-q", "-o", "one") == 0
    assert piped(YAML, "build", "-", "-q", "--package", "two") == 0
    assert (folder / "one" / "client.py").is_file()
    assert (folder / "generated" / "two" / "client.py").is_file()


def test_same_client_as_from_a_file(piped: Pipe, folder: Path) -> None:
    (folder / "api.yaml").write_text(YAML)
    assert run(["build", "api.yaml", "-q", "-o", "client"]) == 0
    before = (folder / "client" / "codegen.json").read_bytes()
    assert piped(YAML, "build", "-", "-q", "-o", "client") == 0
    assert (folder / "client" / "codegen.json").read_bytes() == before


def test_check_needs_no_document_and_accepts_one(
    piped: Pipe, capsys: pytest.CaptureFixture[str]
) -> None:
    piped(YAML, "build", "-", "-q", "-o", "client")
    assert run(["check", "client"]) == 0
    assert piped(YAML, "check", "client", "--spec", "-") == 0
    assert "up to date with <stdin>" in capsys.readouterr().out
    assert piped(JSON, "check", "client", "--spec", "-") == 1


def test_check_of_a_client_on_stdin_is_an_error(
    piped: Pipe, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped(YAML, "check", "-") == 2
    assert "--spec - for the document" in " ".join(capsys.readouterr().err.split())


def test_operations(piped: Pipe, capsys: pytest.CaptureFixture[str]) -> None:
    assert piped(YAML, "operations", "-") == 0
    assert "getX: GET /x" in capsys.readouterr().out


def test_diff_on_either_side(
    piped: Pipe, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "other.json").write_text(JSON)
    assert piped(YAML, "diff", "-", "other.json", "--fail-on", "breaking") == 1
    assert piped(YAML, "diff", "other.json", "-", "--fail-on", "breaking") == 0
    assert "<stdin>" in capsys.readouterr().out


def test_diff_cannot_read_standard_input_twice(
    piped: Pipe, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped(YAML, "diff", "-", "-") == 2
    assert "can be read only once" in capsys.readouterr().err


def test_errors_name_standard_input_and_the_line(
    piped: Pipe, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped(YAML.replace("getX, responses", "getX, response"), "build", "-") == 1
    assert "<stdin>:4:" in capsys.readouterr().err
    assert piped("a: [", "build", "-") == 1
    assert "<stdin>:2:1: error[yaml-syntax]" in capsys.readouterr().err
    assert piped(b"\xff", "build", "-") == 1
    assert "<stdin>:1:1: error[not-utf-8]" in capsys.readouterr().err


def test_nothing_on_standard_input(
    piped: Pipe, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped("", "build", "-") == 1
    assert "<stdin>: error[empty-document]" in capsys.readouterr().err
    assert list(folder.iterdir()) == []


def test_hash_of_standard_input(
    piped: Pipe, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped(YAML, "build", "-", "--sha256", "0" * 64) == 1
    assert "<stdin>: error[wrong-hash]" in capsys.readouterr().err


def test_relative_references_start_from_the_current_folder(
    piped: Pipe, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert piped(SPLIT, "build", "-", "-q", "-o", "client") == 1
    assert "there is no file common/thing.yaml" in capsys.readouterr().err
    (folder / "common").mkdir()
    (folder / "common" / "thing.yaml").write_text("Thing: {type: string}")
    assert piped(SPLIT, "build", "-", "-q", "-o", "client") == 0
    outside = SPLIT.replace("common/thing.yaml", "../thing.yaml")
    assert piped(outside, "build", "-", "-q", "-o", "client") == 1
    assert "error[reference-not-allowed]" in capsys.readouterr().err


def test_overlays_apply_to_standard_input(
    piped: Pipe, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "overlay.yaml").write_text(
        "overlay: 1.0.0\ninfo: {title: o, version: '1'}\nactions:\n"
        "  - {target: $.paths, update: {/y: {get: {operationId: getY, responses: "
        "{'204': {description: ok}}}}}}\n"
    )
    assert piped(YAML, "operations", "-", "--overlay", "overlay.yaml") == 0
    assert "getY: GET /y" in capsys.readouterr().out


def test_overlay_cannot_be_standard_input(
    piped: Pipe, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "api.yaml").write_text(YAML)
    assert piped(YAML, "build", "api.yaml", "--overlay", "-") == 1
    error = capsys.readouterr().err
    assert "-: error[missing-document]: no such file" in error
    assert "only a document can be read from standard input" in error


def test_watch_is_an_error(piped: Pipe, capsys: pytest.CaptureFixture[str]) -> None:
    assert piped(YAML, "build", "-", "--watch") == 2
    assert "--watch cannot be combined with -" in capsys.readouterr().err


def test_init_is_an_error(piped: Pipe, capsys: pytest.CaptureFixture[str]) -> None:
    assert piped(YAML, "init", "-") == 2
    assert "save the document in a file" in capsys.readouterr().err


def test_document_of_a_configured_client(
    piped: Pipe, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("codegen.toml").write_text(
        '[clients.one]\nspec = "a.yaml"\n[clients.two]\nspec = "b.yaml"\n'
        'operations = ["getX"]\n'
    )
    assert piped(YAML, "build", "-", "-q", "--client", "two") == 0
    manifest = read_manifest(folder / "generated" / "two")
    assert manifest is not None
    assert manifest.options == {"operations": ["getX"]}
    assert piped(YAML, "build", "-", "--client", "one", "--client", "two") == 2
    assert "can be read only once, but there are one, two" in capsys.readouterr().err


def test_configuration_cannot_name_standard_input(
    piped: Pipe, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("codegen.toml").write_text('[clients.one]\nspec = "-"\n')
    assert piped(YAML, "build") == 1
    assert "standard input is given on the command line" in capsys.readouterr().err


def test_file_with_the_name_of_standard_input(piped: Pipe, folder: Path) -> None:
    (folder / "-").write_text(YAML)
    Path("codegen.toml").write_text('[clients.one]\nspec = "./-"\n')
    assert piped("", "build", "-q") == 0
    assert piped("", "build", "./-", "-q", "-o", "two") == 0


def test_terminal_is_announced(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.BytesIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(Terminal(YAML.encode())))
    assert run(["build", "-", "-q"]) == 0
    assert capsys.readouterr().err == "reading the document from standard input\n"


@pytest.mark.skipif(os.name == "nt", reason="a shell closes the descriptor")
def test_closed_standard_input(tmp_path: Path) -> None:
    ended = subprocess.run(
        ["/bin/sh", "-c", 'exec "$0" -m generator build - <&-', sys.executable],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert "standard input is closed" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_piped_process(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "generator", "build", "-", "-o", "client"],
        input=YAML,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert (tmp_path / "client" / "client.py").is_file()
