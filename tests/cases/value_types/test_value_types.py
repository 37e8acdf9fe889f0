"""Python values for strings and numbers, undefined values, and numbers that cannot be sent."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import UTC, datetime, time, timedelta, timezone
from decimal import Decimal
from enum import Enum
from ipaddress import IPv4Address, IPv6Address
from typing import Any
from uuid import UUID

import pytest

from tests.cases.serving import Server

KEY = UUID("8b0e3a52-6a0e-4f1c-9f0a-3f5b6c7d8e9f")
MAY = datetime(2024, 5, 1, 12, 30, tzinfo=timezone(timedelta(hours=2)))
NOT_FINITE = (float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity"))


class Color(Enum):
    RED = "red"


def get(operations: Any, client: Any, **arguments: Any) -> None:
    operations.get_contents(client, "a", "b", **arguments)


@pytest.mark.parametrize(
    ("value", "sent"),
    [
        (KEY, str(KEY)),
        (time(9, 30), "09%3A30%3A00"),
        (time(9, 30, tzinfo=UTC), "09%3A30%3A00Z"),
        (timedelta(days=1, seconds=7384.5), "P1DT2H3M4.5S"),
        (timedelta(), "PT0S"),
        (timedelta(minutes=-90), "-PT1H30M"),
        (timedelta(days=2), "P2D"),
        (IPv4Address("127.0.0.1"), "127.0.0.1"),
        (IPv6Address("::1"), "%3A%3A1"),
        (Color.RED, "red"),
        (Decimal("19.90"), "19.90"),
    ],
)
def test_values_are_sent_as_text(
    value: Any, sent: str, client: Any, operations: Any, server: Server
) -> None:
    operations.get_contents(
        client, value, "b", opens=value, ids=[value], x_trace=value, theme=value
    )
    assert server.last.path == f"/owners/{sent}/contents/b"
    assert server.last.query == f"opens={sent}&ids={sent}"
    assert server.last.headers["cookie"] == f"theme={sent}"
    assert server.last.headers["x-trace"] == sent.replace("%3A", ":")
    operations.post_form(client, key=value)
    assert server.last.body.decode() == f"key={sent}"
    operations.put_file(client, "a", label=value)
    assert sent.replace("%3A", ":").encode() in server.last.body


def test_values_in_json(client: Any, operations: Any, server: Server) -> None:
    server.answer(b'{"amount":1}')
    operations.add_entry(
        client,
        amount=Decimal("19.90"),
        rate=Decimal("12345678901234567.89"),
        price=Decimal("0.10"),
        key=KEY,
        lines=[{"total": Decimal("1.00"), "label": timedelta(hours=1)}],
    )
    assert server.last.body.decode() == (
        '{"amount":19.90,"rate":12345678901234567.89,"price":"0.10",'
        f'"key":"{KEY}","lines":[{{"total":1.00,"label":"PT1H"}}]}}'
    )


def test_decimal_in_model_is_number(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    line = models.Line(total=Decimal("2.50"), label="a")
    operations.add_entry(client, amount=10**30, lines=[line])
    assert b'"total":2.50' in server.last.body
    assert f'"amount":{10**30}'.encode() in server.last.body
    assert line.to_json() == '{"total": 2.50, "label": "a"}'


@pytest.mark.parametrize(
    "text", ["12345678901234567.89", "19.90", "0.1", "5", "1E+30", "-0.0", "0"]
)
def test_decimal_number_is_read_without_loss(
    text: str, client: Any, operations: Any, server: Server
) -> None:
    server.answer(f'{{"amount":{text},"rate":0.10}}'.encode())
    entry = operations.add_entry(client, amount=1)
    assert isinstance(entry.amount, Decimal)
    assert str(entry.amount) == text
    assert entry.rate == 0.1
    data = entry.to_dict()
    assert data == json.loads(f'{{"amount":{text},"rate":0.10}}')
    assert isinstance(json.dumps(data), str)
    assert entry.to_json() == f'{{"amount": {text}, "rate": 0.1}}'
    for copied in (copy.deepcopy(entry), pickle.loads(pickle.dumps(entry))):
        assert copied == entry
        assert copied.to_json() == entry.to_json()


def test_decimal_number_keeps_other_values(models: Any) -> None:
    for value in (None, True, "1.5", [1.5]):
        assert models.Entry.from_dict({"amount": value}).amount == value
    assert type(models.Entry.from_dict({"rate": 1.5}).rate) is float


def test_http_date_in_header(client: Any, operations: Any, server: Server) -> None:
    get(operations, client, if_modified_since=MAY, x_at=MAY)
    assert server.last.headers["if-modified-since"] == "Wed, 01 May 2024 10:30:00 GMT"
    assert server.last.headers["x-at"] == "2024-05-01T12:30:00+02:00"
    get(operations, client, if_modified_since="yesterday")
    assert server.last.headers["if-modified-since"] == "yesterday"


@pytest.mark.parametrize("nothing", [None, [], [None], {}])
def test_undefined_header_and_cookie_are_not_sent(
    nothing: Any, client: Any, operations: Any, server: Server
) -> None:
    get(operations, client, x_trace=nothing, theme=nothing)
    assert "x-trace" not in server.last.headers
    assert "cookie" not in server.last.headers


@pytest.mark.parametrize("nothing", [[], [None], {}])
def test_undefined_query_parameters_are_not_sent(
    nothing: Any, client: Any, operations: Any, server: Server
) -> None:
    get(operations, client, ids=nothing, csv=nothing)
    assert server.last.query == ""
    empty: list[Any] = [{}, {"tags": []}, {"tags": {"a": []}}]
    for filter_ in [[], *empty]:
        get(operations, client, filter=filter_)
        assert server.last.query == ""
    get(operations, client, filter={"tags": [], "state": "open"})
    assert server.last.query == "filter%5Bstate%5D=open"


def test_multipart_empty_list_has_no_part(
    client: Any, operations: Any, server: Server
) -> None:
    operations.put_file(client, "a", label="x", tags=[], parts=[])
    assert server.last.body.count(b"Content-Disposition") == 1


def test_empty_list_in_form_unsets(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_form(client, tags=[])
    assert server.last.body == b"tags="


def test_form_without_fields_has_media_type(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_form(client)
    assert server.last.body == b""
    media_type = server.last.headers["content-type"]
    assert media_type == "application/x-www-form-urlencoded"


@pytest.mark.parametrize("value", NOT_FINITE, ids=str)
@pytest.mark.parametrize(
    ("call", "path"),
    [
        (lambda o, c, v: o.get_contents(c, v, "b"), "owner"),
        (lambda o, c, v: get(o, c, amount=v), "amount"),
        (lambda o, c, v: get(o, c, filter={"state": v}), r"filter\.state"),
        (lambda o, c, v: get(o, c, csv=["a", v]), r"csv\[1\]"),
        (lambda o, c, v: get(o, c, x_trace=v), "X-Trace"),
        (lambda o, c, v: get(o, c, theme=v), "theme"),
        (lambda o, c, v: o.post_form(c, amount=v), "amount"),
        (lambda o, c, v: o.put_file(c, "a", tags=[v]), r"tags\[0\]"),
        (lambda o, c, v: o.add_entry(c, amount=v), "amount"),
        (
            lambda o, c, v: o.add_entry(c, amount=1, lines=[{"total": v}]),
            r"lines\[0\]\.total",
        ),
    ],
)
def test_nan_and_infinity_are_rejected(
    value: Any, call: Any, path: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match=rf"^{path}: \S+ is not a finite number"):
        call(operations, client, value)
    assert server.requests == []


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("docs/a b.md", "docs/a%20b.md"),
        ("a?b#c%2F", "a%3Fb%23c%252F"),
        (["docs", "guide.md"], "docs/guide.md"),
    ],
)
def test_multi_segment_path_parameter_keeps_slashes(
    path: Any, sent: str, client: Any, operations: Any, server: Server
) -> None:
    operations.get_contents(client, "a/b", path)
    assert server.last.path == f"/owners/a%2Fb/contents/{sent}"
    operations.put_file(client, path, label="x")
    assert server.last.path == f"/files/{sent}"


@pytest.mark.parametrize("path", ["../x", "docs/..", "./a", "a/./b", "", None])
def test_multi_segment_path_parameter_rejects_dot_segments(
    path: Any, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match=r"as a segment of|part of the URL"):
        operations.get_contents(client, "a", path)
    assert server.requests == []
