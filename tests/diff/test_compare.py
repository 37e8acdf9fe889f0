"""How changes are judged where one rule alone does not tell."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.diff.changes import Change
from generator.diff.compare import compare
from generator.diff.interface import Interface, Server
from tests.diff.interfaces import (
    alias,
    argument,
    field,
    interface,
    model,
    operation,
    receiving,
    sending,
    webhook,
)


def told(old: Interface, new: Interface) -> list[tuple[str, str, str]]:
    return [(each.rule.id, each.owner, each.name) for each in compare(old, new)]


def only(old: Interface, new: Interface) -> Change:
    (found,) = compare(old, new)
    return found


def both_ways(*fields: str) -> Interface:
    order = model("Order", *map(field, fields))
    return interface(operation(argument("given", "Order"), result="Order"), order)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("int | str", "str | int"),
        ("Literal['a', 'b'] | str", "str | Literal['b', 'a']"),
        ("Card | CardDict", "Card"),
        ("list[int | None]", "list[None | int]"),
    ],
)
def test_the_order_in_which_a_union_is_told_is_no_change(old: str, new: str) -> None:
    given, taken = operation(argument("a", old)), operation(argument("a", new))
    assert compare(interface(given), interface(taken)) == ()


def test_the_order_of_named_arguments_is_no_change() -> None:
    first, second = argument("a"), argument("b")
    old, new = operation(first, second), operation(second, first)
    assert compare(interface(old), interface(new)) == ()


def test_a_class_that_moved_to_another_module_is_no_change() -> None:
    order = model("Order", field("id"))
    moved = replace(order, module="models.purchase")
    assert compare(receiving(order), receiving(moved)) == ()


def test_what_is_sent_and_received_breaks_if_it_breaks_either_way() -> None:
    assert told(both_ways(), both_ways("id")) == [
        ("required-field-added", "Order", "id")
    ]
    assert told(both_ways("id"), both_ways()) == [("field-removed", "Order", "id")]


def test_a_field_that_may_be_left_out_now_may_be_none_for_those_who_read_it() -> None:
    def shop(kind: str, annotation: str) -> Interface:
        order = model("Order", field("id", annotation, kind))
        return interface(operation(argument("given", "Order"), result="Order"), order)

    assert told(shop("required", "str"), shop("", "str | None")) == [
        ("field-optional", "Order", "id"),
        ("field-may-be-none", "Order", "id"),
    ]


def test_an_enum_that_got_a_name_is_what_it_was() -> None:
    old = interface(operation(argument("state", "Literal['a', 'b'] | str")))
    named = alias("State", "Literal['a', 'b'] | str")
    new = interface(operation(argument("state", "State")), named)
    assert told(old, new) == [("type-added", "State", "")]


def test_a_value_is_told_where_the_enum_has_a_name_and_not_where_it_is_used() -> None:
    old = sending(alias("State", "Literal['a'] | str"))
    new = sending(alias("State", "Literal['a', 'b'] | str"))
    assert told(old, new) == [("sent-value-added", "State", "'b'")]


def test_a_value_more_breaks_those_who_read_a_closed_enum() -> None:
    old = receiving(model("Order", field("kind", "Literal['order']")))
    new = receiving(model("Order", field("kind", "Literal['order', 'offer']")))
    assert only(old, new).rule.id == "field-gives-more"
    assert only(old, new).gained == "Literal['offer']"


def test_values_inside_of_lists_are_told_one_by_one() -> None:
    old = sending(model("Order", field("states", "list[Literal['a'] | str]")))
    new = sending(model("Order", field("states", "list[Literal['b'] | str]")))
    assert told(old, new) == [
        ("sent-value-removed", "Order.states", "'a'"),
        ("sent-value-added", "Order.states", "'b'"),
    ]


def test_true_is_not_one() -> None:
    old = receiving(model("Order", field("flag", "Literal[1]")))
    new = receiving(model("Order", field("flag", "Literal[True]")))
    assert only(old, new).rule.id == "field-gives-more"


def test_a_renamed_class_is_told_once_and_not_wherever_it_is_mentioned() -> None:
    def shop(name: str, *more: str) -> Interface:
        return receiving(
            model("Order", field("a", name), field("b", f"list[{name}]")),
            model(name, field("x"), *map(field, more)),
        )

    assert told(shop("Old"), shop("New")) == [("type-renamed", "New", "")]
    assert told(shop("Old"), shop("New", "y")) == [
        ("type-renamed", "New", ""),
        ("field-added", "New", "y"),
    ]


def test_classes_that_only_follow_from_renamed_ones_are_renamed_too() -> None:
    def shop(suffix: str) -> Interface:
        return receiving(
            model("Order", field("a", f"Outer{suffix}")),
            model(f"Outer{suffix}", field("b", f"Inner{suffix}")),
            model(f"Inner{suffix}", field("c")),
        )

    assert told(shop("Old"), shop("New")) == [
        ("type-renamed", "InnerNew", ""),
        ("type-renamed", "OuterNew", ""),
    ]


def test_a_class_that_has_little_in_common_with_another_is_not_that_one_renamed() -> (
    None
):
    old = receiving(model("Order", field("a", "Old")), model("Old", field("x")))
    new = receiving(model("Order", field("a", "New")), model("New", field("y")))
    assert told(old, new) == [
        ("type-added", "New", ""),
        ("type-removed", "Old", ""),
        ("field-gives-more", "Order", "a"),
    ]


def test_classes_that_lead_back_to_themselves_are_compared_by_their_shapes() -> None:
    one = model("One", field("next", "One | None"))
    two = model("Two", field("next", "Two | None"))
    old = interface(operation(argument("given", "One")), one, two)
    new = interface(operation(argument("given", "Two")), one, two)
    assert only(old, new).rule.id == "argument-takes-class"


def test_a_renamed_operation_is_compared_with_the_one_that_it_was() -> None:
    old = interface(operation(argument("a"), name="get_order"))
    new = interface(operation(name="read_order"))
    assert told(old, new) == [
        ("operation-renamed", "orders.retrieve", ""),
        ("argument-removed", "orders.retrieve", "a"),
    ]


def test_a_positional_argument_before_the_others_moves_them() -> None:
    old = interface(operation(argument("b", kind="positional")))
    new = interface(
        operation(argument("a", kind="positional"), argument("b", kind="positional"))
    )
    assert told(old, new) == [
        ("argument-position", "orders.retrieve", "b"),
        ("required-argument-added", "orders.retrieve", "a"),
    ]


def test_a_model_that_no_operation_mentions_is_received() -> None:
    old, new = model("Event"), model("Event", field("id"))
    assert told(interface(old), interface(new)) == [("field-added", "Event", "id")]


def test_an_input_that_no_operation_mentions_is_sent() -> None:
    old = model("PostOrder", module="inputs.orders")
    new = model("PostOrder", field("id"), module="inputs.orders")
    assert told(interface(old), interface(new)) == [
        ("required-field-added", "PostOrder", "id")
    ]


def test_a_new_operation_and_its_new_resource_are_told_together() -> None:
    # Both lie in one module; only the method says where the new one belongs.
    pets = replace(operation(name="list_pets", method="pets.list"), module="pets")
    pet = replace(operation(name="get_pet", method="apets.retrieve"), module="pets")
    found = compare(interface(pets), interface(pets, pet))
    assert [(each.rule.id, each.resource) for each in found] == [
        ("resource-added", "apets"),
        ("operation-added", "apets"),
    ]


def test_what_is_below_a_resource_in_its_module_is_told_with_it() -> None:
    listing = operation(name="list_orders", method="orders.list")
    item = operation(name="get_item", method="orders.items.retrieve")
    found = compare(interface(listing), interface(listing, item))
    assert [(each.rule.id, each.resource) for each in found] == [
        ("resource-added", "orders"),
        ("operation-added", "orders"),
    ]


def test_the_arguments_of_a_server_are_judged_like_those_of_an_operation() -> None:
    old = interface(Server("eu", (argument("version", "Literal['v1', 'v2']"),)))
    new = interface(Server("eu", (argument("version", "Literal['v2']"),)))
    change = only(old, new)
    assert change.rule.id == "argument-takes-less"
    assert (change.resource, change.owner, change.name) == (
        "servers",
        "servers.eu",
        "version",
    )


def test_a_class_that_only_a_webhook_brings_is_renamed_with_it() -> None:
    old = interface(webhook("Paid"), model("Paid", field("id"), field("sum")))
    new = interface(webhook("Payment"), model("Payment", field("id"), field("total")))
    assert told(old, new) == [
        ("type-renamed", "Payment", ""),
        ("field-removed", "Payment", "sum"),
        ("field-added", "Payment", "total"),
    ]
