"""Decode webhooks."""

from __future__ import annotations

import pytest

from generator.runtime.client.webhook_reader import WebhookReader


def reader(type: str, media_type: str) -> WebhookReader[object]:
    return WebhookReader("tests.runtime.little_client.webhooks", type, media_type)


@pytest.mark.parametrize(
    ("type", "media_type", "payload", "expected"),
    [
        ("str", "text/plain", "é", "é"),
        ("str", "text/plain", "é".encode(), "é"),
        ("str", "text/plain", b"\xff", "\ufffd"),
        ("bytes", "application/octet-stream", b"\xff", b"\xff"),
        ("bytes", "application/octet-stream", "é", "é".encode()),
        ("list[int]", "application/vnd.api+json", b"[1]", [1]),
        ("list[int]", "*/*", "[1]", [1]),
        ("Any", "text/csv", {"a": 1}, {"a": 1}),
        ("Any", "text/csv", b"a,b", b"a,b"),
    ],
)
def test_webhook_content_by_media_type(
    type: str, media_type: str, payload: str | bytes, expected: object
) -> None:
    assert reader(type, media_type)(payload) == expected


def test_webhook_reader_repr() -> None:
    assert repr(reader("str", "text/plain")) == "<WebhookReader of str>"
