"""Warnings for deprecated operations."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations import lists
from tests.runtime.recording import AsyncRecorder, Recorder, make_response


def test_deprecation_warning_at_line_of_caller(
    client: Client, recorder: Recorder
) -> None:
    recorder.responses = [make_response(b"report")]
    with pytest.warns(DeprecationWarning, match=r"^Use get_report\.$") as caught:
        assert lists.get_old_report(client, "r") == b"report"
    assert [warning.filename for warning in caught] == [__file__]


def test_deprecation_warning_through_client(client: Client) -> None:
    with pytest.warns(DeprecationWarning, match="Use get_report") as caught:
        client.raw(lists.get_old_report, "r")
    assert [warning.filename for warning in caught] == [__file__]


def test_deprecation_warning_of_async_twin() -> None:
    async def run() -> bytes:
        client = AsyncClient("sk", transport=AsyncRecorder(make_response(b"report")))
        return await lists.get_old_report_async(client, "r")

    with pytest.warns(DeprecationWarning, match="Use get_report") as caught:
        assert asyncio.run(run()) == b"report"
    assert [warning.filename for warning in caught] == [__file__]


def test_deprecated_attribute() -> None:
    function: Any = lists.get_old_report
    assert function.__deprecated__ == "Use get_report."
    assert function.__name__ == "get_old_report"
    assert function.__doc__ == "Downloads a report, the old way."


def test_deprecated_function_argument_errors(client: Client) -> None:
    call: Any = lists.get_old_report
    with (
        pytest.warns(DeprecationWarning, match="Use get_report"),
        pytest.raises(TypeError, match=r"^get_old_report\(\) got an unexpected"),
    ):
        call(client, "r", nmae="x")
