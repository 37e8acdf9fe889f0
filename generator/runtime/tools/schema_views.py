# SPDX-License-Identifier: MIT
"""Views of a schema for readers: without references, to a limited depth, with shorter prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from ..models.json_values import is_object
from .catalogue import EXPANDS_TO, JsonSchema

Prose: TypeAlias = Literal["full", "first", "none"]

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"'(\[])")
# A Markdown link or picture shows as its text.
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_SCHEMA_LISTS: Final = ("anyOf", "prefixItems")
_LONGEST_SENTENCE: Final = 200


@dataclass(frozen=True, slots=True)
class View:
    """How much of a schema to show.

    Attributes:
        depth: How many levels of objects to show. Deeper ones show the title of their schema, or
            the names of their members.
        prose: Which descriptions to keep: whole, their first sentence, or none.
        expand: The paths of expandable fields to show as objects, such as `data.customer`: names of
            properties, without those of lists.
        has_bounds: Whether to keep bounds, patterns and examples, and to say of objects that they
            have no other members.
        names_members: Whether objects that are too deep name their members in `x-members`.
        most_values: How many values of an enum to show. A longer one becomes `examples` with the
            number of the others in `x-more-values`, so that the schema stays true. The names in
            `x-members` are limited alike.
    """

    depth: int = 2
    prose: Prose = "first"
    expand: frozenset[str] = frozenset()
    has_bounds: bool = True
    names_members: bool = False
    most_values: int | None = None


# Keywords of what is not shown in full.
MEMBERS: Final = "x-members"
MORE_VALUES: Final = "x-more-values"

_KEPT: Final = frozenset(
    {
        *("type", "enum", "const", "format", "contentEncoding", "required", "minItems"),
        *("default", "deprecated", "not"),
    }
)


def view_schema(
    schema: JsonSchema, definitions: Mapping[str, JsonSchema], view: View
) -> dict[str, Any]:
    """Return a schema without references.

    Args:
        schema: The schema.
        definitions: The schemas that its references lead to, by name.
        view: How much of it to show.
    """
    return _Viewer(definitions, view).shown(schema, view.depth, "", ())


@dataclass(frozen=True, slots=True)
class _Viewer:
    definitions: Mapping[str, JsonSchema]
    view: View

    def shown(
        self, schema: JsonSchema, depth: int, path: str, inside: tuple[str, ...]
    ) -> dict[str, Any]:
        reference = schema.get("$ref")
        if reference is not None:
            return self._referenced(schema, reference[2:], depth, path, inside)
        result = self._annotations(schema)
        has_members = bool(schema.get("properties"))
        if has_members and depth <= 0:
            return self._without_members(result, schema, None)
        below = depth - 1 if has_members else depth
        if has_members:
            result["properties"] = {
                name: self.shown(member, below, f"{path}.{name}".lstrip("."), inside)
                for name, member in schema["properties"].items()
            }
        for keyword in ("items", "additionalProperties"):
            member = schema.get(keyword)
            if is_object(member):
                result[keyword] = self.shown(member, below, path, inside)
            elif member or (member is False and self.view.has_bounds):
                result[keyword] = member
        for keyword in _SCHEMA_LISTS:
            if keyword in schema:
                result[keyword] = [
                    self.shown(member, depth, path, inside)
                    for member in schema[keyword]
                ]
        for alternative in result.get("anyOf", ()):
            if alternative.get("description") == result.get("description"):
                alternative.pop("description", None)
        return self._expandable(schema, _with_null(result), depth, path, inside)

    def _referenced(
        self,
        schema: JsonSchema,
        name: str,
        depth: int,
        path: str,
        inside: tuple[str, ...],
    ) -> dict[str, Any]:
        target = self.definitions[name]
        has_members = bool(target.get("properties"))
        is_cycle = name in inside and (has_members or not path)
        if is_cycle or (has_members and depth <= 0):
            cut = self._without_members({}, target, name)
        else:
            cut = self.shown(target, depth, path, (*inside, name))
        own = self._annotations(
            {key: value for key, value in schema.items() if key != "$ref"}
        )
        if "description" in own:
            cut.pop("description", None)
        return {**cut, **own}

    def _expandable(
        self,
        schema: JsonSchema,
        result: dict[str, Any],
        depth: int,
        path: str,
        inside: tuple[str, ...],
    ) -> dict[str, Any]:
        targets = schema.get(EXPANDS_TO)
        if targets is None:
            return result
        asked = any(
            wanted == path or wanted.startswith(f"{path}.")
            for wanted in self.view.expand
        )
        if asked:
            # One level more than the field itself, however deep it is.
            shown = [
                self.shown(target, max(depth, 1), path, inside) for target in targets
            ]
            result.pop("type", None)
            merged = shown[0] if len(shown) == 1 else {"anyOf": shown}
            return {**merged, **{k: v for k, v in result.items() if k == "description"}}
        names = " or ".join(target["$ref"][2:] for target in targets)
        return {**result, EXPANDS_TO: names}

    def _annotations(self, schema: JsonSchema) -> dict[str, Any]:
        structural = {
            *("$ref", "properties", "items", "additionalProperties", "description"),
            *(EXPANDS_TO, *_SCHEMA_LISTS),
        }
        kept = {
            key: value
            for key, value in schema.items()
            if key not in structural and (self.view.has_bounds or key in _KEPT)
        }
        values, most = kept.get("enum", ()), self.view.most_values
        if most is not None and len(values) > most:
            del kept["enum"]
            kept["examples"] = values[:most]
            kept[MORE_VALUES] = len(values) - most
        text = shortened(schema.get("description", ""), self.view.prose)
        return {**kept, **({"description": text} if text else {})}

    def _without_members(
        self, annotations: dict[str, Any], schema: JsonSchema, title: str | None
    ) -> dict[str, Any]:
        """Return an object whose members are not shown."""
        result: dict[str, Any] = {**annotations, "type": "object"}
        result.pop("required", None)
        if not self.view.names_members:
            return {**result, **({"title": title} if title else {})}
        if "required" in schema:
            result["required"] = schema["required"]
        names, most = list(schema.get("properties", ())), self.view.most_values
        if most is not None and len(names) > most:
            names = [*names[:most], f"… {len(names) - most} more"]
        return {**result, MEMBERS: ", ".join(names)}


def _with_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema or null in its shortest form: with `null` as one of its types."""
    alternatives = schema.get("anyOf", ())
    if len(alternatives) != 2 or alternatives[1] != {"type": "null"}:
        return schema
    own = alternatives[0]
    if not isinstance(own.get("type"), str) or {"enum", "const"} & own.keys():
        return schema
    outer = {name: value for name, value in schema.items() if name != "anyOf"}
    return {**own, "type": [own["type"], "null"], **outer}


def shortened(text: str, prose: Prose) -> str:
    """Return a description as a view shows it."""
    if prose == "none":
        return ""
    if prose == "full":
        return text
    return first_sentence(text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, without Markdown links, in at most 200 characters."""
    line = " ".join(_LINK.sub(r"\1", text.partition("\n\n")[0]).split())
    sentence = _SENTENCE.split(line, maxsplit=1)[0]
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    return sentence[:_LONGEST_SENTENCE].rpartition(" ")[0] + " …"


def expandable_paths(
    schema: JsonSchema, definitions: Mapping[str, JsonSchema], depth: int = 2
) -> list[str]:
    """Return the paths of the expandable fields of a response, to `depth` levels of objects."""
    return list(dict.fromkeys(_expandable_paths(schema, definitions, depth, "", ())))


def _expandable_paths(
    schema: JsonSchema,
    definitions: Mapping[str, JsonSchema],
    depth: int,
    path: str,
    inside: tuple[str, ...],
) -> Iterable[str]:
    reference = schema.get("$ref")
    if reference is not None:
        if reference not in inside:
            target = definitions[reference[2:]]
            yield from _expandable_paths(
                target, definitions, depth, path, (*inside, reference)
            )
        return
    if EXPANDS_TO in schema and path:
        yield path
    if "properties" in schema and depth > 0:
        for name, member in schema["properties"].items():
            yield from _expandable_paths(
                member, definitions, depth - 1, f"{path}.{name}".lstrip("."), inside
            )
    members = [schema.get("items"), schema.get("additionalProperties")]
    for keyword in _SCHEMA_LISTS:
        members += schema.get(keyword, ())
    for member in members:
        if is_object(member):
            yield from _expandable_paths(member, definitions, depth, path, inside)
