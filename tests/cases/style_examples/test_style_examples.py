"""The examples of OpenAPI 3.1.1, section 4.8.12.6 (Style Examples), as the server receives them.

Version 3.0.4 has the same table; 3.2.0 adds the style `cookie`, which `tests/runtime` covers.
Entries that are n/a are omitted. An empty path value in the style `simple` is rejected, because the
URL would be that of another resource. `None` is empty in a query only: headers and cookies are left
out, and a path is rejected.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server

STRING, ARRAY = "blue", ["blue", "black", "brown"]
OBJECT = {"R": 100, "G": 200, "B": 150}

_PATHS = """
matrix false | ;color | ;color=blue | ;color=blue,black,brown             | ;color=R,100,G,200,B,150
matrix true  | ;color | ;color=blue | ;color=blue;color=black;color=brown | ;R=100;G=200;B=150
label  false | .      | .blue       | .blue,black,brown                   | .R,100,G,200,B,150
label  true  | .      | .blue       | .blue.black.brown                   | .R=100.G=200.B=150
simple false | n/a    | blue        | blue,black,brown                    | R,100,G,200,B,150
simple true  | n/a    | blue        | blue,black,brown                    | R=100,G=200,B=150
"""
_QUERIES = """
form false | color= | color=blue | color=blue,black,brown | color=R,100,G,200,B,150
form true  | color= | color=blue | color=blue&color=black&color=brown | R=100&G=200&B=150
spaceDelimited false | n/a | n/a | color=blue%20black%20brown | color=R%20100%20G%20200%20B%20150
pipeDelimited false | n/a | n/a | color=blue%7Cblack%7Cbrown | color=R%7C100%7CG%7C200%7CB%7C150
deepObject true | n/a | n/a | n/a | color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150
"""
_HEADERS = """
header false |        | blue       | blue,black,brown       | R,100,G,200,B,150
header true  |        | blue       | blue,black,brown       | R=100,G=200,B=150
"""
_COOKIES = """
cookie false | color= | color=blue | color=blue,black,brown | color=R,100,G,200,B,150
cookie true  | color= | color=blue | color=blue; color=black; color=brown | R=100; G=200; B=150
"""


def entries(table: str) -> list[tuple[str, object, str]]:
    """Return the operation, value and expected string of every entry that is not n/a."""
    found: list[tuple[str, object, str]] = []
    for line in table.strip().splitlines():
        style, *texts = (cell.strip() for cell in line.split("|"))
        name = style.replace("Delimited", "_delimited").replace("Object", "_object")
        operation = "_".join(name.split())
        values = ["", STRING, ARRAY, OBJECT]
        pairs = zip(values, texts, strict=True)
        found += [(operation, value, text) for value, text in pairs if text != "n/a"]
        if texts[0] != "n/a" and table is _QUERIES:
            found.append((operation, None, texts[0]))
    return found


@pytest.mark.parametrize(("operation", "value", "sent"), entries(_PATHS))
def test_path_style_examples(
    operation: str, value: Any, sent: str, client: Any, operations: Any, server: Server
) -> None:
    getattr(operations, operation)(client, value)
    assert server.last.path.rpartition("/x")[2] == sent


@pytest.mark.parametrize("operation", ["matrix_true", "label_false", "simple_true"])
def test_none_is_rejected_in_path(
    operation: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match="color must not be None"):
        getattr(operations, operation)(client, None)
    assert server.requests == []


@pytest.mark.parametrize("operation", ["header_true", "cookie_false", "cookie_true"])
def test_none_is_left_out_of_headers_and_cookies(
    operation: str, client: Any, operations: Any, server: Server
) -> None:
    getattr(operations, operation)(client, color=None)
    assert not {"color", "cookie"} & set(server.last.headers)


@pytest.mark.parametrize("operation", ["simple_false", "simple_true"])
def test_empty_path_value_is_rejected(
    operation: str, client: Any, operations: Any, server: Server
) -> None:
    nothing: tuple[object, ...] = ("", [], [None], {})
    for value in nothing:
        with pytest.raises(ValueError, match="color must not be blank"):
            getattr(operations, operation)(client, value)
    assert server.requests == []


@pytest.mark.parametrize(("operation", "value", "sent"), entries(_QUERIES))
def test_query_style_examples(
    operation: str, value: Any, sent: str, client: Any, operations: Any, server: Server
) -> None:
    getattr(operations, operation)(client, color=value)
    assert server.last.query == sent


@pytest.mark.parametrize(("operation", "value", "sent"), entries(_HEADERS))
def test_header_style_examples(
    operation: str, value: Any, sent: str, client: Any, operations: Any, server: Server
) -> None:
    getattr(operations, operation)(client, color=value)
    assert server.last.headers["color"] == sent


@pytest.mark.parametrize(("operation", "value", "sent"), entries(_COOKIES))
def test_cookie_style_examples(
    operation: str, value: Any, sent: str, client: Any, operations: Any, server: Server
) -> None:
    getattr(operations, operation)(client, color=value)
    assert server.last.headers["cookie"] == sent
