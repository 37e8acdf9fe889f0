"""A document without operations: what every client has."""

from __future__ import annotations

from types import ModuleType
from typing import Any


def test_the_client_has_no_operation_model_or_input(
    operations: ModuleType, models: ModuleType, inputs: ModuleType
) -> None:
    for module in (operations, models, inputs):
        assert [name for name in dir(module) if not name.startswith("_")] == []


def test_the_client_can_be_opened_and_closed(client_package: Any) -> None:
    with client_package.Client(base_url="https://example.com") as client:
        assert isinstance(client, client_package.Client)
