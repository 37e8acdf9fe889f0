"""The client: calls, settings and credentials."""

from __future__ import annotations

import asyncio
import base64
import inspect
import sys
from functools import partial
from typing import Any

import pytest

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.auth.basic import Basic
from generator.runtime.auth.credentials import (
    Anonymous,
    Authentication,
    Bearer,
    SecretPlacement,
)
from generator.runtime.client.client import SyncClient
from generator.runtime.operations.api import Api
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.models import Customer
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    post_customers_async,
    post_file,
)
from tests.runtime.recording import (
    AsyncRecorder,
    Recorder,
    make_response,
    plain_text,
)


def test_call_returns_model(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"id": "cus_1", "created": 0, "new": True})]
    customer = get_customer(client, "cus_1")
    assert type(customer) is Customer
    assert customer.to_dict() == {"id": "cus_1", "created": 0, "new": True}


def test_async_twin_call() -> None:
    recorder = AsyncRecorder(make_response({"id": "cus_1"}))

    async def run() -> Customer:
        async with AsyncClient("sk_test_123", transport=recorder) as client:
            return await get_customer_async(client, "cus_1", limit=2)

    assert asyncio.run(run()) == Customer.from_dict({"id": "cus_1"})
    assert recorder.last.url.endswith("/v1/customers/cus_1?limit=2")
    assert recorder.closed


def test_async_twin_raises_argument_errors_at_call() -> None:
    client = AsyncClient(transport=AsyncRecorder())
    with pytest.raises(TypeError, match=r"^post_customers\(\) got an unexpected"):
        # No coroutine is created, so there is none to await.
        post_customers_async(client, nmae="Ada")  # type: ignore[call-arg, unused-coroutine]  # the point


def test_async_twin_name_signature_and_docstring() -> None:
    assert get_customer_async.__name__ == "get_customer_async"
    assert get_customer_async.__doc__ == "Retrieves a customer."
    if sys.version_info >= (3, 12):
        assert inspect.iscoroutinefunction(get_customer_async)


def test_user_agent(client: Client, recorder: Recorder) -> None:
    get_customer(client, "x")
    agent = recorder.headers["user-agent"]
    assert agent.startswith("Little-API-test/2026-05-27.little python/3.")


def test_base_url_overrides_all_servers(recorder: Recorder) -> None:
    client = Client("sk", base_url="http://127.0.0.1:1/mock/", transport=recorder)
    recorder.responses = [make_response({}), make_response(b"")]
    get_customer(client, "x")
    assert recorder.last.url == "http://127.0.0.1:1/mock/v1/customers/x"
    post_file(client, b"x")
    assert recorder.last.url == "http://127.0.0.1:1/mock/v1/files"


@pytest.mark.parametrize(
    "url",
    [
        *("example.com", "ftp://x", "http://", "https://x/?a=b", "https://x/#a", ""),
        *(
            "https://x/?",
            "https://x/#",
            "https://x:99999",
            "https://x:0",
            "https://x:y",
        ),
        *("https://:80", "https://[::1", "https://a..b", "https://.a", "https://a:b:c"),
        *(" https://x", "https://x y", "https://x\n", "https://x/a b", "https://x\t/"),
        *("https://x\\y", "https://{x}", "https://x/\ud800", "https://x\0"),
    ],
)
def test_invalid_base_url(url: str) -> None:
    with pytest.raises(ValueError, match=r"base_url (must|has)"):
        Client(base_url=url)


def test_base_url_does_not_show_a_password() -> None:
    for url in ("https://me:s3cret@x y", "https://me:s3cret@[x", "https://me:s3cret@x"):
        with pytest.raises(ValueError, match="base_url") as caught:
            Client(base_url=url)
        assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        *("http://x", "https://x.example.:8443/a", "http://[::1]:80", "HTTPS://X/%20"),
        *("http://a_b", "https://b\xfccher.example/\xfc", "http://127.0.0.1:65535"),
    ],
)
def test_valid_base_url(url: str) -> None:
    assert repr(Client(base_url=url)) == f"Client({url!r})"


@pytest.mark.parametrize(
    ("credentials", "expected"),
    [
        ("sk", "Bearer sk"),
        (Bearer("other"), "Bearer other"),
        (
            Basic("ada", "pässword"),
            "Basic " + base64.b64encode("ada:pässword".encode()).decode(),
        ),
        (ApiKey("key", "Authorization"), "key"),
        (Anonymous(), None),
    ],
)
def test_credentials(recorder: Recorder, credentials: Any, expected: str) -> None:
    get_customer(Client(credentials, transport=recorder), "x")
    assert recorder.headers.get("authorization") == expected


def test_api_key_locations(recorder: Recorder) -> None:
    in_query = Client(ApiKey("s&cret", "key", "query"), transport=recorder)
    get_customer(in_query, "x", limit=1)
    assert recorder.last.url.endswith("/x?limit=1&key=s%26cret")
    in_cookie = Client(ApiKey("s;cret", "key", "cookie"), transport=recorder)
    get_customer(in_cookie, "x", session="1")
    assert recorder.headers["cookie"] == "session=1; key=s%3Bcret"


def test_first_secret_for_location_wins(recorder: Recorder) -> None:
    class Twice:
        def placements(self) -> tuple[SecretPlacement, ...]:
            return (
                SecretPlacement("query", "key", "a"),
                SecretPlacement("query", "key", "b"),
            )

    get_customer(Client(Twice(), transport=recorder), "x")
    assert recorder.last.url.endswith("/x?key=a")


def test_custom_credentials(recorder: Recorder) -> None:
    class Rotating:
        count = 0

        def placements(self) -> tuple[SecretPlacement, ...]:
            self.count += 1
            return (SecretPlacement("header", "X-Turn", str(self.count)),)

    client = Client(Rotating(), transport=recorder)
    get_customer(client, "x")
    get_customer(client, "x")
    assert recorder.headers["x-turn"] == "2"


@pytest.mark.parametrize("secret", ["", " sk", "sk\n", "s\x00k"])
def test_invalid_credentials(secret: str) -> None:
    with pytest.raises(ValueError, match="the token ") as caught:
        Client(secret)
    assert "sk" not in str(caught.value)


def test_string_credentials_without_authentication() -> None:
    class Open(SyncClient):
        api = Api("Open API", "1", "https://open.example")

    assert repr(Open()) == "Open('https://open.example')"
    with pytest.raises(TypeError, match="Open API accepts no string"):
        Open("sk")


def test_string_credentials_by_authentication(recorder: Recorder) -> None:
    class Keyed(Client):
        api = Api("K", "1", "https://k.example", partial(ApiKey, name="X-Key"))

    get_customer(Keyed("k", transport=recorder), "x")
    assert recorder.headers["x-key"] == "k"


def test_reprs_have_no_secrets(recorder: Recorder) -> None:
    secrets: list[Authentication] = [
        Bearer("s3cret"),
        Basic("s3cret", "s3cret"),
        ApiKey("s3cret", "key", "query"),
    ]
    for secret in secrets:
        client = Client(secret, transport=recorder, headers={"X-Api-Key": "s3cret"})
        get_customer(client, "x", extra_headers={"Cookie": "a=s3cret"})
        for shown in (secret, client, recorder.last):
            assert "s3cret" not in repr(shown)
        assert "s3cret" in plain_text(recorder.last)
        assert "s3cret" not in plain_text(recorder.last.without_secrets())


def test_client_headers(recorder: Recorder) -> None:
    client = Client(
        "sk", transport=recorder, headers={"Little-Version": "7", "Accept": "x/y"}
    )
    get_customer(client, "x")
    assert recorder.headers["little-version"] == "7"
    assert recorder.headers["accept"] == "x/y"


def test_context_manager_closes_transport(recorder: Recorder) -> None:
    with Client("sk", transport=recorder) as client:
        assert not recorder.closed
        get_customer(client, "x")
    assert recorder.closed


def test_client_subclass_in_other_package(recorder: Recorder) -> None:
    class Mine(Client):
        pass

    assert type(get_customer(Mine("sk", transport=recorder), "x")) is Customer
