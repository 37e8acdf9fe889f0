"""What a model reads of Stripe's API: expected texts, and their size in tokens."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from generator.agent import Agent
from generator.agent.import_client import import_client
from generator.mcp.server import create_server
from generator.mcp.tools import ToolServer
from tests.tools.tokens import count_tokens

EXPECTED = Path(__file__).with_name("expected")
QUERIES = (
    "create a customer",
    "refund a charge",
    "cancel a subscription",
    "list unpaid invoices",
    "send an invoice by email",
    "my balance",
    "attach a payment method to a customer",
    "expire a checkout session",
    "issue a virtual card",
    "download quote pdf",
)
CREATE_ADA = {
    "operation": "PostCustomers",
    "arguments": {
        "name": "Ada",
        "tax_id_data": [{"type": "eu_vat", "value": "DE123456789"}],
    },
}
# What Stripe returns for it, by its samples.
CUSTOMER: dict[str, Any] = {
    "id": "cus_QXg1o8vcGmoR32",
    "object": "customer",
    "address": None,
    "balance": 0,
    "created": 1721000000,
    "currency": None,
    "default_source": None,
    "delinquent": False,
    "description": None,
    "email": None,
    "invoice_prefix": "0759376C",
    "invoice_settings": {
        "custom_fields": None,
        "default_payment_method": None,
        "footer": None,
        "rendering_options": None,
    },
    "livemode": False,
    "metadata": {},
    "name": "Ada",
    "next_invoice_sequence": 1,
    "phone": None,
    "preferred_locales": [],
    "shipping": None,
    "tax_exempt": "none",
    "test_clock": None,
}


class _Transport:
    """Records requests, and returns a customer."""

    def __init__(self, package: Any) -> None:
        self._package = package
        self.bodies: list[bytes] = []

    async def send(self, request: Any) -> Any:
        self.bodies.append(request.content)
        headers = self._package.Headers([("Content-Type", "application/json")])
        return self._package.Response(200, headers, json.dumps(CUSTOMER).encode())

    async def close(self) -> None:
        """Nothing to close."""


class _Server:
    def __init__(self, folder: Path) -> None:
        package = import_client(folder)
        self.transport = _Transport(package)
        agent = Agent()
        client = package.AsyncClient("sk_test_4242", transport=self.transport)
        asyncio.run(agent.register_api("stripe", client=client))
        self.tools = ToolServer(agent)

    def call(self, name: str, **arguments: Any) -> str:
        reply = asyncio.run(self.tools.call(name, arguments))
        assert not reply.is_error, reply.text
        return reply.text

    def listed(self) -> str:
        """The result of `tools/list` as it is on the wire."""
        server = create_server(self.tools, "stripe")
        entry = server.get_request_handler("tools/list")
        assert entry is not None
        # The handler needs neither a session nor parameters.
        result: Any = asyncio.run(entry.handler(None, None))  # type: ignore[arg-type]
        text: str = result.model_dump_json(by_alias=True, exclude_none=True)
        return text


@pytest.fixture(scope="module")
def server(stripe_client: Path) -> _Server:
    return _Server(stripe_client)


def _compare(name: str, text: str, rewrite: bool) -> None:
    path = EXPECTED / name
    shown = json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
    if rewrite:
        path.parent.mkdir(exist_ok=True)
        path.write_text(shown, "utf-8")
    assert path.read_text("utf-8") == shown


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--rewrite-expected"))


def test_tool_list(server: _Server, rewrite: bool) -> None:
    _compare("tools_list.json", server.listed(), rewrite)


def test_ten_searches(server: _Server, rewrite: bool) -> None:
    found = {
        query: [
            hit["operation"]
            for hit in json.loads(server.call("search_operations", query=query))[
                "operations"
            ]
        ]
        for query in QUERIES
    }
    _compare("searches.json", json.dumps(found), rewrite)


def test_description_of_post_customers(server: _Server, rewrite: bool) -> None:
    described = server.call("describe_operation", operation="PostCustomers")
    _compare("describe_post_customers.json", described, rewrite)


def test_budgets(server: _Server) -> None:
    searches = [server.call("search_operations", query=query) for query in QUERIES]
    listed = server.listed()
    described = server.call("describe_operation", operation="PostCustomers")
    created = server.call("change_operation", **CREATE_ADA)
    assert server.transport.bodies == [
        b"name=Ada&tax_id_data[0][type]=eu_vat&tax_id_data[0][value]=DE123456789"
    ]
    texts = [listed, described, created, json.dumps(CREATE_ADA), *searches]
    of_list, of_description, of_result, of_call, *of_searches = count_tokens(texts)
    assert of_list <= 700
    assert max(of_searches) <= 300
    assert of_description <= 2_500
    assert of_list + of_searches[0] + of_description + of_call + of_result <= 4_500
