"""The call that a page remembers, to request other pages."""

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


def test_async_page_in_sync_iteration() -> None:
    async def run() -> CustomersPage:
        recorder = AsyncRecorder(page("a"))
        return await get_customers_async(AsyncClient("sk", transport=recorder))

    found = asyncio.run(run())
    with pytest.raises(TypeError, match="an async client: use `async for`"):
        iter(found.auto_paging())
    with pytest.raises(TypeError, match="`get_next_page_async`"):
        found.get_next_page()


def test_sync_page_in_async_iteration(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a")]
    found = get_customers(client)
    with pytest.raises(TypeError, match="a sync client: use `for`"):
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
def test_page_without_call_cannot_page(
    client: Client, recorder: Recorder, change: Callable[[Any], CustomersPage]
) -> None:
    recorder.responses = [page("a", more=True)]
    found = change(get_customers(client))
    with pytest.raises(TypeError, match="this CustomersPage cannot fetch other pages"):
        iter(found.auto_paging())
    with pytest.raises(TypeError, match="it is not the response of a call"):
        found.get_next_page()
    with pytest.raises(TypeError, match="it is not the response of a call"):
        aiter(found.auto_paging())


def test_nested_list_error_message() -> None:
    inner = CustomersPage.from_dict({"data": [], "has_more": True})
    with pytest.raises(
        TypeError, match="part of another object; call the operation that lists"
    ):
        list(inner.auto_paging())


def test_page_origin_is_not_a_field(client: Client, recorder: Recorder) -> None:
    recorder.responses = [page("a", more=True)]
    found = get_customers(client)
    same = CustomersPage.from_dict(found.to_dict())
    assert found == same
    assert repr(found) == repr(same)
    assert pickle.dumps(found) == pickle.dumps(same)
    assert [field.name for field in dataclasses.fields(found)] == [
        *("data", "has_more", "url")
    ]
    assert not hasattr(found, "__dict__")


def test_reserved_page_names() -> None:
    assert {"auto_paging", "get_next_page", "get_next_page_async"} <= RESERVED
    assert "to_dict" in RESERVED
