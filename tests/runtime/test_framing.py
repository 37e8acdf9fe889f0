"""Split responses into items, independent of chunk boundaries."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.streaming import framing
from generator.runtime.streaming.events import StreamEvent
from generator.runtime.streaming.framing import TRUNCATED, FramedEvent, ItemTooLongError
from generator.runtime.streaming.framings import framing_for, has_items

EVENTS = "text/event-stream"


def frames(media_type: str, *pieces: bytes) -> list[FramedEvent]:
    """All items of a response that arrives in these chunks."""
    found = framing_for(media_type)
    assert found is not None
    return [
        *(frame for piece in pieces for frame in found.feed(piece)),
        *found.end(),
    ]


def data(media_type: str, *pieces: bytes) -> list[str]:
    return [frame.event.data for frame in frames(media_type, *pieces)]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_sse_blank_line_ends_event(end: bytes) -> None:
    text = b"event: add\ndata: 1\ndata:2\nid: 7\nretry: 30\n\ndata\n\n"
    found = frames(EVENTS, text.replace(b"\n", end))
    assert [frame.event for frame in found] == [
        StreamEvent("1\n2", "add", "7", 30),
        StreamEvent("", "message", "7", 30),
    ]


def test_sse_line_break_across_chunks() -> None:
    found = frames(EVENTS, b"data: 1\r", b"", b"\ndata: 2\r\n\r\n")
    assert found == [FramedEvent(StreamEvent("1\n2"))]


def test_sse_unknown_fields_are_ignored() -> None:
    ignored = b"\xef\xbb\xbf: hello\nother: 1\nid: a\0b\nretry: soon\n"
    text = ignored + b"data:  x\n\nevent: e\n\ndata: y\n\n"
    assert [frame.event for frame in frames(EVENTS, text)] == [
        StreamEvent(" x"),
        StreamEvent("y"),
    ]


def test_sse_truncated_event() -> None:
    found = frames(EVENTS, b"data: 1\n\ndata: 2\nda")
    assert found == [
        FramedEvent(StreamEvent("1")),
        FramedEvent(StreamEvent("2"), TRUNCATED),
    ]


def test_json_sequence_yields_complete_item() -> None:
    found = framing_for("application/geo+json-seq")
    assert found is not None
    assert [frame.event.data for frame in found.feed(b'\x1e{"a":\n1}\n')] == [
        '{"a":\n1}'
    ]


def test_json_sequence_truncated_number() -> None:
    found = frames("application/json-seq", b'\x1e12\x1e{"a": 1}\x1e3\n')
    assert [(frame.event.data, frame.problem) for frame in found] == [
        ("12", TRUNCATED),
        ('{"a": 1}', ""),
        ("3", ""),
    ]


def test_json_sequence_object_without_line_feed() -> None:
    assert frames("application/json-seq", b'\x1e {"a": 1}')[0].problem == ""


def test_multipart_mixed_truncated_part() -> None:
    found = frames("multipart/mixed; boundary=b", b"--b\r\n\r\n1\r\n--b\r\n\r\n2")
    assert [(frame.event.data, frame.problem) for frame in found] == [
        ("1", ""),
        ("2", TRUNCATED),
    ]


@pytest.mark.parametrize(
    "text", [b"--c\r\n\r\n1\r\n--c--", b"--b", b"--b\r\n\r\n", b"--b\r\n\r\n1\r\n--b"]
)
def test_multipart_mixed_missing_end(text: bytes) -> None:
    """For example, with a boundary that differs from the header's, no part is found."""
    assert frames("multipart/mixed; boundary=b", text)[-1].problem == TRUNCATED
    assert frames("multipart/mixed; boundary=b", b"\r\n") == []
    assert frames("multipart/mixed; boundary=b", b"--b--\r\nand more") == []


@pytest.mark.parametrize(
    ("media_type", "piece"),
    [
        (EVENTS, b"data: 12345"),
        (EVENTS, b"data: 1\n"),
        ("application/jsonl", b"12345"),
        ("application/json-seq", b"12345"),
        ("multipart/mixed; boundary=b", b"1\n2\n3\n"),
    ],
)
def test_item_too_long(
    media_type: str, piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(framing, "MAX_ITEM_BYTES", 40)
    with pytest.raises(ItemTooLongError):
        frames(media_type, b"--b\n\n", *[piece] * 10)


@pytest.mark.parametrize(
    "media_type", ["application/json", "text/plain", "multipart/mixed", "image/png", ""]
)
def test_framing_for_other_media_types(media_type: str) -> None:
    assert framing_for(media_type) is None


def test_has_items_ignores_case_and_parameters() -> None:
    assert has_items("Text/Event-Stream; charset=utf-8")
    assert has_items("multipart/mixed")
    assert not has_items("application/json")


def cut(content: bytes, sizes: list[int]) -> list[bytes]:
    pieces: list[bytes] = []
    for size in sizes:
        pieces.append(content[:size])
        content = content[size:]
    return [*pieces, content]


@given(st.binary(max_size=80), st.lists(st.integers(0, 9), max_size=20))
def test_framing_is_independent_of_chunks(content: bytes, sizes: list[int]) -> None:
    for media_type in (EVENTS, "application/jsonl", "multipart/mixed; boundary=b"):
        assert frames(media_type, *cut(content, sizes)) == frames(media_type, content)


LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))


@given(
    st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=4),
    st.sampled_from(["\n", "\r", "\r\n"]),
    st.lists(st.integers(0, 9), max_size=20),
)
def test_sse_round_trip(events: list[list[str]], end: str, sizes: list[int]) -> None:
    sent = "".join(
        "".join(f"data: {line}{end}" for line in lines) + end for lines in events
    )
    found = frames(EVENTS, *cut(sent.encode(), sizes))
    assert found == [FramedEvent(StreamEvent("\n".join(lines))) for lines in events]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.lists(JSON, max_size=4),
    st.sampled_from([None, 1]),
    st.lists(st.integers(0, 9), max_size=20),
)
def test_json_items_round_trip(
    values: list[object], indent: int | None, sizes: list[int]
) -> None:
    texts = [json.dumps(value, indent=indent) for value in values]
    sequence = "".join(f"\x1e{text}\n" for text in texts).encode()
    found = data("application/json-seq", *cut(sequence, sizes))
    assert [json.loads(text) for text in found] == values
    lines = "".join(f"{json.dumps(value)}\n" for value in values).encode()
    found = data("application/jsonl", *cut(lines, sizes))
    assert [json.loads(text) for text in found] == values
