"""Objects without a name in the document are named by where they stand."""

from __future__ import annotations

from typing import Any

from tests.cases.serving import Server


def test_inputs_are_dataclasses_or_mappings_at_every_depth(
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


def test_answers_are_named_by_operation_and_property(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer({"total": {"amount": 5}, "order": {"payment": {"drawer": 2}}})
    answer = operations.post_order(client)
    assert isinstance(answer, models.PostOrderResponse)
    assert isinstance(answer.total, models.PostOrderResponseTotal)


def test_members_of_a_union_in_one_place_are_told_apart_by_their_titles(
    models: Any,
) -> None:
    cash = models.Order.from_dict({"payment": {"drawer": 2}}).payment
    card = models.Order.from_dict({"payment": {"last4": "4242"}}).payment
    assert isinstance(cash, models.OrderPaymentCash)
    assert isinstance(card, models.OrderPayment)
