"""Schemas of responses as lists of members. A definition opens when a reader wants to see it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from generator.explorer.prose import ProseRenderer
from generator.runtime.tools.catalogue import EXPANDS_TO, JsonSchema

_MOST_VALUES: Final = 60
_MOST_TYPES: Final = 12
_DEEPEST: Final = 6


@dataclass(frozen=True, slots=True)
class Member:
    """A member of an object in a response.

    Attributes:
        name: its name; empty for the response itself.
        type: its type as a reader sees it: `list of Charge or null`.
        prose: its description.
        values: the values of an enumeration or a constant.
        definitions: the definitions in its type, which can be opened, each with its file.
        expansions: the definitions that it expands to, each with its file.
        members: its members, if they have no definition.
        is_optional: whether it may be missing.
        is_deprecated: whether the document discourages its use.
    """

    name: str
    type: str
    prose: Markup
    values: tuple[str, ...]
    definitions: tuple[tuple[str, str], ...]
    expansions: tuple[tuple[str, str], ...]
    members: tuple[Member, ...]
    is_optional: bool
    is_deprecated: bool


@dataclass(frozen=True, slots=True)
class ResponseSchemas:
    """The schemas of responses.

    Attributes:
        definitions: the schemas that references lead to, by name.
        files: the name of the file of each definition.
        prose: renders descriptions.
    """

    definitions: Mapping[str, JsonSchema]
    files: Mapping[str, str]
    prose: ProseRenderer

    def member(
        self, name: str, schema: JsonSchema, is_optional: bool = False, depth: int = 0
    ) -> Member:
        """Return a member by its schema."""
        names = list(dict.fromkeys(_references(schema)))[:_MOST_TYPES]
        members: tuple[Member, ...] = ()
        if "properties" in schema and depth < _DEEPEST:
            members = self._members(schema, depth + 1)
        elif not names:
            items: Any = schema.get("items")
            if isinstance(items, Mapping) and depth < _DEEPEST:
                members = self._members(items, depth + 1)
        expansions = list(dict.fromkeys(_expansions(schema)))
        return Member(
            name=name,
            type=type_label(schema),
            prose=self.prose.render(schema.get("description", "")),
            values=tuple(_values(schema)),
            definitions=tuple((each, self.files[each]) for each in names),
            expansions=tuple(
                (each, self.files[each]) for each in expansions[:_MOST_TYPES]
            ),
            members=members,
            is_optional=is_optional,
            is_deprecated=bool(schema.get("deprecated")),
        )

    def definition(self, name: str) -> tuple[Member, ...]:
        """Return the members of a definition, or what it stands for."""
        schema = self.definitions[name]
        if schema.get("properties"):
            return self._members(schema, 0)
        return (self.member("", schema),)

    def expansions(self) -> dict[str, dict[str, list[Any]]]:
        """Return, for each definition, its members that lead to expandable ones.

        Each is a list: 1 if it expands, and then the definitions that its value may have.
        """
        return {
            name: members
            for name, schema in self.definitions.items()
            if (members := dict(self._expanding(schema)))
        }

    def _expanding(self, schema: JsonSchema) -> Iterator[tuple[str, list[Any]]]:
        for name, member in schema.get("properties", {}).items():
            targets = list(_expansions(member))
            names = list(dict.fromkeys([*targets, *_references(member)]))
            if names:
                yield name, [int(bool(targets)), *names[:_MOST_TYPES]]

    def _members(self, schema: JsonSchema, depth: int) -> tuple[Member, ...]:
        required = schema.get("required", ())
        return tuple(
            self.member(name, member, name not in required, depth)
            for name, member in schema.get("properties", {}).items()
        )


def type_label(schema: JsonSchema, depth: int = 0) -> str:
    """Return the type of a schema in words."""
    if "$ref" in schema:
        return str(schema["$ref"][2:])
    if depth > _DEEPEST:
        return "…"
    if "anyOf" in schema:
        labels = [type_label(each, depth + 1) for each in schema["anyOf"]]
        distinct = list(dict.fromkeys(labels))
        if len(distinct) > _MOST_TYPES:
            distinct = [*distinct[:_MOST_TYPES], f"{len(distinct) - _MOST_TYPES} more"]
        return " or ".join(distinct)
    types: Any = schema.get("type")
    if isinstance(types, list):
        return " or ".join(
            type_label({**schema, "type": each}, depth + 1) for each in types
        )
    items: Any = schema.get("items")
    if types == "array":
        inner = items if isinstance(items, Mapping) else {}
        return f"list of {type_label(inner, depth + 1)}"
    further: Any = schema.get("additionalProperties")
    if types == "object" and isinstance(further, Mapping):
        return f"map of {type_label(further, depth + 1)}"
    form = schema.get("format")
    if types is None:
        return "nothing" if schema.get("not") == {} else "any"
    return f"{types}, {form}" if form else str(types)


def _references(schema: JsonSchema, depth: int = 0) -> Iterator[str]:
    """Yield the definitions in a schema, without those that it expands to."""
    if "$ref" in schema:
        yield schema["$ref"][2:]
        return
    if depth > _DEEPEST or "properties" in schema:
        return
    for keyword in ("anyOf", "prefixItems"):
        for each in schema.get(keyword, ()):
            yield from _references(each, depth + 1)
    for keyword in ("items", "additionalProperties"):
        inner = schema.get(keyword)
        if isinstance(inner, Mapping):
            yield from _references(inner, depth + 1)


def _expansions(schema: JsonSchema, depth: int = 0) -> Iterator[str]:
    """Yield the definitions that a value expands to, also the items of a list."""
    for target in schema.get(EXPANDS_TO, ()):
        yield target["$ref"][2:]
    if depth > _DEEPEST:
        return
    for each in schema.get("anyOf", ()):
        yield from _expansions(each, depth + 1)
    items = schema.get("items")
    if isinstance(items, Mapping):
        yield from _expansions(items, depth + 1)


def _values(schema: JsonSchema) -> Iterator[str]:
    if "const" in schema:
        yield json.dumps(schema["const"], ensure_ascii=False)
    alternatives = [schema, *schema.get("anyOf", ())]
    values = [value for each in alternatives for value in each.get("enum", ())]
    for value in values[:_MOST_VALUES]:
        yield json.dumps(value, ensure_ascii=False)
    if len(values) > _MOST_VALUES:
        yield f"… {len(values) - _MOST_VALUES} more"
