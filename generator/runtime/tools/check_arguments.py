# SPDX-License-Identifier: MIT
"""Check JSON arguments of a call against their schema, and list all problems at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import isfinite
from typing import Any, Final

from ..models.json_values import is_array, is_object
from ..models.suggestions import did_you_mean
from .catalogue import CatalogueOperation, JsonSchema

_MOST_PROBLEMS: Final = 30
_MOST_VALUES: Final = 12
_LONGEST_VALUE: Final = 60
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
    arguments: object,
    operation: CatalogueOperation,
    definitions: Mapping[str, JsonSchema],
) -> list[ArgumentProblem]:
    """Return what is wrong with the arguments of a call: at most 30 problems.

    Types, required and unknown names, listed values and combinations of arguments are checked;
    bounds and patterns are left to the server, whose word counts.

    Args:
        arguments: The arguments, as parsed JSON.
        operation: The operation to call.
        definitions: The schemas that references lead to, by name.
    """
    problems = check_value(arguments, operation.arguments, definitions)
    if not problems and is_object(arguments):
        problems += _wrong_combinations(arguments, operation.bodies)
    return problems


def check_value(
    value: object, schema: JsonSchema, definitions: Mapping[str, JsonSchema]
) -> list[ArgumentProblem]:
    """Return what is wrong with a value: at most 30 problems.

    Args:
        value: The value, as parsed JSON.
        schema: Its schema.
        definitions: The schemas that references lead to, by name.
    """
    try:
        found = _Checker(definitions).problems(value, schema, "")
        return list(islice(found, _MOST_PROBLEMS))
    except RecursionError:
        return [ArgumentProblem("", "the arguments are nested too deeply")]


def _wrong_combinations(
    arguments: Mapping[str, Any], bodies: Mapping[str, Sequence[str]]
) -> Iterator[ArgumentProblem]:
    """Yield a problem if no media type of the body has all of the arguments."""
    in_bodies = {name for names in bodies.values() for name in names}
    given = in_bodies & arguments.keys()
    if bodies and not any(given <= set(names) for names in bodies.values()):
        options = "; ".join(
            f"{media_type}: {', '.join(names)}" for media_type, names in bodies.items()
        )
        together = ", ".join(sorted(given))
        yield ArgumentProblem(
            "", f"{together} cannot be sent together: a body has either of {options}"
        )


@dataclass(frozen=True, slots=True)
class _Checker:
    definitions: Mapping[str, JsonSchema]

    def problems(
        self, value: object, schema: JsonSchema, path: str
    ) -> Iterator[ArgumentProblem]:
        schema = self._resolved(schema)
        if "anyOf" in schema:
            yield from self._of_alternatives(value, schema["anyOf"], path)
            return
        if schema.get("not") == {}:
            yield ArgumentProblem(path, "cannot have a value")
            return
        types = _types(schema)
        if types and not any(_has_type(value, type_) for type_ in types):
            expected = " or ".join(map(_described, types))
            yield ArgumentProblem(path, f"must be {expected}, not {_shown(value)}")
            return
        if isinstance(value, float) and not isfinite(value):
            yield ArgumentProblem(path, f"must be a finite number, not {value}")
            return
        allowed = [schema["const"]] if "const" in schema else schema.get("enum")
        if allowed is not None and value not in allowed:
            yield ArgumentProblem(path, _not_allowed(value, allowed))
        if is_object(value):
            yield from self._of_object(value, schema, path)
        elif is_array(value):
            yield from self._of_list(value, schema, path)
        elif not _is_json(value):
            yield ArgumentProblem(path, f"must be JSON, not {_shown(value)}")

    def _of_object(
        self, value: Mapping[Any, Any], schema: JsonSchema, path: str
    ) -> Iterator[ArgumentProblem]:
        properties: Mapping[str, JsonSchema] = schema.get("properties", {})
        additional = schema.get("additionalProperties", True)
        for name in schema.get("required", ()):
            if name not in value:
                yield ArgumentProblem(_member(path, name), "is required")
        for name, member in value.items():
            if not isinstance(name, str):
                yield ArgumentProblem(path, f"cannot have the key {_shown(name)}")
                continue
            place = _member(path, name)
            if name in properties:
                yield from self.problems(member, properties[name], place)
            elif additional is False:
                hint = did_you_mean(name, properties)
                yield ArgumentProblem(place, f"is unknown{hint or _known(properties)}")
            else:
                expected = additional if is_object(additional) else {}
                yield from self.problems(member, expected, place)

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
        self, value: object, alternatives: Sequence[JsonSchema], path: str
    ) -> Iterator[ArgumentProblem]:
        closest: list[ArgumentProblem] | None = None
        for alternative in self._with_constants_of(value, alternatives):
            found = list(
                islice(self.problems(value, alternative, path), _MOST_PROBLEMS)
            )
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
            types = (self._described(alternative) for alternative in alternatives)
            expected = " or ".join(dict.fromkeys(types))
            yield ArgumentProblem(path, f"must be {expected}, not {_shown(value)}")

    def _with_constants_of(
        self, value: object, alternatives: Sequence[JsonSchema]
    ) -> Sequence[JsonSchema]:
        """Return the alternatives whose constants an object has; all if there are none.

        So that problems are those of the alternative that its author meant.
        """
        if not is_object(value):
            return alternatives
        fitting: list[JsonSchema] = []
        for alternative in alternatives:
            properties: Mapping[str, JsonSchema] = self._resolved(alternative).get(
                "properties", {}
            )
            constants = {
                name: schema["const"]
                for name, schema in properties.items()
                if "const" in schema
            }
            given = [name for name in constants if name in value]
            if given and all(value[name] == constants[name] for name in given):
                fitting.append(alternative)
        return fitting or alternatives

    def _described(self, schema: JsonSchema) -> str:
        schema = self._resolved(schema)
        if "anyOf" in schema:
            return " or ".join(map(self._described, schema["anyOf"]))
        if "const" in schema:
            return _shown(schema["const"])
        if "enum" in schema:
            return f"one of {', '.join(map(_shown, schema['enum'][:_MOST_VALUES]))}"
        return " or ".join(map(_described, _types(schema))) or "any value"

    def _resolved(self, schema: JsonSchema) -> JsonSchema:
        while "$ref" in schema:
            schema = self.definitions[schema["$ref"][2:]]
        return schema


def _types(schema: JsonSchema) -> Sequence[str]:
    types = schema.get("type", ())
    return [types] if isinstance(types, str) else types


def _has_type(value: object, name: str) -> bool:
    if isinstance(value, bool):
        return name == "boolean"
    if name == "integer" and isinstance(value, float):
        return value.is_integer()
    return isinstance(value, _TYPES[name])


def _is_json(value: object) -> bool:
    return isinstance(value, str | int | float | bool | None)


def _described(type_: str) -> str:
    article = "an" if type_[0] in "aeio" else "a"
    return type_ if type_ == "null" else f"{article} {type_}"


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
    # Names come from the caller: they may be long, or have characters that cannot be encoded.
    shown = name if name.isprintable() else repr(name)[1:-1]
    if len(shown) > _LONGEST_VALUE:
        shown = f"{shown[:_LONGEST_VALUE]}…"
    return f"{path}.{shown}" if path else shown


def _shown(value: object) -> str:
    if is_object(value) or is_array(value):
        return f"an {'object' if is_object(value) else 'array'}"
    if not _is_json(value):
        return f"a Python {type(value).__qualname__}"
    if isinstance(value, bool | None):
        return "null" if value is None else str(value).lower()
    try:
        text = repr(value)
    except ValueError:
        return "a number of thousands of digits"
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]} …"
