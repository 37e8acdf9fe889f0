# SPDX-License-Identifier: MIT
"""Views of a schema for readers: without references, to a limited depth, with shorter prose."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeAlias

from ..models.json_values import is_object
from .catalogue import EXPANDS_TO, JsonSchema

Prose: TypeAlias = Literal["full", "first", "none"]

# A Markdown link or picture shows as its text.
_LINK: Final = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+(?=[A-Z`\"'(\[])")
_LONGEST_SENTENCE: Final = 200
_SCHEMA_LISTS: Final = ("anyOf", "prefixItems")
_STRUCTURAL: Final = frozenset(
    {
        *("$ref", "properties", "items", "additionalProperties", "description"),
        *(EXPANDS_TO, *_SCHEMA_LISTS),
    }
)
# The keywords of schemas that are not shown in full.
MEMBERS: Final = "x-members"
MORE_VALUES: Final = "x-more-values"
# What a view without bounds has.
_KEPT: Final = frozenset(
    {
        *("type", "enum", "const", "format", "contentEncoding", "required", "minItems"),
        *("default", "deprecated", "not"),
    }
)


@dataclass(frozen=True, slots=True)
class View:
    """How much of a schema to show.

    Attributes:
        depth: How many levels of objects to show. Deeper ones show the title of their schema, or
            the names of their members.
        prose: Which descriptions to keep: whole, their first sentence, or none. The value of a
            constant says enough: only `full` keeps its description.
        expand: The paths of expandable fields to show as objects, such as `data.customer`: names of
            properties, without those of lists.
        has_bounds: Whether to keep bounds, patterns and examples, and that objects have no other
            members.
        names_members: Whether objects that are too deep name their members in `x-members`.
        most_values: How many values of an enum to show. A longer one becomes `examples`, with the
            number of the others in `x-more-values`, so that the schema stays true. `x-members` has
            as many names.
    """

    depth: int = 2
    prose: Prose = "first"
    expand: frozenset[str] = frozenset()
    has_bounds: bool = True
    names_members: bool = False
    most_values: int | None = None


def view_schema(
    schema: JsonSchema, definitions: Mapping[str, JsonSchema], view: View
) -> dict[str, Any]:
    """Return a schema without references; a recursive type is shown by name inside of itself.

    Args:
        schema: The schema.
        definitions: The schemas that its references lead to, by name.
        view: How much of it to show.
    """
    return _Viewer(definitions, view).shown(schema, _Position(view.depth))


def first_sentence(text: str) -> str:
    """Return the first sentence of a text, without Markdown links, in at most 200 characters."""
    line = " ".join(_LINK.sub(r"\1", text.partition("\n\n")[0]).split())
    sentence = _SENTENCE.split(line, maxsplit=1)[0]
    if len(sentence) <= _LONGEST_SENTENCE:
        return sentence
    return f"{sentence[: _LONGEST_SENTENCE - 2].rpartition(' ')[0]} …"


@dataclass(frozen=True, slots=True)
class _Position:
    """Where in a schema a viewer is.

    Attributes:
        depth: How many more levels of objects to show.
        path: The names of the properties that lead here, with dots.
        inside: The definitions that lead here, each with the path to it.
    """

    depth: int
    path: str = ""
    inside: tuple[tuple[str, str], ...] = ()

    def below(self, name: str = "") -> _Position:
        """Return the position of a property, or of the values in a map."""
        path = ".".join(filter(None, (self.path, name)))
        return _Position(self.depth - 1, path, self.inside)

    def within(self, definition: str) -> _Position:
        """Return the same position, inside of a definition."""
        return replace(self, inside=(*self.inside, (definition, self.path)))


@dataclass(frozen=True, slots=True)
class _Viewer:
    definitions: Mapping[str, JsonSchema]
    view: View

    def shown(self, schema: JsonSchema, at: _Position) -> dict[str, Any]:
        if "$ref" in schema:
            return self._referenced(schema, at)
        result = self._annotations(schema)
        below = at
        if "properties" in schema:
            is_deep = at.depth <= 0 and bool(schema["properties"])
            if is_deep and not self._leads_to_expansion(at.path):
                return self._without_members(schema, result)
            result["properties"] = {
                name: self.shown(member, at.below(name))
                for name, member in schema["properties"].items()
            }
            below = at.below()
        for keyword in ("items", "additionalProperties"):
            member = schema.get(keyword)
            if is_object(member):
                result[keyword] = self.shown(member, below)
            elif member or (member is False and self.view.has_bounds):
                result[keyword] = member
        for keyword in _SCHEMA_LISTS:
            if keyword in schema:
                result[keyword] = [self.shown(item, at) for item in schema[keyword]]
        for alternative in result.get("anyOf", ()):
            if alternative.get("description") == result.get("description"):
                alternative.pop("description", None)
        if EXPANDS_TO in schema:
            return self._expandable(schema[EXPANDS_TO], result, at)
        return _with_null(result)

    def _referenced(self, schema: JsonSchema, at: _Position) -> dict[str, Any]:
        name = schema["$ref"][2:]
        target = self.definitions[name]
        is_deep = at.depth <= 0 and bool(target.get("properties"))
        is_recursive = any(name == definition for definition, _ in at.inside)
        is_needed = (name, at.path) not in at.inside and self._leads_to_expansion(
            at.path
        )
        if (is_deep or is_recursive) and not is_needed:
            shown = self._only_named(name, target)
        else:
            shown = self.shown(target, at.within(name))
        own = self._annotations(schema)
        if "description" in own:
            shown.pop("description", None)
        return {**shown, **own}

    def _only_named(self, name: str, schema: JsonSchema) -> dict[str, Any]:
        """Return a definition with its name or the names of its members."""
        kept = {"type": schema["type"]} if isinstance(schema.get("type"), str) else {}
        if self.view.names_members and schema.get("properties"):
            return self._without_members(schema, kept)
        return {"title": name, **kept}

    def _without_members(
        self, schema: JsonSchema, annotations: dict[str, Any]
    ) -> dict[str, Any]:
        """Return an object whose members are not shown, but named if the view does so."""
        result = {"type": "object", **annotations}
        if not self.view.names_members:
            result.pop("required", None)
            return result
        if "required" in schema:
            result["required"] = schema["required"]
        names, most = list(schema["properties"]), self.view.most_values
        if most is not None and len(names) > most:
            names = [*names[:most], f"… {len(names) - most} more"]
        return {**result, MEMBERS: ", ".join(names)}

    def _expandable(
        self, targets: list[JsonSchema], result: dict[str, Any], at: _Position
    ) -> dict[str, Any]:
        if not (at.path in self.view.expand or self._leads_to_expansion(at.path)):
            names = " or ".join(target["$ref"][2:] for target in targets)
            return {**result, EXPANDS_TO: names}
        # One level more than the field itself, however deep it is.
        inner = _Position(max(at.depth, 1), at.path)
        shown = [self.shown(target, inner) for target in targets]
        merged = shown[0] if len(shown) == 1 else {"anyOf": shown}
        if "description" in result:
            return {**merged, "description": result["description"]}
        return merged

    def _leads_to_expansion(self, path: str) -> bool:
        """Whether a field below `path` is to be expanded."""
        start = f"{path}." if path else ""
        return any(wanted.startswith(start) for wanted in self.view.expand)

    def _annotations(self, schema: JsonSchema) -> dict[str, Any]:
        kept = {
            key: value
            for key, value in schema.items()
            if key not in _STRUCTURAL and (self.view.has_bounds or key in _KEPT)
        }
        values, most = kept.get("enum", ()), self.view.most_values
        if most is not None and len(values) > most:
            del kept["enum"]
            kept["examples"] = values[:most]
            kept[MORE_VALUES] = len(values) - most
        prose = self.view.prose
        if prose == "first" and "const" in schema:
            prose = "none"
        text = _shortened(schema.get("description", ""), prose)
        return {**kept, "description": text} if text else kept


def _with_null(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema or null in its shortest form: with `null` as one of its types."""
    alternatives = schema.get("anyOf", ())
    if len(alternatives) != 2 or alternatives[1] != {"type": "null"}:
        return schema
    own = alternatives[0]
    if not isinstance(own.get("type"), str) or "const" in own:
        return schema
    outer = {name: value for name, value in schema.items() if name != "anyOf"}
    values = {"enum": [*own["enum"], None]} if "enum" in own else {}
    return {**own, "type": [own["type"], "null"], **values, **outer}


def _shortened(text: str, prose: Prose) -> str:
    if prose == "none":
        return ""
    return text if prose == "full" else first_sentence(text)
