"""Descriptions fit their budgets, and what they leave out can be described by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from generator.agent import SyncAgent, Tool
from generator.runtime.tools.cut import compact
from generator.runtime.tools.schema_views import MEMBERS, MORE_VALUES
from tests.tools.real.tool_apis import ToolApi
from tests.tools.tokens import count_tokens

LARGE = (
    "PostPaymentIntents",
    "PostCheckoutSessions",
    "PostIssuingCards",
    "PostAccounts",
    "PostSubscriptions",
)


@pytest.fixture
def tools(stripe_with_prose: ToolApi) -> dict[str, Tool]:
    """A tool for each operation of the document with prose."""
    return _tools(stripe_with_prose)


def _tools(api: ToolApi) -> dict[str, Tool]:
    agent = SyncAgent()
    agent.register_api("api", client=api.package.Client(api.credentials))
    return {tool.operation.key: tool for tool in agent.tools}


def shortened(schema: Any, path: str = "") -> Iterator[str]:
    """The paths of the arguments that are shown without all members or values."""
    if isinstance(schema, list):
        for member in schema:
            yield from shortened(member, path)
    elif isinstance(schema, dict):
        if MEMBERS in schema or MORE_VALUES in schema:
            yield path
        for keyword, value in schema.items():
            if keyword == "properties":
                for name, member in value.items():
                    yield from shortened(member, f"{path}.{name}".lstrip("."))
            elif keyword in ("items", "anyOf", "additionalProperties", "prefixItems"):
                yield from shortened(value, path)


def test_tokens_of_descriptions(tools: dict[str, Tool]) -> None:
    counts = count_tokens([compact(tool.describe()) for tool in tools.values()])
    by_key = dict(zip(tools, counts, strict=True))
    assert by_key["PostCustomers"] <= 2_500
    assert max(counts) <= 5_000
    ordered = sorted(counts)
    assert ordered[len(ordered) // 2] <= 1_000


def test_tokens_of_descriptions_of_discord(discord: ToolApi) -> None:
    descriptions = [compact(tool.describe()) for tool in _tools(discord).values()]
    assert max(count_tokens(descriptions)) <= 5_000


def test_tokens_of_customer(tools: dict[str, Tool]) -> None:
    (count,) = count_tokens([compact(tools["PostCustomers"].response_schema())])
    assert count <= 816


def test_post_customers_is_not_shortened(tools: dict[str, Tool]) -> None:
    described = tools["PostCustomers"].describe()
    assert list(shortened(described["arguments"])) == []
    assert "note" not in described
    tax_id = described["arguments"]["properties"]["tax_id_data"]["items"]
    assert "eu_vat" in tax_id["properties"]["type"]["enum"]
    address = described["arguments"]["properties"]["address"]["anyOf"][0]
    assert "city" in address["properties"]


def test_every_argument_is_named_and_typed(tools: dict[str, Tool]) -> None:
    for tool in tools.values():
        whole = tool.operation.arguments
        described = tool.describe()["arguments"]
        assert described["properties"].keys() == whole["properties"].keys()
        assert described.get("required") == whole.get("required")
        for schema in described["properties"].values():
            assert {"type", "anyOf", "not"} & schema.keys() or "enum" in schema


@pytest.mark.parametrize("key", LARGE)
def test_large_operation_keeps_what_a_caller_needs(
    key: str, tools: dict[str, Tool]
) -> None:
    tool = tools[key]
    described = tool.describe()
    found = sorted(set(shortened(described["arguments"])))
    assert found
    assert described["note"].startswith("Shortened")
    assert f"such as {found[0].partition('.')[0]}" in described["note"]
    properties = described["arguments"]["properties"]
    # Arguments without members keep their descriptions.
    whole = tool.input_schema["properties"]
    for name, schema in properties.items():
        if schema.get("type") in ("string", "integer", "boolean"):
            assert schema.get("description") == whole[name].get("description")


@pytest.mark.parametrize("key", LARGE)
def test_what_is_shortened_can_be_described(key: str, tools: dict[str, Tool]) -> None:
    tool = tools[key]
    pending = sorted(set(shortened(tool.describe()["arguments"])))
    seen = set(pending)
    texts = []
    while pending:
        path = pending.pop()
        described = tool.describe_argument(path)
        texts.append(compact(described))
        inner = {f"{path}.{part}" for part in shortened(described) if part}
        # No argument is shortened to the same names again, so that the whole can be read.
        assert MEMBERS not in described
        assert MORE_VALUES not in described
        pending += sorted(inner - seen)
        seen |= inner
    assert max(count_tokens(texts)) <= 8_000


def test_nested_member_of_large_argument(tools: dict[str, Tool]) -> None:
    tool = tools["PostPaymentIntents"]
    card = tool.describe_argument("payment_method_options.card")
    assert "request_three_d_secure" in compact(card)
    assert "automatic" in compact(card)


def test_unknown_argument_is_suggested(tools: dict[str, Tool]) -> None:
    with pytest.raises(LookupError, match="did you mean 'payment_method_options'"):
        tools["PostPaymentIntents"].describe_argument("payment_method_option")
