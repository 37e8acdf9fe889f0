"""A document without operations: what every client contains."""

from __future__ import annotations

from types import ModuleType
from typing import Any


def test_client_without_operations(
    operations: ModuleType, models: ModuleType, inputs: ModuleType
) -> None:
    for module in (operations, models, inputs):
        assert [name for name in dir(module) if not name.startswith("_")] == []


def test_client_lifecycle(client_package: Any) -> None:
    with client_package.Client(base_url="https://example.com") as client:
        assert isinstance(client, client_package.Client)
