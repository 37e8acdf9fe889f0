"""Generated operations send the same requests as Stripe's official client."""

from __future__ import annotations

import json
import re
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

STRINGS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
NAMES = STRINGS.filter(bool)
DATETIMES = st.datetimes(datetime(1970, 1, 1), timezones=st.timezones())
# Our client refuses NaN and infinite numbers.
SCALARS = (
    STRINGS
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from("[]&=+% é€🙂")
)
# The official client encodes a boolean in a list as `[0]=True`, which the API does not accept; all
# others are encoded alike.
SINGLE = SCALARS | st.booleans()


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> Any:
    """A list or an object, nested to this depth; none is empty."""
    inner = trees(depth - 1) if depth else SCALARS
    if draw(st.booleans()):
        return draw(st.lists(SCALARS | inner, min_size=1, max_size=3))
    return draw(st.dictionaries(NAMES, SINGLE | inner, min_size=1, max_size=3))


def parameters(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A subset of these, in the order of the document, in which our client sends them."""
    subset = st.fixed_dictionaries({}, optional=values)
    return subset.map(lambda chosen: dict(sorted(chosen.items())))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | STRINGS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(STRINGS, inner, max_size=3)
    ),
    max_leaves=10,
)


class SentRequest(NamedTuple):
    """A request as a server reads it: a decoded query and a body."""

    method: str
    path: str
    query: list[tuple[str, str]]
    body: str


def sent_request(method: str, url: str, body: Any) -> SentRequest:
    parts = urlsplit(url)
    query = parse_qsl(
        parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)
    )
    content = body.decode() if isinstance(body, bytes) else body or ""
    return SentRequest(method.upper(), parts.path, query, content)


class OfficialRecorder(stripe.HTTPClient):
    """A transport of the official client that records the last request."""

    name = "recorder"
    last: SentRequest

    def request(  # type: ignore[override]  # only the parameters that are used
        self, method: str, url: str, headers: object, post_data: Any = None
    ) -> tuple[str, int, dict[str, str]]:
        self.last = sent_request(method, url, post_data)
        return "{}", 200, {}


class Recorder:
    """A transport of our client that records the last request."""

    last: SentRequest

    def send(self, request: Request) -> Response:
        self.last = sent_request(request.method, request.url, request.content)
        return Response(200, Headers([("Content-Type", "application/json")]), b"{}")

    def close(self) -> None:
        """Nothing to close."""


OFFICIAL, OURS = OfficialRecorder(), Recorder()
STRIPE = stripe.StripeClient(KEY, http_client=OFFICIAL)
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
def test_form_body_is_identical(params: Any) -> None:
    STRIPE.v1.customers.create(params)
    post_customers(CLIENT, **params)
    assert OURS.last == OFFICIAL.last


# Our client escapes brackets in a query (RFC 3986, section 3.4), the official one does not; servers
# decode both to the same names and values.
@given(params=parameters(created=SINGLE | trees(), email=SINGLE, expand=trees()))
def test_query_has_same_names_and_values(params: Any) -> None:
    STRIPE.v1.customers.list(params)
    get_customers(CLIENT, **params)
    assert OURS.last == OFFICIAL.last


@given(start=DATETIMES, end=DATETIMES)
def test_datetimes_are_unix_seconds_in_forms_and_queries(
    start: datetime, end: datetime
) -> None:
    period: Any = {"start": start, "end": end}
    STRIPE.v1.invoice_items.create({"customer": "cus_1", "period": period})
    post_invoiceitems(CLIENT, customer="cus_1", period=period)
    assert OURS.last == OFFICIAL.last

    effective_at: Any = start
    STRIPE.v1.credit_notes.preview({"effective_at": effective_at, "invoice": "in_1"})
    get_credit_notes_preview(CLIENT, invoice="in_1", effective_at=effective_at)
    assert OURS.last == OFFICIAL.last


# Our client escapes a space in a path as `%20` (RFC 3986, section 2.1), the official one as `+`.
# IDs have none, and they begin with a word character: ours refuses control characters, and dots and
# separators where a server could resolve them.
@given(
    name=STRINGS.filter(lambda name: re.fullmatch(r"\w[^ .\x00-\x1f\x7f]*", name)),
    include=trees(),
)
def test_v2_path_and_query_are_identical(name: str, include: Any) -> None:
    STRIPE.v2.core.accounts.retrieve(name, {"include": include})
    get_v2_core_accounts_id(CLIENT, name, include=include)
    assert OURS.last == OFFICIAL.last


@given(
    params=st.fixed_dictionaries(
        {}, optional={"contact_email": JSON, "identity": JSON, "metadata": JSON}
    )
)
def test_json_body_has_same_value(params: Any) -> None:
    STRIPE.v2.core.accounts.create(params)
    post_v2_core_accounts(CLIENT, **params)
    ours, official = OURS.last, OFFICIAL.last
    assert json.loads(ours.body or "{}") == json.loads(official.body)
    assert ours._replace(body="") == official._replace(body="")


# The official client drops None, empty lists and empty objects. Ours sends them as an empty string,
# which is how a form unsets a field of Stripe.
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
def test_null_and_empty_values_in_a_form(params: Any, expected: str) -> None:
    post_customers(CLIENT, **params)
    assert OURS.last.body == expected


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({"email": None}, [("email", "")]),
        ({"email": ""}, [("email", "")]),
        ({"expand": []}, []),
        ({"created": {}}, []),
        ({"created": {"gte": None}}, [("created[gte]", "")]),
    ],
)
def test_null_and_empty_values_in_a_query(
    params: Any, expected: list[tuple[str, str]]
) -> None:
    get_customers(CLIENT, **params)
    assert OURS.last.query == expected
