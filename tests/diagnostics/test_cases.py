"""Each folder in `cases` makes codegen report the code that it is named after.

The command is `codegen build` of `document.*`, or the arguments in `arguments.txt`. `arrange.py`
sets up what files cannot. `expected.txt` is the exact output.
"""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from pathlib import Path

import pytest

from generator.cli import run
from generator.core.codes import CODES

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
_CODE = re.compile(r"\b(?:error|warning)\[([a-z0-9-]+)\]")
_PORT = re.compile(r"127\.0\.0\.1:\d{2,}")

# Codes without a line: they concern no file, or a whole file.
WITHOUT_LINE = {
    # The document as a whole.
    *("missing-document", "unreadable-document", "wrong-hash", "empty-document"),
    *(
        "markup-document",
        "not-a-mapping",
        "too-deep",
        "validator-failed",
        "validation-timeout",
    ),
    # The document was not fetched.
    *("address-not-allowed", "unreachable-document", "document-timeout"),
    *("http-status", "document-too-large"),
    # A selection: what it names is missing from the document.
    *("unknown-operation", "unknown-tag", "unknown-path", "unknown-method"),
    *("unknown-type", "unknown-webhook", "empty-selection"),
    *("missing-source", "no-use"),
    # Files and folders of the client or the templates.
    *("foreign-folder", "in-the-way", "edited-files", "current-folder"),
    *("clashing-files", "unwritable-output", "dropped", "no-client", "bad-manifest"),
    *("unreadable-client", "templates-not-said", "unreadable-templates"),
    "runtime-folder",
    *("unknown-template", "template-python", "formatting"),
}


def test_every_code_has_a_case() -> None:
    assert set(CODES) - set(CASES) == set()


def test_every_case_is_named_after_a_code() -> None:
    assert set(CASES) - set(CODES) == set()


@pytest.mark.parametrize("case", CASES)
def test_output_is_as_expected(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    shutil.copytree(FOLDER / case, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    arguments = arguments_of(tmp_path)
    if (tmp_path / "arrange.py").is_file():
        arranged = runpy.run_path(str(tmp_path / "arrange.py"))
        arguments += arranged["arrange"](monkeypatch) or []
    capsys.readouterr()
    code = run(arguments)
    output = capsys.readouterr()
    printed = (
        f"$ codegen {shlex.join(arguments)}\n{output.out}{output.err}exit code {code}\n"
    )
    printed = _PORT.sub("127.0.0.1:PORT", printed.replace(str(tmp_path), "HERE"))
    file = FOLDER / case / "expected.txt"
    if pytestconfig.getoption("--rewrite-expected"):
        file.write_text(printed, "utf-8")
    hint = "run `pytest --rewrite-expected tests/diagnostics` and review the diff"
    assert printed == file.read_text("utf-8"), hint


def arguments_of(folder: Path) -> list[str]:
    """The arguments of a case, without those that its `arrange.py` adds."""
    written = folder / "arguments.txt"
    if written.is_file():
        return shlex.split(written.read_text("utf-8"))
    [document] = folder.glob("document.*")
    return ["build", document.name, "-o", "client", "-q"]


@pytest.mark.parametrize("case", CASES)
def test_code_is_reported_with_location_and_hint(case: str) -> None:
    lines = (FOLDER / case / "expected.txt").read_text("utf-8").split("\n")
    codes = {code for line in lines for code in _CODE.findall(line)}
    assert codes <= set(CODES)
    own = f"{CODES[case].severity}[{case}]: "
    first = next(index for index, line in enumerate(lines) if own in line)
    assert lines[first + 1].startswith("  hint: ")
    has_line = re.match(r"\S+:\d+:(\d+:)? ", lines[first]) is not None
    assert has_line != (case in WITHOUT_LINE)
