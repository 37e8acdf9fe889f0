"""Operations as methods of resources."""

from __future__ import annotations

import asyncio
import gc
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from generator.naming.reserved import CLIENT_NAMES
from generator.runtime.client import resource as resources
from generator.runtime.client.resource import LazyResource, Resource
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import post_customers
from tests.runtime.little_client.resources.customers import Customers
from tests.runtime.recording import AsyncRecorder, Recorder, make_response


def test_resource_method_is_operation_function(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [make_response({"id": "cus_1"})]
    assert client.customers.create(name="Ada").id == "cus_1"
    assert recorder.body == b"name=Ada"
    assert Customers.create is post_customers
    assert client.customers.create.__doc__ == "Creates a customer."


def test_async_resource_method() -> None:
    recorder = AsyncRecorder(
        make_response({"id": "cus_1"}), make_response({"data": []})
    )

    async def run() -> str:
        async with AsyncClient("sk", transport=recorder) as client:
            customer = await client.customers.retrieve("cus_1")
            await client.customers.cards.list(customer.id)
            return customer.id

    assert asyncio.run(run()) == "cus_1"
    assert recorder.last.url.endswith("/v1/customers/cus_1/cards")


def test_nested_resource(client: Client, recorder: Recorder) -> None:
    client.customers.cards.list("cus_1", page="p")
    assert recorder.last.url.endswith("/v1/customers/cus_1/cards?page=p")
    assert repr(client.customers.cards) == (
        "<Cards of Client('https://api.little.example/')>"
    )


def test_resource_is_cached_per_client(client: Client) -> None:
    assert client.customers is client.customers
    assert client.customers.cards is client.customers.cards
    assert Client().customers is not client.customers


def test_resource_is_thread_safe() -> None:
    client = Client()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: client.customers, range(64)))
    assert len(set(map(id, found))) == 1


def test_resource_of_client_subclass_in_other_package(recorder: Recorder) -> None:
    class Mine(Client):
        pass

    mine = Mine("sk", transport=recorder)
    mine.customers.create(name="Ada")
    assert recorder.body == b"name=Ada"


def test_resource_method_argument_errors(client: Client) -> None:
    with pytest.raises(TypeError, match=r"^post_customers\(\) got an unexpected"):
        client.customers.create(nmae="Ada")  # type: ignore[call-arg]  # the point


def test_lazy_resource_on_class() -> None:
    assert isinstance(Client.customers, LazyResource)


def test_reserved_resource_names() -> None:
    assert {name for name in dir(Resource) if not name.startswith("_")} == {
        *resources.RESERVED
    }
    assert {"aclose", "api", "call", "close", "raw", "save"} <= CLIENT_NAMES


def test_client_with_resources_is_garbage_collected() -> None:
    client = Client()
    assert client.customers.cards
    seen = weakref.ref(client)
    del client
    gc.collect()
    assert seen() is None
