"""Time to read a response grows with its size at most linearly, whatever the server sends."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
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
        try:
            call()
        except (ValueError, LookupError):
            pass
        times.append(time.perf_counter() - began)
    return min(times)


def assert_linear(parse: Callable[[Any], object], make: Callable[[int], Any]) -> None:
    large = make(FACTOR)
    slow = seconds(lambda: parse(large))
    if slow > NOISE:
        small = make(1)
        assert slow < MOST * max(seconds(lambda: parse(small)), NOISE / FACTOR)


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


@pytest.mark.parametrize("pattern", ["; ", ";a=", "=", ",", '"', "; expires=Mon, ", "-0"])
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


@pytest.fixture(scope="module")
def read_node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Any]]:
    compiled = compile_document(UNION)
    assert compiled is not None
    root = write_client(compiled, tmp_path_factory.mktemp("unions"))
    with import_client(root) as modules:
        read_json = next(
            module for module in modules if module.__name__.endswith(".operations")
        ) if False else None
        from importlib import import_module

        decode = import_module(f"{root.name}._runtime.models.decode").read_json
        models = import_module(f"{root.name}.models")
        assert read_json is None
        yield lambda content: decode(content, "Node", root.name)
        assert models
