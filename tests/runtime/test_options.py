"""Per-request options, and how they combine with settings of the client."""

from __future__ import annotations

from typing import Any

import pytest

from generator.runtime.auth.basic import Basic
from generator.runtime.http.timeouts import Timeout
from tests.runtime.little_client.client import CarefulClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_open,
    post_customers,
)
from tests.runtime.recording import Recorder


@pytest.fixture
def careful(recorder: Recorder) -> CarefulClient:
    return CarefulClient("sk", transport=recorder)


def test_api_headers_are_sent(careful: CarefulClient, recorder: Recorder) -> None:
    get_customer(careful, "x")
    assert recorder.headers["careful-version"] == "2026-05-27"
    assert "careful-account" not in recorder.headers


def test_header_precedence(
    recorder: Recorder,
) -> None:
    client = CarefulClient(
        "sk", transport=recorder, headers={"careful-version": "client"}
    )
    get_customer(client, "x")
    assert recorder.headers["careful-version"] == "client"
    get_customer(client, "x", extra_headers={"CAREFUL-VERSION": "call"})
    assert recorder.headers["careful-version"] == "call"


def test_api_specific_option(careful: CarefulClient, recorder: Recorder) -> None:
    call: Any = get_customer
    call(careful, "x", careful_account="acct_1")
    assert recorder.headers["careful-account"] == "acct_1"


def test_unknown_option_suggestion(client: Client, careful: CarefulClient) -> None:
    call: Any = get_customer
    with pytest.raises(TypeError, match="unexpected keyword argument 'careful_acc"):
        call(client, "x", careful_account="acct_1")
    with pytest.raises(TypeError, match=r"\(did you mean 'careful_account'\?\)"):
        call(careful, "x", carefull_account="acct_1")
    with pytest.raises(TypeError, match=r"\(did you mean 'max_retries'\?\)"):
        call(careful, "x", max_retry=1)


def test_options_that_are_none_are_not_set(
    careful: CarefulClient, recorder: Recorder
) -> None:
    call: Any = post_customers
    call(
        careful,
        idempotency_key=None,
        extra_headers=None,
        extra_query=None,
        extra_body=None,
        max_retries=None,
        credentials=None,
        careful_account=None,
    )
    assert len(recorder.headers["once-key"]) == 32
    assert recorder.headers["authorization"] == "Bearer sk"
    assert "careful-account" not in recorder.headers
    assert recorder.last.timeout == 80.0
    with pytest.raises(TypeError, match="unexpected keyword argument 'idempotency'"):
        call(careful, idempotency=None)


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("api_key", "credentials"),
        ("headers", "extra_headers"),
        ("params", "extra_query"),
        ("body", "extra_body"),
        ("retries", "max_retries"),
    ],
)
def test_name_of_option_in_other_libraries(
    careful: CarefulClient, name: str, right: str
) -> None:
    call: Any = get_customer
    with pytest.raises(TypeError, match=f"keyword argument '{name}'; use {right}$"):
        call(careful, "x", **{name: "x"})


@pytest.mark.parametrize("value", ["a\r\nEvil: 1", "a\nb", "\x00"])
def test_option_header_injection(careful: CarefulClient, value: str) -> None:
    call: Any = post_customers
    for option in ("careful_account", "idempotency_key"):
        with pytest.raises(ValueError, match="line break or control character"):
            call(careful, **{option: value})
    with pytest.raises(ValueError, match="line break or control character"):
        call(careful, extra_headers={"X-Mine": value})


def test_credentials_option(careful: CarefulClient, recorder: Recorder) -> None:
    get_customer(careful, "x", credentials="other")
    assert recorder.headers["authorization"] == "Bearer other"
    get_customer(careful, "x", credentials=Basic("ada"))
    assert recorder.headers["authorization"] == "Basic YWRhOg=="
    get_customer(careful, "x")
    assert recorder.headers["authorization"] == "Bearer sk"
    with pytest.raises(ValueError, match="the token is empty"):
        get_customer(careful, "x", credentials="")


def test_credentials_option_of_open_operation(
    careful: CarefulClient, recorder: Recorder
) -> None:
    get_open(careful, credentials="other")
    assert "authorization" not in recorder.headers


def test_timeout_option(careful: CarefulClient, recorder: Recorder) -> None:
    get_customer(careful, "x")
    get_customer(careful, "x", timeout=3)
    get_customer(careful, "x", timeout=Timeout(connect=1, read=2))
    get_customer(careful, "x", timeout=None)
    assert [request.timeout for request in recorder.requests] == [
        80.0,
        3,
        Timeout(1, 2, 80.0, 80.0),
        None,
    ]


@pytest.mark.parametrize(
    "timeout", [0, -1, float("nan"), "5", True, Timeout(read=-1), Timeout(pool=0)]
)
def test_invalid_timeout(careful: CarefulClient, timeout: Any) -> None:
    with pytest.raises((TypeError, ValueError), match="timeout must be"):
        get_customer(careful, "x", timeout=timeout)
    with pytest.raises((TypeError, ValueError), match="timeout must be"):
        Client(timeout=timeout)


def test_base_url_with_password() -> None:
    with pytest.raises(ValueError, match="must not contain a user name") as caught:
        Client(base_url="https://ada:s3cret@api.example")
    assert "s3cret" not in str(caught.value)
