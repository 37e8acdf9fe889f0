"""Raw responses, hooks and log records."""

from __future__ import annotations

import asyncio
import logging
import pickle
from typing import Any

import pytest

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.client.api_response import ApiResponse
from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiResponseError,
    NotFoundError,
)
from generator.runtime.http.transport import Request, Response
from tests.runtime.little_client.client import (
    AsyncCarefulClient,
    AsyncClient,
    CarefulClient,
    Client,
)
from tests.runtime.little_client.models import Customer
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    post_customers,
)
from tests.runtime.little_client.operations.lists import get_customers
from tests.runtime.recording import (
    AsyncRecorder,
    Recorder,
    customers_page,
    make_response,
    plain_text,
)


def test_raw_response(client: Client, recorder: Recorder) -> None:
    recorder.responses = [
        make_response({"id": "cus_1"}, 201, Request_Id="r_1", X_A="b")
    ]
    found = client.raw(post_customers, name="private")
    assert type(found) is ApiResponse
    assert found.value == Customer.from_dict({"id": "cus_1"})
    assert found.status == 201
    assert found.headers["x-a"] == "b"
    assert found.request_id == "r_1"
    assert found.content == b'{"id": "cus_1"}'
    assert found.request.method == "POST"
    assert found.request.content is None
    assert found.attempts == 1
    assert found.elapsed >= 0


def test_raw_response_has_no_secrets(recorder: Recorder) -> None:
    client = Client(ApiKey("s3cret", "key", "query"), transport=recorder)
    found = client.raw(get_customer, "x", extra_headers={"X-Token": "s3cret"})
    assert "s3cret" not in repr(found)
    assert "s3cret" not in plain_text(found.request)


def test_raw_response_attempts(recorder: Recorder) -> None:
    client = CarefulClient("sk", transport=recorder)
    client._pause = lambda seconds: None
    recorder.responses = [make_response({}, 500), make_response({"id": "x"})]
    found = client.raw(get_customer, "x")
    assert found.attempts == 2
    assert found.value.id == "x"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"a,b\n1,2\n", "text/csv"),
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"\xff", ""),
    ],
)
def test_raw_returns_content_that_cannot_be_decoded(
    client: Client, recorder: Recorder, content: bytes, kind: str
) -> None:
    recorder.responses = [make_response(content, Content_Type=kind)]
    found = client.raw(get_customer, "x")
    assert (found.status, found.content) == (200, content)
    for _ in range(2):
        with pytest.raises(ApiResponseError):
            _ = found.value


def test_raw_value_of_empty_response_is_none(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [make_response(b"", Request_Id="r_1"), make_response(b"")]
    found: ApiResponse[Any] = client.raw(get_customer, "x")
    assert (found.status, found.request_id, found.value) == (200, "r_1", None)
    with pytest.raises(ApiResponseError, match="is empty"):
        get_customer(client, "x")


def test_raw_value_is_decoded_once(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"id": "x"})]
    found = client.raw(get_customer, "x")
    assert found.value is found.value


def test_raw_text_is_decoded_by_charset(client: Client, recorder: Recorder) -> None:
    recorder.responses = [
        make_response("é".encode("latin-1"), Content_Type="text/csv; charset=latin1"),
        make_response("é".encode(), Content_Type="text/csv"),
        make_response(b"\xff"),
    ]
    assert [client.raw(get_customer, "x").text for _ in range(3)] == [
        "é",
        "é",
        "\ufffd",
    ]


def test_raw_response_can_be_pickled(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({"id": "x"}, X_A="b")]
    same = pickle.loads(pickle.dumps(client.raw(get_customer, "x")))
    assert (same.value.id, same.headers["x-a"]) == ("x", "b")


def test_raw_page_fetches_next_page(client: Client, recorder: Recorder) -> None:
    recorder.responses = [customers_page("a", more=True), customers_page("b")]
    page = client.raw(get_customers).value
    assert [customer.id for customer in page.auto_paging()] == ["a", "b"]


def test_raw_raises_api_errors(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response({}, 404)]
    with pytest.raises(NotFoundError):
        client.raw(get_customer, "x")
    call: Any = client.raw
    with pytest.raises(TypeError, match=r"^get_customer\(\) got an unexpected"):
        call(get_customer, "x", limti=1)


def test_raw_async() -> None:
    recorder = AsyncRecorder(make_response({"id": "x"}, Careful_Request="r_1"))

    async def run() -> ApiResponse[Customer]:
        async with AsyncCarefulClient("sk", transport=recorder) as client:
            return await client.raw(get_customer_async, "x", limit=1)

    found = asyncio.run(run())
    assert (found.value.id, found.request_id) == ("x", "r_1")


def test_raw_with_resource_method(client: Client, recorder: Recorder) -> None:
    call: Any = client.raw
    recorder.responses = [make_response({"id": "cus_1"}, 201)]
    found = call(client.customers.create, name="Ada")
    assert (found.status, found.value.id) == (201, "cus_1")
    assert recorder.body == b"name=Ada"


def test_raw_with_async_resource_method() -> None:
    recorder = AsyncRecorder(make_response({"id": "x"}, 201))

    async def run() -> ApiResponse[Customer]:
        async with AsyncClient("sk", transport=recorder) as client:
            call: Any = client.raw
            found: ApiResponse[Customer] = await call(client.customers.create)
            return found

    assert asyncio.run(run()).status == 201


def test_raw_rejects_method_of_other_client(client: Client) -> None:
    call: Any = client.raw
    with pytest.raises(TypeError, match=r"post_customers is bound to <Customers of"):
        call(Client("other").customers.create, name="Ada")
    with pytest.raises(TypeError, match="call is bound to Client"):
        call(client.call)


def test_hooks_are_called_for_every_attempt(recorder: Recorder) -> None:
    seen: list[Any] = []

    def on_response(request: Request, response: Response, seconds: float) -> None:
        assert seconds >= 0
        seen.append((request.method, response.status))

    client = CarefulClient(
        "s3cret", transport=recorder, on_request=seen.append, on_response=on_response
    )
    client._pause = seen.append
    recorder.responses = [
        ApiConnectionError("broken"),
        make_response({}, 500),
        make_response({}),
    ]
    post_customers(client, name="private", extra_headers={"X-Mine": "shown"})
    first, pause, second, refused, _, third, given = seen
    assert first == second == third
    assert isinstance(pause, float)
    assert (refused, given) == (("POST", 500), ("POST", 200))
    assert ("X-Mine", "shown") in first.headers
    assert first.content is None
    assert "s3cret" not in plain_text(first)
    assert ("Authorization", "Bearer s3cret") in recorder.last.headers


def test_hook_error_propagates(recorder: Recorder) -> None:
    def stop(request: Request) -> None:
        raise LookupError(request.label)

    client = Client("sk", transport=recorder, on_request=stop)
    with pytest.raises(LookupError, match=r"GET https://api.little.example/v1/cus"):
        get_customer(client, "x")
    assert recorder.requests == []


def test_hooks_of_async_client() -> None:
    seen: list[Any] = []

    async def run() -> None:
        client = AsyncCarefulClient(
            "sk",
            transport=AsyncRecorder(),
            on_request=seen.append,
            on_response=lambda *told: seen.append(told),
        )
        await get_customer_async(client, "x")

    asyncio.run(run())
    assert [type(call) for call in seen] == [Request, tuple]


def test_log_records(recorder: Recorder, caplog: pytest.LogCaptureFixture) -> None:
    client = CarefulClient("s3cret", transport=recorder, max_retries=1)
    client._pause = lambda seconds: None
    refusal = make_response(
        {"error": "private"}, 503, Careful_Request="r_1", Retry_After="7"
    )
    recorder.responses = [refusal, ApiConnectionError("broken")]
    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(ApiConnectionError),
    ):
        get_customer(client, "x", limit=3)
    assert {record.name for record in caplog.records} == {"tests.runtime.little_client"}
    lines = [
        (record.levelname, _without_times(record.message)) for record in caplog.records
    ]
    place = "GET https://careful.example/v1/customers/x"
    assert lines == [
        ("DEBUG", f"{place}?limit=3 (attempt 1)"),
        ("INFO", f"{place}: 503 in … (attempt 1, request r_1)"),
        ("INFO", f"{place}: retry in 7.00 s, after status 503"),
        ("DEBUG", f"{place}?limit=3 (attempt 2)"),
        ("INFO", f"{place}: ApiConnectionError after … (attempt 2)"),
    ]


def test_log_records_have_no_secrets_or_bodies(
    recorder: Recorder, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(ApiKey("s3cret", "key", "query"), transport=recorder)
    recorder.responses = [make_response({"name": "private"}, X_Token="s3cret")]
    with caplog.at_level(logging.DEBUG):
        post_customers(client, name="private", extra_headers={"X-Mine": "s3cret"})
    assert "POST https://api.little.example/v1/customers" in caplog.text
    assert "s3cret" not in caplog.text
    assert "private" not in caplog.text


def _without_times(line: str) -> str:
    words = line.split(" ")
    if "ms" in words:
        at = words.index("ms")
        words[at - 1 : at + 1] = ["…"]
    return " ".join(words)
