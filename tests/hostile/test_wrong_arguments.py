"""Wrong arguments: a `TypeError` or `ValueError`, whatever they are and wherever they are sent."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.runtime.auth.api_key import ApiKey
from generator.runtime.auth.basic import Basic
from generator.runtime.auth.credentials import Bearer
from generator.runtime.auth.http_scheme import Http
from generator.runtime.auth.several_schemes import SchemeCredentials
from generator.runtime.auth.token_from import TokenFrom
from generator.runtime.http.errors import ApiError
from generator.runtime.http.timeouts import Timeout
from generator.runtime.operations.bodies import Json, JsonValue
from generator.runtime.operations.cookies import CookieParameters
from generator.runtime.operations.endpoint import Endpoint
from generator.runtime.operations.form_bodies import Form, FormValue
from generator.runtime.operations.multi_segment import MultiSegmentParameter
from generator.runtime.operations.multipart_bodies import Multipart, MultipartValue
from generator.runtime.operations.parameters import Parameter
from generator.runtime.operations.raw_bodies import Raw
from generator.runtime.operations.styles import StyledParameter, deep_object
from tests.property_settings import examples
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import get_customer
from tests.runtime.recording import Recorder, make_response

SURROGATES = ["\ud800", "a\udfffb", "\udce9", "\ude00\ud83d"]


def endpoint(method: str = "POST", **declared: Any) -> Endpoint[Any]:
    template = "/c/{x}" if "path" in declared else "/c"
    return Endpoint("op", method, template, responses={"200": "Any"}, **declared)


CONTENT = "application/json"
# An operation with an argument `x` for each location and serialization.
LOCATIONS: Mapping[str, Endpoint[Any]] = {
    "path": endpoint(path=("x",)),
    "label": endpoint(path=(StyledParameter("x", None, "label", True),)),
    "matrix": endpoint(path=(StyledParameter("x", None, "matrix", True),)),
    "reserved path": endpoint(path=(StyledParameter("x", allow_reserved=True),)),
    "JSON in path": endpoint(path=(StyledParameter("x", media_type=CONTENT),)),
    "multi-segment path": endpoint(path=(MultiSegmentParameter("x"),)),
    "query": endpoint(query=("x",)),
    "form query": endpoint(query=(StyledParameter("x", None, "form", False),)),
    "deep object": endpoint(query=(deep_object("x"),)),
    "pipes": endpoint(query=(StyledParameter("x", None, "pipeDelimited", False),)),
    "JSON in query": endpoint(query=(StyledParameter("x", media_type=CONTENT),)),
    "header": endpoint(headers=("x",)),
    "JSON in header": endpoint(headers=(StyledParameter("x", media_type=CONTENT),)),
    "cookie": endpoint(cookies=CookieParameters("x")),
    "plain cookie": endpoint(cookies=CookieParameters(Parameter("x", style="cookie"))),
    "form": endpoint(body=Form("x")),
    "deep form": endpoint(body=Form(Parameter("x", None, "deepObject", True))),
    "form value": endpoint(body=FormValue("x")),
    "JSON": endpoint(body=Json("x")),
    "JSON value": endpoint(body=JsonValue("x")),
    "multipart": endpoint(body=Multipart("x")),
    "multipart or file": endpoint(body=Multipart(Parameter("x", file=None))),
    "multipart file": endpoint(body=Multipart(Parameter("x", file=True))),
    "JSON part": endpoint(body=Multipart(Parameter("x", media_type=CONTENT))),
    "Latin-1 part": endpoint(
        body=Multipart(Parameter("x", media_type="text/plain; charset=latin-1"))
    ),
    "multipart value": endpoint(body=MultipartValue("x")),
    "text": endpoint(body=Raw("x", "text/plain")),
    "Latin-1 text": endpoint(body=Raw("x", "text/plain; charset=latin-1")),
}
# Arguments of `client.request` and options of calls.
OPTIONS: Mapping[str, Callable[[Client, Any], Any]] = {
    "extra_query": lambda client, x: client.request("GET", "/c", extra_query=x),
    "extra_headers": lambda client, x: client.request("GET", "/c", extra_headers=x),
    "extra_body": lambda client, x: client.request("POST", "/c", extra_body=x),
    "option": lambda client, x: get_customer(client, "c", extra_query={"x": x}),
    "extra body of a form": lambda client, x: client.call(
        LOCATIONS["form"], {"client": client, "options": {"extra_body": {"x": x}}}
    ),
    "extra body of a multipart form": lambda client, x: client.call(
        LOCATIONS["multipart"], {"client": client, "options": {"extra_body": {"x": x}}}
    ),
    "extra header": lambda client, x: get_customer(client, "c", extra_headers={"X": x}),
    "header name": lambda client, x: get_customer(client, "c", extra_headers={x: "y"}),
    "key": lambda client, x: get_customer(client, "c", idempotency_key=x),
    "method": lambda client, x: client.request(x, "/c"),
    "path of a request": lambda client, x: client.request("GET", x),
    "query of a request": lambda client, x: client.request("GET", "/c", query=x),
    "query value": lambda client, x: client.request("GET", "/c", query={"x": x}),
    "json": lambda client, x: client.request("POST", "/c", json=x),
    "data": lambda client, x: client.request("POST", "/c", data=x),
    "data value": lambda client, x: client.request("POST", "/c", data={"x": x}),
    "content": lambda client, x: client.request("POST", "/c", content=x),
    "headers": lambda client, x: client.request("GET", "/c", headers=x),
    "timeout": lambda client, x: get_customer(client, "c", timeout=x),
    "max_retries": lambda client, x: get_customer(client, "c", max_retries=x),
    "credentials": lambda client, x: get_customer(client, "c", credentials=x),
}
TEXT_LOCATIONS = [name for name in LOCATIONS if name != "multipart file"]


def send(name: str, value: Any) -> Recorder:
    """Call with the argument in a location or option; return what was sent."""
    if name in ("form value", "multipart value") and not isinstance(value, dict):
        value = {"x": value}
    recorder = Recorder(make_response({}), make_response({}))
    with Client("sk", transport=recorder, max_retries=0) as client:
        if name in OPTIONS:
            OPTIONS[name](client, value)
        else:
            client.call(LOCATIONS[name], {"client": client, "x": value})
        # Read the body, as a transport does.
        assert recorder.body is not None
    return recorder


each_name = pytest.mark.parametrize("name", [*LOCATIONS, *OPTIONS])


@pytest.mark.parametrize("name", TEXT_LOCATIONS)
def test_lone_surrogate_names_the_argument(name: str) -> None:
    for value in SURROGATES:
        with pytest.raises(ValueError, match=r"(?i)\bx\b"):
            send(name, value)


@pytest.mark.parametrize(
    "name",
    ["option", "extra header", "query value", "data value", "extra body of a form"],
)
@pytest.mark.parametrize("value", SURROGATES)
def test_lone_surrogate_in_an_option_names_it(name: str, value: str) -> None:
    with pytest.raises(ValueError, match=r"(?i)\bx\b"):
        send(name, value)


@pytest.mark.parametrize(
    "name", ["JSON", "JSON value", "form", "deep form", "deep object", "JSON part"]
)
@pytest.mark.parametrize(
    "value", [{"a": ["\ud800"]}, {"a": {"\ud800": 1}}, {"\udfff": {"b": "\\ud800"}}]
)
def test_lone_surrogate_inside_of_an_argument(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=r"surrogates"):
        send(name, value)


@pytest.mark.parametrize("name", TEXT_LOCATIONS)
@pytest.mark.parametrize("value", ["\U0001f600", "a\\ud800"])
def test_characters_beside_surrogates_are_sent(name: str, value: str) -> None:
    if name == "plain cookie" or (
        not value.isascii() and ("Latin-1" in name or name == "header")
    ):
        pytest.skip("the location cannot carry these characters at all")
    assert send(name, value).requests


@pytest.mark.parametrize("kind", ["multipart file", "multipart or file"])
@pytest.mark.parametrize(
    "file",
    [
        ("\ud800.txt", b"x"),
        ("caf\udce9.txt", b"x", "text/plain"),
        ("a.txt", b"x", "text/\ud800"),
        ("a.txt", b"x", "text/plain", {"X-A": "\ud800"}),
        ("a.txt", b"x", "text/plain", {"X-\ud800": "a"}),
    ],
)
def test_lone_surrogate_in_a_file_name_or_header(kind: str, file: Any) -> None:
    with pytest.raises(ValueError, match=r"name|header"):
        send(kind, file)


def nested(levels: int, *, in_lists: bool) -> Any:
    value: Any = "a"
    for _ in range(levels):
        value = [value] if in_lists else {"a": value}
    return value


@each_name
def test_deeply_nested_argument(name: str) -> None:
    limit = sys.getrecursionlimit()
    # Around a half, a third and so on of the limit, different functions are the first to reach it.
    levels = {limit * 100} | {
        limit // parts + more for parts in range(1, 7) for more in (-25, 0)
    }
    for level in sorted(levels):
        for in_lists in (False, True):
            value = nested(level, in_lists=in_lists)
            try:
                send(name, value)
            except (TypeError, ValueError):
                continue
            assert level < limit


@each_name
def test_argument_that_contains_itself(name: str) -> None:
    values: list[Any] = []
    values.append(values)
    members: dict[str, Any] = {}
    members["a"] = members
    for value in (values, members):
        with pytest.raises((TypeError, ValueError)):
            send(name, value)


NUMBERS = [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("Infinity")]


@pytest.mark.parametrize("name", [*LOCATIONS, "query value", "data value", "json"])
def test_number_that_is_not_finite(name: str) -> None:
    for number in NUMBERS:
        for value in (number, [number], {"a": number}):
            with pytest.raises((TypeError, ValueError)):
                send(name, value)


scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**4000),
    st.floats(),
    st.decimals(),
    st.text(max_size=5),
    st.sampled_from(SURROGATES),
    st.binary(max_size=5),
    st.datetimes(),
    st.dates(),
    st.timedeltas(),
    st.complex_numbers(),
    st.uuids(),
    st.sampled_from([object(), int, Client, len, range(3), iter([b"x"]), {1, 2}, ...]),
)
keys = scalars.filter(
    lambda key: (
        key.__hash__ is not None and not (isinstance(key, Decimal) and key.is_snan())
    )
)
values = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.tuples(inner, inner)
        | st.dictionaries(keys, inner, max_size=3)
    ),
    max_leaves=6,
)


@examples(150, 2000)
@given(st.sampled_from([*LOCATIONS, *OPTIONS]), values)
def test_any_argument_is_sent_or_refused(name: str, value: Any) -> None:
    try:
        send(name, value)
    except (TypeError, ValueError):
        pass
    except ApiError as error:
        assert "needs credentials" in str(error)  # noqa: PT017  # raised or not


WRONG_SETTINGS: Mapping[str, tuple[Any, ...]] = {
    "base_url": (
        5,
        b"https://a.example",
        ["https://a.example"],
        "https://a.example:99999",
    ),
    "server": ("https://a.example", 5, object(), b""),
    "timeout": (
        "5",
        b"5",
        [5],
        0,
        -1,
        math.nan,
        math.inf,
        10**400,
        True,
        Timeout(read=-1),
    ),
    "max_retries": ("5", 1.5, -1, b"1", [1], True, math.nan),
    "headers": (
        "a",
        5,
        b"a",
        [("a", "b")],
        {1: "a"},
        {"a": 1},
        {b"a": "b"},
        {"a": b"b"},
        {"a": None},
    ),
    "query": ("a", 5, b"a", [("a", "b")], {"a": object()}, {"a": "\ud800"}, {1: "a"}),
    "proxy": (5, "a b", "ftp://a.example"),
}


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values_ in WRONG_SETTINGS.items() for value in values_],
)
@pytest.mark.parametrize("client_class", [Client, AsyncClient])
def test_wrong_setting_of_a_client(name: str, value: Any, client_class: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        client_class("sk", **{name: value})
    with pytest.raises((TypeError, ValueError)):
        client_class("sk").with_options(**{name: value})


@pytest.mark.parametrize(
    "credentials",
    [
        5,
        b"sk",
        Bearer,
        Basic,
        object(),
        ["sk"],
        {"a": "b"},
        True,
        "",
        " ",
        "a\n",
        "\ud800",
        len,
    ],
)
@pytest.mark.parametrize("client_class", [Client, AsyncClient])
def test_wrong_credentials(credentials: Any, client_class: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        client_class(credentials)
    with pytest.raises((TypeError, ValueError)):
        get_customer(Client("sk", transport=Recorder()), "c", credentials=credentials)


@pytest.mark.parametrize(
    "create",
    [
        *(lambda x: Bearer(x), lambda x: ApiKey(x, "X"), lambda x: Basic(x, "p")),
        *(lambda x: Basic("u", x), lambda x: Http(x, "Digest")),
    ],
)
@pytest.mark.parametrize("secret", [5, b"sk", ["sk"], True, "\ud800"], ids=repr)
def test_wrong_secret(create: Any, secret: Any) -> None:
    with pytest.raises((TypeError, ValueError)) as caught:
        get_customer(Client(create(secret), transport=Recorder()), "c")
    assert "sk" not in str(caught.value)


@pytest.mark.parametrize("token", [5, None, b"sk", "a\nb", "\ud800", ["sk"]], ids=repr)
def test_wrong_token_of_a_function(token: Any) -> None:
    client = Client(TokenFrom(lambda: token), transport=Recorder())
    with pytest.raises((TypeError, ValueError)):
        get_customer(client, "c")


def test_credentials_for_several_schemes_where_there_is_one() -> None:
    with pytest.raises(TypeError, match="credentials must be"):
        Client(SchemeCredentials(a="sk"))
