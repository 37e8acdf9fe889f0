"""The first tag of an operation is the module that it stands in."""

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
def test_the_first_tag_or_else_the_path_names_the_module(
    name: str, module: str, operations: Any
) -> None:
    assert getattr(operations, name).__module__ == f"{operations.__name__}.{module}"


def test_an_operation_and_a_tag_named_like_a_keyword_can_be_called(
    client: Any, operations: Any, server: Server
) -> None:
    operations.import_(client)
    assert server.last.path == "/import"
