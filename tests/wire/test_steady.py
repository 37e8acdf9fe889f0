"""Every operation of Stripe, called on a server that knows the document and refuses the rest."""

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
from tests.wire.arguments import Arguments, Filling
from tests.wire.steady import AsyncTransport, Transport, executable, serving
from tests.wire.stripe_api import stripe
from tests.wire.untyped import Untyped

ALL = 619
AT_ONCE = 8
MISTAKES = (ApiError, TypeError, ValueError)
# Where there is a choice of types, the first is filled, and once more the last.
FILLINGS = pytest.mark.parametrize(
    ("filling", "choice"), [("required", 0), ("everything", 0), ("everything", -1)]
)

# The server reads the text of a form as the number or the boolean that the document wants, but not
# within a map, where it takes all for text and refuses it. These are the maps that have others.
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
            "Steady is not here: npm install @stdy/cli, and say where in $STEADY"
        )
    with serving(command, STRIPE) as found:
        yield found


def arguments(choice: int) -> Arguments:
    """Makes what the server can read."""
    return Arguments(*stripe(), choice=choice, maps_of_numbers=False)


def function_of(operation: Operation) -> Any:
    return getattr(operations, stripe().names.operations[operation.key].function)


def method_of(client: Client | AsyncClient, operation: Operation) -> Any:
    method = stripe().names.operations[operation.key].method
    resource: Any = reduce(getattr, method.resource, client)
    return getattr(resource, method.name)


def problems(operation: Operation, outcome: Any) -> Iterator[str]:
    """What is wrong with what came of a call; nothing, if it is a value of the right type."""
    if isinstance(outcome, ApiStatusError):
        yield f"{operation.key}: {outcome.status} {outcome.text}"
    elif isinstance(outcome, Exception):
        yield f"{operation.key}: {outcome!r}"
    else:
        types = {each.type for each in operation.responses if each.is_success}
        (type_,) = types
        found = Untyped(*stripe()).within(outcome, type_) if type_ else ()
        yield from (f"{operation.key}: {each}" for each in islice(found, 3))


def require_all(outcomes: Iterable[tuple[Operation, Any]]) -> None:
    """Each of the operations was called, and nothing is wrong with any."""
    found = list(outcomes)
    wrong = [each for pair in found for each in problems(*pair)]
    assert not wrong, f"{len(wrong)} problems:\n" + "\n".join(wrong)
    assert len(found) == ALL


@contextmanager
def deprecated_ones_warn() -> Iterator[None]:
    """Each deprecated operation warns once, and no other does."""
    with pytest.warns(DeprecationWarning, match="is deprecated$") as caught:
        yield
    deprecated = [each for each in stripe().api.operations if each.deprecated]
    assert sorted(str(each.message) for each in caught) == sorted(
        f"{each.method.upper()} {each.path} is deprecated" for each in deprecated
    )


def test_the_server_refuses_what_the_document_does_not_allow(url: str) -> None:
    wrong: Any = {"balance": "a lot"}
    with (
        Client(KEY, base_url=url, max_retries=0) as client,
        pytest.raises(BadRequestError, match="Validation failed"),
    ):
        operations.post_customers(client, **wrong)


@FILLINGS
def test_each_function_is_understood_and_its_answer_is_typed(
    filling: Filling, choice: int, url: str
) -> None:
    made = arguments(choice)

    def called(operation: Operation) -> tuple[Operation, Any]:
        function = function_of(operation)
        try:
            return operation, function(client, **made.of(operation, filling))
        except MISTAKES as error:
            return operation, error

    with (
        Client(KEY, base_url=url, max_retries=0, transport=Transport()) as client,
        deprecated_ones_warn(),
    ):
        require_all(map(called, stripe().api.operations))


@FILLINGS
def test_each_async_method_is_understood_and_its_answer_is_typed(
    filling: Filling, choice: int, url: str
) -> None:
    made = arguments(choice)

    async def called(
        operation: Operation, client: AsyncClient, free: asyncio.Semaphore
    ) -> tuple[Operation, Any]:
        method = method_of(client, operation)
        async with free:
            try:
                return operation, await method(**made.of(operation, filling))
            except MISTAKES as error:
                return operation, error

    async def all_called() -> list[tuple[Operation, Any]]:
        free = asyncio.Semaphore(AT_ONCE)
        transport = AsyncTransport()
        async with AsyncClient(
            KEY, base_url=url, max_retries=0, transport=transport
        ) as client:
            return await asyncio.gather(
                *(called(each, client, free) for each in stripe().api.operations)
            )

    with deprecated_ones_warn():
        require_all(asyncio.run(all_called()))


@pytest.mark.parametrize("choice", [0, -1])
def test_what_the_server_cannot_read_is_all_that_is_left_out(choice: int) -> None:
    whole, part = Arguments(*stripe(), choice=choice), arguments(choice)
    left_out = {
        f"{each.key}: {place}"
        for each in stripe().api.operations
        for place in missing(whole.of(each, "everything"), part.of(each, "everything"))
    }
    assert left_out == MAPS_OF_NUMBERS if choice == 0 else left_out < MAPS_OF_NUMBERS


def missing(whole: Any, part: Any, place: str = "") -> Iterator[str]:
    """Where `whole` has members that `part` does not have."""
    if isinstance(whole, list):
        for one, other in zip(whole, part, strict=True):
            yield from missing(one, other, f"{place}[]")
    elif isinstance(whole, dict):
        for name, value in whole.items():
            inner = f"{place}.{name}" if place else name
            if name in part:
                yield from missing(value, part[name], inner)
            else:
                yield inner
