"""Inline objects are named by their location in the document."""

from __future__ import annotations

from typing import Any

from tests.cases.serving import Server


def test_nested_inputs(
    client: Any, operations: Any, inputs: Any, server: Server
) -> None:
    address = inputs.PostOrderShippingAddress(street="Main")
    red = inputs.PostOrderItemsOptions(colour="red")
    operations.post_order(
        client,
        shipping=inputs.PostOrderShipping(address=address),
        items=[
            {"options": {"front": red}},
            inputs.PostOrderItems(options={"back": {"colour": "blue"}}),
        ],
    )
    assert server.last.json == {
        "shipping": {"address": {"street": "Main"}},
        "items": [
            {"options": {"front": {"colour": "red"}}},
            {"options": {"back": {"colour": "blue"}}},
        ],
    }


def test_inline_response_names(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"total": {"amount": 5}, "order": {"payment": {"drawer": 2}}})
    answer = operations.post_order(client)
    assert isinstance(answer, models.PostOrderResponse)
    assert isinstance(answer.total, models.PostOrderResponseTotal)


def test_inline_union_member_names(
    models: Any,
) -> None:
    cash = models.Order.from_dict({"payment": {"drawer": 2}}).payment
    card = models.Order.from_dict({"payment": {"last4": "4242"}}).payment
    assert isinstance(cash, models.OrderPaymentCash)
    assert isinstance(card, models.OrderPaymentCard)
