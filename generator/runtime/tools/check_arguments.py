# SPDX-License-Identifier: MIT
"""Check JSON arguments of a call against their schema, and list all problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..models.json_values import is_array, is_object
from ..models.suggestions import did_you_mean
from .catalogue import JsonSchema

_MOST_VALUES: Final = 12
_TYPES: Final[Mapping[str, type | tuple[type, ...]]] = {
    "string": str,
    "boolean": bool,
    "object": dict,
    "array": list,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


@dataclass(frozen=True, slots=True)
class ArgumentProblem:
    """What is wrong with an argument.

    Attributes:
        path: The argument, or a part of it: `tax_id_data[0].type`.
        message: What is wrong, and what would be right.
    """

    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}" if self.path else self.message


def check_arguments(
    arguments: object, schema: JsonSchema, definitions: Mapping[str, JsonSchema]
) -> list[ArgumentProblem]:
    """Return everything that is wrong with the arguments of a call.

    Types, required and unknown names and listed values are checked; bounds and patterns are left to
    the server, whose word counts.

    Args:
        arguments: The arguments, as parsed JSON.
        schema: Their schema.
        definitions: The schemas that its references lead to, by name.
    """
    return list(_Checker(definitions).problems(arguments, schema, ""))


@dataclass(frozen=True, slots=True)
class _Checker:
    definitions: Mapping[str, JsonSchema]

    def problems(
        self, value: object, schema: JsonSchema, path: str
    ) -> Iterator[ArgumentProblem]:
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"][2:]]
        if "anyOf" in schema:
            yield from self._of_alternatives(value, schema["anyOf"], path)
            return
        types = schema.get("type", ())
        types = [types] if isinstance(types, str) else list(types)
        if types and not any(_has_type(value, type_) for type_ in types):
            expected = " or ".join(map(_described, types))
            yield ArgumentProblem(path, f"must be {expected}, not {_shown(value)}")
            return
        allowed = [schema["const"]] if "const" in schema else schema.get("enum")
        if allowed is not None and value not in allowed:
            yield ArgumentProblem(path, _not_allowed(value, allowed))
        if is_object(value):
            yield from self._of_object(value, schema, path)
        elif is_array(value):
            yield from self._of_list(value, schema, path)

    def _of_object(
        self, value: Mapping[str, Any], schema: JsonSchema, path: str
    ) -> Iterator[ArgumentProblem]:
        properties: Mapping[str, JsonSchema] = schema.get("properties", {})
        additional = schema.get("additionalProperties", True)
        for name in schema.get("required", ()):
            if name not in value:
                yield ArgumentProblem(_member(path, name), "is required")
        for name, member in value.items():
            place = _member(path, name)
            if name in properties:
                yield from self.problems(member, properties[name], place)
            elif additional is False:
                hint = did_you_mean(name, properties)
                yield ArgumentProblem(place, f"is unknown{hint or _known(properties)}")
            elif is_object(additional):
                yield from self.problems(member, additional, place)

    def _of_list(
        self, value: list[Any], schema: JsonSchema, path: str
    ) -> Iterator[ArgumentProblem]:
        prefix = schema.get("prefixItems", ())
        if prefix and len(value) != len(prefix):
            yield ArgumentProblem(path, f"must have {len(prefix)} items")
        items = schema.get("items", {})
        for index, item in enumerate(value):
            expected = prefix[index] if index < len(prefix) else items
            if is_object(expected):
                yield from self.problems(item, expected, f"{path}[{index}]")

    def _of_alternatives(
        self, value: object, alternatives: list[JsonSchema], path: str
    ) -> Iterator[ArgumentProblem]:
        closest: list[ArgumentProblem] | None = None
        for alternative in alternatives:
            found = list(self.problems(value, alternative, path))
            if not found:
                return
            # Problems inside of an alternative: its JSON type fits.
            if all(problem.path != path for problem in found) and (
                closest is None or len(found) < len(closest)
            ):
                closest = found
        if closest is not None:
            yield from closest
        else:
            expected = " or ".join(
                dict.fromkeys(self._kind(alternative) for alternative in alternatives)
            )
            yield ArgumentProblem(path, f"must be {expected}, not {_shown(value)}")

    def _kind(self, schema: JsonSchema) -> str:
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"][2:]]
        if "const" in schema:
            return _shown(schema["const"])
        if "enum" in schema:
            return f"one of {', '.join(map(_shown, schema['enum'][:_MOST_VALUES]))}"
        types = schema.get("type", "any value")
        return _described(types) if isinstance(types, str) else " or ".join(types)


def _has_type(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[name])


def _described(type_: str) -> str:
    article = "an" if type_[0] in "aeio" else "a"
    return type_ if type_ in ("null", "any value") else f"{article} {type_}"


def _not_allowed(value: object, allowed: list[Any]) -> str:
    hint = did_you_mean(value, map(str, allowed)) if isinstance(value, str) else ""
    if hint:
        return f"cannot be {_shown(value)}{hint}"
    listed = ", ".join(map(_shown, allowed[:_MOST_VALUES]))
    more = (
        f" or {len(allowed) - _MOST_VALUES} others"
        if len(allowed) > _MOST_VALUES
        else ""
    )
    return f"cannot be {_shown(value)}; it is one of {listed}{more}"


def _known(properties: Mapping[str, JsonSchema]) -> str:
    names = list(properties)[:_MOST_VALUES]
    return f"; known are {', '.join(names)}" if names else ""


def _member(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]} …"
