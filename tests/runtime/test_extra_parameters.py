"""Query parameters and properties of bodies that the document lacks."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.client.client import SyncClient
from generator.runtime.operations.api import Api
from generator.runtime.operations.bodies import Json, JsonValue
from generator.runtime.operations.body_choice import BodyChoice
from generator.runtime.operations.endpoint import Endpoint
from generator.runtime.operations.extra_query import add_extra_query
from generator.runtime.operations.form_bodies import Form, FormValue
from generator.runtime.operations.multipart_bodies import Multipart, MultipartValue
from generator.runtime.operations.parameters import Parameter
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.inputs import Item
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    post_customers,
    post_file,
    post_items,
    post_value,
    put_blob,
)
from tests.runtime.little_client.operations.lists import get_customers
from tests.runtime.recording import (
    AsyncRecorder,
    Recorder,
    customers_page,
    make_response,
)


def query_of(recorder: Recorder) -> str:
    return recorder.last.url.partition("?")[2]


def test_extra_query_of_a_call(client: Client, recorder: Recorder) -> None:
    get_customer(client, "x", limit=3, extra_query={"beta": [1, 2], "a b": True})
    assert query_of(recorder) == "limit=3&beta=1&beta=2&a%20b=true"
    get_customer(client, "x", extra_query=None)
    assert query_of(recorder) == ""
    get_customer(client, "x", extra_query={"none": None, "o": {"p": {"q": "r"}}})
    assert query_of(recorder) == "o%5Bp%5D%5Bq%5D=r"


def test_query_precedence(recorder: Recorder) -> None:
    client = Client("sk", transport=recorder, query={"limit": 1, "api-version": "v1"})
    get_customer(client, "x")
    assert query_of(recorder) == "limit=1&api-version=v1"
    get_customer(client, "x", limit=2)
    assert query_of(recorder) == "limit=2&api-version=v1"
    get_customer(client, "x", limit=2, extra_query={"limit": 3, "api-version": "v2"})
    assert query_of(recorder) == "limit=3&api-version=v2"


def test_extra_query_async() -> None:
    recorder = AsyncRecorder()

    async def run() -> None:
        async with AsyncClient("sk", transport=recorder, query={"v": 1}) as client:
            await get_customer_async(client, "x", extra_query={"beta": "1"})

    asyncio.run(run())
    assert query_of(recorder) == "beta=1&v=1"


def test_query_of_further_pages(recorder: Recorder) -> None:
    client = Client("sk", transport=recorder, query={"v": 1})
    recorder.responses = [customers_page("a", more=True), customers_page("b")]
    page = get_customers(client, extra_query={"beta": "1"})
    assert [customer.id for customer in page.auto_paging()] == ["a", "b"]
    assert query_of(recorder) == "starting_after=a&beta=1&v=1"


def test_url_of_a_page_keeps_its_parameters() -> None:
    url, secret = add_extra_query(
        "https://a.example/x?page=2&v=9", ["v=1"], ["page=1", "new=3"], is_complete=True
    )
    assert url == "https://a.example/x?page=2&v=9&new=3"
    assert secret == []


@pytest.mark.parametrize(
    "name", ["api_key", "key", "Subscription-Key", "access_token", "sig", "password"]
)
def test_secrets_in_queries_are_not_public(recorder: Recorder, name: str) -> None:
    client = Client("sk", transport=recorder, query={name: "s3cret", "v": 1})
    for extra in (None, {name: "s3cret2", "w": 2}):
        get_customer(client, "x", limit=3, extra_query=extra)
        assert f"{name}=s3cret" in recorder.last.url
        assert "limit=3" in recorder.last.public_url
        assert "s3cret" not in recorder.last.public_url
        assert "s3cret" not in repr(recorder.last)
        assert "s3cret" not in recorder.last.without_secrets().url


def test_extra_query_replaces_a_key_in_the_query(recorder: Recorder) -> None:
    def scheme(key: str) -> ApiKey:
        return ApiKey(key, "api_key", "query")

    api = Api("A", "1", "https://a.example", scheme)
    get: Endpoint[Any] = Endpoint("get", "GET", "/x")
    client = type("C", (SyncClient,), {"api": api})("k", transport=recorder)
    client.call(get, {"options": {"extra_query": {"api_key": "other"}}})
    assert query_of(recorder) == "api_key=other"
    client.call(get, {"options": {"extra_query": {"v": 1}}})
    assert query_of(recorder) == "v=1&api_key=k"
    # A key in the query is as good as one of the client.
    anonymous = type("C", (SyncClient,), {"api": api})(transport=recorder)
    anonymous.call(get, {"options": {"extra_query": {"api_key": "other"}}})
    assert query_of(recorder) == "api_key=other"


def test_extra_body_of_a_form(client: Client, recorder: Recorder) -> None:
    extra = {"name": "B", "beta": {"a": ["b"]}, "list": ["c"]}
    post_customers(client, name="A", from_="f", extra_body=extra)
    assert recorder.body == b"from=f&name=B&beta[a][0]=b&list[0]=c"


def test_extra_body_of_json_properties(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response([])]
    post_items(
        client, item=Item(price="p"), note="n", extra_body={"note": None, "seed": 7}
    )
    value = json.loads(recorder.body)
    assert value.keys() == {"item", "note", "seed"}
    assert (value["note"], value["seed"]) == (None, 7)


def test_extra_body_of_a_json_value(client: Client, recorder: Recorder) -> None:
    post_value(client, {"a": 1, "b": 2}, extra_body={"b": 3, "c": [4]})
    assert json.loads(recorder.body) == {"a": 1, "b": 3, "c": [4]}
    post_value(client, extra_body={"b": 3})
    assert json.loads(recorder.body) == {"b": 3}
    with pytest.raises(TypeError, match="properties to an object, but value is list"):
        post_value(client, [1], extra_body={"b": 3})


def test_extra_body_of_a_multipart_form(client: Client, recorder: Recorder) -> None:
    extra = {"purpose": "new", "beta": b"content"}
    post_file(client, b"abc", purpose="old", extra_body=extra)
    body = recorder.body.decode()
    assert body.count("Content-Disposition") == 3
    assert 'name="purpose"\r\n\r\nnew\r\n' in body
    assert 'name="beta"; filename="upload"' in body


def test_extra_body_of_content(client: Client, recorder: Recorder) -> None:
    with pytest.raises(TypeError, match="request body is application/octet-stream"):
        put_blob(client, b"abc", extra_body={"a": 1})
    with pytest.raises(TypeError, match="has no request body"):
        get_customer(client, "x", extra_body={"a": 1})
    wrong: Any = [1]
    with pytest.raises(TypeError, match="extra_body must be a mapping, not list"):
        get_customer(client, "x", extra_body=wrong)
    with pytest.raises(TypeError, match="extra_query must be a mapping, not list"):
        get_customer(client, "x", extra_query=wrong)
    assert recorder.requests == []


def body_of(body: Any, arguments: dict[str, Any], extra: dict[str, Any]) -> bytes:
    """The body of a call with `extra_body`."""
    recorder = Recorder()
    api = Api("A", "1", "https://a.example")
    post: Endpoint[None] = Endpoint("post", "POST", "/x", body=body)
    client = type("C", (SyncClient,), {"api": api})(transport=recorder)
    client.call(post, {**arguments, "options": {"extra_body": extra}})
    return recorder.body


def test_extra_body_without_declared_body() -> None:
    assert body_of(None, {}, {"seed": 7}) == b'{"seed":7}'
    assert body_of(None, {}, {}) == b""


def test_extra_body_of_a_form_value() -> None:
    form = FormValue("form", fields=(Parameter("a", explode=False),))
    value = {"form": {"a": [1, 2], "b": 3}}
    assert body_of(form, value, {"b": 4, "c": "d"}) == b"a=1,2&b=4&c=d"
    assert body_of(form, {}, {"c": "d"}) == b"c=d"


def test_extra_body_of_a_multipart_value() -> None:
    value = {"form": {"a": b"file", "b": "3"}}
    sent = body_of(MultipartValue("form"), value, {"b": "4", "c": "5"}).decode()
    assert sent.count("Content-Disposition") == 3
    assert 'name="a"; filename' in sent
    assert 'name="b"\r\n\r\n4' in sent


def test_extra_body_of_a_body_choice() -> None:
    choice = BodyChoice(Json("a", needs=("a",)), Form("a", "b"), JsonValue("whole"))
    assert body_of(choice, {"a": 1}, {"c": 2}) == b'{"a":1,"c":2}'
    assert body_of(choice, {"a": 1, "b": 3}, {"c": 2}) == b"a=1&b=3&c=2"
    assert body_of(choice, {"whole": {"a": 1}}, {"c": 2}) == b'{"a":1,"c":2}'


@pytest.mark.parametrize("body", [Json("a"), Form("a"), Multipart("a")])
def test_extra_body_alone(body: Any) -> None:
    assert b"seed" in body_of(body, {}, {"seed": 7})
