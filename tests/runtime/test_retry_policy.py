"""Retry decisions and delays."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.http.headers import Headers
from generator.runtime.http.retries import RetryPolicy, delay_before_retry, retry_after
from generator.runtime.http.transport import Request, Response
from tests.runtime.recording import make_response

NOW = datetime(2026, 1, 1, tzinfo=UTC)
GET = Request("GET", "https://x/", "https://x/", (), None, None, repeatable=True)


def test_post_without_idempotency_key_requires_should_retry_header() -> None:
    post = Request("POST", "https://x/", "https://x/", (), b"", None)
    policy = RetryPolicy(2, "Should-Retry")

    def delay(response: Response | None) -> float | None:
        return delay_before_retry(policy, post, 1, response, jitter=0, now=NOW)

    assert delay(None) is None
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
        ("1.5", None),
        ("soon", None),
        ("", None),
    ],
)
def test_retry_after_number_or_http_date(value: str, seconds: float | None) -> None:
    assert retry_after(Headers([("retry-after", value)]), NOW) == seconds


@given(st.text())
def test_retry_after_never_raises(value: str) -> None:
    seconds = retry_after(Headers([("Retry-After", value)]), NOW)
    assert seconds is None or seconds >= 0


@given(st.integers(1, 10_000), st.floats(0, 1))
def test_backoff_is_limited_to_five_seconds(attempts: int, jitter: float) -> None:
    policy = RetryPolicy(10_000)
    delay = delay_before_retry(policy, GET, attempts, None, jitter=jitter, now=NOW)
    maximum = min(0.5 * 2 ** min(attempts - 1, 10), 5)
    assert delay is not None
    assert maximum / 2 <= delay <= maximum
