"""A client's files are read as text, whatever is in them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.diff import from_client
from generator.diff.from_client import interface_of_client
from generator.output import OutputError
from tests.cases.building import compiled, write

OPERATIONS = """
def get_order(client: Caller, *, note: str) -> None:
    return client.call(_GET_ORDER, locals())

_GET_ORDER: Endpoint[None] = Endpoint("GetOrder", "GET", "/orders", responses={})
"""


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A client as codegen wrote it."""
    write(compiled("deprecated"), tmp_path)
    return tmp_path


def refusal(folder: Path) -> str:
    with pytest.raises(OutputError) as raised:
        interface_of_client(folder)
    assert raised.value.hint
    return raised.value.message


def test_nothing_in_a_client_is_run(client: Path) -> None:
    (client / "models" / "evil.py").write_text("raise SystemExit\nimport os\n")
    assert interface_of_client(client)


def test_a_function_without_resource_goes_by_its_own_name(client: Path) -> None:
    (client / "operations" / "more.py").write_text(OPERATIONS)
    methods = {
        each.name: each.method for each in interface_of_client(client).operations
    }
    assert methods["get_order"] == "get_order"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("def (:", "is not Python, line 1"),
        ("\0", "null bytes"),
        ("x = " + "(" * 5000, "is not"),
        ("x = " + "-" * 100_000 + "1", "is not"),
        ("X: TypeAlias = 1 + 1", "line 1 has no annotation that codegen writes"),
        ("X: TypeAlias = Literal[f()]", "line 1 has no value of a Literal"),
        ("X: TypeAlias = Union['a b']", "'a b' is no annotation"),
        ("X: TypeAlias = " + " | ".join(["a"] * 20_000), "is not"),
    ],
)
def test_what_codegen_never_wrote_is_refused(
    client: Path, text: str, complaint: str
) -> None:
    (client / "models" / "odd.py").write_text(text)
    message = refusal(client)
    assert "odd.py" in message
    assert complaint in message


def test_a_function_without_endpoint_is_refused(client: Path) -> None:
    (client / "operations" / "odd.py").write_text("def get_order(client): ...")
    assert "a function without an endpoint" in refusal(client)


def test_a_file_that_is_no_text_is_refused(client: Path) -> None:
    (client / "models" / "odd.py").write_bytes(b"\xff")
    assert refusal(client).endswith("odd.py is not UTF-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_refused_and_not_waited_for(client: Path) -> None:
    os.mkfifo(client / "models" / "pipe.py")
    assert refusal(client).endswith("pipe.py is no file")


def test_a_file_that_is_missing_is_told(client: Path) -> None:
    (client / "errors.py").unlink()
    assert "errors.py cannot be read" in refusal(client)


def test_a_file_is_read_no_farther_than_any_that_codegen_writes(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_client, "_LONGEST_FILE", 10)
    assert "larger than any file of a client" in refusal(client)


def test_a_client_is_read_no_farther_than_any_that_codegen_writes(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_client, "_LONGEST_CLIENT", 100)
    assert "is larger than any client" in refusal(client)


def test_no_more_files_are_read_than_a_client_has(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_client, "_MOST_FILES", 1)
    assert "has more files than any client" in refusal(client)


def test_resources_that_go_round_in_circles_have_an_end(client: Path) -> None:
    round_ = "class R(Resource):\n    r: LazyResource[R] = LazyResource('.round')\n"
    (client / "resources" / "round.py").write_text(round_)
    (client / "client.py").write_text(
        "class Client(SyncClient):\n"
        "    r: LazyResource[R] = LazyResource('.resources.round')\n"
    )
    assert interface_of_client(client).resources == frozenset()
