"""Time to read a response grows with its size at most linearly, whatever the server sends."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from itertools import product
from typing import Any

import httpx2
import pytest

from generator.runtime.http.charsets import decode_text
from generator.runtime.http.headers import Headers
from generator.runtime.http.http_settings import HttpSettings
from generator.runtime.http.httpx_clients import HttpxClients
from generator.runtime.http.locations import resolve_location
from generator.runtime.http.media_types import parameter_of
from generator.runtime.http.retry_after import retry_after
from generator.runtime.operations.error_messages import find_message
from generator.runtime.paging.link_header import LinkHeader
from generator.runtime.paging.origin import PageLocation
from tests.hostile.clients import compile_document, import_client, write_client

# Doubled three times. Linear growth is 8, quadratic growth is 64.
MOST = 20.0
FACTOR = 8
# Less time than this is not measured well.
NOISE = 0.002
LINKS = LinkHeader()
NOW = datetime(2026, 1, 1, tzinfo=UTC)


def next_link(string: str) -> None:
    LINKS.step([], {}, PageLocation("http://127.0.0.1/", None, string))


def receive_cookie(string: str) -> None:
    clients = HttpxClients(HttpSettings(keep_cookies=True), httpx2.Client)
    response = httpx2.Response(
        200,
        headers=[(b"Set-Cookie", string.encode("latin-1"))],
        request=httpx2.Request("GET", "http://127.0.0.1/"),
    )
    httpx2.Cookies(clients._jar()).extract_cookies(response)


PARSERS: Mapping[str, Callable[[str], object]] = {
    "Link": next_link,
    "Content-Type": lambda string: parameter_of(string, "charset"),
    "charset": lambda string: decode_text(b"x", f"text/plain; charset={string}"),
    "Retry-After": lambda string: retry_after(Headers([("Retry-After", string)]), NOW),
    "Location": lambda string: resolve_location("http://127.0.0.1/", string),
    "message": find_message,
}
PIECES = ["<", ">", ";", ",", '"', "\\", "=", " ", "a", "<a>", ';a="', "/..", "9", "%"]
PATTERNS = [*PIECES, *map("".join, product(PIECES, repeat=2)), '<a>;x="\\"', ", ; "]


def seconds(call: Callable[[], object]) -> float:
    """The shortest of three times that a call takes, whether or not it fails."""
    times: list[float] = []
    for _ in range(3):
        began = time.perf_counter()
        with suppress(ValueError):
            call()
        times.append(time.perf_counter() - began)
    return min(times)


def assert_linear(parse: Callable[[Any], object], make: Callable[[int], Any]) -> None:
    small, large = make(1), make(FACTOR)
    ratios: list[float] = []
    # A busy machine disturbs a measurement or two; quadratic growth shows in all of them.
    for _ in range(5):
        slow = seconds(lambda: parse(large))
        if slow < NOISE:
            return
        ratios.append(slow / max(seconds(lambda: parse(small)), NOISE / FACTOR))
        if ratios[-1] < MOST:
            return
    pytest.fail(f"eight times the input takes {min(ratios):.0f} times as long")


@pytest.mark.parametrize("name", PARSERS)
def test_header_of_any_pattern(name: str) -> None:
    for pattern in PATTERNS:
        for start in ("", "<a>", "a;"):
            assert_linear(
                PARSERS[name],
                lambda factor, start=start, pattern=pattern: (  # type: ignore[misc]  # bound in the loop
                    start + pattern * (1500 * factor // len(pattern))
                ),
            )


@pytest.mark.parametrize(
    "pattern", ["; ", ";a=", "=", ",", '"', "; expires=Mon, ", "-0"]
)
def test_cookie_of_any_pattern(pattern: str) -> None:
    assert_linear(
        receive_cookie, lambda factor: "a=b" + pattern * (1000 * factor // len(pattern))
    )


@pytest.mark.parametrize(
    "pattern", ["a ", " ", "\n", "<", "\u00a0x", "\ud800"], ids=repr
)
def test_message_of_any_text(pattern: str) -> None:
    assert_linear(find_message, lambda factor: pattern * (20_000 * factor))


def nested(factor: int, name: str) -> Any:
    value: Any = "x"
    for _ in range(50 * factor):
        value = {name: [value, value], "errors": {"a": [value]}}
    return value


@pytest.mark.parametrize("name", ["error", "errors", "detail", "fault", "message"])
def test_message_of_deep_body(name: str) -> None:
    assert_linear(find_message, lambda factor: nested(factor, name))


def object_schema(number: int, **more: Any) -> dict[str, Any]:
    node = {"$ref": "#/components/schemas/Node"}
    return {
        "type": "object",
        "properties": {
            "left": node,
            "right": node,
            "more": {"type": "array", "items": node},
            f"only{number}": {"type": "string"},
            **more,
        },
    }


UNION = {
    "openapi": "3.1.0",
    "info": {"title": "Unions", "version": "1"},
    "servers": [{"url": "http://127.0.0.1:1"}],
    "paths": {
        "/node": {
            "get": {
                "operationId": "getNode",
                "responses": {
                    "200": {
                        "description": "A node",
                        "content": {
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/Node"}
                            }
                        },
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Node": {
                "anyOf": [
                    {"$ref": f"#/components/schemas/Kind{number}"}
                    for number in range(6)
                ]
            },
            **{f"Kind{number}": object_schema(number) for number in range(5)},
            "Kind5": object_schema(5, kind={"type": "string", "const": "five"}),
        }
    },
}


class Fixed:
    """A transport that responds with `content`."""

    def __init__(self, response_class: Any, headers_class: Any) -> None:
        self._response_class = response_class
        self._headers = headers_class([("Content-Type", "application/json")])
        self.content = b""

    def send(self, request: Any) -> Any:
        return self._response_class(200, self._headers, self.content)

    def close(self) -> None:
        """There is nothing to close."""


@pytest.fixture(scope="module")
def read_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    """A call that decodes any value as a union of objects within each other."""
    compiled = compile_document(UNION)
    assert compiled is not None
    root = write_client(compiled, tmp_path_factory.mktemp("unions"))
    with import_client(root):
        package = import_module(root.name)
        operations = import_module(f"{root.name}.operations")
        transport = Fixed(package.Response, package.Headers)
        client = package.Client(transport=transport)

        def read(value: Any) -> Any:
            transport.content = json.dumps(value).encode()
            return operations.get_node(client)

        yield read


def chain(depth: int, names: tuple[str, ...]) -> Any:
    value: Any = {}
    for number in range(depth):
        value = {names[number % len(names)]: value, f"only{number % 5}": "x"}
    return value


@pytest.mark.parametrize("names", [("left",), ("left", "right")], ids=len)
def test_deep_answer_of_nested_unions(
    read_node: Callable[..., Any], names: tuple[str, ...]
) -> None:
    assert read_node(chain(10, names)).to_dict() == chain(10, names)
    assert_linear(read_node, lambda factor: chain(12 * factor, names))


def test_wide_answer_of_nested_unions(read_node: Callable[..., Any]) -> None:
    assert_linear(read_node, lambda factor: {"more": [{"only1": "x"}] * (200 * factor)})
    assert_linear(
        read_node, lambda factor: {f"unknown{n}": {} for n in range(500 * factor)}
    )


def test_answer_that_branches(read_node: Callable[..., Any]) -> None:
    def tree(depth: int) -> Any:
        below = tree(depth - 1) if depth else None
        return {"left": below, "right": below}

    # Three levels more are eight times as many objects.
    assert_linear(read_node, lambda factor: tree(4 if factor == 1 else 7))
