"""Settings of an API in the configuration file: paging, methods, headers and options."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.cases.serving import Server


def keys(page: Any) -> list[str]:
    return [item.key for item in page.auto_paging()]


def test_paging_by_custom_id(client: Any, server: Server) -> None:
    server.answer({"tools": [{"key": "k1"}, {"key": "k2"}], "others": True})
    server.answer({"tools": [{"key": "k3"}], "others": False})
    assert keys(client.tools.list()) == ["k1", "k2", "k3"]
    assert [request.query for request in server.requests] == ["", "since=k2"]


def test_paging_by_token_of_unusual_name(client: Any, server: Server) -> None:
    server.answer({"hits": [{"key": "k1"}], "more": "m2"})
    server.answer({"hits": [{"key": "k2"}]})
    assert keys(client.workbench.look_up()) == ["k1", "k2"]
    assert [request.query for request in server.requests] == ["", "from=m2"]


def test_paging_by_custom_url_property(client: Any, server: Server) -> None:
    server.answer({"results": ["s1"], "next": "/shelves?page=2"})
    server.answer({"results": ["s2"], "next": None})
    assert list(client.shelves.list().auto_paging()) == ["s1", "s2"]
    assert server.last.query == "page=2"


def test_configured_paging_overrides_detection(client: Any, server: Server) -> None:
    server.answer({"old": [{"key": "k1"}], "next_token": "t", "link": "?at=2"})
    server.answer({"old": [{"key": "k2"}]})
    assert keys(client.events.list()) == ["k1", "k2"]
    assert server.last.query == "at=2"


def test_configured_paging_async(client_package: Any, server: Server) -> None:
    server.answer({"hits": [{"key": "k1"}], "more": "m2"})
    server.answer({"hits": [{"key": "k2"}]})

    async def run() -> list[str]:
        async with client_package.AsyncClient(base_url=server.url) as client:
            first = await client.workbench.look_up()
            return [item.key async for item in first.auto_paging()]

    assert asyncio.run(run()) == ["k1", "k2"]


def test_configured_headers_and_options(client: Any, server: Server) -> None:
    client.tools.create()
    assert server.last.headers["x-version"] == "3"
    assert "x-tenant" not in server.last.headers
    client.tools.create(tenant="acme")
    assert server.last.headers["x-tenant"] == "acme"
    with pytest.raises(TypeError, match=r"tenent.*tenant"):
        client.tools.create(tenent="acme")


def test_argument_named_like_option_is_renamed(client: Any, server: Server) -> None:
    client.shelves.list(tenant_query="q", tenant="acme")
    assert server.last.query == "tenant=q"
    assert server.last.headers["x-tenant"] == "acme"


def test_idempotency_key_is_kept_on_retry(client_package: Any, server: Server) -> None:
    # By default, a 400 is not retried, nor a response whose header forbids it.
    once = {"Retry-After": "0"}
    server.answer({}, status=400, headers={"X-Try-Again": "true"} | once)
    server.answer({}, status=503, headers={"X-Try-Again": "false"} | once)
    with (
        client_package.Client(base_url=server.url, max_retries=5) as client,
        pytest.raises(client_package.ApiStatusError, match="503"),
    ):
        client.tools.create()
    first, second = (request.headers["x-once"] for request in server.requests)
    assert first == second
    assert first


def test_configured_base_url_variable(
    client_package: Any, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(TypeError, match=r"needs a base_url.*WORKSHOP_URL is not set"):
        client_package.Client()
    monkeypatch.setenv("WORKSHOP_URL", f"{server.url}/below")
    with client_package.Client() as client:
        client.tools.create(tenant=None)
    assert server.last.path == "/below/tools"
    assert "x-tenant" not in server.last.headers
