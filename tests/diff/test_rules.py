"""Every rule of the table, with a pair of interfaces that it applies to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from generator.interface_diff.compare.compare_interfaces import compare_interfaces
from generator.interface_diff.interface.annotations import Named
from generator.interface_diff.interface.client_interface import (
    Argument,
    ClientInterface,
    ExceptionClass,
    Server,
)
from generator.interface_diff.rules.rule_table import RULES, rules_text
from tests.diff.interfaces import (
    alias,
    argument,
    deprecated,
    field,
    interface,
    model,
    operation,
    receiving,
    sending,
    webhook,
)

Case: TypeAlias = tuple[ClientInterface, ClientInterface]

EMPTY = interface()
ORDER = model("Order", field("id"))
PAGE = replace(ORDER, page_of=Named("str"))
WITH_TYPED_DICT = replace(ORDER, has_typed_dict=True)
ENUM = "Literal['a', 'b'] | str"
ENUM_WITH_C = "Literal['a', 'b', 'c'] | str"
CARD = model("Card", field("number"))
BANK = model("Bank", field("number"), field("swift", "str | None", ""))
ORDER_BY_CARD = model("Order", field("payment", "Card"))


def call(*arguments: Argument, **attributes: Any) -> ClientInterface:
    return interface(operation(*arguments, **attributes))


CLIENT: dict[str, Case] = {
    "credentials-changed": (EMPTY, replace(EMPTY, authentication="Basic")),
    "server-changed": (EMPTY, replace(EMPTY, server="https://b.example")),
    "server-removed": (interface(Server("eu", ())), EMPTY),
    "server-added": (EMPTY, interface(Server("eu", ()))),
    "option-removed": (replace(EMPTY, options=("shop",)), EMPTY),
    "option-added": (EMPTY, replace(EMPTY, options=("shop",))),
    "exception-removed": (interface(ExceptionClass("LateError", "E")), EMPTY),
    "exception-added": (EMPTY, interface(ExceptionClass("LateError", "E"))),
    "exception-base-changed": (
        interface(ExceptionClass("LateError", "E")),
        interface(ExceptionClass("LateError", "F")),
    ),
    "resource-removed": (call(), EMPTY),
    "resource-added": (EMPTY, call()),
}
OPERATIONS: dict[str, Case] = {
    "operation-removed": (call(), EMPTY),
    "operation-added": (EMPTY, call()),
    "operation-renamed": (call(name="get_order"), call(name="read_order")),
    "method-renamed": (call(method="orders.get"), call(method="orders.retrieve")),
    "route-changed": (call(path="/orders/{order}"), call(path="/v2/orders/{order}")),
    "operation-deprecated": (call(), call(deprecated=True)),
    "operation-restored": (call(deprecated=True), call()),
    "argument-removed": (call(argument("note")), call()),
    "argument-added": (call(), call(argument("note"))),
    "required-argument-added": (call(), call(argument("note", flags="required"))),
    "argument-renamed": (
        call(argument("id", flags="positional")),
        call(argument("order", flags="positional")),
    ),
    "argument-position": (
        call(argument("a", flags="positional"), argument("b", flags="positional")),
        call(argument("b", flags="positional"), argument("a", flags="positional")),
    ),
    "argument-required": (
        call(argument("note")),
        call(argument("note", flags="required")),
    ),
    "argument-optional": (
        call(argument("note", flags="required")),
        call(argument("note")),
    ),
    "argument-takes-less": (
        call(argument("note", "int | str")),
        call(argument("note", "str")),
    ),
    "argument-takes-more": (
        call(argument("note", "str")),
        call(argument("note", "int | str")),
    ),
    "argument-takes-class": (
        interface(operation(argument("payment", "Card")), CARD, BANK),
        interface(operation(argument("payment", "Bank")), CARD, BANK),
    ),
    "argument-deprecated": (
        call(argument("note")),
        call(argument("note", flags="deprecated")),
    ),
    "result-gives-more": (call(result="int"), call(result="int | None")),
    "result-gives-less": (call(result="int | str"), call(result="int")),
    "result-gives-class": (
        interface(operation(result="Card"), CARD, BANK),
        interface(operation(result="Bank"), CARD, BANK),
    ),
}
WEBHOOKS: dict[str, Case] = {
    "webhook-removed": (interface(webhook()), EMPTY),
    "webhook-added": (EMPTY, interface(webhook())),
    "webhook-gives-more": (
        interface(webhook("int")),
        interface(webhook("int | None")),
    ),
    "webhook-gives-less": (interface(webhook("int | str")), interface(webhook("int"))),
    "webhook-gives-class": (
        interface(webhook("Card"), CARD, BANK),
        interface(webhook("Bank"), CARD, BANK),
    ),
    "webhook-deprecated": (
        interface(webhook()),
        interface(replace(webhook(), deprecated=True)),
    ),
}
FIELDS: dict[str, Case] = {
    "field-removed": (receiving(ORDER), receiving(model("Order"))),
    "field-added": (receiving(model("Order")), receiving(ORDER)),
    "field-key-changed": (
        receiving(model("Order", replace(field("id"), wire_name="ID"))),
        receiving(ORDER),
    ),
    "field-may-be-none": (
        receiving(ORDER),
        receiving(model("Order", field("id", "str | None", ""))),
    ),
    "field-gives-more": (
        receiving(ORDER),
        receiving(model("Order", field("id", "int | str"))),
    ),
    "field-gives-less": (
        receiving(model("Order", field("id", "int | str"))),
        receiving(ORDER),
    ),
    "field-gives-class": (
        receiving(ORDER_BY_CARD, CARD, BANK),
        receiving(model("Order", field("payment", "Bank")), CARD, BANK),
    ),
    "field-deprecated": (
        receiving(ORDER),
        receiving(model("Order", field("id", flags="required deprecated"))),
    ),
    "required-field-added": (sending(model("Order")), sending(ORDER)),
    "field-required": (sending(model("Order", field("id", flags=""))), sending(ORDER)),
    "field-optional": (sending(ORDER), sending(model("Order", field("id", flags="")))),
    "field-takes-less": (
        sending(model("Order", field("id", "int | str"))),
        sending(ORDER),
    ),
    "field-takes-more": (
        sending(ORDER),
        sending(model("Order", field("id", "int | str"))),
    ),
    "field-takes-class": (
        sending(ORDER_BY_CARD, CARD, BANK),
        sending(model("Order", field("payment", "Bank")), CARD, BANK),
    ),
    "value-added": (
        receiving(model("Order", field("state", ENUM))),
        receiving(model("Order", field("state", ENUM_WITH_C))),
    ),
    "value-removed": (
        receiving(model("Order", field("state", ENUM_WITH_C))),
        receiving(model("Order", field("state", ENUM))),
    ),
    "sent-value-added": (
        call(argument("state", ENUM)),
        call(argument("state", ENUM_WITH_C)),
    ),
    "sent-value-removed": (
        call(argument("state", ENUM_WITH_C)),
        call(argument("state", ENUM)),
    ),
    "values-changed": (call(argument("state", "str")), call(argument("state", ENUM))),
}
TYPES: dict[str, Case] = {
    "type-removed": (interface(ORDER), EMPTY),
    "type-added": (EMPTY, interface(ORDER)),
    "type-renamed": (
        receiving(ORDER),
        receiving(model("Purchase", field("id"))),
    ),
    "type-kind-changed": (receiving(ORDER), receiving(alias("Order", "str"))),
    "type-deprecated": (receiving(ORDER), receiving(deprecated(ORDER))),
    "mapping-removed": (receiving(WITH_TYPED_DICT), receiving(ORDER)),
    "paging-lost": (receiving(PAGE), receiving(ORDER)),
    "paging-gained": (receiving(ORDER), receiving(PAGE)),
    "type-gives-more": (
        receiving(alias("Paid", "str")),
        receiving(alias("Paid", "int | str")),
    ),
    "type-gives-less": (
        receiving(alias("Paid", "int | str")),
        receiving(alias("Paid", "str")),
    ),
    "type-gives-class": (
        receiving(alias("Paid", "Card"), CARD, BANK),
        receiving(alias("Paid", "Bank"), CARD, BANK),
    ),
    "type-takes-less": (
        sending(alias("Paid", "int | str")),
        sending(alias("Paid", "str")),
    ),
    "type-takes-more": (
        sending(alias("Paid", "str")),
        sending(alias("Paid", "int | str")),
    ),
    "type-takes-class": (
        sending(alias("Paid", "Card"), CARD, BANK),
        sending(alias("Paid", "Bank"), CARD, BANK),
    ),
}
CASES = CLIENT | OPERATIONS | WEBHOOKS | FIELDS | TYPES


@pytest.mark.parametrize("rule", CASES)
def test_rule_applies_to_its_case(rule: str) -> None:
    rules = {change.rule.id for change in compare_interfaces(*CASES[rule])}
    if rule.startswith("resource"):
        assert rule in rules
    else:
        assert rules - {"resource-removed", "resource-added"} == {rule}


@pytest.mark.parametrize("rule", CASES)
def test_interface_equals_itself(rule: str) -> None:
    for side in CASES[rule]:
        assert compare_interfaces(side, side) == ()


def test_every_rule_has_a_case() -> None:
    assert CASES.keys() == RULES.keys()


def test_rules_text_lists_every_rule_with_its_description() -> None:
    table = rules_text()
    breaking, _, others = table.partition("Not breaking:")
    for rule in RULES.values():
        assert f"{rule.id} " in (breaking if rule.breaking else others)
        assert rule.description in table
