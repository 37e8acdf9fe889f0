"""Server URLs with variables, whose values cannot change other parts of the URL."""

from __future__ import annotations

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
    ],
)
def test_server_variable_rejects_unsafe_values(template: str, value: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # whatever its words
        Server(template, {"v": value})
    assert "secret" not in str(caught.value)


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
