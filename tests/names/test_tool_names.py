"""Names of operations as tools, which rebuilds keep."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.config import ClientOptions
from generator.frontend.analyze import analyze
from generator.frontend.document_request import DocumentRequest
from generator.frontend.open_document import open_document
from generator.naming.name_lock import EMPTY_LOCK, NameLock
from generator.naming.tool_names import name_tools, preferred_tool
from generator.runtime.tools.tool_names import is_tool_name
from generator.workflows.compile_client import ClientPlan, declare_client

TOOLS = ClientOptions(tools=True)
_LONG = "GetCustomersCustomerSourcesSourceVerifyCustomersCustomerSource"


def _document(*operation_ids: str) -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "A", "version": "1"},
        "paths": {
            f"/p{index}": {
                "get": {
                    "operationId": operation_id,
                    "responses": {"204": {"description": "Nothing"}},
                }
            }
            for index, operation_id in enumerate(operation_ids)
        },
    }


def _names(
    folder: Path,
    document: dict[str, Any],
    lock: NameLock = EMPTY_LOCK,
    options: ClientOptions = TOOLS,
) -> tuple[dict[str, str], NameLock]:
    path = folder / "document.yaml"
    path.write_text(yaml.safe_dump(document))
    analysis = analyze(open_document(DocumentRequest(path)), options, lock)
    declared = declare_client(analysis, ClientPlan("client"))
    # As a manifest stores it.
    stored = NameLock.from_json(declared.lock.to_json())
    return dict(declared.api_slice.names.tools), stored


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("PostCustomers", "PostCustomers"),
        ("user/list.all", "user_list_all"),
        ("3ds.start", "_3ds_start"),
        ("GET /customers/{id}", "get_customers_id"),
        ("日本", "get_it"),
        (_LONG, "GetCustomersCustomerSourcesSourceVerify"),
    ],
)
def test_preferred_tool(key: str, name: str) -> None:
    function = "get_customers_id" if "/customers" in key else "get_it"
    assert preferred_tool(key, function) == name
    assert is_tool_name(name)


def test_long_names_end_with_a_hash() -> None:
    names = name_tools({f"{'abcdefgh' * 8}{end}": "f" for end in "xy"})
    first, second = names.values()
    assert first != second
    assert first.startswith("abcdefgh" * 5)
    assert len(first) == len(second) == 51


def test_names_are_distinct_ignoring_case() -> None:
    keys = ("get.item", "get_item", "GET_ITEM", "get/item")
    names = name_tools(dict.fromkeys(keys, "get_item"))
    assert len({name.casefold() for name in names.values()}) == 4
    assert all(map(is_tool_name, names.values()))
    assert names == name_tools(dict.fromkeys(reversed(keys), "get_item"))


def test_rebuild_keeps_names(tmp_path: Path) -> None:
    names, lock = _names(tmp_path, _document("get.item"))
    assert names == {"get.item": "get_item"}
    # The newcomer would have precedence.
    rebuilt, lock = _names(tmp_path, _document("get_item", "get.item"), lock)
    assert rebuilt["get.item"] == "get_item"
    assert rebuilt["get_item"].startswith("get_item_")
    # Also once the other one is removed.
    last, _ = _names(tmp_path, _document("get_item"), lock)
    assert last == {"get_item": rebuilt["get_item"]}


def test_only_clients_with_tools_lock_their_names(tmp_path: Path) -> None:
    document = _document("get.item")
    _, lock = _names(tmp_path, document, options=replace(TOOLS, tools=None))
    assert lock.tools is None
    assert "tools" not in lock.to_json()
    names, _ = _names(tmp_path, _document("get_item", "get.item"), lock)
    assert names["get_item"] == "get_item"
    _, with_tools = _names(tmp_path, document)
    assert with_tools.to_json()["tools"] == {}


@pytest.mark.parametrize("name", ["", "a b", "a" * 52, "1a", 7])
def test_invalid_names_in_a_lock(name: Any) -> None:
    with pytest.raises(ValueError, match="invalid name"):
        NameLock.from_json({"tools": {"get": name}})
