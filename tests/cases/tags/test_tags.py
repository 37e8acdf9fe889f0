"""The first tag of an operation is its module."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("list_pets", "pet_store"),
        ("list_orders", "pet_store"),
        ("list_staff", "人事"),
        ("get_untagged", "untagged"),
    ],
)
def test_module_by_tag_or_path(name: str, module: str, operations: Any) -> None:
    assert getattr(operations, name).__module__ == f"{operations.__name__}.{module}"


def test_keyword_as_operation_and_tag_name(
    client: Any, operations: Any, server: Server
) -> None:
    operations.import_(client)
    assert server.last.path == "/import"
