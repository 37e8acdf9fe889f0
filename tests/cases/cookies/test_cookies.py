"""Cookies and paths as OpenAPI 3.2 has them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases.serving import Server


def test_cookies_of_the_style_cookie_are_not_escaped(
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


def test_cookies_go_beside_those_of_a_header_of_that_name(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_files(client, "a", cookie="old=1", session="s")
    assert server.last.headers["cookie"] == "old=1; session=s"


def test_a_path_lets_through_what_means_nothing_to_it(
    client: Any, operations: Any, server: Server
) -> None:
    operations.get_files(client, "a:b@c/%2Fd?e#f")
    assert server.last.path == "/folders/a:b@c%2F%2Fd%3Fe%23f/files"


@pytest.mark.parametrize("path", ["..", "%2e%2E", ".", "%2e"])
def test_a_step_in_the_path_is_refused_however_it_is_written(
    path: str, client: Any, operations: Any, server: Server
) -> None:
    with pytest.raises(ValueError, match="is not allowed as a segment"):
        operations.get_files(client, path)
    assert server.requests == []
