"""Operations that are on their way out."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations import lists
from tests.runtime.recording import AsyncRecorder, Recorder, answer


def test_a_call_warns_at_the_line_of_the_caller(
    client: Client, recorder: Recorder
) -> None:
    recorder.answers = [answer(b"report")]
    with pytest.warns(DeprecationWarning, match=r"^Use get_report\.$") as caught:
        assert lists.get_old_report(client, "r") == b"report"
    assert [each.filename for each in caught] == [__file__]


def test_a_call_through_the_client_warns_at_that_line_too(client: Client) -> None:
    with pytest.warns(DeprecationWarning, match="Use get_report") as caught:
        client.raw(lists.get_old_report, "r")
    assert [each.filename for each in caught] == [__file__]


def test_the_async_twin_warns_as_well() -> None:
    async def run() -> bytes:
        client = AsyncClient("sk", transport=AsyncRecorder(answer(b"report")))
        return await lists.get_old_report_async(client, "r")

    with pytest.warns(DeprecationWarning, match="Use get_report") as caught:
        assert asyncio.run(run()) == b"report"
    assert [each.filename for each in caught] == [__file__]


def test_the_function_says_that_it_is_deprecated() -> None:
    function: Any = lists.get_old_report
    assert function.__deprecated__ == "Use get_report."
    assert function.__name__ == "get_old_report"
    assert function.__doc__ == "Downloads a report, the old way."


def test_mistakes_are_told_in_the_words_of_the_function(client: Client) -> None:
    call: Any = lists.get_old_report
    with (
        pytest.warns(DeprecationWarning, match="Use get_report"),
        pytest.raises(TypeError, match=r"^get_old_report\(\) got an unexpected"),
    ):
        call(client, "r", nmae="x")
