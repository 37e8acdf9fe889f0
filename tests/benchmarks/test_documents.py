"""Parts, changes and copies of the document to build."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

from tests.benchmarks.documents import add_property, multiply, read_document, take_part
from tests.benchmarks.workspace import REPOSITORY

STRIPE = read_document(REPOSITORY / "specs" / "stripe.json")


def schemas(tree: Any) -> dict[str, Any]:
    result: dict[str, Any] = tree["components"]["schemas"]
    return result


def references(node: Any) -> set[str]:
    if isinstance(node, dict):
        own = {node["$ref"]} if isinstance(node.get("$ref"), str) else set[str]()
        return own.union(*map(references, node.values()))
    if isinstance(node, list):
        return set[str]().union(*map(references, node))
    return set()


def dangling(tree: Any) -> set[str]:
    existing = {f"#/components/schemas/{name}" for name in schemas(tree)}
    return references(tree) - existing


def test_part_has_its_share_of_paths_and_schemas() -> None:
    quarter = take_part(STRIPE.tree, Fraction(1, 4))
    assert 4 * len(schemas(quarter)) - STRIPE.schemas in range(4)
    assert 4 * len(quarter["paths"]) - len(STRIPE.tree["paths"]) in range(4)


def test_part_has_no_dangling_references() -> None:
    assert dangling(take_part(STRIPE.tree, Fraction(1, 8))) == set()


def test_part_is_deterministic() -> None:
    share = Fraction(1, 2)
    assert take_part(STRIPE.tree, share) == take_part(STRIPE.tree, share)


def test_multiplied_document_has_renamed_copies() -> None:
    three = multiply(STRIPE.tree, 3)
    assert len(schemas(three)) == 3 * STRIPE.schemas
    assert len(three["paths"]) == 3 * len(STRIPE.tree["paths"])
    assert dangling(three) == set()


def test_change_adds_one_property_to_a_copy() -> None:
    before = schemas(STRIPE.tree)["customer"]["properties"]
    after = schemas(add_property(STRIPE.tree))["customer"]["properties"]
    assert after.keys() - before.keys() == {"zz_added"}


def test_read_yaml_document(tmp_path: Path) -> None:
    file = tmp_path / "little.yaml"
    file.write_text("paths: {/a: {get: {operationId: getA}}}\n", "utf-8")
    document = read_document(file)
    assert document.operation("PostCustomers") == "getA"
