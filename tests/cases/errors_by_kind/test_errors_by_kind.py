"""Exceptions for the values of `type` and `code` in the bodies of errors."""

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
    """Return the exception that a call raises."""
    try:
        operation(client)
    except Exception as error:
        return error
    raise AssertionError("the call did not fail")


def test_exception_by_type_in_envelope(
    client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"error": {"type": "card_error", "message": "No"}}, status=402)
    found = failure(client, operations.get_nested)
    assert isinstance(found, errors.CardError)
    assert isinstance(found, errors.PaymentRequiredError)
    assert type(found).__name__ == "CardError"
    assert (found.type, found.code, found.message) == ("card_error", None, "No")


def test_exception_by_code_and_type(
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
def test_exception_by_type_reuses_base_class(
    code: str, name: str, client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"type": "rate_limit_error", "code": code}, status=400)
    found = failure(client, operations.get_flat)
    assert isinstance(found, getattr(errors, name))
    assert isinstance(found, errors.RateLimitError)
    assert isinstance(found, errors.BadRequestError)
    assert errors.RateLimitError.__doc__.startswith("429 Too Many Requests")


def test_properties_of_error_are_attributes(
    client: Any, operations: Any, errors: Any, server: Server
) -> None:
    fault = {"type": "card_error", "message": "No", "param": "cvc", "attempts_left": 2}
    server.answer({"error": {**fault, "error": {"param": "inner"}}}, status=402)
    found = failure(client, operations.get_nested)
    assert (found.param, found.attempts_left, found.detail) == ("cvc", 2, None)
    # Attributes of every exception take precedence.
    assert (found.message, found.type, found.attempts) == ("No", "card_error", 1)
    same = pickle.loads(pickle.dumps(found))
    assert (same.param, same.attempts_left, same.body) == ("cvc", 2, found.body)
    server.answer(b"<html>Bad gateway</html>", status=502, media_type="text/html")
    found = failure(client, operations.get_nested)
    assert isinstance(found, errors.ServerError)
    assert (found.param, found.attempts_left) == (None, None)
    assert found.body == "<html>Bad gateway</html>"


def test_undeclared_error_body_is_text(
    client: Any, operations: Any, server: Server
) -> None:
    server.answer({"type": "card_error"}, status=503)
    found = failure(client, operations.get_flat)
    assert (found.type, found.body) == ("card_error", found.text)


def test_exception_by_code_with_message(
    client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"error": "Too late", "code": "edit_conflict"}, status=409)
    found = failure(client, operations.get_flat)
    assert isinstance(found, errors.EditConflictError)
    assert isinstance(found, errors.ConflictError)
    assert found.message == "Too late"


@pytest.mark.parametrize("kind", ["api_error", "api_timeout", "unheard_of", "", 7])
def test_unknown_code_falls_back_to_status(
    kind: object, client: Any, operations: Any, errors: Any, server: Server
) -> None:
    server.answer({"error": {"type": kind}}, status=500)
    found = failure(client, operations.get_nested)
    assert type(found) is errors.ServerError


def test_exception_by_type_async_and_pickled(
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
