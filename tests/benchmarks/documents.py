"""The documents to build: the whole, parts of it, a changed and a multiplied one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import yaml

Tree: TypeAlias = dict[str, Any]

_SCHEMAS = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Document:
    """A document on disk and its parsed content."""

    name: str
    file: Path
    tree: Tree

    @property
    def schemas(self) -> int:
        """The number of its named schemas."""
        return len(_schemas(self.tree))

    def operation(self, identifier: str) -> str:
        """This operationId if the document has it, else its first one."""
        operations = sorted(_operations(self.tree))
        return identifier if identifier in operations else operations[0]


def read_document(file: Path) -> Document:
    """Read a document in JSON or YAML."""
    content = file.read_text("utf-8")
    is_json = file.suffix == ".json"
    tree = json.loads(content) if is_json else yaml.safe_load(content)
    return Document(file.name, file, tree)


def write_document(name: str, tree: Tree, folder: Path) -> Document:
    """Write a document as compact JSON."""
    file = folder / f"{name}.json"
    content = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    file.write_text(content, "utf-8")
    return Document(name, file, tree)


def add_property(tree: Tree) -> Tree:
    """Add a property to the schema `customer`, or else to the first schema."""
    schemas = _schemas(tree)
    name = "customer" if "customer" in schemas else min(schemas)
    schema = schemas[name]
    properties = {**schema.get("properties", {}), "zz_added": {"type": "string"}}
    return _with_schemas(tree, {**schemas, name: {**schema, "properties": properties}})


def take_part(tree: Tree, share: Fraction) -> Tree:
    """Keep a share of the paths and schemas of a document: every n-th by name.

    Nearly all schemas of Stripe reach nearly all others, so there are no self-contained parts. A
    reference out of the part becomes a string, like an object that is not expanded.
    """
    schemas, step = _schemas(tree), round(1 / share)
    kept = {name: schemas[name] for name in sorted(schemas)[::step]}
    paths = {path: tree["paths"][path] for path in sorted(tree["paths"])[::step]}

    def cut_reference(node: Any) -> Any:
        named = _referenced_schema(node)
        return {"type": "string"} if named and named not in kept else None

    reduced = _with_schemas({**tree, "paths": paths}, kept)
    result: Tree = _replace_nodes(reduced, cut_reference)
    return result


def multiply(tree: Tree, times: int) -> Tree:
    """Add renamed copies of all paths and schemas to a document."""
    paths: Tree = {}
    schemas: Tree = {}
    for number in range(1, times + 1):
        copied = tree if number == 1 else _copy(tree, number)
        paths |= copied["paths"]
        schemas |= _schemas(copied)
    return _with_schemas({**tree, "paths": paths}, schemas)


def _copy(tree: Tree, number: int) -> Tree:
    ending = f"_copy{number}"

    def renamed(node: Any) -> Any:
        named = _referenced_schema(node)
        return {"$ref": f"{_SCHEMAS}{named}{ending}"} if named else None

    copied = _replace_nodes(tree, renamed)
    paths = {
        f"/copy{number}{path}": _with_new_ids(item, ending)
        for path, item in copied["paths"].items()
    }
    schemas = {f"{name}{ending}": schema for name, schema in _schemas(copied).items()}
    return _with_schemas({**copied, "paths": paths}, schemas)


def _with_new_ids(item: Tree, ending: str) -> Tree:
    return {
        method: (
            {**operation, "operationId": operation["operationId"] + ending}
            if isinstance(operation, dict) and "operationId" in operation
            else operation
        )
        for method, operation in item.items()
    }


def _schemas(tree: Tree) -> Tree:
    schemas: Tree = tree.get("components", {}).get("schemas", {})
    return schemas


def _with_schemas(tree: Tree, schemas: Tree) -> Tree:
    return {**tree, "components": {**tree["components"], "schemas": schemas}}


def _operations(tree: Tree) -> Iterator[str]:
    for item in tree["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict) and "operationId" in operation:
                yield operation["operationId"]


def _referenced_schema(node: Any) -> str | None:
    """The name of the schema that a node refers to."""
    target = node.get("$ref") if isinstance(node, dict) else None
    if isinstance(target, str) and target.startswith(_SCHEMAS):
        return target.removeprefix(_SCHEMAS)
    return None


def _replace_nodes(node: Any, replace: Callable[[Any], Any]) -> Any:
    """Replace every node for which `replace` returns another one."""
    replacement = replace(node)
    if replacement is not None:
        return replacement
    if isinstance(node, dict):
        return {name: _replace_nodes(value, replace) for name, value in node.items()}
    if isinstance(node, list):
        return [_replace_nodes(item, replace) for item in node]
    return node
