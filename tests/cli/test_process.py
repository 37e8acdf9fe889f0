"""The command as a process: exit codes, streams and encodings."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")


def codegen(
    *arguments: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_missing_document(tmp_path: Path) -> None:
    ended = codegen("build", "no.json", "-q", cwd=tmp_path)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.splitlines() == [
        "no.json: error[missing-document]: no such file",
        "  hint: correct the path; a relative path starts from the current folder",
        "1 error, nothing written",
    ]
    assert list(tmp_path.iterdir()) == []


def test_truncated_document(tmp_path: Path) -> None:
    (tmp_path / "api.json").write_text('{"openapi": "3.1.0",\n "info": {')
    ended = codegen("build", "api.json", "-q", cwd=tmp_path)
    assert ended.returncode == 1
    assert ended.stderr.startswith("api.json:2:11: error[truncated-document]")


def test_invalid_document(tmp_path: Path) -> None:
    (tmp_path / "api.yaml").write_text(
        "openapi: 3.1.0\ninfo: {title: t, version: 1}\npaths:\n  /{a}:\n    get: {}\n"
    )
    ended = codegen("build", "api.yaml", "-q", cwd=tmp_path)
    assert ended.returncode == 1
    errors = [line for line in ended.stderr.splitlines() if ": error[" in line]
    assert [line.partition(": error")[0] for line in errors] == [
        "api.yaml:2:18",
        "api.yaml:5:5",
    ]
    assert ended.stderr.endswith("2 errors, nothing written\n")
    assert [path.name for path in tmp_path.iterdir()] == ["api.yaml"]


def test_closed_pipe_has_no_traceback(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as broken:
        ended = subprocess.run(
            [sys.executable, "-m", "generator", "--help"],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
            stdout=broken,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 1
    assert "Traceback" not in ended.stderr


def test_characters_outside_of_the_encoding_are_escaped(tmp_path: Path) -> None:
    ended = codegen("build", "顧客.json", cwd=tmp_path, PYTHONIOENCODING="latin-1")
    assert ended.returncode == 1
    assert "\\u9867\\u5ba2.json: error[missing-document]" in ended.stderr


DOCUMENT = {
    "openapi": "3.1.0",
    "info": {"title": "T", "version": "1"},
    "paths": {
        "/人事": {
            "get": {"tags": ["人事"], "responses": {"204": {"description": ""}}},
        }
    },
}


# A parent such as nohup may ignore signals, and its children inherit that.
WITH_DEFAULT_SIGNALS = """
import os, signal, sys
for name in ("SIGINT", "SIGTERM", "SIGHUP"):
    signal.signal(getattr(signal, name), signal.SIG_DFL)
os.execv("/bin/sh", ["sh", "-c", sys.argv[1]])
"""


def shell(
    command: str, cwd: Path, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run a command line of the shell, in which `$CODEGEN` is codegen."""
    return subprocess.run(
        [sys.executable, "-c", WITH_DEFAULT_SIGNALS, command],
        cwd=cwd,
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "CODEGEN": f"{sys.executable} -m generator",
            "CODEGEN_CACHE": "",
            **environment,
        },
        capture_output=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the document `d.json`."""
    (tmp_path / "d.json").write_text(json.dumps(DOCUMENT))
    return tmp_path


@posix
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("$CODEGEN explain >&-", 0),
        ("$CODEGEN build d.json >&-", 0),
        ("$CODEGEN build d.json 2>&-", 0),
        ("$CODEGEN build d.json <&- >&- 2>&-", 0),
        ("$CODEGEN build nope.json 2>&-", 1),
        ("$CODEGEN build --nope >&- 2>&-", 2),
        ("$CODEGEN build nope.json --diagnostics json 2>&-", 1),
        ("$CODEGEN explain >/dev/full", 1),
        ("$CODEGEN --help >/dev/full", 1),
        ("$CODEGEN build d.json >/dev/full", 1),
        ("$CODEGEN build nope.json 2>/dev/full", 1),
        ("$CODEGEN build --nope 2>/dev/full", 1),
        ("$CODEGEN explain | head -n 1 >/dev/null", 0),
    ],
)
def test_closed_and_full_streams(folder: Path, command: str, code: int) -> None:
    ended = shell(command, folder)
    assert ended.returncode == code
    assert b"Traceback" not in ended.stderr
    assert b"internal error" not in ended.stderr


@posix
def test_no_file_gets_the_number_of_a_closed_stream(folder: Path) -> None:
    """What a library prints to a closed stream must not get into a file of the client."""
    command = f"{sys.executable} -c '{_PRINT_WHILE_WRITING}' >&- 2>&-"
    assert shell(command, folder).returncode == 0
    assert (folder / "a").read_bytes() == b"content"


_PRINT_WHILE_WRITING = """
import os
from generator.cli import process
def run(arguments):
    file = open("a", "wb", buffering=0)
    os.system("echo printed; echo printed >&2")
    file.write(b"content")
    return 0
process.run = run
process.main()
"""


@posix
@pytest.mark.parametrize(
    "arguments", ["build ../d.json", "build", "init ../d.json", "check", "check client"]
)
def test_current_folder_was_deleted(folder: Path, arguments: str) -> None:
    ended = shell(
        f"mkdir gone && cd gone && rmdir ../gone && $CODEGEN {arguments}", folder
    )
    assert ended.returncode != 0
    assert ended.stderr.decode().splitlines() == [
        "the current folder does not exist any more",
        "  hint: change to another folder",
    ]


@posix
def test_file_names_outside_of_the_locale(folder: Path) -> None:
    ascii_locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    ended = shell("$CODEGEN build d.json -o client", folder, **ascii_locale)
    assert ended.returncode == 1
    errors = ended.stderr.decode("utf-8")
    assert "error[unwritable-output]" in errors
    assert "the locale uses ascii" in errors
    assert "hint: set LC_ALL=C.UTF-8 or PYTHONUTF8=1" in errors
    assert os.listdir(folder) == ["d.json"]
    ended = shell("$CODEGEN build d.json -o client", folder, LC_ALL="C", PYTHONUTF8="1")
    assert ended.returncode == 0


@posix
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_document_whose_name_is_not_utf8(folder: Path, form: str) -> None:
    name = os.fsdecode(b"a\xff.json")
    (folder / name).write_text('{"openapi": "3.1.0"}')
    ended = shell(f"$CODEGEN build a*.json --diagnostics {form}", folder)
    assert ended.returncode == 1
    errors = ended.stderr.decode("utf-8")
    assert "internal error" not in errors
    if form == "text":
        assert "a\\udcff.json" in errors
    else:
        # Surrogates cannot be encoded.
        report = json.dumps(json.loads(errors), ensure_ascii=False).encode()
        assert (b"a%FF.json" if form == "sarif" else b"a\\\\udcff.json") in report


@posix
@pytest.mark.parametrize("limit", [3, 4, 5, 6, 8, 10])
def test_few_open_files(folder: Path, limit: int) -> None:
    ended = shell(f"ulimit -n {limit}; $CODEGEN build d.json -o client -q", folder)
    errors = ended.stderr.decode()
    assert "Traceback" not in errors or "generator" not in errors
    assert "internal error" not in errors
    assert "report it" not in errors


@posix
def test_no_temporary_folder_and_no_home(folder: Path) -> None:
    unset = "unset HOME CODEGEN_CACHE; "
    ended = shell(
        f"{unset} $CODEGEN build d.json -o client -q", folder, TMPDIR="/nonexistent"
    )
    assert (ended.returncode, ended.stderr) == (0, b"")


@posix
@pytest.mark.parametrize(
    "arguments",
    [
        "build NAME",
        "build d.json -o NAME",
        "build d.json --overlay NAME",
        "build d.json --templates NAME",
        "build d.json --used-by NAME",
        "build --config NAME",
        "build d.json --diagnostics json --diagnostics-output NAME",
        "check NAME",
        "check NAME --spec d.json",
        "diff NAME d.json",
        "diff d.json NAME",
        "init NAME",
        "init d.json --config NAME",
        "templates NAME",
        "operations NAME",
    ],
)
def test_names_that_are_too_long(folder: Path, arguments: str) -> None:
    ended = shell(f"$CODEGEN {arguments.replace('NAME', 'a' * 300)}", folder)
    assert ended.returncode != 0
    assert b"internal error" not in ended.stderr
    assert b"Traceback" not in ended.stderr


@posix
def test_interrupt_while_importing_prints_nothing(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(
        "import os, signal, time\nos.kill(os.getpid(), signal.SIGINT)\ntime.sleep(9)\n"
    )
    ended = shell("$CODEGEN --help", tmp_path, PYTHONPATH=f"{tmp_path}:{REPOSITORY}")
    assert (ended.returncode, ended.stdout, ended.stderr) == (130, b"", b"")


@posix
@pytest.mark.parametrize(
    ("name", "code"), [("SIGINT", 130), ("SIGTERM", 143), ("SIGHUP", 129)]
)
def test_signal_while_writing_leaves_nothing(
    folder: Path, name: str, code: int
) -> None:
    program = (
        "import os, signal\n"
        "from generator.cli import main\n"
        "from generator.output import replace_folder\n"
        "def fail(path, content): os.kill(os.getpid(), signal.NAME)\n"
        "replace_folder.write_new_file = fail\n"
        "main()\n"
    ).replace("NAME", name)
    (folder / "program.py").write_text(program)
    ended = shell(f"{sys.executable} program.py build d.json -o client -q", folder)
    assert (ended.returncode, ended.stderr.strip()) == (code, b"")
    assert sorted(os.listdir(folder)) == ["d.json", "program.py"]


@posix
def test_ignored_hangup_stays_ignored(folder: Path) -> None:
    ended = shell("trap '' HUP; $CODEGEN build d.json -o client -q", folder)
    assert ended.returncode == 0
