"""Pages know which call they came from, and nobody else has to."""

from __future__ import annotations

import asyncio
import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from generator.runtime.paging.page import RESERVED
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.models import CustomersPage
from tests.runtime.little_client.operations.lists import (
    get_customers,
    get_customers_async,
)
from tests.runtime.recording import AsyncRecorder, Recorder
from tests.runtime.recording import customers_page as page


def test_pages_that_are_awaited_say_so() -> None:
    async def run() -> CustomersPage:
        recorder = AsyncRecorder(page("a"))
        return await get_customers_async(AsyncClient("sk", transport=recorder))

    found = asyncio.run(run())
    with pytest.raises(TypeError, match="an async client: go on with `async for`"):
        iter(found.auto_paging())
    with pytest.raises(TypeError, match="`get_next_page_async`"):
        found.get_next_page()


def test_pages_that_are_not_awaited_say_so(client: Client, recorder: Recorder) -> None:
    recorder.answers = [page("a")]
    found = get_customers(client)
    with pytest.raises(TypeError, match="a client: go on with `for`"):
        aiter(found.auto_paging())
    with pytest.raises(TypeError, match=r"`get_next_page`$"):
        asyncio.run(found.get_next_page_async())


@pytest.mark.parametrize(
    "change",
    [
        lambda found: CustomersPage.from_dict(found.to_dict()),
        lambda found: pickle.loads(pickle.dumps(found)),
        copy.copy,
        copy.deepcopy,
        lambda found: dataclasses.replace(found, has_more=True),
    ],
)
def test_a_page_that_no_call_gave_leads_nowhere(
    client: Client, recorder: Recorder, change: Callable[[Any], CustomersPage]
) -> None:
    recorder.answers = [page("a", more=True)]
    found = change(get_customers(client))
    with pytest.raises(TypeError, match="this CustomersPage leads to no other"):
        iter(found.auto_paging())
    with pytest.raises(TypeError, match="no call of a client gave it"):
        found.get_next_page()
    with pytest.raises(TypeError, match="no call of a client gave it"):
        aiter(found.auto_paging())


def test_a_list_inside_of_an_object_says_what_to_do() -> None:
    inner = CustomersPage.from_dict({"data": [], "has_more": True})
    with pytest.raises(TypeError, match="inside of another object; list it by its own"):
        list(inner.auto_paging())


def test_where_a_page_came_from_is_no_part_of_it(
    client: Client, recorder: Recorder
) -> None:
    recorder.answers = [page("a", more=True)]
    found = get_customers(client)
    same = CustomersPage.from_dict(found.to_dict())
    assert found == same
    assert repr(found) == repr(same)
    assert pickle.dumps(found) == pickle.dumps(same)
    assert [field.name for field in dataclasses.fields(found)] == [
        *("data", "has_more", "url")
    ]
    assert not hasattr(found, "__dict__")


def test_names_that_are_taken() -> None:
    assert {"auto_paging", "get_next_page", "get_next_page_async"} <= RESERVED
    assert "to_dict" in RESERVED
