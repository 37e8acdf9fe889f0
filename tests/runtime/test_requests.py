"""Build the request of a call."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.http.timeouts import Timeout
from generator.runtime.models.encode import EncodingError
from tests.hostile.path_resolution import leads_elsewhere
from tests.runtime.little_client.client import Client
from tests.runtime.little_client.inputs import Item, Phase
from tests.runtime.little_client.operations.customers import (
    _GET_CUSTOMER,
    get_customer,
    get_open,
    post_customers,
    post_file,
    post_items,
    post_value,
    put_blob,
)
from tests.runtime.recording import Recorder, make_response

MAY = datetime(2024, 5, 1, tzinfo=UTC)


def test_other_local_variables_change_nothing(
    client: Client, recorder: Recorder
) -> None:
    # Functions pass `locals()`: only arguments may reach the request.
    variables = {"client": client, "customer": "cus_1", "limit": 3, "options": {}}
    client.call(_GET_CUSTOMER, variables)
    expected = recorder.last.url
    client.call(_GET_CUSTOMER, {**variables, "helper": "x", "name": "Ada"})
    assert recorder.last.url == expected
    assert "limit=3" in expected
    assert not recorder.last.content


def test_form_request(client: Client, recorder: Recorder) -> None:
    post_customers(
        client,
        name="Ada",
        address={"city": "São Paulo"},
        expand=["default_source"],
        metadata="",
        expires_at=MAY,
        phases=[
            Phase(items=[Item(price="p", added=MAY)], start_date=MAY),
            {"start_date": MAY, "items": [{"price": "q", "added": MAY}]},
        ],
        from_="afar",
    )
    assert recorder.last.method == "POST"
    assert recorder.last.url == "https://api.little.example/v1/customers"
    assert recorder.headers["content-type"] == "application/x-www-form-urlencoded"
    assert recorder.headers["authorization"] == "Bearer sk_test_123"
    assert recorder.body.decode() == (
        "name=Ada&address[city]=S%C3%A3o+Paulo&expand[0]=default_source&metadata="
        "&expires_at=1714521600"
        "&phases[0][items][0][price]=p"
        "&phases[0][items][0][added]=2024-05-01T00%3A00%3A00Z"
        "&phases[0][start_date]=1714521600"
        "&phases[1][start_date]=1714521600"
        "&phases[1][items][0][price]=q"
        "&phases[1][items][0][added]=2024-05-01T00%3A00%3A00Z"
        "&from=afar"
    )


def test_omitted_arguments_are_not_sent(client: Client, recorder: Recorder) -> None:
    post_customers(client)
    assert recorder.last.content == b""
    assert recorder.headers["content-type"] == "application/x-www-form-urlencoded"
    post_value(client)
    assert recorder.last.content is None
    assert "content-type" not in recorder.headers


def test_query_path_headers_and_cookies(client: Client, recorder: Recorder) -> None:
    get_customer(
        client, "cus/1 ä", limit=3, created={"gte": MAY}, x_trace="on", session="a b"
    )
    assert recorder.last.url == (
        "https://api.little.example/v1/customers/cus%2F1%20%C3%A4"
        "?limit=3&created%5Bgte%5D=1714521600"
    )
    assert recorder.headers["x-trace"] == "on"
    assert recorder.headers["cookie"] == "session=a%20b"
    assert recorder.headers["accept"] == "application/json"


@pytest.mark.parametrize("value", ["", ".", "..", None])
def test_path_argument_rejects_empty_and_dot_segments(
    client: Client, value: Any
) -> None:
    with pytest.raises(ValueError, match=r"the URL|as a segment of"):
        get_customer(client, value)


@given(value=st.text())
def test_path_argument_stays_one_segment(value: str) -> None:
    recorder = Recorder()
    client = Client("sk_test_123", transport=recorder, max_retries=0)
    try:
        get_customer(client, value)
    except ValueError:
        escaped = quote(value, safe="", errors="replace")
        assert leads_elsewhere(
            f"/v1/customers/{escaped}", "/v1/customers/"
        ) or re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", value)
        return
    url = urlsplit(recorder.last.url)
    assert url.path.count("/") == 3
    assert (unquote(url.path.rpartition("/")[2]), url.query, url.fragment) == (
        value,
        "",
        "",
    )


def test_header_injection(client: Client, recorder: Recorder) -> None:
    with pytest.raises(ValueError, match="'X-Trace' contains a line break"):
        get_customer(client, "x", x_trace="a\r\nX-Evil: 1")
    with pytest.raises(ValueError, match="contains a character outside of Latin-1"):
        get_customer(client, "x", x_trace="漢")
    with pytest.raises(ValueError, match="not a valid header name"):
        get_customer(client, "x", extra_headers={"X Evil": "1"})
    with pytest.raises(TypeError, match="'Idempotency-Key' must be a str, not int"):
        get_customer(client, "x", idempotency_key=5)  # type: ignore[arg-type]  # the point
    assert recorder.requests == []


def test_json_object_body(client: Client, recorder: Recorder) -> None:
    recorder.responses = [make_response([]), make_response([])]
    post_items(client, item=Item(price="p", added=MAY), note="é")
    assert json.loads(recorder.body) == {
        "item": {"price": "p", "added": "2024-05-01T00:00:00Z"},
        "note": "é",
    }
    assert recorder.headers["content-type"] == "application/json"
    post_items(client)
    assert recorder.body == b"{}"


@pytest.mark.parametrize("value", [None, [], "text", {"a": [1]}, 0])
def test_json_value_body(client: Client, recorder: Recorder, value: Any) -> None:
    post_value(client, value)
    assert json.loads(recorder.body) == value


def test_optional_json_value_body(client: Client, recorder: Recorder) -> None:
    post_value(client)
    assert recorder.last.content is None


def test_json_rejects_infinity(client: Client) -> None:
    with pytest.raises(TypeError, match=r"^value\.a: inf is not a finite number"):
        post_value(client, {"a": float("inf")})


def test_operation_server_overrides_api_server(
    client: Client, recorder: Recorder, tmp_path: Path
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF")
    recorder.responses = [make_response(b"%PDF-1.7")]
    assert post_file(client, path, purpose="x", link={"create": True}) == b"%PDF-1.7"
    assert recorder.last.url == "https://files.little.example/v1/files"
    assert recorder.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert recorder.headers["accept"] == "application/pdf, application/json"
    assert b'name="link[create]"' in recorder.body
    assert b"%PDF" in recorder.body


@pytest.mark.parametrize(
    ("blob", "kind"),
    [
        (b"a,b", "application/octet-stream"),
        ("a,b", "application/octet-stream"),
        (("x.csv", b"a,b", "text/csv"), "text/csv"),
    ],
)
def test_raw_body(client: Client, recorder: Recorder, blob: Any, kind: str) -> None:
    recorder.responses = [
        make_response(
            "sch\xf6n".encode("latin-1"), Content_Type="text/csv; charset=latin-1"
        )
    ]
    assert put_blob(client, blob) == "schön"
    assert recorder.body == b"a,b"
    assert recorder.headers["content-type"] == kind


def test_raw_body_from_file(client: Client, recorder: Recorder, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"on disk")
    put_blob(client, path)
    assert recorder.body == b"on disk"
    with pytest.raises(EncodingError, match="blob: a value of type int cannot be upl"):
        put_blob(client, 5)  # type: ignore[arg-type]  # the point


def test_open_operation_sends_no_credentials(
    client: Client, recorder: Recorder
) -> None:
    assert get_open(client) == {}
    assert "authorization" not in recorder.headers
    assert recorder.headers["accept"] == "*/*"


def test_request_options(client: Client, recorder: Recorder) -> None:
    post_customers(
        client,
        idempotency_key="key",
        timeout=Timeout(connect=1, read=2),
        extra_headers={"X-More": " yes ", "user-agent": "mine"},
    )
    assert recorder.headers["idempotency-key"] == "key"
    assert recorder.headers["x-more"] == "yes"
    assert recorder.headers["user-agent"] == "mine"
    assert recorder.last.timeout == Timeout(connect=1, read=2)
    post_customers(client, timeout=None)
    assert recorder.last.timeout is None
    post_customers(client)
    assert recorder.last.timeout == 80.0


def test_misspelt_argument_suggestion(client: Client, recorder: Recorder) -> None:
    with pytest.raises(
        TypeError,
        match=r"^post_customers\(\) got an unexpected keyword argument 'nmae' "
        r"\(did you mean 'name'\?\)$",
    ):
        post_customers(client, nmae="Ada")  # type: ignore[call-arg]  # the point
    with pytest.raises(TypeError, match="did you mean 'timeout'"):
        post_customers(client, timeuot=1)  # type: ignore[call-arg]  # the point
    assert recorder.requests == []


def test_encoding_error_names_path(client: Client, recorder: Recorder) -> None:
    phases: Any = [{"items": []}, {"items": [{"price": object()}]}]
    with pytest.raises(
        EncodingError, match=r"^phases\[1\]\.items\[0\]\.price: a value"
    ):
        post_customers(client, phases=phases)
    loop: dict[str, Any] = {}
    loop["me"] = loop
    with pytest.raises(EncodingError, match="address: the value contains itself"):
        post_customers(client, address=loop)
    assert recorder.requests == []


def test_lone_surrogates_are_rejected(client: Client) -> None:
    with pytest.raises(ValueError, match="surrogates"):
        post_customers(client, name="\ud800")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"metadata": {"at": MAY}},
            r"^metadata\.at: the document declares no time format .* datetime; pass",
        ),
        (
            {"name": MAY},
            r"^name: the document declares no time format for this datetime; ",
        ),
        (
            {"expires_at": MAY.date()},
            r"^expires_at: the document declares no date format for this date; pass an",
        ),
        (
            {"phases": [{"note": date(2024, 5, 1)}]},
            r"^phases\[0\]\.note: the document declares no date format",
        ),
        (
            {"name": b"Ada"},
            r"^name: the document declares no format for bytes here; pass a str",
        ),
    ],
)
def test_form_rejects_undeclared_times_and_bytes(
    client: Client, recorder: Recorder, arguments: Any, message: str
) -> None:
    call: Any = post_customers
    with pytest.raises(TypeError, match=message):
        call(client, **arguments)
    assert recorder.requests == []


def test_query_rejects_undeclared_times(client: Client, recorder: Recorder) -> None:
    call: Any = get_customer
    with pytest.raises(TypeError, match=r"^limit: the document declares no time"):
        call(client, "x", limit=MAY)
    assert recorder.requests == []


def test_json_serializes_undeclared_times(client: Client, recorder: Recorder) -> None:
    post_value(client, {"at": MAY})
    assert recorder.body == b'{"at":"2024-05-01T00:00:00Z"}'
