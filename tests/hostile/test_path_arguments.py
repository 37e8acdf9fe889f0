"""Path arguments: whoever decodes the path, it stays below the literal part of its template."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.operations.endpoint import Endpoint
from generator.runtime.operations.multi_segment import MultiSegmentParameter
from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.styles import StyledParameter
from tests.hostile.path_resolution import leads_elsewhere
from tests.runtime.little_client.client import Client
from tests.runtime.recording import Recorder

STEPS = [
    *(".", "..", "../", "../x", "x/..", "x/../../y", "./x", "x/./y", "/..", "..//"),
    *(
        "..\\x",
        "x\\..",
        "x\\..\\..\\y",
        ".\\x",
        "..;x",
        "..;x=1/y",
        "x/..;y",
        "x;a/../y",
    ),
    *("..?x", "..#x", "../?x", ".. ", ".. /x", " ..", "..\\;x", "x;..;y"),
]
ENCODED_STEPS = [
    *(
        "%2e%2e",
        "%2E.",
        ".%2e",
        "%2e",
        "..%2f",
        "..%2Fx",
        "..%5c",
        "..%3bx",
        "%2e%2e%2fx",
    ),
    *("%252e%252e", "..%252fx", "%25252e%25252e", "..%25255cx", "x%2f..%2f..%2fy"),
    *("%c0%ae%c0%ae/x", "..%c0%afx", "..%c1%9cx"),
]
NO_SEGMENT = [
    " ",
    "%20",
    "/ /",
    "/",
    "//",
    "\\",
    ";x",
    "?x",
    "#x",
    "/;x",
    "%2f",
    "%252f",
]
CONTROL_CHARACTERS = ["a\0", "a\n", "\r", "\x7f", "a%00", "a%250a", "..\0"]
HARMLESS = [
    *(
        "v1..2",
        "a..b",
        "...",
        "....",
        "file.tar.gz",
        "1.2",
        ".hidden",
        "..x",
        "x..",
        "x.",
        "~.",
    ),
    *(
        "a/b",
        "main/feature",
        "https://a.example/b/",
        "a\\b",
        "a;b",
        "a b",
        "a?b",
        "a#b",
        "100%",
    ),
    *("100%25", "a%2fb", "é..", "日本", "\xc0\xae", "-", "a,b", "a:b@c", "…"),
]

literals = st.sampled_from(
    [*".:/\\;?#% ax", "..", "%2e", "%2f", "%5c", "%25", "%3b", "2e", "2f", "25"]
)
texts = st.lists(literals, max_size=8).map("".join) | st.text(max_size=5)


def sent_path(
    arguments: dict[str, Any],
    template: str = "/c/{x}",
    *path: str | Parameter,
) -> str:
    """The path of the request of a call with these arguments."""
    recorder = Recorder()
    endpoint = Endpoint[Any]("op", "GET", template, path=path or ("x",))
    with Client("sk_test_123", transport=recorder, max_retries=0) as client:
        client.call(endpoint, {"client": client, **arguments})
    url = urlsplit(recorder.last.url)
    assert (url.query, url.fragment) == ("", "")
    return url.path.removeprefix("/v1")


@pytest.mark.parametrize(
    "value", [*STEPS, *ENCODED_STEPS, *NO_SEGMENT, *CONTROL_CHARACTERS]
)
@pytest.mark.parametrize("allow_reserved", [False, True])
def test_path_argument_that_steps_out(value: str, allow_reserved: bool) -> None:
    parameter = StyledParameter("x", allow_reserved=allow_reserved)
    with pytest.raises(
        ValueError, match=r"a segment of|part of the URL|control|too often"
    ):
        sent_path({"x": value}, "/c/{x}", parameter)


@pytest.mark.parametrize("value", HARMLESS)
def test_path_argument_with_harmless_dots(value: str) -> None:
    assert sent_path({"x": value}) == "/c/" + quote(value, safe="")


@pytest.mark.parametrize(
    ("template", "arguments"),
    [
        ("/c/.{x}", {"x": "."}),
        ("/c/.{x}", {"x": "/y"}),
        ("/c/{x}.", {"x": "."}),
        ("/c/{x}.", {"x": "a/."}),
        ("/c/{x}{y}", {"x": ".", "y": "."}),
        ("/c/{x}{y}/d", {"x": "a/.", "y": "."}),
        ("/c/{x};v={y}", {"x": "..", "y": "1"}),
        ("/c/%2e{x}", {"x": "."}),
    ],
)
def test_path_argument_that_steps_out_with_its_neighbors(
    template: str, arguments: dict[str, str]
) -> None:
    with pytest.raises(ValueError, match="as a segment of"):
        sent_path(arguments, template, "x", "y")


@pytest.mark.parametrize("explode", [False, True])
@pytest.mark.parametrize(
    ("style", "value"),
    [
        ("label", "."),
        ("label", ""),
        ("label", ["."]),
        ("label", "/../x"),
        ("label", ["/", "a"]),
        ("matrix", "/../x"),
        ("matrix", ["a", "/.."]),
        ("simple", ["../x"]),
        ("simple", ["a", "/../b"]),
        ("simple", {"a": "/../b"}),
    ],
)
def test_styled_path_argument_that_steps_out(
    style: Any, value: Any, explode: bool
) -> None:
    with pytest.raises(ValueError, match="as a segment of"):
        sent_path({"x": value}, "/c/{x}", StyledParameter("x", None, style, explode))


@pytest.mark.parametrize(
    ("style", "value", "path"),
    [
        ("label", "a", "/c/.a"),
        ("label", ["a", "b"], "/c/.a,b"),
        ("matrix", "a..b", "/c/;x=a..b"),
        ("matrix", "..", "/c/;x=.."),
    ],
)
def test_styled_path_argument(style: Any, value: Any, path: str) -> None:
    assert sent_path({"x": value}, "/c/{x}", StyledParameter("x", None, style)) == path


@pytest.mark.parametrize(
    "value",
    ["../x", "a/../b", "a/..;x", "a/%2e%2e", "a//b", "/a", "/", ["", "a"], "a\0"],
)
def test_multi_segment_argument_that_steps_out(value: Any) -> None:
    with pytest.raises(ValueError, match=r"a segment of|part of the URL|control"):
        sent_path({"x": value}, "/c/{x}", MultiSegmentParameter("x"))


def test_multi_segment_argument() -> None:
    parameter = MultiSegmentParameter("x")
    assert sent_path({"x": "a..b/c.d/"}, "/c/{x}", parameter) == "/c/a..b/c.d/"


@pytest.mark.parametrize(
    "path",
    ["/a/%252e%252e/b", "/a/..%5cb", "/a/..%3bx/b", "/a%00", "/a/%c0%ae./b", "\ud800"],
)
def test_undocumented_path_that_steps_out(path: str) -> None:
    client = Client("sk_test_123", transport=Recorder())
    with pytest.raises(ValueError, match=r"not allowed|control|must be escaped"):
        client.request("GET", path)


def test_dot_segments_of_the_document_are_kept() -> None:
    assert sent_path({"x": "a"}, "/c/./{x}") == "/c/./a"
    with pytest.raises(ValueError, match="as a segment of"):
        sent_path({"x": "."}, "/c/./{x}")


def check_stays_below(
    value: str, template: str, *path: str | Parameter, **more: str
) -> None:
    try:
        sent = sent_path({"x": value, **more}, template, *path)
    except ValueError:
        return
    assert not leads_elsewhere(sent, template.partition("{")[0])


@given(texts)
def test_any_path_argument_stays_below(value: str) -> None:
    check_stays_below(value, "/c/d/{x}")


@given(texts)
def test_any_reserved_path_argument_stays_below(value: str) -> None:
    check_stays_below(value, "/c/d/{x}/e", StyledParameter("x", allow_reserved=True))


@given(texts)
def test_any_multi_segment_argument_stays_below(value: str) -> None:
    check_stays_below(value, "/c/d/{x}", MultiSegmentParameter("x"))


@given(texts, texts)
def test_any_two_path_arguments_stay_below(first: str, second: str) -> None:
    check_stays_below(first, "/c/d/{x}.{y}", "x", "y", y=second)


@given(st.text("abc.-_~:@ é日%", min_size=1).filter(lambda text: text.strip(". ")))
def test_any_harmless_path_argument_is_sent(value: str) -> None:
    assert sent_path({"x": value}) == "/c/" + quote(value, safe="")
