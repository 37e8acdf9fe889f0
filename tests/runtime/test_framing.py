"""Items are found in an answer however it is cut into pieces."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.streaming import framing
from generator.runtime.streaming.events import StreamEvent
from generator.runtime.streaming.framing import BROKE_OFF, Frame, TooLongError
from generator.runtime.streaming.framings import framing_for, has_items

EVENTS = "text/event-stream"


def frames(media_type: str, *pieces: bytes) -> list[Frame]:
    """All items of an answer in these pieces."""
    found = framing_for(media_type)
    assert found is not None
    return [
        *(frame for piece in pieces for frame in found.feed(piece)),
        *found.end(),
    ]


def data(media_type: str, *pieces: bytes) -> list[str]:
    return [frame.event.data for frame in frames(media_type, *pieces)]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_an_event_ends_with_an_empty_line(end: bytes) -> None:
    text = b"event: add\ndata: 1\ndata:2\nid: 7\nretry: 30\n\ndata\n\n"
    found = frames(EVENTS, text.replace(b"\n", end))
    assert [frame.event for frame in found] == [
        StreamEvent("1\n2", "add", "7", 30),
        StreamEvent("", "message", "7", 30),
    ]


def test_a_line_end_in_two_pieces_is_one_with_nothing_between_them_too() -> None:
    found = frames(EVENTS, b"data: 1\r", b"", b"\ndata: 2\r\n\r\n")
    assert found == [Frame(StreamEvent("1\n2"))]


def test_what_is_no_field_of_an_event_is_passed_over() -> None:
    ignored = b"\xef\xbb\xbf: hello\nother: 1\nid: a\0b\nretry: soon\n"
    text = ignored + b"data:  x\n\nevent: e\n\ndata: y\n\n"
    assert [frame.event for frame in frames(EVENTS, text)] == [
        StreamEvent(" x"),
        StreamEvent("y"),
    ]


def test_an_event_without_its_end_is_told() -> None:
    found = frames(EVENTS, b"data: 1\n\ndata: 2\nda")
    assert found == [
        Frame(StreamEvent("1")),
        Frame(StreamEvent("2"), BROKE_OFF),
    ]


def test_a_json_text_of_a_sequence_is_there_as_soon_as_it_is_whole() -> None:
    found = framing_for("application/geo+json-seq")
    assert found is not None
    assert [frame.event.data for frame in found.feed(b'\x1e{"a":\n1}\n')] == [
        '{"a":\n1}'
    ]


def test_a_number_of_a_sequence_that_may_have_been_cut_is_told() -> None:
    found = frames("application/json-seq", b'\x1e12\x1e{"a": 1}\x1e3\n')
    assert [(frame.event.data, frame.problem) for frame in found] == [
        ("12", BROKE_OFF),
        ('{"a": 1}', ""),
        ("3", ""),
    ]


def test_an_object_of_a_sequence_is_whole_without_a_line_feed() -> None:
    assert frames("application/json-seq", b'\x1e {"a": 1}')[0].problem == ""


def test_a_part_without_its_end_is_told() -> None:
    found = frames("multipart/mixed; boundary=b", b"--b\r\n\r\n1\r\n--b\r\n\r\n2")
    assert [(frame.event.data, frame.problem) for frame in found] == [
        ("1", ""),
        ("2", BROKE_OFF),
    ]


@pytest.mark.parametrize(
    "text", [b"--c\r\n\r\n1\r\n--c--", b"--b", b"--b\r\n\r\n", b"--b\r\n\r\n1\r\n--b"]
)
def test_parts_that_do_not_end_as_they_should_are_told(text: bytes) -> None:
    """Another boundary than the header's, for example: not one part is found then."""
    assert frames("multipart/mixed; boundary=b", text)[-1].problem == BROKE_OFF
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
def test_an_item_without_end_is_refused(
    media_type: str, piece: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(framing, "LONGEST_ITEM", 40)
    with pytest.raises(TooLongError):
        frames(media_type, b"--b\n\n", *[piece] * 10)


@pytest.mark.parametrize(
    "media_type", ["application/json", "text/plain", "multipart/mixed", "image/png", ""]
)
def test_other_answers_have_no_items(media_type: str) -> None:
    assert framing_for(media_type) is None


def test_media_types_are_found_in_any_spelling() -> None:
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
def test_bytes_of_any_kind_are_read_the_same_in_any_pieces(
    content: bytes, sizes: list[int]
) -> None:
    for media_type in (EVENTS, "application/jsonl", "multipart/mixed; boundary=b"):
        assert frames(media_type, *cut(content, sizes)) == frames(media_type, content)


LINES = st.text(st.characters(exclude_characters="\r\n", exclude_categories=["Cs"]))


@given(
    st.lists(st.lists(LINES, min_size=1, max_size=3), max_size=4),
    st.sampled_from(["\n", "\r", "\r\n"]),
    st.lists(st.integers(0, 9), max_size=20),
)
def test_events_arrive_as_they_were_sent(
    events: list[list[str]], end: str, sizes: list[int]
) -> None:
    sent = "".join(
        "".join(f"data: {line}{end}" for line in lines) + end for lines in events
    )
    found = frames(EVENTS, *cut(sent.encode(), sizes))
    assert found == [Frame(StreamEvent("\n".join(lines))) for lines in events]


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
def test_json_texts_arrive_as_they_were_sent(
    values: list[object], indent: int | None, sizes: list[int]
) -> None:
    texts = [json.dumps(value, indent=indent) for value in values]
    sequence = "".join(f"\x1e{text}\n" for text in texts).encode()
    found = data("application/json-seq", *cut(sequence, sizes))
    assert [json.loads(text) for text in found] == values
    lines = "".join(f"{json.dumps(value)}\n" for value in values).encode()
    found = data("application/jsonl", *cut(lines, sizes))
    assert [json.loads(text) for text in found] == values
