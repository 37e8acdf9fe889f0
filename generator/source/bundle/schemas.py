"""The keywords of a schema, beside `$ref`, that name schemas or give names to them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.core.text import shortened
from generator.source.bundle.homes import DEFINITIONS, Homes
from generator.source.bundle.problems import Problems
from generator.source.bundle.resolve import Resolver
from generator.source.bundle.resource import Resource, Target
from generator.source.document_structure import ObjectType
from generator.source.load import Origin
from generator.source.load.source import origin_of

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_IDENTITY = ("$id", "$anchor", "$dynamicAnchor")
# What files of JSON Schema begin with, and OpenAPI 3.0 does not know.
_HEADER = ("$schema", "$id", "$anchor")


class Keywords:
    """Makes `discriminator`, `$dynamicRef` and `$id` mean the same in the one tree."""

    def __init__(
        self,
        root: Resource,
        resolver: Resolver,
        homes: Homes,
        pointer: Callable[[Target, ObjectType], Pointer],
        problems: Problems,
        reads_ids: bool,
    ) -> None:
        """`pointer` says where a schema is found in the tree."""
        self._root = root
        self._resolver = resolver
        self._homes = homes
        self._pointer = pointer
        self._problems = problems
        self._reads_ids = reads_ids

    def stripped(self, value: dict[str, Json], place: Target) -> dict[str, Json]:
        """A schema without what has no meaning in the tree.

        Identifiers have none where every reference is a pointer; what a file defines for its own
        references is brought by these.
        """
        gone = _IDENTITY if self._reads_ids else ()
        if place.resource is not self._root:
            gone = (*gone, *DEFINITIONS, *(() if self._reads_ids else _HEADER))
        found = {name for name in gone if name in value and name != "$ref"}
        if not found:
            return value
        return {name: each for name, each in value.items() if name not in found}

    def read(
        self, value: dict[str, Json], place: Target
    ) -> tuple[dict[str, Json], dict[str, Origin]]:
        """A schema with references that stay in the tree; what was written elsewhere, where."""
        changed: dict[str, Json] = {}
        written: dict[str, Origin] = {}
        discriminator = value.get("discriminator")
        if isinstance(discriminator, dict):
            changed |= self._discriminator(value, discriminator, place)
        dynamic = value.get("$dynamicRef")
        if self._reads_ids and isinstance(dynamic, str):
            value = {
                name: each for name, each in value.items() if name != "$dynamicRef"
            }
            changed, at = {**changed, **self._dynamic(value, dynamic, place)}, place.at
            written["$ref"] = origin_of(place.resource.source, at / "$dynamicRef")
        changed = {name: new for name, new in changed.items() if new != value.get(name)}
        return ({**value, **changed} if changed else value), written

    def _dynamic(
        self, value: Mapping[str, Json], text: str, place: Target
    ) -> dict[str, Json]:
        """A `$dynamicRef` as the plain reference that it is where nothing extends its target."""
        target = self._resolver.end(text, place, "$dynamicRef")
        if target is None:
            return {}
        if self._resolver.is_dynamic(target):
            self._problems.note(
                place / "$dynamicRef",
                "dynamic-reference",
                f"{shortened(text)} is read as the schema it names here, "
                "whichever schema it is reached from",
                "where another one with this anchor is meant, refer to that one",
                "warning",
            )
        reference = {"$ref": str(self._pointer(target, "schema"))}
        if "$ref" not in value:
            return reference
        every = value.get("allOf")
        return {"allOf": [*(every if isinstance(every, list) else []), reference]}

    def _discriminator(
        self, schema: dict[str, Json], value: dict[str, Json], place: Target
    ) -> dict[str, Json]:
        at = place / "discriminator"
        changed = dict(value)
        mapping = value.get("mapping")
        named: dict[str, Json] = dict(self._renamed(schema))
        if isinstance(mapping, dict):
            named |= mapping
            for name, text in mapping.items():
                pointer = self._schema_named(text, at / "mapping", name)
                if pointer is None:
                    del named[name]
                else:
                    named[name] = pointer
        if isinstance(mapping, dict) or (named and mapping is None):
            changed["mapping"] = named
        if "defaultMapping" in value:
            default = self._schema_named(value["defaultMapping"], at, "defaultMapping")
            changed["defaultMapping"] = default
            if default is None:
                del changed["defaultMapping"]
        return {"discriminator": changed}

    def _renamed(self, schema: dict[str, Json]) -> dict[str, str]:
        """What a discriminator calls members that could not keep their names."""
        members = [
            each["$ref"]
            for keyword in ("oneOf", "anyOf")
            for each in schema.get(keyword) or ()
            if isinstance(each, dict) and isinstance(each.get("$ref"), str)
        ]
        renamed = self._homes.renamed
        return {renamed[each]: each for each in members if each in renamed}

    def _schema_named(self, text: Json, place: Target, field: str) -> Json:
        """What a discriminator calls a schema, as a pointer or a name; None if there is none.

        What could be both a name and the name of a file is a name if there is such a component.
        """
        if not isinstance(text, str):
            return text
        if _NAME.fullmatch(text):
            for resource in (place.resource, self._root):
                at = Pointer(("components", "schemas", text))
                if resource.has(at):
                    target = Target(resource, at)
                    own = text if resource is self._root else None
                    return own or str(self._pointer(target, "schema"))
            if "." not in text:
                return text
        found = self._resolver.end(text, place, field)
        return None if found is None else str(self._pointer(found, "schema"))
