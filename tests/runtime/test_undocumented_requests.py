"""`client.request`: requests that the document lacks."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from generator.runtime.auth.basic import Basic
from generator.runtime.auth.credentials import Bearer
from generator.runtime.auth.several_schemes import SchemeCredentials, SeveralSchemes
from generator.runtime.client.client import SyncClient
from generator.runtime.http.errors import ApiCredentialsError, NotFoundError
from generator.runtime.operations.api import Api
from tests.runtime.little_client.client import (
    AsyncClient,
    CarefulClient,
    Client,
)
from tests.runtime.little_client.models import Customer
from tests.runtime.recording import AsyncRecorder, Recorder, headers_of, make_response

JSON: dict[str, Any] = {"Content_Type": "application/json"}


def test_get(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"a": [1, None]}, **JSON)]
    query = {"limit": 3, "tag": ["a", "b c"], "filter": {"since": True}, "none": None}
    assert client.request("get", "/v2/things", query=query) == {"a": [1, None]}
    request = recorder.last
    assert (request.method, request.content) == ("GET", None)
    assert request.url == (
        "https://api.little.example/v2/things?limit=3&tag=a&tag=b%20c"
        "&filter%5Bsince%5D=true"
    )
    assert recorder.headers["authorization"] == "Bearer sk_test_123"
    assert recorder.headers["accept"] == "application/json, */*;q=0.8"


def test_json_body(client: Client, recorder: Recorder) -> None:
    value = {
        "customer": Customer.from_dict({"id": "cus_1"}),
        "at": datetime(2026, 1, 2, tzinfo=UTC),
    }
    client.request("POST", "v2/things", json=value, extra_body={"seed": 7})
    assert recorder.last.url == "https://api.little.example/v2/things"
    assert recorder.headers["content-type"] == "application/json"
    body = b'{"customer":{"id":"cus_1"},"at":"2026-01-02T00:00:00Z","seed":7}'
    assert recorder.body == body


@pytest.mark.parametrize("value", [None, False, [], "a"])
def test_json_body_of_any_type(client: Client, recorder: Recorder, value: Any) -> None:
    client.request("PUT", "/v2/things", json=value)
    assert recorder.body in (b"null", b"false", b"[]", b'"a"')


def test_form_body(client: Client, recorder: Recorder) -> None:
    data = {"a": 1, "list": ["x", "y"], "items": [{"id": "1"}], "b": {"c": "d&e"}}
    client.request("POST", "/v1/things", data=data)
    assert recorder.headers["content-type"] == "application/x-www-form-urlencoded"
    assert recorder.body == (b"a=1&list=x&list=y&items%5B0%5D%5Bid%5D=1&b%5Bc%5D=d%26e")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"\x00", "application/octet-stream"), ("ä", "text/plain; charset=utf-8")],
)
def test_content(
    client: Client, recorder: Recorder, content: Any, media_type: str
) -> None:
    client.request("PUT", "/v1/blob", content=content)
    assert recorder.headers["content-type"] == media_type
    headers = {"content-type": "text/csv"}
    client.request("PUT", "/v1/blob", content=content, headers=headers)
    assert recorder.headers["content-type"] == "text/csv"
    assert recorder.body.decode() == (
        content if isinstance(content, str) else content.decode()
    )


def test_several_bodies(client: Client, recorder: Recorder) -> None:
    with pytest.raises(TypeError, match="only one of json, data and content"):
        client.request("POST", "/v1/things", json=None, data={})
    assert recorder.requests == []


def test_options_headers_and_retries(recorder: Recorder) -> None:
    client = CarefulClient("sk", transport=recorder)
    client._pause = lambda seconds: None
    recorder.responses = [make_response({}, 503), make_response({})]
    options: Any = {"careful_account": "acct_1"}
    client.request("POST", "/v2/x", headers={"X-A": "1"}, timeout=3, **options)
    first, second = map(headers_of, recorder.requests)
    assert first["once-key"] == second["once-key"] != ""
    assert first["careful-account"] == "acct_1"
    assert first["x-a"] == "1"
    assert recorder.last.timeout == 3


def test_errors(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"message": "gone fishing"}, 404, **JSON)]
    with pytest.raises(NotFoundError, match=r"404 gone fishing.*GET https://"):
        client.request("GET", "/v2/things")


@pytest.mark.parametrize(
    ("content", "headers", "expected"),
    [
        (b"", {}, None),
        (b"<p>", {"Content_Type": "text/html"}, "<p>"),
        (b"\xff", {"Content_Type": "image/png"}, b"\xff"),
        (b"7", JSON, 7),
    ],
)
def test_decoded_content(
    client: Client, recorder: Recorder, content: bytes, headers: Any, expected: Any
) -> None:
    recorder.responses = [make_response(content, **headers)]
    assert client.request("GET", "/v2/things") == expected


def test_raw_response(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"a": 1}, 202, Request_Id="req_1", **JSON)]
    raw: Any = client.raw
    response = raw(client.request, "POST", "/v2/things", json={"b": 2})
    assert (response.status, response.value) == (202, {"a": 1})
    assert response.request_id == "req_1"
    assert recorder.body == b'{"b":2}'


def test_raw_of_other_methods_and_clients(client: Client) -> None:
    call: Any = client.raw
    for function in (client.close, Client("sk").request):
        with pytest.raises(TypeError, match="is bound to"):
            call(function, "GET", "/x")


def test_save(recorder: Recorder, tmp_path: Path) -> None:
    recorder.responses = [make_response(b"abc")]
    client = Client("sk", transport=recorder)
    save: Any = client.save
    save(tmp_path / "a", client.request, "GET", "/v2/file")
    assert (tmp_path / "a").read_bytes() == b"abc"


def test_async() -> None:
    recorder = AsyncRecorder(
        make_response({"a": 1}, **JSON), make_response({"b": 2}, 201, **JSON)
    )

    async def run() -> None:
        async with AsyncClient("sk", transport=recorder) as client:
            assert await client.request("GET", "/v2/x", query={"q": 1}) == {"a": 1}
            raw: Any = client.raw
            response = await raw(client.request, "POST", "/v2/x", json=[])
            assert (response.status, response.value) == (201, {"b": 2})

    asyncio.run(run())
    assert [request.url.partition("/v2")[2] for request in recorder.requests] == [
        "/x?q=1",
        "/x",
    ]


@pytest.mark.parametrize(
    "path",
    [
        *("/a/../b", "../b", "/a/%2e%2E/b", "/a/..%2fb", "/a/./b", "/..;x=1/b"),
        *("/a/..\\b", "/a b", "/a\r\nEvil: 1", "/a#b"),
        *("https://evil.example/a", "//evil.example/../a", "HTTP://evil.example"),
        *("https://api.little.example.evil.example/a", "mailto:a@b.example"),
        *(
            "https://api.little.example@evil.example/a",
            "https://api.little.example/../a",
        ),
        *("http://api.little.example/a", "https://api.little.example:8443/a"),
    ],
)
def test_path_that_leads_elsewhere(
    client: Client, recorder: Recorder, path: str
) -> None:
    with pytest.raises(ValueError, match=r"escaped|not allowed|nowhere else"):
        client.request("GET", path)
    assert recorder.requests == []


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("//evil.example/a", "https://api.little.example//evil.example/a"),
        ("@evil.example/a", "https://api.little.example/@evil.example/a"),
        (".evil.example/a", "https://api.little.example/.evil.example/a"),
        ("/a?next=https://b.example/../", None),
        ("/a/v1:run", None),
        ("https://api.little.example/a?b=c", "https://api.little.example/a?b=c"),
    ],
)
def test_path_stays_below_the_base_url(
    client: Client, recorder: Recorder, path: str, url: str | None
) -> None:
    client.request("GET", path)
    assert recorder.last.url == (url or f"https://api.little.example{path}")


def test_path_below_base_url_with_a_path(recorder: Recorder) -> None:
    client = Client("sk", transport=recorder, base_url="https://a.example/v1/")
    client.request("GET", "/things", query={"b": 1})
    assert recorder.last.url == "https://a.example/v1/things?b=1"
    client.request("GET", "https://a.example/v1/things?a=2", query={"b": 1})
    assert recorder.last.url == "https://a.example/v1/things?a=2&b=1"
    with pytest.raises(ValueError, match=r"begins with https://a\.example/v1"):
        client.request("GET", "https://a.example/v2/things")


def test_unfilled_placeholder(client: Client) -> None:
    with pytest.raises(TypeError, match="request needs a value for 'id'"):
        client.request("GET", "/things/{id}")


@pytest.mark.parametrize("method", ["", "/v1/x", "GET /", "G\r\nT"])
def test_invalid_method(client: Client, method: str) -> None:
    with pytest.raises(ValueError, match="is not an HTTP method"):
        client.request(method, "/v1/x")


def test_misspelt_argument(client: Client) -> None:
    call: Any = client.request
    with pytest.raises(TypeError, match=r"request\(\).*'timeot'.*'timeout'"):
        call("GET", "/x", timeot=1)


def test_missing_credentials(recorder: Recorder) -> None:
    with pytest.raises(ApiCredentialsError, match="request needs credentials"):
        Client(transport=recorder).request("GET", "/x")
    assert recorder.requests == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [({"second": Basic("b")}, "Basic"), ({"first": "a"}, "Bearer")],
)
def test_any_of_several_schemes(
    recorder: Recorder, given: dict[str, Any], expected: str
) -> None:
    schemes = SeveralSchemes({"first": Bearer, "second": Basic}, ("first",))
    first = ({"first": ()},)
    api = Api("A", "1", "https://a.example", schemes=schemes, security=first)
    several = type("Several", (SyncClient,), {"api": api})
    several(SchemeCredentials(**given), transport=recorder).request("GET", "/x")
    assert recorder.headers["authorization"].split()[0] == expected
