"""What is built from: parts of a document, a changed one, and copies."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.benchmarks.documents import changed, multiplied, part, read_document
from tests.benchmarks.workshop import REPOSITORY

STRIPE = read_document(REPOSITORY / "specs" / "stripe.json")


def schemas(tree: Any) -> dict[str, Any]:
    found: dict[str, Any] = tree["components"]["schemas"]
    return found


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set[str]()
        return own.union(*map(references, node.values()))
    if isinstance(node, list):
        return set[str]().union(*map(references, node))
    return set()


def dangling(tree: Any) -> set[str]:
    there = {f"#/components/schemas/{name}" for name in schemas(tree)}
    return references(tree) - there


def test_a_part_has_its_share_of_paths_and_schemas() -> None:
    quarter = part(STRIPE.tree, Fraction(1, 4))
    assert 4 * len(schemas(quarter)) - STRIPE.schemas in range(4)
    assert 4 * len(quarter["paths"]) - len(STRIPE.tree["paths"]) in range(4)


def test_a_part_refers_to_nothing_that_is_not_in_it() -> None:
    assert dangling(part(STRIPE.tree, Fraction(1, 8))) == set()


def test_the_same_part_is_cut_each_time() -> None:
    share = Fraction(1, 2)
    assert part(STRIPE.tree, share) == part(STRIPE.tree, share)


def test_copies_have_everything_under_names_of_their_own() -> None:
    three = multiplied(STRIPE.tree, 3)
    assert len(schemas(three)) == 3 * STRIPE.schemas
    assert len(three["paths"]) == 3 * len(STRIPE.tree["paths"])
    assert dangling(three) == set()


def test_a_change_adds_one_property_and_leaves_the_document_alone() -> None:
    before = schemas(STRIPE.tree)["customer"]["properties"]
    after = schemas(changed(STRIPE.tree))["customer"]["properties"]
    assert after.keys() - before.keys() == {"zz_added"}


def test_a_document_in_yaml_is_read_too(tmp_path: Path) -> None:
    file = tmp_path / "little.yaml"
    file.write_text("paths: {/a: {get: {operationId: getA}}}\n", "utf-8")
    document = read_document(file)
    assert document.operation("PostCustomers") == "getA"
