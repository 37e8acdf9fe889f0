"""Each rule of the table holds for what its sentence says, and no rule is without its case."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeAlias

import pytest

from generator.diff.annotations import Named
from generator.diff.compare import compare
from generator.diff.interface import Argument, ExceptionClass, Interface, Server
from generator.diff.rules import RULES
from generator.diff.rules_text import rules_text
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

Case: TypeAlias = tuple[Interface, Interface]

NOTHING = interface()
ORDER = model("Order", field("id"))
PAGE = replace(ORDER, page_of=Named("str"))
WITH_MAPPING = replace(ORDER, has_mapping=True)
ENUM = "Literal['a', 'b'] | str"
LONGER = "Literal['a', 'b', 'c'] | str"
CARD = model("Card", field("number"))
BANK = model("Bank", field("number"), field("swift", "str | None", ""))
HOLD = model("Order", field("payment", "Card"))


def call(*arguments: Argument, **told: Any) -> Interface:
    return interface(operation(*arguments, **told))


CLIENT: dict[str, Case] = {
    "credentials-changed": (NOTHING, replace(NOTHING, authentication="Basic")),
    "server-changed": (NOTHING, replace(NOTHING, server="https://b.example")),
    "server-removed": (interface(Server("eu", ())), NOTHING),
    "server-added": (NOTHING, interface(Server("eu", ()))),
    "option-removed": (replace(NOTHING, options=("shop",)), NOTHING),
    "option-added": (NOTHING, replace(NOTHING, options=("shop",))),
    "exception-removed": (interface(ExceptionClass("LateError", "E")), NOTHING),
    "exception-added": (NOTHING, interface(ExceptionClass("LateError", "E"))),
    "exception-base-changed": (
        interface(ExceptionClass("LateError", "E")),
        interface(ExceptionClass("LateError", "F")),
    ),
    "resource-removed": (call(), NOTHING),
    "resource-added": (NOTHING, call()),
}
OPERATIONS: dict[str, Case] = {
    "operation-removed": (call(), NOTHING),
    "operation-added": (NOTHING, call()),
    "operation-renamed": (call(name="get_order"), call(name="read_order")),
    "method-renamed": (call(method="orders.get"), call(method="orders.retrieve")),
    "route-changed": (call(path="/orders/{order}"), call(path="/v2/orders/{order}")),
    "operation-deprecated": (call(), call(deprecated=True)),
    "operation-restored": (call(deprecated=True), call()),
    "argument-removed": (call(argument("note")), call()),
    "argument-added": (call(), call(argument("note"))),
    "required-argument-added": (call(), call(argument("note", kind="required"))),
    "argument-renamed": (
        call(argument("id", kind="positional")),
        call(argument("order", kind="positional")),
    ),
    "argument-position": (
        call(argument("a", kind="positional"), argument("b", kind="positional")),
        call(argument("b", kind="positional"), argument("a", kind="positional")),
    ),
    "argument-required": (
        call(argument("note")),
        call(argument("note", kind="required")),
    ),
    "argument-optional": (
        call(argument("note", kind="required")),
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
        call(argument("note", kind="deprecated")),
    ),
    "result-gives-more": (call(result="int"), call(result="int | None")),
    "result-gives-less": (call(result="int | str"), call(result="int")),
    "result-gives-class": (
        interface(operation(result="Card"), CARD, BANK),
        interface(operation(result="Bank"), CARD, BANK),
    ),
}
WEBHOOKS: dict[str, Case] = {
    "webhook-removed": (interface(webhook()), NOTHING),
    "webhook-added": (NOTHING, interface(webhook())),
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
        receiving(HOLD, CARD, BANK),
        receiving(model("Order", field("payment", "Bank")), CARD, BANK),
    ),
    "field-deprecated": (
        receiving(ORDER),
        receiving(model("Order", field("id", kind="required deprecated"))),
    ),
    "required-field-added": (sending(model("Order")), sending(ORDER)),
    "field-required": (sending(model("Order", field("id", kind=""))), sending(ORDER)),
    "field-optional": (sending(ORDER), sending(model("Order", field("id", kind="")))),
    "field-takes-less": (
        sending(model("Order", field("id", "int | str"))),
        sending(ORDER),
    ),
    "field-takes-more": (
        sending(ORDER),
        sending(model("Order", field("id", "int | str"))),
    ),
    "field-takes-class": (
        sending(HOLD, CARD, BANK),
        sending(model("Order", field("payment", "Bank")), CARD, BANK),
    ),
    "value-added": (
        receiving(model("Order", field("state", ENUM))),
        receiving(model("Order", field("state", LONGER))),
    ),
    "value-removed": (
        receiving(model("Order", field("state", LONGER))),
        receiving(model("Order", field("state", ENUM))),
    ),
    "sent-value-added": (
        call(argument("state", ENUM)),
        call(argument("state", LONGER)),
    ),
    "sent-value-removed": (
        call(argument("state", LONGER)),
        call(argument("state", ENUM)),
    ),
    "values-changed": (call(argument("state", "str")), call(argument("state", ENUM))),
}
TYPES: dict[str, Case] = {
    "type-removed": (interface(ORDER), NOTHING),
    "type-added": (NOTHING, interface(ORDER)),
    "type-renamed": (
        receiving(ORDER),
        receiving(model("Purchase", field("id"))),
    ),
    "type-kind-changed": (receiving(ORDER), receiving(alias("Order", "str"))),
    "type-deprecated": (receiving(ORDER), receiving(deprecated(ORDER))),
    "mapping-removed": (receiving(WITH_MAPPING), receiving(ORDER)),
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
def test_a_rule_holds_for_its_case(rule: str) -> None:
    found = {each.rule.id for each in compare(*CASES[rule])}
    if rule.startswith("resource"):
        assert rule in found
    else:
        assert found - {"resource-removed", "resource-added"} == {rule}


@pytest.mark.parametrize("rule", CASES)
def test_what_is_compared_with_itself_has_not_changed(rule: str) -> None:
    for each in CASES[rule]:
        assert compare(each, each) == ()


def test_no_rule_is_without_its_case() -> None:
    assert CASES.keys() == RULES.keys()


def test_the_rules_are_told_with_their_sentences() -> None:
    told = rules_text()
    breaking, _, others = told.partition("Not breaking:")
    for rule in RULES.values():
        assert f"{rule.id} " in (breaking if rule.breaking else others)
        assert rule.sentence in told
