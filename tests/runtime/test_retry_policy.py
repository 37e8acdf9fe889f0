"""Retry decisions and delays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.http.headers import Headers
from generator.runtime.http.retries import RetryPolicy, delay_before_retry
from generator.runtime.http.retry_after import retry_after
from generator.runtime.http.transport import Request, Response
from tests.runtime.recording import make_response

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GET = Request("GET", "https://x/", "https://x/", (), None, None, repeatable=True)


def test_post_without_idempotency_key_is_retried_if_it_was_not_processed() -> None:
    post = Request("POST", "https://x/", "https://x/", (), b"", None)
    policy = RetryPolicy(2, "Should-Retry")

    def delay(response: Response | None, request_sent: bool = True) -> float | None:
        return delay_before_retry(
            policy, post, 1, response, jitter=0, now=NOW, request_sent=request_sent
        )

    assert delay(None) is None
    assert delay(None, request_sent=False) == 0.25
    assert delay(make_response({}, 429)) is None
    assert delay(make_response({}, 503, Retry_After="soon")) is None
    assert delay(make_response({}, 500, Retry_After="2")) is None
    assert delay(make_response({}, 429, Retry_After="61")) is None
    assert delay(make_response({}, 429, Retry_After="2")) == 2
    assert delay(make_response({}, 503, Retry_After="0")) == 0.25
    assert delay(make_response({}, 503, Retry_After="2", Should_Retry="false")) is None
    assert delay(make_response({}, 500)) is None
    assert delay(make_response({}, 500, Should_Retry="maybe")) is None
    assert delay(make_response({}, 500, Should_Retry="true")) == 0.25


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        (" 60 ", 60),
        ("Thu, 01 Jan 2026 00:00:30 GMT", 30),
        ("Wed, 31 Dec 2025 23:59:59 GMT", 0),
        ("Thu, 01 Xyz 2026 00:00:30 GMT", None),
        ("Thu, 01 anF 2026 00:00:30 GMT", None),
        ("Thu, 41 Jan 2026 00:00:30 GMT", None),
        ("Thu, 01 Jan 2026 00:00:30 CET", None),
        (f"Thu, 01 Jan {10**30} 00:00:30 GMT", None),
        ("9" * 5000, float("inf")),
        ("-5", None),
        ("-0.5", None),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1,5", None),
        ("1e3", None),
        ("nan", None),
        ("inf", None),
        ("Thursday, 01-Jan-26 00:00:30 GMT", 30),
        ("Wednesday, 31-Dec-75 23:59:59 GMT", 1_577_836_799),
        ("Saturday, 01-Jan-77 00:00:00 GMT", 0),
        ("Thu Jan  1 00:00:30 2026", 30),
        ("Thu Jan 11 00:00:00 2026", 864_000),
        ("Thu Jan 1 00:00:30 2026", None),
        ("Thu, 01 Jan 2026 00:00:30", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_number_or_http_date(value: str, seconds: float | None) -> None:
    assert retry_after(Headers([("retry-after", value)]), NOW) == seconds


@pytest.mark.parametrize("name", ["retry-after-ms", "X-MS-Retry-After-MS"])
@pytest.mark.parametrize(
    ("value", "seconds"), [("1500", 1.5), ("0.5", 0.0005), ("-1", 7), ("soon", 7)]
)
def test_retry_after_in_milliseconds(name: str, value: str, seconds: float) -> None:
    headers = Headers([("Retry-After", "7"), (name, value)])
    assert retry_after(headers, NOW) == seconds


@given(st.sampled_from(["Retry-After", "Retry-After-Ms"]), st.text())
def test_retry_after_never_raises(name: str, value: str) -> None:
    seconds = retry_after(Headers([(name, value)]), NOW)
    assert seconds is None or seconds >= 0


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_backoff_is_limited_to_five_seconds(attempts: int, jitter: float) -> None:
    policy = RetryPolicy(10_000)
    delay = delay_before_retry(policy, GET, attempts, None, jitter=jitter, now=NOW)
    maximum = min(0.5 * 2 ** min(attempts - 1, 10), 5)
    assert delay is not None
    assert maximum / 2 <= delay <= maximum
