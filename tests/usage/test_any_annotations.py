"""The client uses `Any` exactly where the document gives no type."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from typing import Any

from generator.core.pointer import Pointer
from generator.ir.types import TypeId
from tests.real.folders import REPOSITORY, STRIPE
from tests.wire.stripe_api import stripe

CLIENT = REPOSITORY / "generated" / "stripe_client"
FOLDERS = ("inputs", "models", "operations", "resources")
TYPE_KEYWORDS = (
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "oneOf",
    "properties",
)

# A class or function, and its field, its parameter, or "" for its result.
AnyLocation = tuple[str, str]


def test_any_only_where_document_gives_no_type() -> None:
    actual = {
        location
        for folder in FOLDERS
        for path in (CLIENT / folder).rglob("*.py")
        for location in any_in_module(ast.parse(path.read_text("utf-8")))
    }
    document = json.loads(STRIPE.read_text("utf-8"))
    assert actual == set(untyped_properties(document, Pointer(())))
    assert len(actual) == 6


def any_in_module(module: ast.Module) -> Iterator[AnyLocation]:
    """The annotations with `Any` among the public names of a module."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            for statement in node.body:
                if isinstance(statement, ast.AnnAssign) and has_any(
                    statement.annotation
                ):
                    yield node.name, ast.unparse(statement.target)
        elif isinstance(node, ast.FunctionDef):
            arguments = node.args
            for argument in (
                *arguments.posonlyargs,
                *arguments.args,
                *arguments.kwonlyargs,
            ):
                if has_any(argument.annotation):
                    yield node.name, argument.arg
            if has_any(node.returns):
                yield node.name, ""
        elif isinstance(node, ast.AnnAssign) and (
            has_any(node.annotation) or (node.value and has_any(node.value))
        ):
            yield ast.unparse(node.target), ""


def has_any(annotation: ast.expr | None) -> bool:
    return annotation is None or bool(re.search(r"\bAny\b", ast.unparse(annotation)))


def untyped_properties(node: Any, at: Pointer) -> Iterator[AnyLocation]:
    """The properties whose schema is empty or gives no type but `object`."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from untyped_properties(item, at / str(index))
    elif isinstance(node, dict):
        for key, inner in node.items():
            if key == "properties":
                id_, names = TypeId(str(at)), stripe().names
                yield from (
                    (names.types[id_], names.fields[id_][name])
                    for name, schema in inner.items()
                    if is_untyped(schema)
                )
            yield from untyped_properties(inner, at / key)


def is_untyped(schema: Any) -> bool:
    type_ = schema.get("type", "object")
    return type_ == "object" and not any(keyword in schema for keyword in TYPE_KEYWORDS)
