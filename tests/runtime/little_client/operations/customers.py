from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, Unpack

from generator.runtime.client.async_twin import asynchronous
from generator.runtime.models.unset import UNSET, Unset
from generator.runtime.operations.bodies import Json, JsonValue
from generator.runtime.operations.cookies import CookieParameters
from generator.runtime.operations.endpoint import Content, Endpoint
from generator.runtime.operations.form_bodies import Form
from generator.runtime.operations.multipart_bodies import Multipart
from generator.runtime.operations.parameters import Parameter, deep_object
from generator.runtime.operations.raw_bodies import Raw

if TYPE_CHECKING:
    from generator.runtime.client.callers import Caller
    from generator.runtime.http.uploads import FileInput
    from generator.runtime.operations.request_options import RequestOptions

    from ..inputs import Item, Phase
    from ..models import Customer


def post_customers(
    client: Caller,
    *,
    name: str | Literal[""] | Unset = UNSET,
    address: Mapping[str, Any] | Literal[""] | Unset = UNSET,
    expand: Sequence[str] | Unset = UNSET,
    metadata: Mapping[str, str] | Literal[""] | Unset | None = UNSET,
    expires_at: datetime | int | Unset = UNSET,
    phases: Sequence[Phase | Mapping[str, Any]] | Unset = UNSET,
    from_: str | Unset = UNSET,
    **options: Unpack[RequestOptions],
) -> Customer:
    """Creates a customer."""
    return client.call(_POST_CUSTOMERS, locals())


post_customers_async = asynchronous(post_customers)
"""`post_customers` with an `AsyncClient`, to be awaited."""


def get_customer(
    client: Caller,
    customer: str,
    *,
    limit: int | Unset = UNSET,
    created: Mapping[str, datetime | int] | int | Unset = UNSET,
    x_trace: str | Unset = UNSET,
    session: str | Unset = UNSET,
    **options: Unpack[RequestOptions],
) -> Customer:
    """Retrieves a customer."""
    return client.call(_GET_CUSTOMER, locals())


get_customer_async = asynchronous(get_customer)
"""`get_customer` with an `AsyncClient`, to be awaited."""


def post_items(
    client: Caller,
    *,
    item: Item | Unset = UNSET,
    note: str | Unset = UNSET,
    **options: Unpack[RequestOptions],
) -> list[Customer]:
    return client.call(_POST_ITEMS, locals())


def post_value(
    client: Caller, value: Any | Unset = UNSET, **options: Unpack[RequestOptions]
) -> None:
    return client.call(_POST_VALUE, locals())


def post_file(
    client: Caller,
    file: FileInput,
    *,
    purpose: str | Unset = UNSET,
    link: Mapping[str, Any] | Unset = UNSET,
    **options: Unpack[RequestOptions],
) -> bytes:
    return client.call(_POST_FILE, locals())


post_file_async = asynchronous(post_file)
"""`post_file` with an `AsyncClient`, to be awaited."""


def put_blob(
    client: Caller, blob: FileInput | str, **options: Unpack[RequestOptions]
) -> str:
    return client.call(_PUT_BLOB, locals())


def get_open(client: Caller, **options: Unpack[RequestOptions]) -> Any:
    return client.call(_GET_OPEN, locals())


_POST_CUSTOMERS: Endpoint[Customer] = Endpoint(
    "PostCustomers",
    "POST",
    "/v1/customers",
    body=Form(
        "name",
        deep_object("address"),
        deep_object("expand"),
        deep_object("metadata"),
        Parameter("expires_at", type="UnixTime"),
        deep_object("phases", type="list[Phase]"),
        Parameter("from_", "from"),
    ),
    responses={"200": "Customer", "default": "Failure"},
)

_GET_CUSTOMER: Endpoint[Customer] = Endpoint(
    "GetCustomersCustomer",
    "GET",
    "/v1/customers/{customer}",
    path=("customer",),
    query=("limit", deep_object("created", type="dict[str, UnixTime] | int")),
    headers=(Parameter("x_trace", "X-Trace"),),
    cookies=CookieParameters("session"),
    responses={"200": "Customer", "4XX": "Failure"},
)

_POST_ITEMS: Endpoint[list[Customer]] = Endpoint(
    "PostItems",
    "POST",
    "/v2/items",
    body=Json(
        Parameter("item", type="Item"),
        "note",
        media_type="application/json",
        required=True,
    ),
    responses={"2XX": "list[Customer]"},
)

_POST_VALUE: Endpoint[None] = Endpoint(
    "PostValue",
    "POST",
    "/v2/value",
    body=JsonValue("value"),
    responses={"204": None},
)

_POST_FILE: Endpoint[bytes] = Endpoint(
    "PostFile",
    "POST",
    "/v1/files",
    body=Multipart(
        Parameter("file", file=True), "purpose", deep_object("link"), required=True
    ),
    responses={"200": Content("application/pdf", "bytes"), "default": "Failure"},
    server="https://files.little.example/",
)

_PUT_BLOB: Endpoint[str] = Endpoint(
    "PutBlob",
    "PUT",
    "/v1/blob",
    body=Raw("blob", "application/octet-stream"),
    responses={"200": Content("text/csv", "str")},
)

_GET_OPEN: Endpoint[Any] = Endpoint("GetOpen", "GET", "/open", security=())
