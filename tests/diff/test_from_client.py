"""Reading clients on disk: malformed, oversized and unusual files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.interface_diff.interface import from_client
from generator.interface_diff.interface.from_client import interface_from_client
from generator.output import OutputError
from tests.cases.building import compiled, write

OPERATIONS = """
def get_order(client: Caller, *, note: str) -> None:
    return client.call(_GET_ORDER, locals())

_GET_ORDER: Endpoint[None] = Endpoint("GetOrder", "GET", "/orders", responses={})
"""


@pytest.fixture
def client(tmp_path: Path) -> Path:
    """A client that codegen built."""
    write(compiled("deprecated"), tmp_path)
    return tmp_path


def error_message(folder: Path) -> str:
    """Read a client that cannot be read, and return the error message."""
    with pytest.raises(OutputError) as raised:
        interface_from_client(folder)
    assert raised.value.hint
    return raised.value.message


def test_client_code_is_not_executed(client: Path) -> None:
    (client / "models" / "evil.py").write_text("raise SystemExit\nimport os\n")
    assert interface_from_client(client)


def test_function_without_resource_keeps_its_name_as_method(client: Path) -> None:
    (client / "operations" / "more.py").write_text(OPERATIONS)
    methods = {
        operation.name: operation.method
        for operation in interface_from_client(client).operations
    }
    assert methods["get_order"] == "get_order"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def (:", "is not valid Python, line 1"),
        ("\0", "null bytes"),
        ("x = " + "(" * 5000, "not"),
        ("x = " + "-" * 100_000 + "1", "not"),
        ("X: TypeAlias = 1 + 1", "line 1 has an unknown annotation"),
        (
            "X: TypeAlias = Literal[f()]",
            "line 1 has a Literal with something other than",
        ),
        ("X: TypeAlias = Union['a b']", "'a b' is not an annotation"),
        ("X: TypeAlias = " + " | ".join(["a"] * 20_000), "not"),
    ],
)
def test_unknown_code_is_rejected(client: Path, source: str, expected: str) -> None:
    (client / "models" / "odd.py").write_text(source)
    message = error_message(client)
    assert "odd.py" in message
    assert expected in message


def test_function_without_endpoint_is_rejected(client: Path) -> None:
    (client / "operations" / "odd.py").write_text("def get_order(client): ...")
    assert "a function without an endpoint" in error_message(client)


def test_file_that_is_not_utf8_is_rejected(client: Path) -> None:
    (client / "models" / "odd.py").write_bytes(b"\xff")
    assert error_message(client).endswith("odd.py is not UTF-8")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="requires named pipes")
def test_named_pipe_is_rejected_without_blocking(client: Path) -> None:
    os.mkfifo(client / "models" / "pipe.py")
    assert error_message(client).endswith("a pipe, device or socket, not a file")


def test_missing_file_is_rejected(client: Path) -> None:
    (client / "errors.py").unlink()
    message = error_message(client)
    assert "cannot read" in message
    assert "errors.py" in message


def test_file_above_size_limit_is_rejected(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_client, "_MAX_FILE_SIZE", 10)
    assert "it is larger than" in error_message(client)


def test_client_above_size_limit_is_rejected(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_client, "_MAX_CLIENT_SIZE", 100)
    assert "is too large for a client" in error_message(client)


def test_client_above_file_count_limit_is_rejected(
    client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(from_client, "_MAX_FILES", 1)
    assert "has too many files for a client" in error_message(client)


def test_cyclic_resources_terminate(client: Path) -> None:
    cyclic = "class R(Resource):\n    r: LazyResource[R] = LazyResource('.cycle')\n"
    (client / "resources" / "cycle.py").write_text(cyclic)
    (client / "client.py").write_text(
        "class Client(SyncClient):\n"
        "    r: LazyResource[R] = LazyResource('.resources.cycle')\n"
    )
    assert interface_from_client(client).resources == frozenset()
