"""Valid responses to the operations of `reader.yaml`, and mutations of responses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.fuzz.mutations import Fragments, Json, containers, mutate
from tests.fuzz.seeds import as_json
from tests.fuzz.targets.json_mutator import read_tree
from tests.fuzz.targets.scripted_responses import ScriptedResponse

WEBHOOK = "thing_changed"
_JSON = ("Content-Type", "application/json")
_THING: Json = {
    "id": "a",
    "count": 1,
    "ratio": 0.5,
    "on": True,
    "state": "open",
    "parent": {"id": "b"},
    "shape": {"kind": "Square", "side": 1.50, "inner": {"kind": "Circle"}},
    "value": {"at": "2024-05-01T00:00:00.000Z"},
    "labels": {"x": "y"},
    "pair": [1, {"kind": "Other"}, True],
    "point": [1, {"day": "2024-05-01"}],
    "extra": {"day": "2024-05-01", "created": 1714521600, "many": ["x"]},
}
_EXACT: Json = {
    "at": "2024-05-01T10:00:00+02:00",
    "day": "2024-05-01",
    "created": 1714521600.5,
    "price": "1.10",
    "amount": 1.1,
    "size": "9007199254740993",
    "blob": "aGk=",
    "key": "9b2f6a3e-3b1b-4b0e-9d4e-0a1b2c3d4e5f",
    "span": "P1D",
    "many": ["2024-05-01T00:00:00Z"],
    "mixed": "5",
}
_FAULT: Json = {"error": {"type": "card_error", "code": "expired", "message": "No"}}
_VALUES: Sequence[tuple[str, Json]] = (
    ("get_thing", _THING),
    ("get_exact", _EXACT),
    ("get_list", [_THING, {}]),
    ("get_map", {"a": {"kind": "Circle", "radius": 1}, "b": {"kind": "new"}}),
    ("get_any", [1, None, "x"]),
    ("get_undeclared", {"a": 1}),
    ("get_either", _THING),
    ("list_tokens", {"things": [_THING], "nextPageToken": "t"}),
    ("list_urls", {"results": [_THING], "next": "https://api.example.com/v1/urls?a=b"}),
    ("list_numbers", {"page": 1, "total_pages": 3, "items": [_THING]}),
    ("list_cursors", {"has_more": True, "data": [_THING, {"id": "b"}]}),
    (WEBHOOK, _THING),
)
# Header fields that clients read.
_FIELDS: Sequence[tuple[str, str]] = (
    _JSON,
    ("Content-Type", 'application/json; charset="utf-16"'),
    ("Content-Type", "application/vnd.shape+json"),
    ("Content-Type", "text/csv;charset=latin-1"),
    ("Content-Type", "text/plain; charset=shift_jis"),
    ("Content-Type", "application/octet-stream"),
    ("Content-Type", "text/event-stream"),
    ("Content-Type", "application/x-ndjson"),
    ("Content-Type", "application/json-seq"),
    ("Content-Type", 'multipart/mixed; boundary="b"'),
    ("Content-Type", "multipart/mixed; boundary="),
    ("Retry-After", "1"),
    ("Retry-After", "1e99"),
    ("Retry-After", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ("Retry-After", "Sunday, 06-Nov-94 08:49:37 GMT"),
    ("Retry-After-Ms", "9.5"),
    ("Link", '<https://api.example.com/v1/linked?page=2>; rel="next"'),
    ("Link", "<//[>; rel=next, <?page=%zz>; rel=prev"),
    ("Link", '</linked?page=3>; title="a\\"; rel=x"; rel="last next"'),
    ("Location", "https://api.example.com/v1/things"),
    ("Location", "//["),
    ("Set-Cookie", "a=b; Path=/; Secure"),
    ("Request-Id", "r1"),
    ("X-Total", "7"),
    ("X-Reset", "2024-05-01T00:00:00Z"),
    ("Deprecation", "@1688169599"),
    ("Sunset", "Sun, 06 Nov 1994 08:49:37 GMT"),
    ("Content-Length", "3"),
    ("Content-Encoding", "gzip"),
)
_STATUSES = (200, 200, 200, 201, 204, 206, 302, 304, 307, 400, 401, 404, 429, 500, 503)
_OPERATIONS = (
    *(name for name, _ in _VALUES),
    *("list_linked", "get_text", "get_file", "stream_events", "stream_chunks"),
    *("stream_words", "stream_lines", "stream_sequence", "stream_parts"),
)
# Numbers and strings at the edges of what Python's types represent.
_NUMBERS: Json = [
    *(1e308, -0.0, 2**63, 253402300800, -62135596801, 1e16, 10**400),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:60Z", "2024-02-30", "\ud800"),
    *("-0", "1e5", "00", "1.", "9" * 5000, "====", "a" * 3, float("nan")),
]


def response_seeds() -> Sequence[bytes]:
    """Valid responses of each operation, and errors."""
    responses = [
        *(
            ScriptedResponse(name, 200, (_JSON,), as_json(value))
            for name, value in _VALUES
        ),
        ScriptedResponse("list_linked", 200, (_JSON, _FIELDS[16]), as_json([_THING])),
        *(
            ScriptedResponse("get_exact", status, (_JSON,), as_json(_FAULT))
            for status in _STATUSES
        ),
        ScriptedResponse("get_list", 302, (("Location", "/v1/things"),), b""),
        ScriptedResponse("get_text", 200, (_FIELDS[4],), b"\x82\xa0"),
        ScriptedResponse("get_file", 200, (_FIELDS[5],), bytes(range(256))),
        ScriptedResponse("get_either", 200, (_FIELDS[3],), b"a,b\n1,2\n"),
        *_streams(),
    ]
    return [response.to_bytes() for response in responses]


def _streams() -> Iterator[ScriptedResponse]:
    thing, exact = as_json(_THING), as_json(_EXACT)
    sse, lines, sequence, parts = ((field,) for field in _FIELDS[6:10])
    event = b"id: 1\nevent: thing\nretry: 9\ndata: " + thing + b"\n\n"
    yield ScriptedResponse(
        "stream_events", 200, sse, event + b":x\r|\nevent: word\rdata: a\r\r"
    )
    yield ScriptedResponse(
        "stream_chunks", 200, sse, b"data: " + thing + b"\n\ndata: [DONE]\n\n"
    )
    yield ScriptedResponse(
        "stream_words", 200, sse, b"\xef\xbb\xbfdata: a\ndata:b\n\ndata"
    )
    yield ScriptedResponse("stream_lines", 200, lines, thing + b"\n|" + thing)
    yield ScriptedResponse("stream_sequence", 200, sequence, b"\x1e1\n|\x1e2\n\x1e3")
    part = b"--b\r\nContent-Type: application/json\r\n\r\n" + exact + b"\r\n"
    yield ScriptedResponse("stream_parts", 200, parts, part + part + b"--b--\r\n")


@dataclass(frozen=True, slots=True)
class ResponseMutator:
    """Mutates the operation, the status, a header field or the content of a response."""

    fragments: Fragments

    def mutate(self, data: bytes, random: Random) -> bytes | None:
        """Mutate a response; None if its content is to be mutated as bytes."""
        return self._mutate(data, self.fragments, random)

    def cross_over(self, data: bytes, other: bytes, random: Random) -> bytes | None:
        """Mutate a response with fragments of another, or give it the content of the other."""
        donor = ScriptedResponse.parse(other)
        response = ScriptedResponse.parse(data)
        if donor is None or response is None:
            return None
        fragments = Fragments.of([read_tree(donor.content)])
        if fragments.members and fragments.items and random.random() < 0.7:
            return self._mutate(data, fragments, random)
        fields = random.choice((response.fields, donor.fields))
        return ScriptedResponse(
            response.operation, response.status, fields, donor.content
        ).to_bytes()

    def _mutate(
        self, data: bytes, fragments: Fragments, random: Random
    ) -> bytes | None:
        response = ScriptedResponse.parse(data)
        if response is None:
            return None
        operation, status = response.operation, response.status
        fields, content = response.fields, response.content
        match random.randrange(8):
            case 0:
                operation = random.choice(_OPERATIONS)
            case 1:
                status = random.choice(_STATUSES)
            case 2 | 3:
                fields = _mutate_fields(fields, random)
            case 4:
                content = _splice(content, random)
            case _:
                tree = read_tree(content)
                if not containers(tree):
                    return None
                content = as_json(mutate(tree, fragments, random))
        return ScriptedResponse(operation, status, fields, content).to_bytes()


def _mutate_fields(
    fields: tuple[tuple[str, str], ...], random: Random
) -> tuple[tuple[str, str], ...]:
    """Add, remove or change a header field."""
    index = random.randrange(len(fields) + 1)
    name, value = random.choice((*_FIELDS, *fields))
    if random.random() < 0.5:
        value = _splice(value.encode(), random).decode("latin-1").replace("\n", " ")
    kept = fields[index + random.randrange(2) :]
    return (*fields[:index], (name, value), *kept)


def _splice(content: bytes, random: Random) -> bytes:
    """Remove, repeat or replace a range of bytes."""
    start, end = sorted(random.randrange(len(content) + 1) for _ in range(2))
    end = min(end, start + 20)
    special = (b"\n", b"\r", b"\0", b"\xff", b"|", b'"', b"\\ud800", b"9" * 400, b";")
    inserted = random.choice((b"", content[start:end] * 3, random.choice(special)))
    return content[:start] + inserted + content[end:]


def response_mutator() -> ResponseMutator:
    """The mutator, with fragments of valid responses and of edge cases."""
    values = [value for _, value in _VALUES]
    return ResponseMutator(Fragments.of([*values, _EXACT, _FAULT, _NUMBERS]))
