"""A validating mock server accepts every operation, and its responses have the documented types."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import reduce
from itertools import islice
from typing import Any

import pytest

from generated.stripe_client import ApiError, AsyncClient, Client, operations
from generated.stripe_client.errors import ApiStatusError, BadRequestError
from generator.ir.api import Operation
from tests.real.folders import STRIPE
from tests.real.stripe_responses import KEY
from tests.wire.arguments import ArgumentGenerator, Filling
from tests.wire.check_types import TypeChecker
from tests.wire.steady import AsyncTransport, Transport, executable, run_server
from tests.wire.stripe_api import stripe

OPERATION_COUNT = 619
CONCURRENCY = 8
CALL_ERRORS = (ApiError, TypeError, ValueError)
# Unions are filled with their first member, and again with their last.
FILLINGS = pytest.mark.parametrize(
    ("filling", "choice"), [("required", 0), ("everything", 0), ("everything", -1)]
)

# The server converts strings in a form to numbers and booleans, but not inside of maps, where it
# rejects them. These are the maps with values other than strings.
MAPS_OF_NUMBERS = {
    "PostBalanceSettings: payments.payouts.automatic_transfer_rules_by_currency",
    "PostBalanceSettings: payments.payouts.minimum_balance_by_currency",
    "PostCheckoutSessions: shipping_options[].shipping_rate_data.fixed_amount.currency_options",
    "PostCheckoutSessionsSession: "
    "shipping_options[].shipping_rate_data.fixed_amount.currency_options",
    "PostCoupons: currency_options",
    "PostCouponsCoupon: currency_options",
    "PostInvoices: shipping_cost.shipping_rate_data.fixed_amount.currency_options",
    "PostInvoicesInvoice: shipping_cost.shipping_rate_data.fixed_amount.currency_options",
    "PostPrices: currency_options",
    "PostPricesPrice: currency_options",
    "PostProducts: default_price_data.currency_options",
    "PostPromotionCodes: restrictions.currency_options",
    "PostPromotionCodesPromotionCode: restrictions.currency_options",
    "PostShippingRates: fixed_amount.currency_options",
    "PostShippingRatesShippingRateToken: fixed_amount.currency_options",
}


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    command = executable()
    if command is None:
        pytest.skip(
            "Steady is not installed: npm install @stdy/cli, and set $STEADY to its path"
        )
    with run_server(command, STRIPE) as address:
        yield address


def supported_arguments(choice: int) -> ArgumentGenerator:
    """Generates arguments that the server can read."""
    return ArgumentGenerator(*stripe(), choice=choice, maps_of_numbers=False)


def function_of(operation: Operation) -> Any:
    return getattr(operations, stripe().names.operations[operation.key].function)


def method_of(client: Client | AsyncClient, operation: Operation) -> Any:
    method = stripe().names.operations[operation.key].method
    resource: Any = reduce(getattr, method.resource, client)
    return getattr(resource, method.name)


def problems(operation: Operation, outcome: Any) -> Iterator[str]:
    """The problems of an outcome; none for a value of the right type."""
    if isinstance(outcome, ApiStatusError):
        yield f"{operation.key}: {outcome.status} {outcome.text}"
    elif isinstance(outcome, Exception):
        yield f"{operation.key}: {outcome!r}"
    else:
        types = {
            response.type for response in operation.responses if response.is_success
        }
        (type_,) = types
        errors = TypeChecker(*stripe()).errors(outcome, type_) if type_ else ()
        yield from (f"{operation.key}: {error}" for error in islice(errors, 3))


def assert_all_succeeded(outcomes: Iterable[tuple[Operation, Any]]) -> None:
    """Every operation was called and returned a value of the right type."""
    called = list(outcomes)
    found = [problem for outcome in called for problem in problems(*outcome)]
    assert not found, f"{len(found)} problems:\n" + "\n".join(found)
    assert len(called) == OPERATION_COUNT


@contextmanager
def expect_deprecation_warnings() -> Iterator[None]:
    """Exactly the deprecated operations warn, once each."""
    with pytest.warns(DeprecationWarning, match="is deprecated$") as caught:
        yield
    deprecated = [
        operation for operation in stripe().api.operations if operation.deprecated
    ]
    assert sorted(str(warning.message) for warning in caught) == sorted(
        f"{operation.method.upper()} {operation.path} is deprecated"
        for operation in deprecated
    )


def test_server_rejects_invalid_arguments(url: str) -> None:
    invalid: Any = {"balance": "a lot"}
    with (
        Client(KEY, base_url=url, max_retries=0) as client,
        pytest.raises(BadRequestError, match="Validation failed"),
    ):
        operations.post_customers(client, **invalid)


@FILLINGS
def test_every_function(filling: Filling, choice: int, url: str) -> None:
    arguments = supported_arguments(choice)

    def call(operation: Operation) -> tuple[Operation, Any]:
        function = function_of(operation)
        try:
            return operation, function(client, **arguments.generate(operation, filling))
        except CALL_ERRORS as error:
            return operation, error

    with (
        Client(KEY, base_url=url, max_retries=0, transport=Transport()) as client,
        expect_deprecation_warnings(),
    ):
        assert_all_succeeded(map(call, stripe().api.operations))


@FILLINGS
def test_every_async_method(filling: Filling, choice: int, url: str) -> None:
    arguments = supported_arguments(choice)

    async def call(
        operation: Operation, client: AsyncClient, semaphore: asyncio.Semaphore
    ) -> tuple[Operation, Any]:
        method = method_of(client, operation)
        async with semaphore:
            try:
                return operation, await method(**arguments.generate(operation, filling))
            except CALL_ERRORS as error:
                return operation, error

    async def call_all() -> list[tuple[Operation, Any]]:
        semaphore = asyncio.Semaphore(CONCURRENCY)
        transport = AsyncTransport()
        async with AsyncClient(
            KEY, base_url=url, max_retries=0, transport=transport
        ) as client:
            return await asyncio.gather(
                *(
                    call(operation, client, semaphore)
                    for operation in stripe().api.operations
                )
            )

    with expect_deprecation_warnings():
        assert_all_succeeded(asyncio.run(call_all()))


@pytest.mark.parametrize("choice", [0, -1])
def test_only_unsupported_maps_are_omitted(choice: int) -> None:
    complete = ArgumentGenerator(*stripe(), choice=choice)
    supported = supported_arguments(choice)
    omitted = {
        f"{operation.key}: {path}"
        for operation in stripe().api.operations
        for path in missing_paths(
            complete.generate(operation, "everything"),
            supported.generate(operation, "everything"),
        )
    }
    assert omitted == MAPS_OF_NUMBERS if choice == 0 else omitted < MAPS_OF_NUMBERS


def missing_paths(complete: Any, partial: Any, path: str = "") -> Iterator[str]:
    """The paths of the members of `complete` that `partial` lacks."""
    if isinstance(complete, list):
        for one, other in zip(complete, partial, strict=True):
            yield from missing_paths(one, other, f"{path}[]")
    elif isinstance(complete, dict):
        for name, value in complete.items():
            inner = f"{path}.{name}" if path else name
            if name in partial:
                yield from missing_paths(value, partial[name], inner)
            else:
                yield inner
