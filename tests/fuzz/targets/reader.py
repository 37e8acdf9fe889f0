"""The runtime's reader: any response gives a value or an `ApiError`, never another exception.

An input is an operation of `reader.yaml`, a status code, header fields and content:

    get_thing 200
    Content-Type: application/json

    {"id": "a"}

The operation may be a webhook, whose request is decoded. `|` in a stream ends a chunk. The async
client has to give the same results.
"""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import (
    AsyncIterator,
    Callable,
    Coroutine,
    Iterator,
    Mapping,
    Sequence,
)
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from itertools import islice
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from generator.config import ClientOptions
from generator.runtime.http.errors import ApiError
from generator.runtime.http.headers import Headers
from generator.runtime.http.transport import Request, Response
from generator.runtime.models.encode import EncodingError
from generator.runtime.models.model import Model
from generator.runtime.paging.page import Paged
from generator.runtime.streaming.stream import ItemStream
from tests.compiling import compiled_client
from tests.fuzz.mutations import Fragments, Json, containers, mutate
from tests.fuzz.seeds import as_json
from tests.fuzz.targets.imported_client import RUNTIME, import_files
from tests.fuzz.targets.json_mutator import read_tree
from tests.fuzz.targets.target import Target

DOCUMENT = Path(__file__).with_name("reader.yaml")
_PACKAGE = "reader_client"
_WEBHOOK = "thing_changed"
# Pages and items to read from one response, which is sent for every page.
_MAX_ITEMS = 30
_FIRST_LINE = re.compile(rb"(\w+) ([1-9][0-9][0-9])")


@dataclass(frozen=True, slots=True)
class Input:
    """A response to an operation."""

    operation: str
    status: int
    fields: tuple[tuple[str, str], ...]
    content: bytes

    @classmethod
    def parse(cls, data: bytes) -> Input | None:
        """Parse an input; None if it is not of the format."""
        head, separator, content = data.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        match = _FIRST_LINE.fullmatch(first)
        if match is None or not separator:
            return None
        fields = (line.decode("latin-1").partition(":") for line in lines)
        return cls(
            match[1].decode(),
            int(match[2]),
            tuple((name.strip(), value.strip()) for name, _, value in fields),
            content,
        )

    def to_response(self) -> Response:
        """The response with its whole content."""
        return Response(self.status, Headers(self.fields), self.content)

    def to_bytes(self) -> bytes:
        """Write the input in its format."""
        lines = [f"{self.operation} {self.status}"]
        lines += [f"{name}: {value}" for name, value in self.fields]
        return "\n".join(lines).encode("latin-1", "replace") + b"\n\n" + self.content


class ScriptedTransport:
    """Returns the response of an input to every request."""

    def __init__(self, response: Input) -> None:
        self._response = response

    def send(self, request: Request) -> Response:
        """Return the response with its content."""
        return self._response.to_response()

    def open(self, request: Request) -> ScriptedStream:
        """Return the response before its content."""
        return ScriptedStream(self._response)

    def close(self) -> None:
        """There is nothing to close."""


class ScriptedStream:
    """A response of `ScriptedTransport` whose content is read in chunks."""

    def __init__(self, response: Input) -> None:
        self.status = response.status
        self.headers = Headers(response.fields)
        self._content = response.content

    def pieces(self) -> Iterator[bytes]:
        """Yield the chunks."""
        yield from self._content.split(b"|")

    def close(self) -> None:
        """There is nothing to close."""


class AsyncScriptedTransport:
    """Async variant of `ScriptedTransport`, which never suspends."""

    def __init__(self, response: Input) -> None:
        self._response = response

    async def send(self, request: Request) -> Response:
        """Return the response with its content."""
        return self._response.to_response()

    async def open(self, request: Request) -> AsyncScriptedStream:
        """Return the response before its content."""
        return AsyncScriptedStream(self._response)

    async def close(self) -> None:
        """There is nothing to close."""


class AsyncScriptedStream:
    """Async variant of `ScriptedStream`."""

    def __init__(self, response: Input) -> None:
        self.status = response.status
        self.headers = Headers(response.fields)
        self._content = response.content

    async def pieces(self) -> AsyncIterator[bytes]:
        """Yield the chunks."""
        for piece in self._content.split(b"|"):
            yield piece

    async def close(self) -> None:
        """There is nothing to close."""


def check_response(data: bytes, folder: Path) -> bool:
    """Decode a response in every way; return whether it gives a value.

    Raises:
        Exception: a defect in the runtime; no response may cause it.
    """
    response = Input.parse(data)
    modules = _client_modules()
    if response is None:
        return False
    if response.operation == _WEBHOOK:
        return _check_webhook(modules, response.content)
    function = _operations().get(response.operation)
    if function is None or response.operation.endswith("_async"):
        return False
    pauses: list[float] = []
    client = modules["client.py"].Client(
        "made-up-key", transport=ScriptedTransport(response), max_retries=2
    )
    client._pause = pauses.append
    value = _outcome(lambda: _read_all(function(client)))
    assert repr(_async_value(response)) == repr(value)
    raw = _outcome(lambda: client.raw(function))
    if not isinstance(raw, ApiError):
        assert isinstance(raw.text, str)
        _check_outcome(_outcome(lambda: _read_all(raw.value)))
    _outcome(lambda: client.save(BytesIO(), function))
    _check_outcome(value)
    _check_exactness(value, response.content)
    assert all(0 <= pause <= 60 for pause in pauses), pauses
    return not isinstance(value, ApiError)


def _async_value(response: Input) -> Any:
    """What the async client returns for a response, or its `ApiError`."""
    client = _client_modules()["client.py"].AsyncClient(
        "made-up-key", transport=AsyncScriptedTransport(response), max_retries=2
    )

    async def pause(seconds: float) -> None:
        """Do not wait."""

    async def read_all() -> Any:
        value = await _operations()[f"{response.operation}_async"](client)
        if not isinstance(value, ItemStream):
            return value
        items: list[Any] = []
        while len(items) < _MAX_ITEMS:
            try:
                items.append(await anext(value))
            except StopAsyncIteration:
                break
            except ApiError as error:
                items.append(error)
        await value.aclose()
        return items

    client._pause = pause
    return _outcome(lambda: _run(read_all()))


def _run(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """Run a coroutine that never suspends, without an event loop."""
    try:
        coroutine.send(None)
    except StopIteration as finished:
        return finished.value
    raise AssertionError("the client waits for something else than its transport")


def _check_webhook(modules: Mapping[str, ModuleType], content: bytes) -> bool:
    try:
        value = getattr(modules["webhooks.py"], _WEBHOOK)(content)
    except ValueError:
        return False
    _check_outcome(value)
    _check_exactness(value, content)
    return True


def _outcome(call: Callable[[], Any]) -> Any:
    """The value that a call returns, or its `ApiError`."""
    try:
        return call()
    except ApiError as error:
        return error


def _read_all(value: Any) -> Any:
    """The first items of a stream or of several pages; any other value itself."""
    if isinstance(value, ItemStream):
        items: list[Any] = []
        while len(items) < _MAX_ITEMS:
            item = _outcome(lambda: next(value, value))
            if item is value:
                break
            items.append(item)
        value.close()
        return items
    if isinstance(value, Paged):
        pages = value.auto_paging().pages()
        _check_outcome(_outcome(lambda: list(islice(pages, 3))))
        _check_outcome(_outcome(lambda: list(islice(value.auto_paging(), _MAX_ITEMS))))
    return value


def _check_outcome(value: Any) -> None:
    """Print, pickle and encode a value or an error."""
    assert repr(value)
    with suppress(RecursionError):
        restored = pickle.loads(pickle.dumps(value))
        assert repr(restored) == repr(value)
    # A slice, because iteration over a page continues with the pages after it.
    for item in value[:] if isinstance(value, list) else [value]:
        if isinstance(item, ApiError):
            assert str(item).isprintable()
        if isinstance(item, Model):
            _check_encoding(item)


def _check_encoding(value: Model) -> None:
    """Encode a model as JSON, unless it has numbers that JSON has not, or is nested too deeply."""
    try:
        text = value.to_json()
    except EncodingError:
        return
    assert _is_same(json.loads(text, parse_constant=_reject), value.to_dict())


def _reject(constant: str) -> None:
    raise AssertionError(f"to_json wrote {constant}")


def _check_exactness(value: Any, content: bytes) -> None:
    """A model is encoded to the JSON that it was decoded from."""
    if isinstance(value, Model):
        sent = read_tree(content)
        with suppress(EncodingError):
            encoded = value.to_dict()
            assert sent is None or _is_same(encoded, sent), (encoded, sent)


def _is_same(one: Json, other: Json) -> bool:
    """Whether two JSON values are equal: 1 is neither True nor 1.0, NaN is itself."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(
            _is_same(one[key], other[key]) for key in one
        )
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_is_same, one, other))
    kinds = [
        next(kind for kind in (bool, float, object) if isinstance(value, kind))
        for value in (one, other)
    ]
    return kinds[0] is kinds[1] and (one == other or one != one != other != other)


@cache
def _client_modules() -> Mapping[str, ModuleType]:
    """The modules of the client; they use the runtime of the generator."""
    options = ClientOptions(runtime=RUNTIME)
    compiled = compiled_client(DOCUMENT, _PACKAGE, options)
    return import_files({file.path: file.content for file in compiled.files}, _PACKAGE)


@cache
def _operations() -> Mapping[str, Callable[..., Any]]:
    """The functions of the operations by name."""
    return {
        name: getattr(module, name)
        for path, module in _client_modules().items()
        if path.startswith("operations/") and not path.endswith("__init__.py")
        for name in module.__all__
    }


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
    (_WEBHOOK, _THING),
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


def _seeds() -> Sequence[bytes]:
    """Valid responses of each operation, and errors."""
    responses = [
        *(Input(name, 200, (_JSON,), as_json(value)) for name, value in _VALUES),
        Input("list_linked", 200, (_JSON, _FIELDS[16]), as_json([_THING])),
        *(
            Input("get_exact", status, (_JSON,), as_json(_FAULT))
            for status in _STATUSES
        ),
        Input("get_list", 302, (("Location", "/v1/things"),), b""),
        Input("get_text", 200, (_FIELDS[4],), b"\x82\xa0"),
        Input("get_file", 200, (_FIELDS[5],), bytes(range(256))),
        Input("get_either", 200, (_FIELDS[3],), b"a,b\n1,2\n"),
        *_streams(),
    ]
    return [response.to_bytes() for response in responses]


def _streams() -> Iterator[Input]:
    thing, exact = as_json(_THING), as_json(_EXACT)
    sse, lines, sequence, parts = ((field,) for field in _FIELDS[6:10])
    event = b"id: 1\nevent: thing\nretry: 9\ndata: " + thing + b"\n\n"
    yield Input("stream_events", 200, sse, event + b":x\r|\nevent: word\rdata: a\r\r")
    yield Input("stream_chunks", 200, sse, b"data: " + thing + b"\n\ndata: [DONE]\n\n")
    yield Input("stream_words", 200, sse, b"\xef\xbb\xbfdata: a\ndata:b\n\ndata")
    yield Input("stream_lines", 200, lines, thing + b"\n|" + thing)
    yield Input("stream_sequence", 200, sequence, b"\x1e1\n|\x1e2\n\x1e3")
    part = b"--b\r\nContent-Type: application/json\r\n\r\n" + exact + b"\r\n"
    yield Input("stream_parts", 200, parts, part + part + b"--b--\r\n")


@dataclass(frozen=True, slots=True)
class ResponseMutator:
    """Mutates the operation, the status, a header field or the content of a response."""

    fragments: Fragments

    def mutate(self, data: bytes, random: Random) -> bytes | None:
        """Mutate a response; None if its content is to be mutated as bytes."""
        return self._mutate(data, self.fragments, random)

    def cross_over(self, data: bytes, other: bytes, random: Random) -> bytes | None:
        """Mutate a response with fragments of another, or give it the content of the other."""
        donor = Input.parse(other)
        response = Input.parse(data)
        if donor is None or response is None:
            return None
        fragments = Fragments.of([read_tree(donor.content)])
        if fragments.members and fragments.items and random.random() < 0.7:
            return self._mutate(data, fragments, random)
        fields = random.choice((response.fields, donor.fields))
        return Input(
            response.operation, response.status, fields, donor.content
        ).to_bytes()

    def _mutate(
        self, data: bytes, fragments: Fragments, random: Random
    ) -> bytes | None:
        response = Input.parse(data)
        if response is None:
            return None
        operation, status = response.operation, response.status
        fields, content = response.fields, response.content
        match random.randrange(8):
            case 0:
                operation = random.choice((*_operations(), _WEBHOOK))
                operation = operation.removesuffix("_async")
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
        return Input(operation, status, fields, content).to_bytes()


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


def _mutator() -> ResponseMutator:
    values = [value for _, value in _VALUES]
    return ResponseMutator(Fragments.of([*values, _EXACT, _FAULT, _NUMBERS]))


# Numbers and strings at the edges of what Python's types represent.
_NUMBERS: Json = [
    *(1e308, -0.0, 2**63, 253402300800, -62135596801, 1e16, 10**400),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:60Z", "2024-02-30", "\ud800"),
    *("-0", "1e5", "00", "1.", "9" * 5000, "====", "a" * 3, float("nan")),
]
READER = Target(
    name="reader",
    check=check_response,
    seeds=_seeds,
    raw_seeds=_seeds,
    mutator=_mutator,
    max_size=4000,
)
