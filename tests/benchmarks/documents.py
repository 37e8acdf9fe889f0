"""The documents that are built from: the whole, parts of it, a changed one, and one times four."""

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
    """A document on disk, with what it holds."""

    name: str
    file: Path
    tree: Tree

    @property
    def schemas(self) -> int:
        """How many named schemas it has."""
        return len(_schemas(self.tree))

    def operation(self, identifier: str) -> str:
        """This operation's ID if the document has it, and that of its first operation if not."""
        every = sorted(_operations(self.tree))
        return identifier if identifier in every else every[0]


def read_document(file: Path) -> Document:
    """Read a document in JSON or YAML."""
    text = file.read_text("utf-8")
    tree = json.loads(text) if file.suffix == ".json" else yaml.safe_load(text)
    return Document(file.name, file, tree)


def written_document(name: str, tree: Tree, folder: Path) -> Document:
    """Write a document as JSON, without spaces, as Stripe's is written here."""
    file = folder / f"{name}.json"
    text = json.dumps(tree, ensure_ascii=False, separators=(",", ":"))
    file.write_text(text, "utf-8")
    return Document(name, file, tree)


def changed(tree: Tree) -> Tree:
    """The document with one more property in the schema `customer`, or in its first schema."""
    schemas = _schemas(tree)
    name = "customer" if "customer" in schemas else min(schemas)
    schema = schemas[name]
    properties = {**schema.get("properties", {}), "zz_added": {"type": "string"}}
    return _with_schemas(tree, {**schemas, name: {**schema, "properties": properties}})


def part(tree: Tree, share: Fraction) -> Tree:
    """The document with this share of its paths and of its schemas: every so many-th by name.

    Nearly all schemas of Stripe reach nearly all others, so there are no parts that are whole in
    themselves. A reference out of the part becomes a string, which is what the API sends in place
    of an object that is not expanded.
    """
    schemas, step = _schemas(tree), round(1 / share)
    kept = {name: schemas[name] for name in sorted(schemas)[::step]}
    paths = {path: tree["paths"][path] for path in sorted(tree["paths"])[::step]}

    def cut(node: Any) -> Any:
        named = _named(node)
        return {"type": "string"} if named and named not in kept else None

    whole = _with_schemas({**tree, "paths": paths}, kept)
    made: Tree = _replaced(whole, cut)
    return made


def multiplied(tree: Tree, times: int) -> Tree:
    """The document and copies of all its paths and schemas, under names of their own."""
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
        named = _named(node)
        return {"$ref": f"{_SCHEMAS}{named}{ending}"} if named else None

    copied = _replaced(tree, renamed)
    paths = {
        f"/copy{number}{path}": _with_new_ids(item, ending)
        for path, item in copied["paths"].items()
    }
    schemas = {f"{name}{ending}": each for name, each in _schemas(copied).items()}
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


def _named(node: Any) -> str | None:
    """The schema that a node refers to."""
    target = node.get("$ref") if isinstance(node, dict) else None
    if isinstance(target, str) and target.startswith(_SCHEMAS):
        return target.removeprefix(_SCHEMAS)
    return None


def _replaced(node: Any, replace: Callable[[Any], Any]) -> Any:
    """The tree with each node that `replace` gives something else for."""
    other = replace(node)
    if other is not None:
        return other
    if isinstance(node, dict):
        return {name: _replaced(each, replace) for name, each in node.items()}
    if isinstance(node, list):
        return [_replaced(each, replace) for each in node]
    return node
