"""Each folder in `cases` makes codegen say the code that it is called after.

`document.*` is built, or what `arguments.txt` says is done; `arrange.py` arranges what no file can.
`expected.txt` is what codegen prints, to the letter.
"""

from __future__ import annotations

import re
import runpy
import shlex
import shutil
from pathlib import Path
from tempfile import TemporaryFile

import pytest

from generator.cli import run
from generator.core.codes import CODES
from generator.openapi.validation.process import ValidationProcess
from generator.source.load import Source

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
_SAID = re.compile(r"\b(?:error|warning)\[([a-z0-9-]+)\]")
_PORT = re.compile(r"127\.0\.0\.1:\d{2,}")

# There is no file that they could be in, or it is the file as a whole.
WITHOUT_LINE = {
    # The file is missing, cannot be read, or is the wrong one as a whole.
    *("missing-document", "unreadable-document", "wrong-hash", "empty-document"),
    *(
        "markup-document",
        "not-a-mapping",
        "too-deep",
        "validator-failed",
        "validation-timeout",
    ),
    # It never arrived.
    *("address-not-allowed", "unreachable-document", "document-timeout"),
    *("http-status", "document-too-large"),
    # What was asked for is not in the document, so it has no place there.
    *("unknown-operation", "unknown-tag", "unknown-path", "unknown-method"),
    *("unknown-type", "unknown-webhook", "empty-selection"),
    *("missing-source", "no-use"),
    # The message names the folder or file of the client, or of the templates.
    *("foreign-folder", "in-the-way", "edited-files", "current-folder"),
    *("clashing-files", "unwritable-output", "dropped", "no-client", "bad-manifest"),
    *("unreadable-client", "templates-not-said", "unreadable-templates"),
    "runtime-folder",
    *("unknown-template", "template-python", "formatting"),
}


def test_every_code_has_a_case() -> None:
    assert set(CODES) - set(CASES) == set()


def test_every_case_is_of_a_code() -> None:
    assert set(CASES) - set(CODES) == set()


@pytest.fixture
def _validated_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second process would import the validator anew for each case."""

    def started(source: Source) -> ValidationProcess:
        return ValidationProcess(source, None, TemporaryFile())

    monkeypatch.setattr(ValidationProcess, "start", started)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.usefixtures("_validated_here")
def test_what_is_said_is_as_expected(
    case: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    pytestconfig: pytest.Config,
) -> None:
    shutil.copytree(FOLDER / case, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    arguments = wanted(tmp_path)
    if (tmp_path / "arrange.py").is_file():
        arranged = runpy.run_path(str(tmp_path / "arrange.py"))
        arguments += arranged["arrange"](monkeypatch) or []
    capsys.readouterr()
    code = run(arguments)
    output = capsys.readouterr()
    said = (
        f"$ codegen {shlex.join(arguments)}\n{output.out}{output.err}exit code {code}\n"
    )
    said = _PORT.sub("127.0.0.1:PORT", said.replace(str(tmp_path), "HERE"))
    file = FOLDER / case / "expected.txt"
    if pytestconfig.getoption("--rewrite-expected"):
        file.write_text(said, "utf-8")
    hint = "run `pytest --rewrite-expected tests/diagnostics` and review the diff"
    assert said == file.read_text("utf-8"), hint


def wanted(folder: Path) -> list[str]:
    """The command line of a case, without what its arrangement adds."""
    written = folder / "arguments.txt"
    if written.is_file():
        return shlex.split(written.read_text("utf-8"))
    [document] = folder.glob("document.*")
    return ["build", document.name, "-o", "client", "-q"]


@pytest.mark.parametrize("case", CASES)
def test_it_is_the_code_itself_that_is_said_with_a_place_and_a_hint(case: str) -> None:
    lines = (FOLDER / case / "expected.txt").read_text("utf-8").split("\n")
    said = {code for line in lines for code in _SAID.findall(line)}
    assert said <= set(CODES)
    own = f"{CODES[case].severity}[{case}]: "
    first = next(index for index, line in enumerate(lines) if own in line)
    assert lines[first + 1].startswith("  hint: ")
    has_line = re.match(r"\S+:\d+:(\d+:)? ", lines[first]) is not None
    assert has_line != (case in WITHOUT_LINE)
