"""Operations as methods of a client."""

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
from tests.runtime.recording import AsyncRecorder, Recorder, answer


def test_a_method_is_the_function_of_the_operation(
    client: Client, recorder: Recorder
) -> None:
    recorder.answers = [answer({"id": "cus_1"})]
    assert client.customers.create(name="Ada").id == "cus_1"
    assert recorder.body == b"name=Ada"
    assert Customers.create is post_customers
    assert client.customers.create.__doc__ == "Creates a customer."


def test_methods_can_be_awaited() -> None:
    recorder = AsyncRecorder(answer({"id": "cus_1"}), answer({"data": []}))

    async def run() -> str:
        async with AsyncClient("sk", transport=recorder) as client:
            customer = await client.customers.retrieve("cus_1")
            await client.customers.cards.list(customer.id)
            return customer.id

    assert asyncio.run(run()) == "cus_1"
    assert recorder.last.url.endswith("/v1/customers/cus_1/cards")


def test_resources_can_have_resources(client: Client, recorder: Recorder) -> None:
    client.customers.cards.list("cus_1", page="p")
    assert recorder.last.url.endswith("/v1/customers/cus_1/cards?page=p")
    assert repr(client.customers.cards) == (
        "<Cards of Client('https://api.little.example/')>"
    )


def test_each_client_has_its_own_resource_and_keeps_it(client: Client) -> None:
    assert client.customers is client.customers
    assert client.customers.cards is client.customers.cards
    assert Client().customers is not client.customers


def test_many_threads_find_the_same_resource() -> None:
    client = Client()
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: client.customers, range(64)))
    assert len(set(map(id, found))) == 1


def test_a_subclass_elsewhere_finds_the_resources(recorder: Recorder) -> None:
    class Mine(Client):
        pass

    mine = Mine("sk", transport=recorder)
    mine.customers.create(name="Ada")
    assert recorder.body == b"name=Ada"


def test_mistakes_are_told_in_the_words_of_the_function(client: Client) -> None:
    with pytest.raises(TypeError, match=r"^post_customers\(\) got an unexpected"):
        client.customers.create(nmae="Ada")  # type: ignore[call-arg]  # the point


def test_on_the_class_it_is_the_attribute_itself() -> None:
    assert isinstance(Client.customers, LazyResource)


def test_names_that_are_taken() -> None:
    assert {name for name in dir(Resource) if not name.startswith("_")} == {
        *resources.RESERVED
    }
    assert {"aclose", "api", "call", "close", "raw", "save"} <= CLIENT_NAMES


def test_a_client_with_resources_goes_when_it_is_not_needed() -> None:
    client = Client()
    assert client.customers.cards
    seen = weakref.ref(client)
    del client
    gc.collect()
    assert seen() is None
