"""Names of inline types that several owners share, and of alternatives of a union."""

from __future__ import annotations

import pytest

from tests.names.documents import (
    Names,
    Tree,
    document,
    names_of,
    operation,
    parameter,
    record,
    with_parts,
)

TEXT = {"type": "string"}
RANGE = record(gte={"type": "integer"}, lte={"type": "integer"})


def titled(title: str, schema: Tree = RANGE) -> Tree:
    return schema | {"title": title}


def lists(**schemas: Tree) -> Tree:
    """Return a document with a list operation for each path, filtered by `created`."""
    return document(
        {
            f"/{path}": {
                "get": operation(
                    f"list_{path}", TEXT, (parameter("created", "query", schema),)
                )
            }
            for path, schema in schemas.items()
        },
        {},
    )


def bodies(first: Tree, second: Tree, paths: tuple[str, str]) -> Tree:
    """Return a document with two operations that send these bodies."""
    return document(
        {
            path: {"post": operation(f"op{number}", TEXT, (), body)}
            for number, (path, body) in enumerate(
                zip(paths, (first, second), strict=True)
            )
        },
        {},
    )


def classes(tree: Tree) -> list[object]:
    return [name for key, name in names_of(tree).items() if key[0] == "type"]


def test_shared_type_is_named_after_its_title() -> None:
    shared = titled("range_query_specs")
    assert classes(lists(customers=shared, files=shared)) == ["RangeQuerySpecs"]


def test_type_of_one_operation_is_named_after_it() -> None:
    shared = titled("range_query_specs")
    assert classes(lists(customers=shared)) == ["ListCustomersCreated"]


def test_shared_type_without_title_is_named_after_its_property() -> None:
    assert classes(lists(customers=RANGE, files=RANGE)) == ["Created"]


def test_shared_type_of_one_resource_is_named_after_resource_and_property() -> None:
    body = record(home=RANGE)
    named = classes(bodies(body, body, ("/customers", "/customers/{id}")))
    assert named == ["CustomerHome"]


def test_vague_property_is_preceded_by_the_property_around_it() -> None:
    kind = {"enum": ["a", "b"]}
    body = record(owner=record(type=kind))
    named = classes(bodies(body, body, ("/customers", "/files")))
    assert sorted(map(str, named)) == ["Owner", "OwnerType"]


def test_properties_of_different_names_contribute_the_words_they_share() -> None:
    named = classes(
        bodies(
            record(billing_address=RANGE),
            record(shipping_address=RANGE),
            ("/customers", "/files"),
        )
    )
    assert named == ["Address"]


def test_equal_shapes_with_different_titles_are_different_classes() -> None:
    tree = lists(
        a=titled("Created filter"),
        b=titled("Created filter"),
        c=titled("Due filter"),
        d=titled("Due filter"),
        e=RANGE,
        f=RANGE,
    )
    assert sorted(map(str, classes(tree))) == ["Created", "CreatedFilter", "DueFilter"]


def test_types_around_different_titles_are_different_classes() -> None:
    body = record(period=titled("Trial period"))
    other = record(period=titled("Notice period"))
    tree = bodies(record(terms=body), record(terms=other), ("/customers", "/files"))
    assert len(classes(tree)) == 4


@pytest.mark.parametrize(
    "title",
    [
        "The filter that selects customers by the date of creation",
        "Selects customers.",
        "?!",
        "2nd filter",
        "data_params",
        "x" * 100,
        "",
    ],
)
def test_title_that_is_not_a_name_is_ignored(title: str) -> None:
    shared = titled(title)
    named = classes(lists(customers=shared, files=shared))
    assert named == ["Created"]


def test_article_at_the_start_of_a_title_is_dropped() -> None:
    shared = titled("A range of dates")
    assert classes(lists(customers=shared, files=shared)) == ["RangeOfDates"]


def test_title_of_several_types_names_none_of_them() -> None:
    one, other = titled("param", record(a=TEXT)), titled("param", record(b=TEXT))
    body = record(first_part=one, second_part=other)
    named = classes(bodies(body, body, ("/customers", "/files")))
    assert sorted(map(str, named)) == ["FirstPart", "SecondPart"]


def test_title_that_is_the_name_of_a_component() -> None:
    shared = titled("range_query_specs")
    tree = with_parts(
        lists(customers=shared, files=shared), {}, {"RangeQuerySpecs": record(x=TEXT)}
    )
    assert sorted(map(str, classes(tree))) == [
        "RangeQuerySpecs",
        "RangeQuerySpecsInput",
    ]


def test_same_title_in_requests_and_responses() -> None:
    shared = titled("Home address", record(city=TEXT))
    paths = {
        f"/{path}": {
            "post": operation(path, record(home=shared), (), record(home=shared))
        }
        for path in ("customers", "files")
    }
    named = set(map(str, classes(document(paths, {}))))
    assert {"HomeAddress", "HomeAddressInput"} <= named


def test_operation_that_shares_nothing_renames_no_shared_type() -> None:
    shared = titled("range_query_specs")
    before = lists(customers=shared, files=RANGE, orders=shared, plans=RANGE)
    paths = lists(aa=titled("range_query_specs", record(created=record(x=TEXT))))
    after = names_of(
        with_parts(before | {"components": {"schemas": {}}}, paths["paths"], {})
    )
    names = names_of(before)
    assert {key: after[key] for key in names} == names


def alternatives(*members: Tree) -> list[object]:
    method = record(method={"oneOf": list(members)})
    return classes(document({}, {"payment": method}))[1:]


def member(title: str | None = None, **properties: Tree) -> Tree:
    schema = record(*properties, **properties)
    return schema | ({"title": title} if title else {})


def test_alternatives_are_named_after_their_titles() -> None:
    assert alternatives(
        member("Card", number=TEXT), member("Bank transfer", iban=TEXT)
    ) == ["PaymentMethodCard", "PaymentMethodBankTransfer"]


def test_alternatives_without_titles_are_named_after_their_constants() -> None:
    assert alternatives(
        member(by={"const": "mail"}, version={"const": "1"}),
        member(by={"const": "sms"}, version={"const": "1"}),
    ) == ["PaymentMethodMail", "PaymentMethodSms"]


def test_alternatives_with_equal_titles_are_named_after_their_constants() -> None:
    assert alternatives(
        member("Receipt", by={"const": "mail"}), member("Receipt", by={"const": "sms"})
    ) == ["PaymentMethodMail", "PaymentMethodSms"]


def test_title_that_repeats_the_name_of_the_union() -> None:
    assert alternatives(
        member("PaymentMethodCard", number=TEXT), member("payment method", iban=TEXT)
    ) == ["PaymentMethodCard", "PaymentMethod"]


def test_alternatives_of_a_component_are_named_after_it() -> None:
    pet = {"oneOf": [member("Dog", bark=TEXT), member("Cat", purr=TEXT)]}
    assert classes(document({}, {"pet": pet})) == ["Pet", "PetDog", "PetCat"]


def test_single_inline_alternative_keeps_the_name_of_its_property() -> None:
    assert alternatives(member("Card", number=TEXT), TEXT) == ["PaymentMethod"]


def test_alternatives_that_several_owners_share() -> None:
    method = {"oneOf": [member("Gift card", code=TEXT), member(by={"const": "mail"})]}
    body = record(payment_method=method)
    named = classes(bodies(body, body, ("/customers", "/files")))
    assert sorted(map(str, named)) == ["GiftCard", "PaymentMethodMail"]


def test_names_ignore_the_order_of_paths() -> None:
    one, other = titled("param", record(a=TEXT)), titled("param", record(b=TEXT))
    body = record(first_part=one, second_part=other)
    tree = bodies(body, body, ("/customers", "/files"))
    backwards = tree | {"paths": dict(reversed(tree["paths"].items()))}
    assert _types(tree) == _types(backwards)


def _types(tree: Tree) -> Names:
    return {key: name for key, name in names_of(tree).items() if key[0] == "type"}
