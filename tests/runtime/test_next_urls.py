"""Paging by the URL of the next page."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.paging.origin import ApiPagingError, PageLocation
from generator.runtime.paging.rules import NextUrl
from tests.runtime.little_client.client import Client
from tests.runtime.little_client.operations.lists import get_events
from tests.runtime.recording import Recorder, make_response


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/v2/events?page=2", "https://api.little.example/v2/events?page=2"),
        ("?page=2", "https://api.little.example/v2/events?page=2"),
        (
            "https://API.little.example:443/v2/other?page=2#top",
            "https://API.little.example:443/v2/other?page=2",
        ),
    ],
)
def test_next_url_paging(
    client: Client, recorder: Recorder, url: str, expected: str
) -> None:
    recorder.responses = [
        make_response({"data": [{"id": 1}], "next_page_url": url}),
        make_response({"data": [{"id": 2}], "next_page_url": None}),
    ]
    found = list(get_events(client, limit=1).auto_paging())
    assert found == [{"id": 1}, {"id": 2}]
    assert recorder.last.url == expected
    assert recorder.headers["authorization"] == "Bearer sk_test_123"


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v2/events",
        "//evil.example/v2/events",
        "http://api.little.example/v2/events",
        "https://api.little.example:8443/v2/events",
        "https://api.little.example@evil.example/",
        "https://ada:pw@api.little.example/v2/events",
        "https://api.little.example\\@evil.example/",
        "ht\ntps://evil.example/",
        "ftp://api.little.example/",
        "https://[bad",
        "https://api.little.example:port/",
    ],
)
def test_next_url_on_other_server_is_error(
    client: Client, recorder: Recorder, url: str
) -> None:
    recorder.responses = [make_response({"data": [{}], "next_page_url": url})]
    with pytest.raises(ApiPagingError, match=r"^GET https://api.little.example/v2/"):
        list(get_events(client).auto_paging())
    assert len(recorder.requests) == 1


@given(st.text())
def test_next_url_keeps_origin(url: str) -> None:
    rule = NextUrl(items="data", url="next")
    here = PageLocation("https://api.little.example/v2/events?page=1")
    try:
        step = rule.step({"data": [1], "next": url}, {}, here)
    except ValueError:
        return
    assert step is None or str(step.url).startswith("https://api.little.example/")


def test_next_url_below_base_url_path(recorder: Recorder) -> None:
    client = Client("sk", base_url="http://127.0.0.1:1/gateway/", transport=recorder)
    recorder.responses = [
        make_response({"data": [{"n": 1}], "next_page_url": "/v2/events?page=2"}),
        make_response(
            {"data": [{"n": 2}], "next_page_url": "/gateway/v2/events?page=3"}
        ),
        make_response({"data": [{"n": 3}]}),
    ]
    assert len(list(get_events(client).auto_paging())) == 3
    assert [request.url for request in recorder.requests[1:]] == [
        "http://127.0.0.1:1/gateway/v2/events?page=2",
        "http://127.0.0.1:1/gateway/v2/events?page=3",
    ]
