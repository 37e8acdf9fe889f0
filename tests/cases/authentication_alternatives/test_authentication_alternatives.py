"""A key, OAuth2 or a password: each is enough, with the document's token endpoint and scopes."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs

import pytest


class Recording:
    """Answers token requests with a token, and calls with nothing."""

    def __init__(self, package: Any) -> None:
        self.package = package
        self.requests: list[Any] = []

    def respond(self, request: Any) -> Any:
        self.requests.append(request)
        if request.url == "https://auth.contacts.example/token":
            headers = self.package.Headers([("Content-Type", "application/json")])
            return self.package.Response(200, headers, b'{"access_token": "t"}')
        return self.package.Response(204, self.package.Headers([]), b"")

    @property
    def scopes(self) -> list[str]:
        return [
            parse_qs(request.content.decode())["scope"][0]
            for request in self.requests
            if request.url.endswith("/token")
        ]


class Transport(Recording):
    def send(self, request: Any) -> Any:
        return self.respond(request)

    def close(self) -> None: ...


class AsyncTransport(Recording):
    async def send(self, request: Any) -> Any:
        return self.respond(request)

    async def close(self) -> None: ...


def authorization(transport: Recording) -> dict[str, str]:
    names = ("authorization", "x-key")
    headers = transport.requests[-1].headers
    return {name.lower(): value for name, value in headers if name.lower() in names}


def test_client_credentials_use_token_endpoint_and_scopes(
    client_package: Any, operations: Any
) -> None:
    transport = Transport(client_package)
    source = client_package.ClientCredentials("me", "")
    client = client_package.Client(source, transport=transport)
    operations.list_contacts(client)
    assert authorization(transport) == {"authorization": "Bearer t"}
    operations.add_contact(client)
    assert authorization(transport) == {"authorization": "Bearer t"}
    assert transport.scopes == ["contacts.read", "contacts.write"]


def test_client_credentials_use_token_endpoint_and_scopes_async(
    client_package: Any, operations: Any
) -> None:
    transport = AsyncTransport(client_package)
    source = client_package.ClientCredentials("me", "secret")
    client = client_package.AsyncClient(source, transport=transport)
    asyncio.run(operations.list_contacts_async(client))
    assert authorization(transport) == {"authorization": "Bearer t"}
    assert transport.scopes == ["contacts.read"]


def test_tokens_of_function(client_package: Any, operations: Any) -> None:
    transport = Transport(client_package)
    source = client_package.TokenFrom(lambda: "own")
    operations.list_contacts(client_package.Client(source, transport=transport))
    assert authorization(transport) == {"authorization": "Bearer own"}


def test_key_and_password(client_package: Any, operations: Any) -> None:
    transport = Transport(client_package)
    operations.list_contacts(client_package.Client("k", transport=transport))
    assert authorization(transport) == {"x-key": "k"}
    basic = client_package.Basic("", "token")
    operations.list_contacts(client_package.Client(basic, transport=transport))
    assert authorization(transport) == {"authorization": "Basic OnRva2Vu"}


def test_basic_without_user_name_and_password(client_package: Any) -> None:
    with pytest.raises(ValueError, match="the user name is empty"):
        client_package.Basic("", "")
    with pytest.raises(ValueError, match="the client ID is empty"):
        client_package.ClientCredentials("", "")
