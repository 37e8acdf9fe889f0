"""`codegen diff` on the command line: output, options and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli import run
from generator.config import ClientOptions
from generator.frontend.document_request import DocumentRequest
from generator.interface_diff.rules.rule_table import rules_text
from generator.slicing.selection import Selection
from generator.workflows.build import BuildRequest, build
from tests.diff.documents import NEW, OLD


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A client built from the old version of the document."""
    folder = tmp_path / "shop"
    build(BuildRequest(DocumentRequest(OLD), folder))
    return folder


def test_default_format_is_text_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(OLD), str(NEW)]) == 0
    printed = capsys.readouterr()
    assert "! operation removed: orders.delete (delete_order)" in printed.out
    assert printed.err == ""


def test_client_is_equivalent_to_its_document(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(OLD), str(NEW)]) == 0
    of_documents = capsys.readouterr().out
    assert run(["diff", str(client), str(NEW)]) == 0
    assert capsys.readouterr().out == of_documents
    assert run(["diff", str(client), str(OLD), "--fail-on", "any"]) == 0
    assert capsys.readouterr().out.endswith("no changes for callers\n")


def test_document_gets_the_selection_of_the_other_side(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    some = tmp_path / "some"
    wanted = ("ListOrders", "DeleteOrder")
    build(
        BuildRequest(
            DocumentRequest(OLD),
            some,
            options=ClientOptions(Selection(operations=wanted)),
        )
    )
    for arguments in ([str(some), str(OLD)], [str(OLD), str(some)]):
        assert run(["diff", *arguments, "--fail-on", "any"]) == 0
    capsys.readouterr()
    assert run(["diff", str(some), str(NEW)]) == 0
    printed = capsys.readouterr().out
    assert "operation removed: orders.delete" in printed
    assert "operation added" not in printed


def test_overlay_option_applies_to_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        "overlay: 1.0.0\n"
        "info: {title: Fewer, version: '1'}\n"
        "actions: [{target: '$.paths[\"/orders/{id}\"]', remove: true}]\n"
    )
    client = tmp_path / "shop"
    build(BuildRequest(DocumentRequest(OLD, (overlay,)), client))
    options = ["--overlay", str(overlay), "--fail-on", "any"]
    assert run(["diff", str(client), str(OLD), *options]) == 0
    capsys.readouterr()
    assert run(["diff", str(client), str(OLD)]) == 0
    assert "operation added: orders.delete" in capsys.readouterr().out


def test_document_as_old_side_and_client_as_new_side(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(NEW), str(client)]) == 0
    assert "operation removed: refunds.create" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("old", "new", "fail_on", "code"),
    [
        (OLD, NEW, "breaking", 1),
        (OLD, NEW, "any", 1),
        (OLD, NEW, "never", 0),
        (OLD, OLD, "breaking", 0),
        (OLD, OLD, "any", 0),
    ],
)
def test_fail_on_decides_the_exit_code(
    old: Path, new: Path, fail_on: str, code: int
) -> None:
    assert run(["diff", str(old), str(new), "--fail-on", fail_on]) == code


def test_fail_on_breaking_ignores_additions(tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    document = OLD.read_text("utf-8")
    more.write_text(
        document.replace("count: {type: integer}", "count: {type: integer}, tip: {}")
    )
    assert run(["diff", str(OLD), str(more), "--fail-on", "breaking"]) == 0
    assert run(["diff", str(OLD), str(more), "--fail-on", "any"]) == 1


def test_json_and_markdown_on_stdout(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["diff", str(OLD), str(NEW), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
    assert run(["diff", str(OLD), str(NEW), "--format", "markdown"]) == 0
    complete = capsys.readouterr().out
    assert complete.startswith("## `Shop")
    limited = ["diff", str(OLD), str(NEW), "--format", "markdown", "--limit"]
    assert run([*limited, "1000"]) == 0
    assert len(capsys.readouterr().out) <= 1000 < len(complete)
    assert run([*limited, "999"]) == 2


def test_versions_with_equal_titles_are_identified_by_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    next_ = tmp_path / "next.yaml"
    next_.write_bytes(OLD.read_bytes())
    assert run(["diff", str(OLD), str(next_)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert f"1 ({OLD}) → " in printed
    assert f"1 ({next_}) " in printed


def test_rules_option_prints_the_table(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["diff", "--rules"]) == 0
    assert capsys.readouterr().out == rules_text()


def test_missing_document_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(OLD), str(tmp_path / "none.json")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "none.json: error[missing-document]: no such file" in printed.err
    assert "nothing compared" in printed.err


def test_error_in_document_has_its_location(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(OLD.read_text("utf-8").replace("schemas/card", "schemas/cart"))
    assert run(["diff", str(OLD), str(wrong)]) == 1
    printed = capsys.readouterr().err
    assert "wrong.yaml:" in printed
    assert "cart" in printed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("parameters:\n", "parameters: [[]]\n      x-was:\n"),
        ("content:\n", "content: [1]\n          x-was:\n"),
        ("responses:\n", "responses: wrong\n      x-was:\n"),
    ],
)
def test_invalid_document_is_an_error(
    old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(OLD.read_text("utf-8").replace(old, new, 1))
    for arguments in ([str(OLD), str(wrong)], [str(wrong), str(NEW)]):
        assert run(["diff", *arguments]) == 1
        printed = capsys.readouterr().err
        assert "internal error" not in printed
        assert "wrong.yaml:" in printed
        assert "error[" in printed


def test_modified_client_is_an_error(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (client / "client.py").write_text("class (")
    assert run(["diff", str(client), str(NEW)]) == 1
    assert "client.py is not valid Python" in capsys.readouterr().err


def test_folder_without_manifest_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(tmp_path), str(NEW)]) == 1
    assert "this is a folder, not a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["diff"], ["diff", "a"], ["diff", "a", "b", "--format", "html"]]
)
def test_invalid_command_line_is_a_usage_error(
    arguments: list[str],
) -> None:
    assert run(arguments) == 2
