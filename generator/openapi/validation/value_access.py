"""The values of one document for the library's rules, which ask for each by its path from the root.

The library looks a path up from its beginning, and each reference in a registry of documents. Here
there is one document, whose references are known to stay in it and to lead somewhere: a value is
found at its parent, which was found before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from jsonschema_path.accessors import SchemaAccessor
from jsonschema_path.paths import SchemaPath

from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at
from generator.source.document_structure import DATA_FIELDS, NAMED_MEMBERS


class _DocumentAccessor(SchemaAccessor):
    """Looks values up in one document; remembers each."""

    def __getitem__(self, parts: Sequence[Json]) -> Json:
        known: dict[tuple[Json, ...], Json] = self.__dict__.setdefault("_values", {})
        path = tuple(parts)
        if path not in known:
            found = _member(self[path[:-1]], path[-1]) if path else self.node
            is_reference = isinstance(found, dict) and "$ref" in found
            if is_reference and not _is_data(path):
                ends: dict[str, Json] = self.__dict__.setdefault("_ends", {})
                found = _followed(found, self.node, ends)
            known[path] = found
        return known[path]


def root_of(tree: Mapping[str, Json]) -> SchemaPath:
    """The root of the document `tree`, to go on from."""
    return SchemaPath(_DocumentAccessor.from_schema(cast(dict[str, Json], tree)))


def _is_data(path: Sequence[Json]) -> bool:
    """Whether a path leads into data, such as a `default`, where `$ref` means nothing."""
    is_name = False
    for index, token in enumerate(path):
        if is_name:
            is_name = False
        elif token == "examples":
            # A list in a Schema Object; elsewhere Example Objects by name, or references to some.
            if any(isinstance(each, int) for each in path[index + 1 : index + 2]):
                return True
            is_name = True
        elif token in DATA_FIELDS:
            return True
        else:
            is_name = token in NAMED_MEMBERS
    return False


def _member(value: Json, name: Json) -> Json:
    try:
        return value[name]
    except (KeyError, IndexError, TypeError):
        raise KeyError(name) from None


def _followed(value: Json, tree: Json, ends: dict[str, Json]) -> Json:
    """`value`, or what it refers to in the end; `ends` has that of references seen before.

    Raises:
        KeyError: it leads nowhere, or back to itself.
    """
    seen: dict[str, None] = {}
    while isinstance(value, dict) and isinstance(value.get("$ref"), str):
        reference = value["$ref"]
        if reference in seen:
            raise KeyError(reference)
        try:
            value = (
                ends[reference]
                if reference in ends
                else value_at(tree, Pointer.parse(reference))
            )
        except UnresolvedPointer:
            raise KeyError(reference) from None
        seen[reference] = None
    ends.update(dict.fromkeys(seen, value))
    return value
