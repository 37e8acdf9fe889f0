"""Descriptions and schemas of tools: references resolved, expansions, depth."""

from __future__ import annotations

from typing import Any

import pytest

from generator.runtime.tools.schema_views import View, first_sentence, view_schema

EXPANDABLE = {"type": "string", "x-expands-to": "Order"}


def test_description(agent: Any) -> None:
    tool = agent.get_tool("DeleteCustomer")
    assert tool.description == "Delete a customer. Deprecated. Deletes."
    assert tool.effect == "delete"
    assert agent.get_tool("PostCustomers").summary == "Create a customer."
    # Declared in the configuration.
    assert agent.get_tool("SearchOrders").effect == "read"


def test_input_schema(agent: Any) -> None:
    assert agent.get_tool("PostCustomers").input_schema == {
        "type": "object",
        "properties": {
            "name": {"type": "string", "description": "The name."},
            "age": {"type": "integer", "minimum": 0},
            "state": {"type": "string", "enum": ["active", "paused"]},
            "address": {
                "type": "object",
                "properties": {"city": {"type": "string"}, "zip": {"type": "string"}},
                "additionalProperties": False,
            },
        },
        "required": ["name"],
        "additionalProperties": False,
    }


def test_files_are_paths(agent: Any) -> None:
    properties = agent.get_tool("PostFile").input_schema["properties"]
    assert properties["file"] == {
        "type": "string",
        "format": "file-path",
        "description": "The file.",
    }
    assert properties["more"]["items"] == {"type": "string", "format": "file-path"}


def test_nullable_schemas_are_written_in_their_shortest_form() -> None:
    null = {"type": "null"}
    definitions = {"Status": {"type": "string", "enum": ["exempt", "none"]}}
    status = {"anyOf": [{"$ref": "#/Status"}, null], "description": "The status."}
    constant = {"anyOf": [{"type": "string", "const": "a"}, null]}
    assert view_schema(status, definitions, View()) == {
        "type": ["string", "null"],
        "enum": ["exempt", "none", None],
        "description": "The status.",
    }
    assert view_schema(constant, {}, View()) == constant


def test_constants_are_described_in_full_prose_only() -> None:
    schema = {"type": "string", "const": "customer", "description": "Its type. Fixed."}
    assert "description" not in view_schema(schema, {}, View())
    assert view_schema(schema, {}, View(prose="full")) == schema


def test_response_schema(agent: Any) -> None:
    tool = agent.get_tool("GetCustomer")
    schema = tool.response_schema()
    assert schema["properties"]["latest_order"] == {
        **EXPANDABLE,
        "description": "The last order.",
    }
    # Deeper than one level.
    assert "properties" not in schema["properties"]["address"]
    deeper = tool.response_schema(depth=2)["properties"]["address"]
    assert deeper["properties"] == {"city": {"type": "string"}}


def test_expanded_field(agent: Any) -> None:
    tool = agent.get_tool("GetCustomer")
    order = tool.response_schema(expand=["latest_order"])["properties"]["latest_order"]
    assert order["description"] == "The last order."
    assert order["properties"]["payment"]["x-expands-to"] == "Payment"
    assert order["properties"]["customer"]["x-expands-to"] == "Customer"


def test_expanded_field_of_an_expanded_field(agent: Any) -> None:
    tool = agent.get_tool("GetCustomer")
    schema = tool.response_schema(expand=["latest_order.payment"])
    payment = schema["properties"]["latest_order"]["properties"]["payment"]
    assert payment["properties"]["amount"] == {"type": "integer"}


def test_expanded_field_in_a_type_that_contains_it(agent: Any) -> None:
    tool = agent.get_tool("GetCustomer")
    path = "latest_order.customer.latest_order"
    schema = tool.response_schema(expand=[path])
    for name in path.split("."):
        schema = schema["properties"][name]
    assert schema["properties"]["id"] == {"type": "string"}


def test_expanded_field_of_items(agent: Any) -> None:
    tool = agent.get_tool("ListCustomers")
    assert "data.latest_order" in tool.expandable
    schema = tool.response_schema(expand=["data.latest_order"])
    item = schema["properties"]["data"]["items"]
    assert item["properties"]["latest_order"]["properties"]["id"] == {"type": "string"}


def test_expanded_field_of_a_list_response(agent: Any) -> None:
    schema = agent.get_tool("ListOrders").response_schema(expand=["payment"])
    assert "properties" in schema["items"]["properties"]["payment"]


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("latest_oder", r"did you mean 'latest_order'\?"),
        ("name", "there are latest_order"),
        (
            "latest_order.name",
            r"there are latest_order\.customer, latest_order\.payment",
        ),
        ("latest_order.payment.id", "there are none"),
        ("", "there are latest_order"),
    ],
)
def test_unknown_expansion(agent: Any, path: str, hint: str) -> None:
    with pytest.raises(ValueError, match=f"is not an expandable field.*{hint}"):
        agent.get_tool("GetCustomer").response_schema(expand=[path])


def test_expansions_are_a_list(agent: Any) -> None:
    with pytest.raises(TypeError, match="must be a list"):
        agent.get_tool("GetCustomer").response_schema(expand="latest_order")


def test_operation_without_response(agent: Any) -> None:
    tool = agent.get_tool("DeleteCustomer")
    assert tool.response_schema() is None
    assert tool.expandable == []
    with pytest.raises(ValueError, match="there are none"):
        tool.response_schema(expand=["id"])


def test_describe(agent: Any) -> None:
    described = agent.get_tool("ListCustomers").describe()
    assert described["request"] == "GET /customers"
    assert described["effect"] == "read"
    assert "pages" in described["paged"]
    assert "stream" in agent.get_tool("StreamEvents").describe()
    assert "download" in agent.get_tool("DownloadFile").describe()


def test_describe_within_a_budget(agent: Any) -> None:
    tool = agent.get_tool("PostCustomers")
    small, large = tool.describe(budget=100), tool.describe()
    assert (
        small["arguments"]["properties"].keys()
        == large["arguments"]["properties"].keys()
    )
    assert len(str(small)) < len(str(large))


@pytest.mark.parametrize("path", ["", "tree"])
def test_recursive_types_end(path: str) -> None:
    definitions: dict[str, Any] = {
        "Tree": {
            "anyOf": [
                {"type": "string"},
                {"type": "array", "items": {"$ref": "#/Tree"}},
            ]
        },
        "Node": {"type": "object", "properties": {"next": {"$ref": "#/Node"}}},
    }
    schema: dict[str, Any] = {"$ref": "#/Tree"}
    if path:
        schema = {"type": "object", "properties": {path: schema}}
    for expand in (frozenset[str](), frozenset({"tree.next"})):
        shown = view_schema(schema, definitions, View(9, expand=expand))
        assert "'title': 'Tree'" in str(shown)
    node = view_schema({"$ref": "#/Node"}, definitions, View(9))
    assert node["properties"]["next"] == {"title": "Node", "type": "object"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("See [the guide](https://example.com/a). Then more.", "See the guide."),
        ("In e.g. one case. Not two.", "In e.g. one case."),
        ("One\nline.\n\nMore.", "One line."),
        ("", ""),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


def test_first_sentence_is_short() -> None:
    sentence = first_sentence("word " * 100)
    assert len(sentence) <= 200
    assert sentence.endswith("word …")
