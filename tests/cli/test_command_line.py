"""The command line with a fake build: arguments, output and exit codes."""

from __future__ import annotations

import errno
from pathlib import Path

import click
import pytest

from generator.cli import run
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.pointer import Pointer
from generator.core.version import __version__
from generator.frontend.validation import InvalidDocumentError
from generator.output import OutputError
from generator.source.load import Source
from generator.workflows.build import STAGES
from tests.cli.fake_build import FakeBuild, build_result

Captured = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("arguments", "output"),
    [
        (["stripe.json"], "generated/stripe_client"),
        (["specs/stripe-2026-05-27.json"], "generated/stripe_2026_05_27_client"),
        (["Pet Store.openapi.yaml"], "generated/pet_store_openapi_client"),
        (["3d.json"], "generated/api_3d_client"),
        (["顧客.yaml"], "generated/api_client"),
        (["class.json"], "generated/class_client"),
        (["api.json", "--package", "pay"], "generated/pay"),
        (["api.json", "-o", "src/pay"], "src/pay"),
        (["api.json", "--output=src/x/../pay/"], "src/pay"),
        (["api.json", "-o", "/srv/pay"], "/srv/pay"),
        (["api.json", "-o", "src/pay", "--package", "pay"], "src/pay"),
        (["api.json", "-o", "src", "--package", "pay"], "src/pay"),
        (["api.json", "-o", "not-a-name", "--package", "pay"], "not-a-name/pay"),
    ],
)
def test_output_folder_and_package(
    fake_build: FakeBuild, arguments: list[str], output: str
) -> None:
    assert run(["build", *arguments]) == 0
    [request] = fake_build.requests
    assert request.output == Path(output)
    assert request.package == Path(output).name
    assert request.document.spec == Path(arguments[0])


def test_current_folder_as_output(
    fake_build: FakeBuild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pay").mkdir()
    monkeypatch.chdir(tmp_path / "pay")
    assert run(["build", "api.json", "-o", "."]) == 0
    assert fake_build.requests[0].package == "pay"


@pytest.mark.parametrize(
    "arguments",
    [
        ["--package", "not-a-name"],
        ["--package", "class"],
        ["--package", ""],
        ["--package", "a.b"],
        ["--package", "../x"],
        ["--package", "naïve"],
        ["-o", "src/not-a-name"],
        ["-o", "/"],
        ["-o", "src/None"],
        ["--no-such-option"],
        ["one", "too", "many"],
    ],
)
def test_invalid_arguments_are_a_usage_error(
    fake_build: FakeBuild, capsys: Captured, arguments: list[str]
) -> None:
    assert run(["build", "api.json", *arguments]) == 2
    assert fake_build.requests == []
    assert "Usage: codegen build" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["build"], ["no-such-command"], ["--no"]])
def test_missing_arguments_are_a_usage_error(
    capsys: Captured,
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(arguments) == 2
    assert "Usage: codegen" in capsys.readouterr().err


def test_repeated_operation_option(fake_build: FakeBuild) -> None:
    run(
        [
            "build",
            "api.json",
            *("--operation", "B", "--operation", "A"),
            "--operation=B",
        ]
    )
    assert fake_build.requests[0].options.selection.operations == ("B", "A")


def test_version(capsys: Captured) -> None:
    assert run(["--version"]) == 0
    assert capsys.readouterr().out == f"codegen {__version__}\n"


@pytest.mark.parametrize("option", ["-h", "--help"])
@pytest.mark.parametrize("command", [[], ["build"]])
def test_help_has_examples(capsys: Captured, command: list[str], option: str) -> None:
    assert run([*command, option]) == 0
    out = capsys.readouterr().out
    assert "Examples:\n    codegen build specs/stripe.json\n" in out


@pytest.mark.parametrize("command", ["build", "operations"])
def test_help_lists_supported_documents(capsys: Captured, command: str) -> None:
    assert run([command, "--help"]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "an OpenAPI 3 or Swagger 2.0 document in JSON or YAML" in printed


def test_no_command_prints_the_help(capsys: Captured) -> None:
    assert run([]) == 2
    assert "Usage: codegen" in capsys.readouterr().err


@pytest.mark.usefixtures("fake_build")
def test_build_summary(
    capsys: Captured,
) -> None:
    assert run(["build", "api.json"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "generated/api_client: 3 files, 2 written, 0 removed",
        "3/3 operations, 7/7 schemas, 0 dropped",
        "",
        "to use it, from generated:",
        "",
        "    from api_client import Client",
    ]


@pytest.mark.usefixtures("fake_build")
def test_no_progress_bar_in_a_pipe(capsys: Captured) -> None:
    assert run(["build", "api.json"]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("fake_build")
def test_quiet_build_prints_nothing(capsys: Captured) -> None:
    assert run(["build", "api.json", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


def test_quiet_build_prints_warnings(fake_build: FakeBuild, capsys: Captured) -> None:
    warning = Diagnostic("odd", "this is odd", Pointer(("a",)), severity="warning")
    assert not isinstance(fake_build.outcome, BaseException)
    fake_build.outcome = build_result(warning)
    assert run(["build", "api.json", "-q"]) == 0
    out, err = capsys.readouterr()
    assert (out, err) == ("", "api.json:2:2: warning[odd]: this is odd (at #/a)\n")


def test_errors_are_printed_in_document_order_before_warnings(
    fake_build: FakeBuild, capsys: Captured
) -> None:
    source = Source("api.json", '{"a": 1,\n"b": 2}', {"a": 1, "b": 2}, "", "json")
    diagnostics = [
        Diagnostic("w", "odd", Pointer(("a",)), severity="warning"),
        Diagnostic("e2", "bad", Pointer(("b",))),
        Diagnostic("e1", "bad", Pointer(("a",)), "mend it"),
    ]
    fake_build.outcome = InvalidDocumentError(diagnostics, source)
    assert run(["build", "api.json", "-q"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "api.json:1:2: error[e1]: bad (at #/a)",
        "  hint: mend it",
        "api.json:2:1: error[e2]: bad (at #/b)",
        "api.json:1:2: warning[w]: odd (at #/a)",
        "2 errors, nothing written",
    ]


def test_unreadable_document_is_reported_by_name(
    fake_build: FakeBuild, capsys: Captured
) -> None:
    fake_build.outcome = DocumentError([Diagnostic("c", "broken", line=3, column=4)])
    assert run(["build", "specs/api.json", "-q"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "specs/api.json:3:4: error[c]: broken",
        "1 error, nothing written",
    ]


def test_output_error_is_reported(fake_build: FakeBuild, capsys: Captured) -> None:
    fake_build.outcome = OutputError("in-use", "the folder\x1b is in use", "leave it")
    assert run(["build", "api.json", "-q"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "error[in-use]: the folder\\x1b is in use",
        "  hint: leave it",
        "1 error, nothing written",
    ]


@pytest.mark.parametrize(
    "error",
    [ValueError("odd\x1b"), KeyError("x"), ImportError("x", name="generator.x")],
)
def test_internal_error_has_no_traceback(
    fake_build: FakeBuild, capsys: Captured, error: Exception
) -> None:
    fake_build.outcome = error
    assert run(["build", "api.json", "-q"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"internal error: {type(error).__name__}")
    assert "please report it with the document" in err
    assert "\x1b" not in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (MemoryError(), "out of memory"),
        (RecursionError(), "the document, or another input, nests too deeply"),
        (
            OSError(errno.EIO, "Input/output error", "a\x1b.json"),
            "cannot access a\\x1b.json: Input/output error",
        ),
        (
            OSError(errno.EMFILE, "Too many open files", "a.json"),
            "cannot access a.json: Too many open files",
        ),
        (
            UnicodeEncodeError("ascii", "人", 0, 1, "ordinal not in range(128)"),
            "file names with '人' are impossible: the locale uses ascii",
        ),
        (
            ImportError("no room", name="jsonschema_rs"),
            "a library cannot be loaded: no room",
        ),
    ],
)
def test_error_of_the_system_or_an_input_is_no_internal_error(
    fake_build: FakeBuild,
    capsys: Captured,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    message: str,
) -> None:
    monkeypatch.setenv("CODEGEN_TRACEBACK", "1")
    fake_build.outcome = error
    assert run(["build", "api.json", "-q"]) == 1
    first, hint = capsys.readouterr().err.splitlines()
    assert first == message
    assert hint.startswith("  hint: ")


def test_internal_error_is_raised_on_request(
    fake_build: FakeBuild, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_build.outcome = ValueError("odd")
    monkeypatch.setenv("CODEGEN_TRACEBACK", "1")
    with pytest.raises(ValueError, match="odd"):
        run(["build", "api.json"])


def test_interruption_prints_nothing(fake_build: FakeBuild, capsys: Captured) -> None:
    fake_build.outcome = KeyboardInterrupt()
    assert run(["build", "api.json", "-q"]) == 130
    assert capsys.readouterr().err.strip() == ""


@pytest.mark.usefixtures("fake_build")
def test_progress_bar_on_a_terminal(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert run(["build", "api.json"]) == 0
    err = click.unstyle(capsys.readouterr().err)
    assert [stage for stage in STAGES if stage not in err] == []
    assert "100%" in err
