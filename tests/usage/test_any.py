"""`Any` stands in the client where the document itself gives no type, and nowhere else."""

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
SAYS_MORE = (
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "enum",
    "oneOf",
    "properties",
)

# A class or function, and its field, parameter or (empty) result.
Where = tuple[str, str]


def test_any_stands_where_the_document_says_no_more() -> None:
    found = {
        where
        for folder in FOLDERS
        for path in (CLIENT / folder).rglob("*.py")
        for where in in_module(ast.parse(path.read_text("utf-8")))
    }
    document = json.loads(STRIPE.read_text("utf-8"))
    assert found == set(in_document(document, Pointer(())))
    assert len(found) == 6


def in_module(module: ast.Module) -> Iterator[Where]:
    """What has `Any` in its type, among all that a module offers."""
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            for each in node.body:
                if isinstance(each, ast.AnnAssign) and is_any(each.annotation):
                    yield node.name, ast.unparse(each.target)
        elif isinstance(node, ast.FunctionDef):
            arguments = node.args
            for argument in (
                *arguments.posonlyargs,
                *arguments.args,
                *arguments.kwonlyargs,
            ):
                if is_any(argument.annotation):
                    yield node.name, argument.arg
            if is_any(node.returns):
                yield node.name, ""
        elif isinstance(node, ast.AnnAssign) and (
            is_any(node.annotation) or (node.value and is_any(node.value))
        ):
            yield ast.unparse(node.target), ""


def is_any(annotation: ast.expr | None) -> bool:
    return annotation is None or bool(re.search(r"\bAny\b", ast.unparse(annotation)))


def in_document(node: Any, at: Pointer) -> Iterator[Where]:
    """The properties whose schema says no more than that they are objects, or nothing at all."""
    if isinstance(node, list):
        for index, each in enumerate(node):
            yield from in_document(each, at / str(index))
    elif isinstance(node, dict):
        for key, inner in node.items():
            if key == "properties":
                id_, names = TypeId(str(at)), stripe().names
                yield from (
                    (names.types[id_], names.fields[id_][name])
                    for name, schema in inner.items()
                    if says_nothing(schema)
                )
            yield from in_document(inner, at / key)


def says_nothing(schema: Any) -> bool:
    kind = schema.get("type", "object")
    return kind == "object" and not any(word in schema for word in SAYS_MORE)
