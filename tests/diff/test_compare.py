"""Comparison of interfaces: what is a change, which rule applies, and what counts as renamed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.interface_diff.compare.change import Change
from generator.interface_diff.compare.compare_interfaces import compare_interfaces
from generator.interface_diff.interface.client_interface import ClientInterface, Server
from tests.diff.interfaces import (
    alias,
    argument,
    body,
    field,
    interface,
    model,
    operation,
    receiving,
    sending,
    webhook,
)


def changes_between(
    old: ClientInterface, new: ClientInterface
) -> list[tuple[str, str, str]]:
    changes = compare_interfaces(old, new)
    return [(change.rule.id, change.owner, change.name) for change in changes]


def only_change(old: ClientInterface, new: ClientInterface) -> Change:
    (change,) = compare_interfaces(old, new)
    return change


def sent_and_received(*fields: str) -> ClientInterface:
    order = model("Order", *map(field, fields))
    return interface(operation(argument("body", "Order"), result="Order"), order)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("int | str", "str | int"),
        ("Literal['a', 'b'] | str", "str | Literal['b', 'a']"),
        ("Card | CardDict", "Card"),
        ("list[int | None]", "list[None | int]"),
    ],
)
def test_order_of_union_members_is_no_change(old: str, new: str) -> None:
    before, after = operation(argument("a", old)), operation(argument("a", new))
    assert compare_interfaces(interface(before), interface(after)) == ()


def test_order_of_keyword_arguments_is_no_change() -> None:
    first, second = argument("a"), argument("b")
    old, new = operation(first, second), operation(second, first)
    assert compare_interfaces(interface(old), interface(new)) == ()


def test_class_moved_to_another_module_is_no_change() -> None:
    order = model("Order", field("id"))
    moved = replace(order, module="models.purchase")
    assert compare_interfaces(receiving(order), receiving(moved)) == ()


def test_type_sent_and_received_is_judged_in_both_directions() -> None:
    assert changes_between(sent_and_received(), sent_and_received("id")) == [
        ("required-field-added", "Order", "id")
    ]
    assert changes_between(sent_and_received("id"), sent_and_received()) == [
        ("field-removed", "Order", "id")
    ]


def test_field_that_became_optional_is_nullable_when_received() -> None:
    def shop(kind: str, annotation: str) -> ClientInterface:
        order = model("Order", field("id", annotation, kind))
        return interface(operation(argument("body", "Order"), result="Order"), order)

    assert changes_between(shop("required", "str"), shop("", "str | None")) == [
        ("field-optional", "Order", "id"),
        ("field-may-be-none", "Order", "id"),
    ]


def test_named_enum_equals_the_same_inline_enum() -> None:
    old = interface(operation(argument("state", "Literal['a', 'b'] | str")))
    named = alias("State", "Literal['a', 'b'] | str")
    new = interface(operation(argument("state", "State")), named)
    assert changes_between(old, new) == [("type-added", "State", "")]


def test_union_with_a_member_of_its_alias_is_no_wider() -> None:
    either = alias("Either", "Order | str")
    order = model("Order", field("id"))
    old = interface(operation(result="Either | None"), either, order)
    new = interface(operation(result="Either | Order | None"), either, order)
    assert [change for change in compare_interfaces(old, new) if change.breaking] == []


def test_added_value_is_reported_for_the_named_enum_only() -> None:
    old = sending(alias("State", "Literal['a'] | str"))
    new = sending(alias("State", "Literal['a', 'b'] | str"))
    assert changes_between(old, new) == [("sent-value-added", "State", "'b'")]


def test_value_added_to_received_closed_enum_breaks() -> None:
    old = receiving(model("Order", field("kind", "Literal['order']")))
    new = receiving(model("Order", field("kind", "Literal['order', 'offer']")))
    assert only_change(old, new).rule.id == "field-gives-more"
    assert only_change(old, new).gained == "Literal['offer']"


def test_enum_values_in_lists_are_reported_one_by_one() -> None:
    old = sending(model("Order", field("states", "list[Literal['a'] | str]")))
    new = sending(model("Order", field("states", "list[Literal['b'] | str]")))
    assert changes_between(old, new) == [
        ("sent-value-removed", "Order.states", "'a'"),
        ("sent-value-added", "Order.states", "'b'"),
    ]


def test_literal_true_differs_from_literal_1() -> None:
    old = receiving(model("Order", field("flag", "Literal[1]")))
    new = receiving(model("Order", field("flag", "Literal[True]")))
    assert only_change(old, new).rule.id == "field-gives-more"


def test_renamed_class_is_reported_once() -> None:
    def shop(name: str, *more: str) -> ClientInterface:
        return receiving(
            model("Order", field("a", name), field("b", f"list[{name}]")),
            model(name, field("x"), *map(field, more)),
        )

    assert changes_between(shop("Old"), shop("New")) == [("type-renamed", "New", "")]
    assert changes_between(shop("Old"), shop("New", "y")) == [
        ("type-renamed", "New", ""),
        ("field-added", "New", "y"),
    ]


def test_renames_are_found_through_fields_of_renamed_classes() -> None:
    def shop(suffix: str) -> ClientInterface:
        return receiving(
            model("Order", field("a", f"Outer{suffix}")),
            model(f"Outer{suffix}", field("b", f"Inner{suffix}")),
            model(f"Inner{suffix}", field("c")),
        )

    assert changes_between(shop("Old"), shop("New")) == [
        ("type-renamed", "InnerNew", ""),
        ("type-renamed", "OuterNew", ""),
    ]


def test_dissimilar_class_is_not_a_rename() -> None:
    old = receiving(model("Order", field("a", "Old")), model("Old", field("x")))
    new = receiving(model("Order", field("a", "New")), model("New", field("y")))
    assert changes_between(old, new) == [
        ("type-added", "New", ""),
        ("type-removed", "Old", ""),
        ("field-gives-more", "Order", "a"),
    ]


def test_recursive_classes_are_compared_by_shape() -> None:
    one = model("One", field("next", "One | None"))
    two = model("Two", field("next", "Two | None"))
    old = interface(operation(argument("body", "One")), one, two)
    new = interface(operation(argument("body", "Two")), one, two)
    assert only_change(old, new).rule.id == "argument-takes-class"


def test_renamed_operation_is_compared_with_its_old_version() -> None:
    old = interface(operation(argument("a"), name="get_order"))
    new = interface(operation(name="read_order"))
    assert changes_between(old, new) == [
        ("operation-renamed", "orders.retrieve", ""),
        ("argument-removed", "orders.retrieve", "a"),
    ]


def test_positional_argument_inserted_first_moves_the_others() -> None:
    old = interface(operation(argument("b", flags="positional")))
    new = interface(
        operation(argument("a", flags="positional"), argument("b", flags="positional"))
    )
    assert changes_between(old, new) == [
        ("argument-position", "orders.retrieve", "b"),
        ("required-argument-added", "orders.retrieve", "a"),
    ]


def test_model_unreachable_from_operations_counts_as_received() -> None:
    old, new = model("Event"), model("Event", field("id"))
    assert changes_between(interface(old), interface(new)) == [
        ("field-added", "Event", "id")
    ]


def test_input_unreachable_from_operations_counts_as_sent() -> None:
    old = model("PostOrder", module="inputs.orders")
    new = model("PostOrder", field("id"), module="inputs.orders")
    assert changes_between(interface(old), interface(new)) == [
        ("required-field-added", "PostOrder", "id")
    ]


def test_added_operation_and_resource_have_the_same_resource() -> None:
    # Both operations are in one module; only the method names the resource.
    pets = replace(operation(name="list_pets", method="pets.list"), module="pets")
    pet = replace(operation(name="get_pet", method="apets.retrieve"), module="pets")
    changes = compare_interfaces(interface(pets), interface(pets, pet))
    assert [(change.rule.id, change.resource) for change in changes] == [
        ("resource-added", "apets"),
        ("operation-added", "apets"),
    ]


def test_child_resource_in_the_same_module_has_the_resource_of_its_parent() -> None:
    listing = operation(name="list_orders", method="orders.list")
    item = operation(name="get_item", method="orders.items.retrieve")
    changes = compare_interfaces(interface(listing), interface(listing, item))
    assert [(change.rule.id, change.resource) for change in changes] == [
        ("resource-added", "orders"),
        ("operation-added", "orders"),
    ]


def test_server_arguments_are_judged_like_operation_arguments() -> None:
    old = interface(Server("eu", (argument("version", "Literal['v1', 'v2']"),)))
    new = interface(Server("eu", (argument("version", "Literal['v2']"),)))
    change = only_change(old, new)
    assert change.rule.id == "argument-takes-less"
    assert (change.resource, change.owner, change.name) == (
        "servers",
        "servers.eu",
        "version",
    )


def test_rename_of_class_used_by_a_webhook_only() -> None:
    old = interface(webhook("Paid"), model("Paid", field("id"), field("sum")))
    new = interface(webhook("Payment"), model("Payment", field("id"), field("total")))
    assert changes_between(old, new) == [
        ("type-renamed", "Payment", ""),
        ("field-removed", "Payment", "sum"),
        ("field-added", "Payment", "total"),
    ]


def test_query_parameter_moved_into_one_of_two_bodies_is_breaking() -> None:
    json, form = body(), body(media_type="multipart/form-data")
    in_form = body("note", media_type="multipart/form-data")
    old = replace(operation(argument("note")), bodies=(json, form))
    new = replace(old, bodies=(json, in_form))
    found = changes_between(interface(old), interface(new))
    assert [(rule, name) for rule, _, name in found] == [
        ("body-argument-removed", "note")
    ]
