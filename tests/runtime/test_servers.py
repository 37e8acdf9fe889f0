"""Server URLs with variables, whose values cannot change other parts of the URL."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.operations.servers import Server


@pytest.mark.parametrize(
    ("template", "values", "url"),
    [
        ("https://a.example", {}, "https://a.example"),
        ("https://{h}/", {"h": "a.example:8443"}, "https://a.example:8443/"),
        ("https://{h}", {"h": "[::1]:80"}, "https://[::1]:80"),
        ("https://a.example:{port}/v1", {"port": "8443"}, "https://a.example:8443/v1"),
        ("{scheme}://a.example", {"scheme": "http"}, "http://a.example"),
        ("{url}/v1", {"url": "http://a.example/b"}, "http://a.example/b/v1"),
        ("https://a.example/{p}", {"p": "b/c"}, "https://a.example/b/c"),
        ("https://a.example/{p}", {"p": ""}, "https://a.example/"),
        ("https://{a}.{b}/v1", {"a": "x", "b": "example"}, "https://x.example/v1"),
        ("https://a-{e}/v1", {"e": "eu.example"}, "https://a-eu.example/v1"),
        ("https://a.example{p}", {"p": "/v1"}, "https://a.example/v1"),
        ("https://a.example{p}", {"p": ""}, "https://a.example"),
        ("https://{h}:{p}/b", {"h": "[::1]", "p": "80"}, "https://[::1]:80/b"),
    ],
)
def test_server_variables_are_substituted(
    template: str, values: dict[str, str], url: str
) -> None:
    assert Server(template, values).url == url


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("https://{v}.a.example", "evil.example/"),
        ("https://{v}.a.example", "evil.example?"),
        ("https://{v}.a.example", "evil.example#"),
        ("https://{v}.a.example", "evil.example\\"),
        ("https://{v}.a.example", "me:secret@evil.example:80/"),
        ("https://{v}.a.example", "a\n"),
        ("https://{v}.a.example", "evil.example:80"),
        ("https://{v}", "é.example"),
        ("https://{v}", ""),
        ("{v}://a.example", "file"),
        ("{v}://a.example", "https://evil.example/?"),
        ("{v}/x", "evil.example"),
        ("{v}/x", "file:///etc"),
        ("{v}/x", "https://me:secret@evil.example"),
        ("https://a.example/{v}", ".."),
        ("https://a.example/b/{v}/c", "x/../.."),
        ("https://a.example/{v}.", "."),
        ("https://a.example/{v}", "x/..;y"),
        ("https://a.example/{v}", "%2e%2e/x"),
        ("https://a.example/{v}", "x\0"),
        ("https://a.example{v}", ".evil.example"),
        ("https://a.example{v}", "@evil.example"),
        ("https://a.example{v}", ":80@evil.example"),
        ("https://{v}.a.example", "[::1]"),
        ("https://{v}.a.example", "a..b"),
        ("https://{v}.a.example", ""),
        ("https://a.example:{v}", "80@evil.example"),
        ("https://a.example:{v}", "65536"),
        ("https://a.example:{v}", "0"),
        ("https://a.example:{v}", "-1"),
        ("https://a.example:{v}", "x"),
    ],
)
def test_server_variable_rejects_unsafe_values(template: str, value: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # whatever its words
        Server(template, {"v": value})
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("template", "default", "value", "url"),
    [
        ("https://a.example{v}", "/v1", "/v2", "https://a.example/v2"),
        ("https://a.example{v}", "/v1", "", "https://a.example"),
        ("https://a.example{v}", "/v1", ".evil.example", None),
        ("https://a.example{v}", "/v1", "@evil.example", None),
        ("https://a.example{v}", "/v1", ":80", None),
        ("https://a.example{v}", "/v1", "/../x", None),
        ("https://a.example{v}", ":80", ":8443", "https://a.example:8443"),
        ("https://a.example{v}", ":80", "", "https://a.example"),
        ("https://a.example{v}", ":80", "8443", None),
        ("https://a.example{v}", ":80", ":99999", None),
        ("https://a.example{v}", ":80", "/v1", None),
        ("https://a.example{v}", "", ".evil.example", None),
        ("https://a.example{v}", "", "/v1", "https://a.example/v1"),
        ("https://a{v}/b", ".example", ".co.example", "https://a.co.example/b"),
        ("https://a{v}/b", ".example", "/c", None),
        ("https://{v}a.example", "", "b.", "https://b.a.example"),
        ("https://{v}a.example", "", "evil.example/", None),
        ("https://{v}", "a.example/v1", "b.example/v2", "https://b.example/v2"),
        ("https://{v}", "a.example", "b.example/v2", None),
        ("{v}a.example/b", "https://", "http://", "http://a.example/b"),
        ("{v}a.example/b", "https://", "https://evil.example/", None),
        ("https://a.example/{v}", "x%20y", "x%20y", "https://a.example/x%20y"),
    ],
)
def test_default_decides_what_a_server_variable_is(
    template: str, default: str, value: str, url: str | None
) -> None:
    arguments: Any = (template, {"v": value}, None, {"v": default})
    assert Server(template, {"v": default}, None, {"v": default}).url
    if url is not None:
        assert Server(*arguments).url == url
        return
    with pytest.raises(
        ValueError, match=r"v must be|the URL of the server|a segment of"
    ):
        Server(*arguments)


def test_defaults_of_other_variables_complete_the_host() -> None:
    defaults = {"host": "a.example", "base": "/v1"}
    values = {"host": "b.example:8443", "base": ""}
    server = Server("https://{host}{base}", values, None, defaults)
    assert server.url == "https://b.example:8443"


def test_values_of_an_enum_are_taken_as_they_are() -> None:
    choices = {"suffix": ("", ".example")}
    for suffix in choices["suffix"]:
        server = Server("https://a.test{suffix}", {"suffix": suffix}, choices)
        assert server.url == f"https://a.test{suffix}"


def test_server_variable_missing_or_not_in_enum() -> None:
    with pytest.raises(TypeError, match="needs a value for 'b'"):
        Server("https://{a}.{b}", {"a": "x"})
    with pytest.raises(ValueError, match="a must be one of x, y"):
        Server("https://{a}.example", {"a": "z"}, {"a": ("x", "y")})
    with pytest.raises(TypeError, match="a must be a str, not int"):
        Server("https://a.example:{a}", {"a": 80})


@given(st.text())
def test_server_path_variable_stays_in_path(value: str) -> None:
    try:
        url = Server("https://a.example/b/{v}/c", {"v": value}).url
    except ValueError:
        return
    parts = urlsplit(url)
    assert (parts.scheme, parts.netloc) == ("https", "a.example")
    assert parts.path.startswith("/b/")
    assert parts.path.endswith("/c")
    assert (parts.query, parts.fragment) == ("", "")


@given(st.text())
def test_server_host_variable_stays_in_host(value: str) -> None:
    try:
        url = Server("https://{v}.a.example/c", {"v": value}).url
    except ValueError:
        return
    parts = urlsplit(url)
    assert parts.netloc.endswith(".a.example")
    assert (parts.path, parts.query, parts.fragment) == ("/c", "", "")


@given(st.text("ab.:/@#?[]\\%0123 \n"), st.sampled_from(["/v1", ":80", ""]))
def test_server_variable_does_not_extend_a_host(value: str, default: str) -> None:
    template = "https://a.example{v}"
    try:
        url = Server(template, {"v": value}, None, {"v": default}).url
    except ValueError:
        return
    parts = urlsplit(url)
    assert (parts.hostname, parts.username) == ("a.example", None)
    assert (parts.query, parts.fragment) == ("", "")
