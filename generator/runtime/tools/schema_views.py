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
# What a view without bounds has.
_KEPT: Final = frozenset(
    {
        *("type", "enum", "const", "format", "contentEncoding", "required", "minItems"),
        *("deprecated", "not"),
    }
)


@dataclass(frozen=True, slots=True)
class View:
    """How much of a schema to show.

    Attributes:
        depth: How many levels of objects to show; deeper ones only by name.
        prose: Which descriptions to keep: whole, their first sentence, or none.
        expand: The paths of expandable fields to show as objects, such as `data.customer`: names of
            properties, without those of lists.
        has_bounds: Whether to keep bounds, patterns, defaults and examples.
    """

    depth: int = 2
    prose: Prose = "first"
    expand: frozenset[str] = frozenset()
    has_bounds: bool = True


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
        if "properties" in schema:
            if at.depth <= 0 and not self._leads_to_expansion(at.path):
                result.pop("required", None)
                return result
            result["properties"] = {
                name: self.shown(member, at.below(name))
                for name, member in schema["properties"].items()
            }
        below = at.below() if "properties" in schema else at
        for keyword in ("items", "additionalProperties"):
            member = schema.get(keyword)
            if is_object(member):
                result[keyword] = self.shown(member, below)
            elif member is not None:
                result[keyword] = member
        for keyword in _SCHEMA_LISTS:
            if keyword in schema:
                result[keyword] = [self.shown(item, at) for item in schema[keyword]]
        if EXPANDS_TO in schema:
            return self._expandable(schema[EXPANDS_TO], result, at)
        return result

    def _referenced(self, schema: JsonSchema, at: _Position) -> dict[str, Any]:
        name = schema["$ref"][2:]
        target = self.definitions[name]
        is_deep = at.depth <= 0 and "properties" in target
        is_recursive = any(name == definition for definition, _ in at.inside)
        is_needed = (name, at.path) not in at.inside and self._leads_to_expansion(
            at.path
        )
        if (is_deep or is_recursive) and not is_needed:
            shown = {"title": name}
            if isinstance(target.get("type"), str):
                shown["type"] = target["type"]
        else:
            shown = self.shown(target, at.within(name))
        own = self._annotations(schema)
        if "description" in own:
            shown.pop("description", None)
        return {**shown, **own}

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
        text = _shortened(schema.get("description", ""), self.view.prose)
        return {**kept, "description": text} if text else kept


def _shortened(text: str, prose: Prose) -> str:
    if prose == "none":
        return ""
    return text if prose == "full" else first_sentence(text)
