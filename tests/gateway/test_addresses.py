"""Only servers of the document are called, and none that it must not name."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

from generator.agent.import_client import import_client
from generator.gateway import addresses, opened
from generator.gateway.addresses import AddressRules, CheckedTransport
from generator.gateway.opened import open_gateway
from generator.gateway.request import GatewayRequest
from generator.gateway.servers import list_servers
from tests.gateway.recording_api import RecordingApi
from tests.gateway.served import ServedGateway
from tests.mcp.conftest import build_client

_INTERNAL = [
    "127.0.0.1",
    "10.0.0.1",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "64:ff9b::7f00:1",
]
_METADATA = [
    *("169.254.169.254", "fe80::1", "::ffff:169.254.169.254"),
    *("64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::", "100.100.100.200"),
    *("fd00:ec2::254", "fd20:ce::254"),
]
_PUBLIC = "93.184.216.34"
_DOCUMENT = "https://docs.example.com/openapi.yaml"
_SERVERS = """
openapi: 3.1.0
info: {title: Regions, version: "1"}
servers:
  - url: https://{region}.shop.example/{version}
    variables:
      region: {enum: [eu, us], default: eu}
      version: {default: v1}
  - {url: "https://test.shop.example"}
paths:
  /things:
    get: {operationId: listThings, responses: {"204": {description: ok}}}
  /files:
    servers: [{url: "https://files.shop.example"}]
    get: {operationId: listFiles, responses: {"204": {description: ok}}}
"""


@pytest.fixture(scope="module")
def regions_client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("regions")
    document = folder / "regions.yaml"
    document.write_text(_SERVERS)
    return build_client(document, folder / "regions_client")


def _rules(
    monkeypatch: pytest.MonkeyPatch, document: str, base_url: str | None = None
) -> AddressRules:
    monkeypatch.setattr(addresses, "resolve", lambda host: (_PUBLIC,))
    return AddressRules(document, base_url)


def _check(rules: AddressRules, address: str) -> None:
    rules.check(httpx2.URL("https://api.example.com/"), (_PUBLIC, address))


@pytest.mark.parametrize("address", [*_INTERNAL, *_METADATA])
def test_document_from_the_internet(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    rules = _rules(monkeypatch, _DOCUMENT)
    with pytest.raises(httpx2.ConnectError, match="name it with --base-url"):
        _check(rules, address)
    _check(rules, _PUBLIC)


@pytest.mark.parametrize("document", ["openapi.yaml", "specs/openapi.yaml"])
def test_document_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, document: str
) -> None:
    rules = _rules(monkeypatch, document)
    for address in (*_INTERNAL, _PUBLIC):
        _check(rules, address)
    for address in _METADATA:
        with pytest.raises(httpx2.ConnectError, match="link-local"):
            _check(rules, address)


def test_document_of_an_internal_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "resolve", lambda host: ("10.0.0.2",))
    rules = AddressRules("https://docs.internal/openapi.yaml", None)
    _check(rules, "10.0.0.1")


def test_server_that_the_user_names(monkeypatch: pytest.MonkeyPatch) -> None:
    rules = _rules(monkeypatch, _DOCUMENT, "http://localhost:8000/api")
    rules.check(httpx2.URL("http://localhost:8000/x"), ("127.0.0.1",))
    # It is that server, and no other of the machine.
    for url in (
        "http://localhost:8001/",
        "https://localhost/",
        "http://127.0.0.1:8000",
    ):
        with pytest.raises(httpx2.ConnectError):
            rules.check(httpx2.URL(url), ("127.0.0.1",))


def test_connects_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch, api: RecordingApi
) -> None:
    # A name server that gives another address each time.
    given = iter([("127.0.0.1",), ("169.254.169.254",)])
    rules = _rules(monkeypatch, "openapi.yaml")
    transport = CheckedTransport(rules, 1000, lambda host: next(given))

    async def send() -> None:
        url = f"http://rebound.example:{api.server_port}/"
        async with httpx2.AsyncClient(transport=transport) as client:
            await client.get(url)
            with pytest.raises(httpx2.ConnectError, match="link-local"):
                await client.get(url)

    asyncio.run(send())
    assert api.last.header("host") == f"rebound.example:{api.server_port}"
    assert len(api.requests) == 1


def test_server_that_the_environment_names(
    regions_client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "resolve", lambda host: (_PUBLIC,))
    monkeypatch.setattr(opened, "document_of", lambda request: _DOCUMENT)
    monkeypatch.setenv("REGIONS_BASE_URL", "http://127.0.0.1:8000")
    gateway = open_gateway(GatewayRequest(target=str(regions_client)))
    transport: Any = gateway.http_client._transport
    transport._rules.check(httpx2.URL("http://127.0.0.1:8000/x"), ("127.0.0.1",))
    assert list(gateway.servers) == ["http://127.0.0.1:8000"]
    monkeypatch.delenv("REGIONS_BASE_URL")
    gateway = open_gateway(GatewayRequest(target=str(regions_client)))
    transport = gateway.http_client._transport
    with pytest.raises(httpx2.ConnectError, match="internal"):
        transport._rules.check(httpx2.URL("http://127.0.0.1:8000"), ("127.0.0.1",))


@pytest.mark.parametrize("door", ["call", "proxy"])
def test_both_doors_are_checked(
    shop: ServedGateway, api: RecordingApi, monkeypatch: pytest.MonkeyPatch, door: str
) -> None:
    transport: Any = shop.gateway.http_client._transport
    rules = _rules(monkeypatch, _DOCUMENT)
    monkeypatch.setattr(transport, "_rules", rules)
    if door == "call":
        response = shop.post("call", "getCustomer", {"customer": "cus_1"})
    else:
        response = shop.http.get("/proxy/v1/customers/cus_1")
    assert response.status_code == 502
    assert "internal address" in response.text
    assert api.requests == []


def test_servers_of_the_document(regions_client: Path) -> None:
    package: ModuleType = import_client(regions_client)
    assert list(list_servers(package)) == [
        "https://eu.shop.example/v1",
        "https://us.shop.example/v1",
        "https://test.shop.example",
    ]
    gateway = open_gateway(GatewayRequest(target=str(regions_client)))
    assert gateway.server == "https://eu.shop.example/v1"
    things, files = gateway.operations
    us = "https://us.shop.example/v1"
    assert gateway.server_of(things, us) == us
    assert gateway.server_of(files, us) == "https://files.shop.example"
    assert gateway.client_for(us)._config.server == us
    for server in ("https://evil.example", "https://asia.shop.example/v1", ""):
        with pytest.raises(LookupError, match="no server"):
            gateway.client_for(server)


def test_base_url_replaces_the_servers(regions_client: Path) -> None:
    url = "https://staging.example"
    request = GatewayRequest(target=str(regions_client), base_url=url)
    gateway = open_gateway(request)
    assert list(gateway.servers) == [url]
    assert {gateway.server_of(operation) for operation in gateway.operations} == {url}
    with pytest.raises(LookupError):
        gateway.client_for("https://us.shop.example/v1")


def test_unknown_server_is_refused(shop: ServedGateway, api: RecordingApi) -> None:
    for door in ("call", "preview"):
        response = shop.post(door, "getTicks", server="https://evil.example")
        assert response.status_code == 400
        assert response.json()["error"]["type"] == "UnknownServer"
    assert api.requests == []
