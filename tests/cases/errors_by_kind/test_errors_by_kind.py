"""Failures by kind: an exception for each `type` and `code` that the document names."""

from __future__ import annotations

import asyncio
import pickle
from importlib import import_module
from typing import Any

import pytest

from tests.cases.serving import Server


@pytest.fixture
def errors(client_package: Any) -> Any:
    return import_module(f"{client_package.__name__}.errors")


def failure(client: Any, operation: Any) -> Any:
    """The exception that a call ends with."""
    try:
        operation(client)
    except Exception as error:
        return error
    raise AssertionError("the call did not fail")


def test_a_type_in_an_envelope_is_an_exception(
    client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"error": {"type": "card_error", "message": "No"}}, status=402)
    found = failure(client, operations.get_nested)
    assert isinstance(found, errors.CardError)
    assert isinstance(found, errors.PaymentRequiredError)
    assert type(found).__name__ == "CardError"
    assert (found.type, found.code, found.message) == ("card_error", None, "No")


def test_a_flat_code_is_a_kind_of_the_type_beside_it(
    client: Any, operations: Any, models: Any, errors: Any, server: Server
) -> None:
    server.answer({"type": "card_error", "code": "card-expired"}, status=400)
    found = failure(client, operations.get_flat)
    for kind in ("CardExpiredError", "CardError", "BadRequestError", "ApiStatusError"):
        assert isinstance(found, getattr(errors, kind))
    assert found.body == models.Expired(type="card_error", code="card-expired")
    assert "It has been too long." in errors.CardExpiredError.__doc__


@pytest.mark.parametrize(
    ("code", "name"),
    [("tooManyCards", "TooManyCardsError"), ("429", "Type429Error")],
)
def test_a_type_that_every_client_has_is_that_one(
    code: str, name: str, client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"type": "rate_limit_error", "code": code}, status=400)
    found = failure(client, operations.get_flat)
    assert isinstance(found, getattr(errors, name))
    assert isinstance(found, errors.RateLimitError)
    assert isinstance(found, errors.BadRequestError)
    assert errors.RateLimitError.__module__.endswith("._runtime.http.errors")


def test_a_code_beside_a_text_is_an_exception(
    client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"error": "Too late", "code": "edit_conflict"}, status=409)
    found = failure(client, operations.get_flat)
    assert isinstance(found, errors.EditConflictError)
    assert isinstance(found, errors.ConflictError)
    assert found.message == "Too late"


@pytest.mark.parametrize("kind", ["api_error", "api_timeout", "unheard_of", "", 7])
def test_what_is_no_kind_of_its_own_goes_by_the_status(
    kind: object, client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"error": {"type": kind}}, status=500)
    found = failure(client, operations.get_nested)
    assert type(found) is errors.ServerError


def test_an_exception_by_kind_is_awaited_and_pickled_alike(
    client_package: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"error": {"type": "card_error"}}, status=402)

    async def run() -> Any:
        async with client_package.AsyncClient(base_url=server.url) as client:
            await operations.get_nested_async(client)

    with pytest.raises(errors.CardError) as caught:
        asyncio.run(run())
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is type(caught.value)
    assert again.status == 402
