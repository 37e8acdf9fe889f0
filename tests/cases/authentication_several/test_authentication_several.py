"""Several security schemes: each call sends the credentials its operation requires."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server

BASIC = "Basic YWRhOnB3"


@pytest.fixture
def holding(client_package: Any, server: Server) -> Callable[..., Any]:
    """Return a function that creates a client with the given credentials."""

    def make(**credentials: Any) -> Any:
        held = client_package.Credentials(**credentials)
        return client_package.Client(held, base_url=server.url)

    return make


def sent(server: Server) -> dict[str, str]:
    """Return the credentials of the last request, by header."""
    names = ("authorization", "x-app", "cookie")
    return {
        header: server.last.headers[header]
        for header in names
        if header in server.last.headers
    }


def test_string_is_for_first_scheme(
    client_package: Any, operations: Any, server: Server
) -> None:
    with client_package.Client("k3y", base_url=server.url) as client:
        operations.get_usual(client)
        assert sent(server) == {"x-app": "k3y"}
        with pytest.raises(client_package.ApiError, match=r"Credentials\(genie=…\)"):
            operations.get_genie(client)


def test_first_satisfied_alternative_is_sent(
    holding: Any, client_package: Any, operations: Any, server: Server
) -> None:
    basic = client_package.Basic("ada", "pw")
    operations.get_either(holding(class_="t0ken"))
    assert sent(server) == {"authorization": "Bearer t0ken"}
    operations.get_either(holding(class_="t0ken", from_=basic))
    assert sent(server) == {"authorization": BASIC}
    operations.get_either(holding(class_="t0ken", from_=basic, app_key="k3y"))
    assert sent(server) == {"x-app": "k3y"}


def test_combined_schemes_are_sent_together(
    holding: Any, operations: Any, server: Server
) -> None:
    operations.get_both(holding(app_key="k3y", session="s1"))
    assert sent(server) == {"x-app": "k3y", "cookie": "sid=s1"}


def test_api_key_in_cookie(holding: Any, operations: Any, server: Server) -> None:
    for secret, cookie in [("s%3Aa+b/c==", "s%3Aa+b/c=="), ("a;b", "a%3Bb")]:
        operations.get_both(holding(app_key="k3y", session=secret))
        assert sent(server)["cookie"] == f"sid={cookie}"


def test_missing_credentials_name_async_function(
    client_package: Any, operations: Any, server: Server
) -> None:
    async def call() -> None:
        async with client_package.AsyncClient(base_url=server.url) as client:
            await client.raw(operations.get_both_async)

    errors = import_module(f"{client_package.__name__}.errors")
    with pytest.raises(errors.ApiCredentialsError, match=r"(?i)^get_?both needs"):
        asyncio.run(call())


def test_missing_credentials_send_nothing(
    holding: Any, client_package: Any, operations: Any, server: Server
) -> None:
    errors = import_module(f"{client_package.__name__}.errors")
    with pytest.raises(errors.ApiCredentialsError) as caught:
        operations.get_both(holding(session="s3cret"))
    assert "get_both needs" in str(caught.value)
    assert "Credentials(app_key=…, session=…)" in str(caught.value)
    assert "s3cret" not in repr(caught.value.__dict__)
    with pytest.raises(
        errors.ApiCredentialsError, match=r"app_key=.* or .*from_=.* or "
    ):
        operations.get_either(client_package.Client(base_url=server.url))
    assert server.requests == []


def test_cookie_parameter_is_no_credential(
    client_package: Any, operations: Any, server: Server
) -> None:
    errors = import_module(f"{client_package.__name__}.errors")
    client = client_package.Client(base_url=server.url)
    with pytest.raises(errors.ApiCredentialsError):
        operations.get_usual(client, theme="dark")
    operations.get_usual(client, extra_headers={"X-Api-Key": "own"}, theme="dark")
    assert len(server.requests) == 1


def test_optional_credentials(holding: Any, operations: Any, server: Server) -> None:
    operations.get_optional(holding(from_="ada", app_key="k3y"))
    assert "authorization" in sent(server)
    operations.get_optional(holding(app_key="k3y"))
    assert sent(server) == {}


def test_open_operation_sends_no_credentials(
    holding: Any, operations: Any, server: Server
) -> None:
    operations.get_open(holding(app_key="k3y"))
    assert sent(server) == {}


def test_mutual_tls_needs_no_credentials(
    holding: Any, operations: Any, server: Server
) -> None:
    operations.get_certificate(holding(app_key="k3y"))
    assert sent(server) == {}


def test_custom_http_scheme(holding: Any, operations: Any, server: Server) -> None:
    operations.get_genie(holding(genie="w1sh"))
    assert sent(server) == {"authorization": "GenieKey w1sh"}


def test_unnamed_credentials_serve_every_scheme(
    client_package: Any, operations: Any, server: Server
) -> None:
    outright = client_package.Bearer("t0ken")
    with client_package.Client(outright, base_url=server.url) as client:
        for name in ("usual", "either", "both", "optional", "genie"):
            getattr(operations, f"get_{name}")(client)
            assert sent(server) == {"authorization": "Bearer t0ken"}
        operations.get_open(client)
        assert sent(server) == {}


def test_unnamed_credentials_are_sent_once(
    client_package: Any, operations: Any, server: Server
) -> None:
    key = client_package.ApiKey("k3y", "key", "query")
    with client_package.Client(key, base_url=server.url) as client:
        operations.get_both(client)
    assert server.last.query == "key=k3y"
    tokens = iter(["t1", "t2"])
    source = client_package.TokenFrom(lambda: next(tokens))
    with client_package.Client(source, base_url=server.url) as client:
        operations.get_both(client)
    assert list(tokens) == ["t2"]


def test_custom_headers_count_as_credentials(
    client_package: Any, operations: Any, server: Server
) -> None:
    own = {"Authorization": "GenieKey own"}
    with client_package.Client(base_url=server.url, headers=own) as client:
        operations.get_genie(client)
    assert sent(server) == {"authorization": "GenieKey own"}


def test_credentials_option(
    holding: Any, client_package: Any, operations: Any, server: Server
) -> None:
    client = holding(app_key="k3y")
    operations.get_usual(client, credentials=client_package.Credentials(app_key="own"))
    assert sent(server) == {"x-app": "own"}


def test_reprs_have_no_secrets(holding: Any, client_package: Any) -> None:
    held = client_package.Credentials(app_key="s3cret", class_="s3cret")
    assert repr(held) == "Credentials(app_key=…, class_=…)"
    assert "s3cret" not in repr(holding(app_key="s3cret"))


def test_empty_secret_is_rejected(holding: Any) -> None:
    with pytest.raises(ValueError, match="the API key is empty"):
        holding(app_key="")
