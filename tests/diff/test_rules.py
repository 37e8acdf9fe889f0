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
    Key,
    Model,
    Server,
)
from generator.interface_diff.interface.parse_annotation import parse_annotation
from generator.interface_diff.interface.wire import Security
from generator.interface_diff.rules.rule_table import RULES, rules_text
from tests.diff.interfaces import (
    alias,
    argument,
    body,
    deprecated,
    field,
    interface,
    model,
    operation,
    receiving,
    requiring,
    response,
    sending,
    sent,
    tagged,
    webhook,
)

Case: TypeAlias = tuple[ClientInterface, ClientInterface]


def keyed(annotation: str, *, required: bool = False) -> Model:
    """Build a class with a TypedDict whose only key has this type."""
    key = Key("id", parse_annotation(annotation), required)
    return replace(model("Order", field("id")), keys=(key,))


EMPTY = interface()
ORDER = model("Order", field("id"))
PAGE = replace(ORDER, page_of=Named("str"))
WITH_TYPED_DICT = keyed("str")
ENUM = "Literal['a', 'b'] | str"
ENUM_WITH_C = "Literal['a', 'b', 'c'] | str"
CARD = model("Card", field("number"))
BANK = model("Bank", field("number"), field("swift", "str | None", ""))
ORDER_BY_CARD = model("Order", field("payment", "Card"))


def call(*arguments: Argument, **attributes: Any) -> ClientInterface:
    """Build a client with one operation; `attributes` are those of `Operation`."""
    names = ("name", "method", "result", "path", "deprecated")
    built = {name: attributes.pop(name) for name in names if name in attributes}
    return interface(replace(operation(*arguments, **built), **attributes))


def secured(
    *alternatives: str, secret_scheme: str = "bearer token", **schemes: str
) -> ClientInterface:
    """Build a client whose operations require one of the alternatives by default."""
    security = Security(tuple(schemes.items()), secret_scheme, requiring(*alternatives))
    return replace(call(), security=security)


def raising(exception: str) -> ClientInterface:
    """Build a client that raises `exception` for the error type `late`."""
    exceptions = (ExceptionClass("LateError", "E"), ExceptionClass("ClosedError", "E"))
    return replace(interface(*exceptions), error_kinds=(("late", exception),))


CLIENT: dict[str, Case] = {
    "credentials-changed": (secured(""), secured("", secret_scheme="HTTP Basic")),
    "client-needs-credentials": (secured(""), secured("bearer token")),
    "client-requirements-changed": (secured("bearer token"), secured("")),
    "credential-removed": (secured("", key="API key"), secured("")),
    "credential-added": (secured(""), secured("", key="API key")),
    "credential-changed": (secured("", key="API key"), secured("", key="HTTP Basic")),
    "header-changed": (EMPTY, replace(EMPTY, headers=(("Shop-Version", "2"),))),
    "server-url-changed": (
        interface(Server("eu", (), "https://a.example")),
        interface(Server("eu", (), "https://b.example")),
    ),
    "exception-kind-changed": (raising("LateError"), raising("ClosedError")),
    "default-server-removed": (EMPTY, replace(EMPTY, server="")),
    "server-changed": (EMPTY, replace(EMPTY, server="https://b.example")),
    "server-removed": (interface(Server("eu", ())), EMPTY),
    "server-added": (EMPTY, interface(Server("eu", ()))),
    "export-removed": (replace(EMPTY, exports=frozenset({"Basic"})), EMPTY),
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
XML = "application/xml"
OPERATIONS: dict[str, Case] = {
    "operation-needs-credentials": (
        call(security=requiring("")),
        call(security=requiring("API key")),
    ),
    "operation-requirements-changed": (
        call(security=requiring("API key")),
        call(security=requiring("API key", "HTTP Basic")),
    ),
    "operation-server-changed": (call(), call(server="https://files.example")),
    "operation-paging-lost": (call(paging='Token("next")'), call()),
    "operation-paging-gained": (call(), call(paging="paging_links.LinkHeader()")),
    "operation-paging-changed": (
        call(paging='Token("next")'),
        call(paging='NextUrl("next")'),
    ),
    "argument-sent-differently": (
        call(sent("note", "query", "note")),
        call(sent("note", "header", "Note")),
    ),
    "body-media-type-changed": (
        call(bodies=(body(),)),
        call(bodies=(body(media_type=XML),)),
    ),
    "body-required": (
        call(bodies=(body(),)),
        call(bodies=(replace(body(), required=True),)),
    ),
    "body-optional": (
        call(bodies=(replace(body(), required=True),)),
        call(bodies=(body(),)),
    ),
    "body-argument-removed": (
        call(argument("note"), bodies=(body("note"), body("note", media_type=XML))),
        call(argument("note"), bodies=(body("note"), body(media_type=XML))),
    ),
    "body-argument-needed": (
        call(argument("note"), bodies=(body("note"),)),
        call(argument("note"), bodies=(body("note", needs="note"),)),
    ),
    "body-argument-unencodable": (
        call(
            argument("note", "FileInput"),
            bodies=(body("note", media_type="multipart/form-data"),),
        ),
        call(argument("note", "FileInput"), bodies=(body("note"),)),
    ),
    "result-added": (call(), call(result="str")),
    "result-elements-changed": (
        call(result="list[int | str]"),
        call(result="list[int]"),
    ),
    "result-format-changed": (call(result="UnixTime"), call(result="DateTime")),
    "response-changed": (
        call(responses=(response("200", "int"), response("201", "str"))),
        call(responses=(response("200", "str"), response("201", "str"))),
    ),
    "response-added": (call(), call(responses=(response("202", "str"),))),
    "response-removed": (call(responses=(response("202", "str"),)), call()),
    "response-media-type-changed": (
        call(responses=(response("200", "str"),)),
        call(responses=(response("200", "str", "application/problem+json"),)),
    ),
    "error-body-added": (call(), call(responses=(response("404", "str"),))),
    "error-body-removed": (call(responses=(response("404", "str"),)), call()),
    "error-body-changed": (
        call(responses=(response("404", "str"),)),
        call(responses=(response("404", "int"),)),
    ),
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
    "argument-reassigned": (
        call(sent("note", "body", "note"), sent("note_query", "query", "note")),
        call(sent("note", "query", "note"), sent("note_query", "body", "note")),
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
    "webhook-elements-changed": (
        interface(webhook("list[int | str]")),
        interface(webhook("list[int]")),
    ),
    "webhook-format-changed": (
        interface(webhook("UnixTime")),
        interface(webhook("DateTime")),
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
        sending(model("Order", replace(field("id"), wire_name="ID"))),
        sending(ORDER),
    ),
    "field-wire-name-changed": (
        receiving(model("Order", replace(field("id"), wire_name="ID"))),
        receiving(ORDER),
    ),
    "field-elements-changed": (
        receiving(model("Order", field("ids", "list[int | str]"))),
        receiving(model("Order", field("ids", "list[int]"))),
    ),
    "field-format-changed": (
        receiving(model("Order", field("at", "UnixTime"))),
        receiving(model("Order", field("at", "DateTime"))),
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


def extras(annotation: str) -> Model:
    """Build a class whose additional properties have this type."""
    return replace(ORDER, additional=parse_annotation(annotation))


def by_kind(**classes: str) -> ClientInterface:
    """Build a client that receives a union with these classes by the value of `kind`."""
    union = replace(alias("Payment", "Card | Bank"), tagged_unions=tagged(**classes))
    return receiving(union, CARD, BANK)


TYPES: dict[str, Case] = {
    "additional-gives-more": (receiving(extras("int")), receiving(extras("int | str"))),
    "additional-gives-less": (receiving(extras("int | str")), receiving(extras("int"))),
    "additional-gives-class": (
        receiving(extras("Card"), CARD, BANK),
        receiving(extras("Bank"), CARD, BANK),
    ),
    "additional-takes-less": (sending(extras("int | str")), sending(extras("int"))),
    "additional-takes-more": (sending(extras("int")), sending(extras("int | str"))),
    "additional-takes-class": (
        sending(extras("Card"), CARD, BANK),
        sending(extras("Bank"), CARD, BANK),
    ),
    "additional-elements-changed": (
        receiving(extras("list[int | str]")),
        receiving(extras("list[int]")),
    ),
    "additional-format-changed": (
        receiving(extras("UnixTime")),
        receiving(extras("DateTime")),
    ),
    "key-removed": (
        sending(WITH_TYPED_DICT),
        sending(replace(ORDER, keys=())),
    ),
    "key-required": (sending(keyed("str")), sending(keyed("str", required=True))),
    "key-takes-less": (sending(keyed("str | None")), sending(keyed("str"))),
    "key-takes-more": (sending(keyed("str")), sending(keyed("str | None"))),
    "key-takes-class": (
        sending(keyed("Card"), CARD, BANK),
        sending(keyed("Bank"), CARD, BANK),
    ),
    "tag-added": (by_kind(a="Card"), by_kind(a="Card", b="Bank")),
    "tag-removed": (by_kind(a="Card", b="Bank"), by_kind(a="Card")),
    "tag-changed": (by_kind(a="Card"), by_kind(a="Bank")),
    "discriminator-changed": (
        by_kind(a="Card"),
        receiving(alias("Payment", "Card | Bank"), CARD, BANK),
    ),
    "type-elements-changed": (
        receiving(alias("Paid", "list[int | str]")),
        receiving(alias("Paid", "list[int]")),
    ),
    "type-format-changed": (
        receiving(alias("Paid", "UnixTime")),
        receiving(alias("Paid", "DateTime")),
    ),
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
# Changes that always come with others.
COMPANIONS = {
    "body-argument-unencodable": {"body-media-type-changed"},
    "resource-removed": {"operation-removed"},
    "resource-added": {"operation-added"},
}
CASES = CLIENT | OPERATIONS | WEBHOOKS | FIELDS | TYPES


@pytest.mark.parametrize("rule", CASES)
def test_rule_applies_to_its_case(rule: str) -> None:
    rules = {change.rule.id for change in compare_interfaces(*CASES[rule])}
    if not rule.startswith("resource"):
        rules -= {"resource-removed", "resource-added"}
    assert rules - COMPANIONS.get(rule, set()) == {rule}


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
