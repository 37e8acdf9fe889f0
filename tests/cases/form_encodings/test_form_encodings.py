"""Encoding Objects of forms, for separate arguments and whole bodies."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server

_COLOURS = {"R": "1 2", "G": "&"}


@pytest.mark.parametrize(
    ("name", "value", "sent"),
    [
        ("spread", _COLOURS, b"R=1+2&G=%26"),
        ("flat", _COLOURS, b"flat=R,1+2,G,%26"),
        ("deep", _COLOURS, b"deep[R]=1+2&deep[G]=%26"),
        ("piped", ["a", "b"], b"piped=a%7Cb"),
        ("listed", ["a", "b"], b"listed=a&listed=b"),
        ("reserved", "https://x/?a=1&b=c+d e%20", None),
        ("quoted", "a", b"quoted=%22a%22"),
        ("shape", "<x>1</x>", b"shape=%3Cx%3E1%3C%2Fx%3E"),
        ("texts", ["a", "b"], b"texts=a&texts=b"),
    ],
)
def test_form_property_encoding(
    name: str,
    value: Any,
    sent: bytes | None,
    client: Any,
    operations: Any,
    server: Server,
) -> None:
    sent = sent or b"reserved=https://x/?a=1%26b=c%2Bd+e%20"
    operations.post_form(client, **{name: value})
    assert server.last.body == sent
    operations.post_open(client, body={name: value})
    assert server.last.body == sent


def test_item_with_delimiter_is_rejected(
    client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(TypeError, match=r"^piped: an item contains '\|'"):
        operations.post_form(client, piped=["a|b"])
    assert server.requests == []


def test_additional_form_properties(
    client: Any, operations: Any, server: Server
) -> None:
    operations.post_open(client, body={"other": ["a", "b"], "deep": {"R": "1"}})
    assert server.last.body == b"other=a&other=b&deep[R]=1"
