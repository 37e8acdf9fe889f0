"""What generated operations send, against what Stripe's own client sends for the same values."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest
import stripe
from hypothesis import given
from hypothesis import strategies as st

from generated.stripe_client import Client, Request, Response
from generated.stripe_client._runtime.http.headers import Headers
from generated.stripe_client.operations import (
    get_credit_notes_preview,
    get_customers,
    get_v2_core_accounts_id,
    post_customers,
    post_invoiceitems,
    post_v2_core_accounts,
)

KEY = "sk_test_123"

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
NAMES = TEXTS.filter(bool)
MOMENTS = st.datetimes(datetime(1970, 1, 1), timezones=st.timezones())
SCALARS = (
    TEXTS | st.integers() | st.floats(allow_nan=False) | st.sampled_from("[]&=+% é€🙂")
)
# Stripe's own client spells a boolean in a list as Python does, `[0]=True`; everywhere else, and
# we everywhere, as the API wants it.
SINGLE = SCALARS | st.booleans()


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Any:
    """A list or an object, with others in it down to this depth; none of them is empty."""
    inner = trees(depth - 1) if depth else SCALARS
    if draw(st.booleans()):
        return draw(st.lists(SCALARS | inner, min_size=1, max_size=3))
    return draw(st.dictionaries(NAMES, SINGLE | inner, min_size=1, max_size=3))


def parameters(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Some of these, in the order of the document: that is how ours are sent."""
    some = st.fixed_dictionaries({}, optional=values)
    return some.map(lambda chosen: dict(sorted(chosen.items())))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=10,
)


class Sent(NamedTuple):
    """What a server would get: a query's names and values, without their escapes, and a body."""

    method: str
    path: str
    query: list[tuple[str, str]]
    body: str


def sent(method: str, url: str, body: Any) -> Sent:
    parts = urlsplit(url)
    query = parse_qsl(
        parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)
    )
    text = body.decode() if isinstance(body, bytes) else body or ""
    return Sent(method.upper(), parts.path, query, text)


class Theirs(stripe.HTTPClient):
    """In place of a connection of Stripe's own client: keeps what it would send."""

    name = "kept"
    last: Sent

    def request(  # type: ignore[override]  # as much as is called
        self, method: str, url: str, headers: object, post_data: Any = None
    ) -> tuple[str, int, dict[str, str]]:
        self.last = sent(method, url, post_data)
        return "{}", 200, {}


class Ours:
    """The same for ours."""

    last: Sent

    def send(self, request: Request) -> Response:
        self.last = sent(request.method, request.url, request.content)
        return Response(200, Headers([("Content-Type", "application/json")]), b"{}")

    def close(self) -> None:
        """Nothing is open."""


THEIRS, OURS = Theirs(), Ours()
STRIPE = stripe.StripeClient(KEY, http_client=THEIRS)
CLIENT: Any = Client(KEY, transport=OURS)


@given(
    params=parameters(
        address=trees(),
        balance=SINGLE,
        description=SINGLE,
        expand=trees(),
        metadata=trees(),
        name=SINGLE,
        tax_id_data=trees(),
    )
)
def test_a_form_is_the_same_byte_for_byte(params: Any) -> None:
    STRIPE.v1.customers.create(params)
    post_customers(CLIENT, **params)
    assert OURS.last == THEIRS.last


# Ours escapes the brackets of names in a query, as RFC 3986 (section 3.4) has it; theirs does not.
# A server sees the same names and values.
@given(params=parameters(created=SINGLE | trees(), email=SINGLE, expand=trees()))
def test_a_query_has_the_same_names_and_values(params: Any) -> None:
    STRIPE.v1.customers.list(params)
    get_customers(CLIENT, **params)
    assert OURS.last == THEIRS.last


@given(start=MOMENTS, end=MOMENTS)
def test_moments_are_unix_seconds_in_forms_and_queries(
    start: datetime, end: datetime
) -> None:
    period: Any = {"start": start, "end": end}
    STRIPE.v1.invoice_items.create({"customer": "cus_1", "period": period})
    post_invoiceitems(CLIENT, customer="cus_1", period=period)
    assert OURS.last == THEIRS.last

    moment: Any = start
    STRIPE.v1.credit_notes.preview({"effective_at": moment, "invoice": "in_1"})
    get_credit_notes_preview(CLIENT, invoice="in_1", effective_at=moment)
    assert OURS.last == THEIRS.last


# A space in a path is `%20` in ours, by RFC 3986 (section 2.1), and `+` in theirs; no name has one.
@given(
    name=TEXTS.filter(lambda text: text.strip(".") and " " not in text),
    include=trees(),
)
def test_a_query_of_v2_and_a_path_are_the_same_too(name: str, include: Any) -> None:
    STRIPE.v2.core.accounts.retrieve(name, {"include": include})
    get_v2_core_accounts_id(CLIENT, name, include=include)
    assert OURS.last == THEIRS.last


@given(
    params=st.fixed_dictionaries(
        {}, optional={"contact_email": JSON, "identity": JSON, "metadata": JSON}
    )
)
def test_a_body_in_json_says_the_same(params: Any) -> None:
    STRIPE.v2.core.accounts.create(params)
    post_v2_core_accounts(CLIENT, **params)
    ours, theirs = OURS.last, THEIRS.last
    assert json.loads(ours.body or "{}") == json.loads(theirs.body)
    assert ours._replace(body="") == theirs._replace(body="")


# Stripe's own client drops None, and empty lists and objects with it. Ours sends what it is given:
# nothing as text is how Stripe unsets, and there is no other way to say so in a form.
@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"name": None}, "name="),
        ({"name": ""}, "name="),
        ({"metadata": None}, "metadata="),
        ({"metadata": {"order": None}}, "metadata[order]="),
        ({"preferred_locales": []}, "preferred_locales="),
        (
            {"invoice_settings": {"custom_fields": []}},
            "invoice_settings[custom_fields]=",
        ),
        ({"metadata": {}}, ""),
        ({"name": "Ada", "metadata": {}}, "name=Ada"),
        ({"address": {"city": {}}}, ""),
        ({"expand": [True]}, "expand[0]=true"),
    ],
)
def test_nothing_and_what_is_empty(params: Any, expected: str) -> None:
    post_customers(CLIENT, **params)
    assert OURS.last.body == expected


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"email": None}, [("email", "")]),
        ({"email": ""}, [("email", "")]),
        ({"expand": []}, [("expand", "")]),
        ({"created": {}}, []),
        ({"created": {"gte": None}}, [("created[gte]", "")]),
    ],
)
def test_nothing_and_what_is_empty_in_a_query(
    params: Any, expected: list[tuple[str, str]]
) -> None:
    get_customers(CLIENT, **params)
    assert OURS.last.query == expected
