"""Cookies and path parameters of OpenAPI 3.2."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_cookie_style_is_not_escaped(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_files(
        client,
        "a",
        color=["blue", "black"],
        sizes=["s", "m"],
        session="a%20b=",
        escaped="a b;",
    )
    assert server.last.headers["cookie"] == (
        "color=blue; color=black; sizes=s,m; session=a%20b=; escaped=a%20b%3B"
    )


def test_cookies_are_added_to_cookie_header(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_files(client, "a", cookie="old=1", session="s")
    assert server.last.headers["cookie"] == "old=1; session=s"


def test_path_allow_reserved(client: Any, operations: Any, server: Server) -> None:
    operations.get_files(client, "a:b@c/%2Fd?e#f")
    assert server.last.path == "/folders/a:b@c%2F%2Fd%3Fe%23f/files"


@pytest.mark.parametrize("path", ["..", "%2e%2E", ".", "%2e"])
def test_dot_segments_are_rejected(
    path: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match="is not allowed as a segment"):
        operations.get_files(client, path)
    assert server.requests == []
