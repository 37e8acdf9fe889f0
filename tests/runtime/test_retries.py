"""Retries of calls, idempotency keys, and the delays between attempts."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import pytest

from generator.runtime.http.errors import (
    ApiConnectionError,
    ApiStatusError,
    ApiTimeoutError,
    ServerError,
)
from tests.runtime.little_client.client import (
    AsyncCarefulClient,
    CarefulClient,
    Client,
)
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
    post_customers,
    post_customers_async,
    post_file,
    put_blob,
)
from tests.runtime.recording import AsyncRecorder, Recorder, headers_of, make_response


class Sleeper:
    """Records the delays instead of sleeping."""

    def __init__(self) -> None:
        self.delays: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.delays.append(seconds)

    async def sleep(self, seconds: float) -> None:
        self.delays.append(seconds)


@pytest.fixture
def sleeper() -> Sleeper:
    return Sleeper()


@pytest.fixture
def careful(recorder: Recorder, sleeper: Sleeper) -> CarefulClient:
    client = CarefulClient("sk", transport=recorder)
    client._pause = sleeper
    return client


@pytest.fixture
def plain(recorder: Recorder, sleeper: Sleeper) -> Client:
    """A client of an API without idempotency keys and without a header that controls retries."""
    client = Client("sk", transport=recorder)
    client._pause = sleeper
    return client


def keys(recorder: Recorder) -> list[str | None]:
    return [headers_of(request).get("once-key") for request in recorder.requests]


@pytest.mark.parametrize("status", [409, 429, 500, 502, 503, 599])
def test_transient_status_is_retried(
    careful: CarefulClient, recorder: Recorder, sleeper: Sleeper, status: int
) -> None:
    recorder.responses = [
        make_response({}, status),
        make_response({}, status),
        make_response({"id": "x"}),
    ]
    assert get_customer(careful, "x").id == "x"
    first, second = sleeper.delays
    assert 0.25 <= first <= 0.5 <= second <= 1


@pytest.mark.parametrize("status", [302, 400, 401, 402, 403, 404, 408, 422])
def test_permanent_status_is_not_retried(
    careful: CarefulClient, recorder: Recorder, status: int
) -> None:
    recorder.responses = [make_response({}, status)]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(careful, "x")
    assert caught.value.attempts == len(recorder.requests) == 1
    assert "attempts" not in str(caught.value)


def test_connection_error_is_retried(
    careful: CarefulClient, recorder: Recorder
) -> None:
    failures = [ApiConnectionError("broken"), ApiTimeoutError("late")]
    recorder.responses = [*failures, make_response({"id": "x"})]
    assert get_customer(careful, "x").id == "x"


def test_connection_error_counts_attempts(
    careful: CarefulClient, recorder: Recorder, sleeper: Sleeper
) -> None:
    recorder.responses = [ApiTimeoutError("late") for _ in range(3)]
    with pytest.raises(ApiTimeoutError) as caught:
        get_customer(careful, "x")
    assert str(caught.value) == "late (3 attempts)"
    assert caught.value.attempts == 3
    assert caught.value.request is not None
    assert caught.value.request.url == "https://careful.example/v1/customers/x"
    assert len(sleeper.delays) == 2


def test_status_error_counts_attempts(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.responses = [make_response({"error": "busy"}, 503) for _ in range(3)]
    with pytest.raises(ServerError) as caught:
        get_customer(careful, "x")
    assert str(caught.value) == (
        "503 busy (GET https://careful.example/v1/customers/x, 3 attempts)"
    )


def test_max_retries_of_client_and_call(recorder: Recorder) -> None:
    client = CarefulClient("sk", transport=recorder, max_retries=0)
    recorder.responses = [make_response({}, 500)]
    with pytest.raises(ServerError):
        get_customer(client, "x")
    assert len(recorder.requests) == 1
    client._pause = lambda seconds: None
    recorder.responses = [make_response({}, 500) for _ in range(5)]
    get_customer(client, "x", max_retries=5)
    assert len(recorder.requests) == 7


@pytest.mark.parametrize("number", [-1, 1.5, True, "2"])
def test_invalid_max_retries(client: Client, number: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="max_retries must"):
        Client(max_retries=number)
    with pytest.raises((TypeError, ValueError), match="max_retries must"):
        get_customer(client, "x", max_retries=number)


def test_post_keeps_idempotency_key_on_retry(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.responses = [
        ApiConnectionError("broken"),
        make_response({}, 500),
        make_response({}),
    ]
    post_customers(careful, name="Ada")
    first, second, third = keys(recorder)
    assert first
    assert first == second == third
    assert len({request.content for request in recorder.requests}) == 1
    post_customers(careful, name="Ada")
    assert keys(recorder)[-1] not in (None, first)


def test_custom_idempotency_key(careful: CarefulClient, recorder: Recorder) -> None:
    recorder.responses = [make_response({}, 500), make_response({})]
    post_customers(careful, idempotency_key="order-6735")
    assert keys(recorder) == ["order-6735", "order-6735"]
    post_customers(careful, extra_headers={"once-key": "mine"})
    assert keys(recorder)[-1] == "mine"


def test_get_has_no_generated_idempotency_key(
    careful: CarefulClient, recorder: Recorder
) -> None:
    get_customer(careful, "x")
    get_customer(careful, "x", idempotency_key="k")
    put_blob(careful, "x")
    assert keys(recorder) == [None, "k", None]


def test_post_without_idempotency_key_is_not_retried(
    plain: Client, recorder: Recorder
) -> None:
    for failure in (
        make_response({}, 500),
        make_response({}, 429),
        ApiConnectionError("broken"),
    ):
        recorder.responses = [failure]
        with pytest.raises((ApiStatusError, ApiConnectionError)) as caught:
            post_customers(plain, name="Ada")
        assert caught.value.attempts == 1
    assert len(recorder.requests) == 3
    assert "idempotency-key" not in recorder.headers


def test_post_that_was_not_processed_is_retried(
    plain: Client, recorder: Recorder, sleeper: Sleeper
) -> None:
    recorder.responses = [
        ApiConnectionError("refused", request_sent=False),
        make_response({}, 429, Retry_After="1.7"),
        make_response({}),
    ]
    post_customers(plain, name="Ada")
    assert len(recorder.requests) == 3
    assert 0.25 <= sleeper.delays[0] <= 0.5
    assert sleeper.delays[1] == 1.7


def test_post_with_custom_idempotency_key_is_retried(
    plain: Client, recorder: Recorder
) -> None:
    recorder.responses = [
        make_response({}, 500),
        ApiConnectionError("broken"),
        make_response({}),
    ]
    post_customers(plain, name="Ada", idempotency_key="k")
    sent = [headers_of(request)["idempotency-key"] for request in recorder.requests]
    assert sent == ["k", "k", "k"]


def test_empty_idempotency_key_is_rejected(
    careful: CarefulClient, recorder: Recorder
) -> None:
    with pytest.raises(ValueError, match="idempotency_key must not be empty"):
        post_customers(careful, idempotency_key="")
    assert recorder.requests == []


def test_should_retry_header_true(careful: CarefulClient, recorder: Recorder) -> None:
    recorder.responses = [
        make_response({}, 400, Should_Retry="true"),
        make_response({"id": "x"}),
    ]
    assert get_customer(careful, "x").id == "x"


def test_should_retry_header_false(careful: CarefulClient, recorder: Recorder) -> None:
    recorder.responses = [make_response({}, 503, Should_Retry="False")]
    with pytest.raises(ServerError):
        get_customer(careful, "x")


def test_should_retry_header_of_success_is_ignored(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.responses = [make_response({"id": "x"}, 200, Should_Retry="true")]
    assert get_customer(careful, "x").id == "x"


def test_consumed_body_is_not_retried(
    careful: CarefulClient, recorder: Recorder
) -> None:
    class Pipe:
        def read(self, size: int = -1, /) -> bytes:
            return b""

    recorder.responses = [make_response({}, 503, Should_Retry="true")]
    with pytest.raises(ServerError):
        post_file(careful, Pipe())
    recorder.responses = [make_response({}, 503), make_response(b"ok")]
    assert post_file(careful, io.BytesIO(b"x")) == b"ok"


def test_retry_after(
    careful: CarefulClient, recorder: Recorder, sleeper: Sleeper
) -> None:
    recorder.responses = [make_response({}, 429, Retry_After="7"), make_response({})]
    get_customer(careful, "x")
    assert sleeper.delays == [7]


def test_retry_after_over_a_minute_is_not_retried(
    careful: CarefulClient, recorder: Recorder, sleeper: Sleeper
) -> None:
    recorder.responses = [make_response({}, 429, Retry_After="61")]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(careful, "x")
    assert caught.value.headers["Retry-After"] == "61"
    assert sleeper.delays == []


def test_async_client_retries(sleeper: Sleeper) -> None:
    recorder = AsyncRecorder(
        ApiConnectionError("broken"),
        make_response({}, 503, Retry_After="2"),
        make_response({}),
    )

    async def run() -> None:
        async with AsyncCarefulClient("sk", transport=recorder) as client:
            client._pause = sleeper.sleep
            await post_customers_async(client, name="Ada")

    asyncio.run(run())
    assert len(set(keys(recorder))) == 1
    assert sleeper.delays[1] == 2


def test_async_delay_can_be_cancelled() -> None:
    recorder = AsyncRecorder(make_response({}, 503, Retry_After="60"))

    async def run() -> None:
        client = AsyncCarefulClient("sk", transport=recorder)
        call = asyncio.create_task(get_customer_async(client, "x"))
        while not recorder.requests:
            await asyncio.sleep(0)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call

    asyncio.run(run())
    assert len(recorder.requests) == 1
