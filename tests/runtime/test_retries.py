"""Calls that fail in passing, and are tried again."""

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
from tests.runtime.recording import AsyncRecorder, Recorder, answer, headers_of


class Patient:
    """Keeps how long it should have waited."""

    def __init__(self) -> None:
        self.pauses: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)

    async def later(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
def patient() -> Patient:
    return Patient()


@pytest.fixture
def careful(recorder: Recorder, patient: Patient) -> CarefulClient:
    client = CarefulClient("sk", transport=recorder)
    client._pause = patient
    return client


@pytest.fixture
def plain(recorder: Recorder, patient: Patient) -> Client:
    """A client of an API that knows neither keys nor a word on retries."""
    client = Client("sk", transport=recorder)
    client._pause = patient
    return client


def keys(recorder: Recorder) -> list[str | None]:
    return [headers_of(each).get("once-key") for each in recorder.requests]


@pytest.mark.parametrize("status", [409, 429, 500, 502, 503, 599])
def test_an_answer_that_may_pass_is_not_the_last(
    careful: CarefulClient, recorder: Recorder, patient: Patient, status: int
) -> None:
    recorder.answers = [answer({}, status), answer({}, status), answer({"id": "x"})]
    assert get_customer(careful, "x").id == "x"
    first, second = patient.pauses
    assert 0.25 <= first <= 0.5 <= second <= 1


@pytest.mark.parametrize("status", [302, 400, 401, 402, 403, 404, 408, 422])
def test_an_answer_that_will_stay_is_the_last(
    careful: CarefulClient, recorder: Recorder, status: int
) -> None:
    recorder.answers = [answer({}, status)]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(careful, "x")
    assert caught.value.attempts == len(recorder.requests) == 1
    assert "attempts" not in str(caught.value)


def test_no_answer_is_tried_again(careful: CarefulClient, recorder: Recorder) -> None:
    failures = [ApiConnectionError("broken"), ApiTimeoutError("late")]
    recorder.answers = [*failures, answer({"id": "x"})]
    assert get_customer(careful, "x").id == "x"


def test_the_last_failure_says_how_many_there_were(
    careful: CarefulClient, recorder: Recorder, patient: Patient
) -> None:
    recorder.answers = [ApiTimeoutError("late") for _ in range(3)]
    with pytest.raises(ApiTimeoutError) as caught:
        get_customer(careful, "x")
    assert str(caught.value) == "late (3 attempts)"
    assert caught.value.attempts == 3
    assert caught.value.request is not None
    assert caught.value.request.url == "https://careful.example/v1/customers/x"
    assert len(patient.pauses) == 2


def test_the_last_refusal_says_how_many_there_were(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.answers = [answer({"error": "busy"}, 503) for _ in range(3)]
    with pytest.raises(ServerError) as caught:
        get_customer(careful, "x")
    assert str(caught.value) == (
        "503 busy (GET https://careful.example/v1/customers/x, 3 attempts)"
    )


def test_retries_are_counted_per_client_and_per_call(recorder: Recorder) -> None:
    client = CarefulClient("sk", transport=recorder, max_retries=0)
    recorder.answers = [answer({}, 500)]
    with pytest.raises(ServerError):
        get_customer(client, "x")
    assert len(recorder.requests) == 1
    client._pause = lambda seconds: None
    recorder.answers = [answer({}, 500) for _ in range(5)]
    get_customer(client, "x", max_retries=5)
    assert len(recorder.requests) == 7


@pytest.mark.parametrize("number", [-1, 1.5, True, None, "2"])
def test_retries_are_a_whole_number(client: Client, number: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="max_retries must"):
        Client(max_retries=number)
    with pytest.raises((TypeError, ValueError), match="max_retries must"):
        get_customer(client, "x", max_retries=number)


def test_a_post_has_one_key_for_all_attempts(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.answers = [ApiConnectionError("broken"), answer({}, 500), answer({})]
    post_customers(careful, name="Ada")
    first, second, third = keys(recorder)
    assert first
    assert first == second == third
    assert len({each.content for each in recorder.requests}) == 1
    post_customers(careful, name="Ada")
    assert keys(recorder)[-1] not in (None, first)


def test_a_key_of_ones_own_is_used(careful: CarefulClient, recorder: Recorder) -> None:
    recorder.answers = [answer({}, 500), answer({})]
    post_customers(careful, idempotency_key="order-6735")
    assert keys(recorder) == ["order-6735", "order-6735"]
    post_customers(careful, extra_headers={"once-key": "mine"})
    assert keys(recorder)[-1] == "mine"


def test_a_get_has_no_key_but_its_own(
    careful: CarefulClient, recorder: Recorder
) -> None:
    get_customer(careful, "x")
    get_customer(careful, "x", idempotency_key="k")
    put_blob(careful, "x")
    assert keys(recorder) == [None, "k", None]


def test_a_post_without_a_key_is_never_repeated(
    plain: Client, recorder: Recorder
) -> None:
    for failure in (answer({}, 500), answer({}, 429), ApiConnectionError("broken")):
        recorder.answers = [failure]
        with pytest.raises((ApiStatusError, ApiConnectionError)) as caught:
            post_customers(plain, name="Ada")
        assert caught.value.attempts == 1
    assert len(recorder.requests) == 3
    assert "idempotency-key" not in recorder.headers


def test_a_post_with_a_key_of_ones_own_is_repeated(
    plain: Client, recorder: Recorder
) -> None:
    recorder.answers = [answer({}, 500), ApiConnectionError("broken"), answer({})]
    post_customers(plain, name="Ada", idempotency_key="k")
    assert [headers_of(each)["idempotency-key"] for each in recorder.requests] == [
        *("k", "k", "k")
    ]


def test_an_empty_key_is_none(careful: CarefulClient, recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="idempotency_key must not be empty"):
        post_customers(careful, idempotency_key="")
    assert recorder.requests == []


def test_the_server_can_ask_for_another_attempt(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.answers = [answer({}, 400, Should_Retry="true"), answer({"id": "x"})]
    assert get_customer(careful, "x").id == "x"


def test_the_server_can_forbid_another_attempt(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.answers = [answer({}, 503, Should_Retry="False")]
    with pytest.raises(ServerError):
        get_customer(careful, "x")


def test_a_success_is_the_last_whatever_it_says(
    careful: CarefulClient, recorder: Recorder
) -> None:
    recorder.answers = [answer({"id": "x"}, 200, Should_Retry="true")]
    assert get_customer(careful, "x").id == "x"


def test_a_body_that_is_gone_is_not_sent_again(
    careful: CarefulClient, recorder: Recorder
) -> None:
    class Pipe:
        def read(self, size: int = -1, /) -> bytes:
            return b""

    recorder.answers = [answer({}, 503, Should_Retry="true")]
    with pytest.raises(ServerError):
        post_file(careful, Pipe())
    recorder.answers = [answer({}, 503), answer(b"ok")]
    assert post_file(careful, io.BytesIO(b"x")) == b"ok"


def test_the_server_says_how_long_to_wait(
    careful: CarefulClient, recorder: Recorder, patient: Patient
) -> None:
    recorder.answers = [answer({}, 429, Retry_After="7"), answer({})]
    get_customer(careful, "x")
    assert patient.pauses == [7]


def test_nobody_waits_longer_than_a_minute(
    careful: CarefulClient, recorder: Recorder, patient: Patient
) -> None:
    recorder.answers = [answer({}, 429, Retry_After="61")]
    with pytest.raises(ApiStatusError) as caught:
        get_customer(careful, "x")
    assert caught.value.headers["Retry-After"] == "61"
    assert patient.pauses == []


def test_code_that_awaits_is_just_as_patient(patient: Patient) -> None:
    recorder = AsyncRecorder(
        ApiConnectionError("broken"), answer({}, 503, Retry_After="2"), answer({})
    )

    async def run() -> None:
        async with AsyncCarefulClient("sk", transport=recorder) as client:
            client._pause = patient.later
            await post_customers_async(client, name="Ada")

    asyncio.run(run())
    assert len(set(keys(recorder))) == 1
    assert patient.pauses[1] == 2


def test_pauses_of_code_that_awaits_can_be_cancelled() -> None:
    recorder = AsyncRecorder(answer({}, 503, Retry_After="60"))

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
