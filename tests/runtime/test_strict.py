"""Required properties that a response lacks: None by default, an error in strict mode."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from generator.runtime.http.errors import ApiResponseError
from generator.runtime.models.decode import read_value
from generator.runtime.models.required import missing_property
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import get_customer
from tests.runtime.little_client.operations.lists import get_customers
from tests.runtime.recording import AsyncRecorder, Recorder, make_response

PACKAGE = "tests.runtime.little_client"
WHOLE = {"id": "cus_1", "object": "customer", "created": 1767225600}
PARTIAL = {"id": "cus_1", "object": "customer"}


def test_missing_required_property_is_none_by_default(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [make_response(PARTIAL)]
    customer = get_customer(client, "cus_1")
    assert customer.created is None
    assert not customer.is_set("created")


def test_strict_client_rejects_missing_required_property(recorder: Recorder) -> None:
    client = Client("sk", transport=recorder, strict=True)
    recorder.responses = [make_response(WHOLE), make_response(PARTIAL)]
    assert get_customer(client, "cus_1").id == "cus_1"
    with pytest.raises(ApiResponseError, match="lacks the required property /created"):
        get_customer(client, "cus_1")


def test_strict_client_checks_items_of_pages(recorder: Recorder) -> None:
    client = Client("sk", transport=recorder, strict=True)
    first = {"object": "list", "has_more": True, "data": [WHOLE]}
    second = {"object": "list", "has_more": False, "data": [WHOLE, PARTIAL]}
    recorder.responses = [make_response(first), make_response(second)]
    with pytest.raises(ApiResponseError, match="/data/1/created"):
        list(get_customers(client).auto_paging())


def test_strict_async_client() -> None:
    async def call() -> None:
        recorder = AsyncRecorder()
        recorder.responses = [make_response(PARTIAL)]
        client = AsyncClient("sk", transport=recorder, strict=True)
        with pytest.raises(ApiResponseError, match="/created"):
            await client.customers.retrieve("cus_1")

    asyncio.run(call())


@pytest.mark.parametrize(
    ("annotation", "value", "pointer"),
    [
        ("Customer", WHOLE, None),
        ("Customer", {**WHOLE, "created": None}, None),
        (
            "Customer",
            {**WHOLE, "default_source": {"object": "card"}},
            "/default_source/id",
        ),
        ("list[Customer]", [WHOLE, PARTIAL], "/1/created"),
        ("dict[str, Customer]", {"a/b~c": PARTIAL}, "/a~1b~0c/created"),
        ("Customer", {**WHOLE, "extra": {"id": 1}}, None),
        ("Any", {"id": 1}, None),
        ("str", "x", None),
    ],
)
def test_missing_property(annotation: str, value: Any, pointer: str | None) -> None:
    assert missing_property(read_value(value, annotation, PACKAGE)) == pointer


def test_copy_of_client_can_be_strict(client: Client, recorder: Recorder) -> None:
    strict = client.with_options(strict=True)
    recorder.responses = [make_response(PARTIAL), make_response(PARTIAL)]
    assert get_customer(client, "cus_1").id == "cus_1"
    with pytest.raises(ApiResponseError, match="/created"):
        get_customer(strict, "cus_1")
