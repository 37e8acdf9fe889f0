"""`codegen diff` on the command line: what it prints, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.cli.commands import run
from generator.config import ClientOptions
from generator.diff.rules_text import rules_text
from generator.frontend.open_document import DocumentRequest
from generator.slicing.selection import Selection
from generator.workflows.build import BuildRequest, build
from tests.diff.documents import NEW, OLD


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A client built from the old document."""
    folder = tmp_path / "shop"
    build(BuildRequest(DocumentRequest(OLD), folder, "shop"), lambda _: None)
    return folder


def test_changes_are_text_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", str(OLD), str(NEW)]) == 0
    printed = capsys.readouterr()
    assert "! operation removed: orders.delete (delete_order)" in printed.out
    assert printed.err == ""


def test_a_built_client_is_compared_as_the_document_that_it_is_of(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(OLD), str(NEW)]) == 0
    of_documents = capsys.readouterr().out
    assert run(["diff", str(client), str(NEW)]) == 0
    assert capsys.readouterr().out == of_documents
    assert run(["diff", str(client), str(OLD), "--fail-on", "any"]) == 0
    assert capsys.readouterr().out.endswith("no changes for callers\n")


def test_of_a_client_with_some_operations_only_those_are_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    some = tmp_path / "some"
    wanted = ("ListOrders", "DeleteOrder")
    build(
        BuildRequest(
            DocumentRequest(OLD),
            some,
            "some",
            ClientOptions(Selection(operations=wanted)),
        ),
        lambda _: None,
    )
    for arguments in ([str(some), str(OLD)], [str(OLD), str(some)]):
        assert run(["diff", *arguments, "--fail-on", "any"]) == 0
    capsys.readouterr()
    assert run(["diff", str(some), str(NEW)]) == 0
    printed = capsys.readouterr().out
    assert "operation removed: orders.delete" in printed
    assert "operation added" not in printed


def test_overlays_are_applied_to_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overlay = tmp_path / "overlay.yaml"
    overlay.write_text(
        "overlay: 1.0.0\n"
        "info: {title: Fewer, version: '1'}\n"
        "actions: [{target: '$.paths[\"/orders/{id}\"]', remove: true}]\n"
    )
    client = tmp_path / "shop"
    build(BuildRequest(DocumentRequest(OLD, (overlay,)), client, "shop"))
    said = ["--overlay", str(overlay), "--fail-on", "any"]
    assert run(["diff", str(client), str(OLD), *said]) == 0
    capsys.readouterr()
    assert run(["diff", str(client), str(OLD)]) == 0
    assert "operation added: orders.delete" in capsys.readouterr().out


def test_there_and_back_again_has_the_same_subjects(
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
def test_the_exit_code_is_as_asked(
    old: Path, new: Path, fail_on: str, code: int
) -> None:
    assert run(["diff", str(old), str(new), "--fail-on", fail_on]) == code


def test_additions_alone_do_not_fail_on_what_breaks(tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    text = OLD.read_text("utf-8")
    more.write_text(
        text.replace("count: {type: integer}", "count: {type: integer}, tip: {}")
    )
    assert run(["diff", str(OLD), str(more), "--fail-on", "breaking"]) == 0
    assert run(["diff", str(OLD), str(more), "--fail-on", "any"]) == 1


def test_json_and_markdown_are_written_to_stdout(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["diff", str(OLD), str(NEW), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
    assert run(["diff", str(OLD), str(NEW), "--format", "markdown"]) == 0
    whole = capsys.readouterr().out
    assert whole.startswith("## `Shop")
    limited = ["diff", str(OLD), str(NEW), "--format", "markdown", "--limit"]
    assert run([*limited, "1000"]) == 0
    assert len(capsys.readouterr().out) <= 1000 < len(whole)
    assert run([*limited, "999"]) == 2


def test_versions_that_call_themselves_the_same_are_told_by_their_paths(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    next_ = tmp_path / "next.yaml"
    next_.write_bytes(OLD.read_bytes())
    assert run(["diff", str(OLD), str(next_)]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert f"1 ({OLD}) → " in said
    assert f"1 ({next_}) " in said


def test_the_rules_are_printed_without_anything_to_compare(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["diff", "--rules"]) == 0
    assert capsys.readouterr().out == rules_text()


def test_one_that_is_missing_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(OLD), str(tmp_path / "none.json")]) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "none.json: error[missing-document]: no such file" in printed.err
    assert "nothing compared" in printed.err


def test_an_error_in_a_document_is_told_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(OLD.read_text("utf-8").replace("schemas/card", "schemas/cart"))
    assert run(["diff", str(OLD), str(wrong)]) == 1
    printed = capsys.readouterr().err
    assert "wrong.yaml:" in printed
    assert "cart" in printed


def test_a_client_that_was_written_over_is_told(
    client: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (client / "client.py").write_text("class (")
    assert run(["diff", str(client), str(NEW)]) == 1
    assert "client.py is not Python" in capsys.readouterr().err


def test_a_folder_that_is_no_client_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["diff", str(tmp_path), str(NEW)]) == 1
    assert "this is a folder, not a file" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["diff"], ["diff", "a"], ["diff", "a", "b", "--format", "html"]]
)
def test_a_command_line_that_makes_no_sense_is_a_usage_error(
    arguments: list[str],
) -> None:
    assert run(arguments) == 2
