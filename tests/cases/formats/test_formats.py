"""Formats as Python values that keep their exact wire form."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.cases.serving import Server

_TIME = datetime(2026, 1, 1, tzinfo=UTC)
_WIRE = {
    "starts": 1767225600,
    "seen": "2026-01-01T00:00:00Z",
    "day": "2026-01-01",
    "price": "12.50",
    "serial": "9007199254740993",
    "photo": "aGk=",
    "stamps": {"a": 1767225600},
}
_PYTHON = {
    "starts": _TIME,
    "seen": _TIME,
    "day": date(2026, 1, 1),
    "price": Decimal("12.50"),
    "serial": 9007199254740993,
    "photo": b"hi",
    "stamps": {"a": _TIME},
}


def test_formats_are_decoded(client: Any, operations: Any, server: Server) -> None:
    server.answer(_WIRE)
    event = operations.list_events(client)
    assert {name: getattr(event, name) for name in _PYTHON} == _PYTHON
    assert event.to_dict() == _WIRE


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("seen", "2026-01-01T01:00:00.000+01:00"),
        ("seen", "yesterday"),
        ("starts", 1767225600.25),
        ("starts", 10**20),
        ("starts", "1767225600"),
        ("day", "2026-02-30"),
        ("price", "1E+2"),
        ("price", "-0.0"),
        ("price", 12.5),
        ("serial", 7),
        ("serial", "007"),
        ("photo", "not base 64!"),
    ],
)
def test_formats_round_trip(name: str, wire: object, models: Any) -> None:
    assert models.Event.from_dict({name: wire}).to_dict() == {name: wire}


def test_formats_in_nested_json(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    linked = [_PYTHON, models.Event(**_PYTHON), {"linked": [_PYTHON]}]
    operations.post_event(client, **_PYTHON, linked=linked)
    assert server.last.json == {
        **_WIRE,
        "linked": [_WIRE, _WIRE, {"linked": [_WIRE]}],
    }


def test_formats_accept_wire_values(
    client: Any, operations: Any, server: Server
) -> None:
    given = {name: _WIRE[name] for name in ("starts", "seen", "day", "price", "photo")}
    operations.post_event(client, **given)
    assert server.last.json == given


def test_formats_in_query(client: Any, operations: Any, server: Server) -> None:
    operations.list_events(
        client, since=_TIME, on=date(2026, 1, 1), cursor=9, created={"gt": _TIME}
    )
    assert server.last.arguments == [
        ("since", "1767225600"),
        ("on", "2026-01-01"),
        ("cursor", "9"),
        ("created[gt]", "1767225600"),
    ]
    operations.list_events(client, created=_TIME)
    assert server.last.arguments == [("created", "1767225600")]


def test_formats_in_nested_forms(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    operations.post_form(
        client,
        starts=_TIME,
        price=Decimal("0.10"),
        created={"gt": _TIME},
        history=[{"starts": _TIME, "serial": 7}, models.Event(stamps={"a": _TIME})],
    )
    assert server.last.form == [
        ("starts", "1767225600"),
        ("price", "0.10"),
        ("created[gt]", "1767225600"),
        ("history[0][starts]", "1767225600"),
        ("history[0][serial]", "7"),
        ("history[1][stamps][a]", "1767225600"),
    ]
