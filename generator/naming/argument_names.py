"""Name the arguments of operations and the fields of models.

Existing names take precedence over derived ones, so a newcomer never takes a name that is in use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TypeAlias, TypeVar

from generator.ir.api import Operation
from generator.naming.reserved import FIELD_NAMES
from generator.naming.spelling import Scope, snake_case

# The location of an argument in a request, and its name in the document.
ArgumentKey: TypeAlias = tuple[str, str]
_K = TypeVar("_K", str, ArgumentKey)

LOCATIONS = ("path", "query", "querystring", "header", "cookie", "body")
WHOLE_BODY: ArgumentKey = ("body", "")
# The argument that selects the media type of the body.
MEDIA_TYPE: ArgumentKey = ("media_type", "")

_NO_FIELDS: Mapping[str, str] = MappingProxyType({})
_NO_ARGUMENTS: Mapping[ArgumentKey, str] = MappingProxyType({})


def preferred_field(wire_name: str) -> str:
    """Return the name of a field that collides with nothing."""
    return snake_case(wire_name, "field")


def preferred_argument(key: ArgumentKey) -> str:
    """Return the name of an argument that collides with nothing."""
    if key == MEDIA_TYPE:
        return "media_type"
    _, wire_name = key
    return preferred_field(wire_name) if wire_name else "body"


def name_fields(
    wire_names: Iterable[str], existing: Mapping[str, str] = _NO_FIELDS
) -> dict[str, str]:
    """Return the fields of a model, by name of the property.

    Args:
        wire_names: the names of the properties.
        existing: names that fields have already, in order of precedence.
    """
    return _name_all(
        sorted(set(wire_names), key=_precedence),
        existing,
        Scope(FIELD_NAMES),
        preferred_field,
        lambda base, _: f"{base}_",
    )


def name_arguments(
    operation: Operation,
    reserved: Iterable[str],
    existing: Mapping[ArgumentKey, str] = _NO_ARGUMENTS,
) -> dict[ArgumentKey, str]:
    """Return the arguments of an operation, by location and name in the document.

    Args:
        operation: the operation.
        reserved: names that no argument may have.
        existing: names that arguments have already, in order of precedence.
    """
    return _name_all(
        sorted(argument_keys(operation), key=_argument_precedence),
        existing,
        Scope(reserved),
        preferred_argument,
        lambda base, key: f"{base}_" if key == MEDIA_TYPE else f"{base}_{key[0]}",
    )


def argument_keys(operation: Operation) -> set[ArgumentKey]:
    """Return what callers can pass to an operation: parameters, and the body or its properties."""
    keys = {(parameter.location, parameter.name) for parameter in operation.parameters}
    for body in operation.bodies:
        if body.fields is None:
            keys.add(WHOLE_BODY)
        else:
            keys |= {("body", body_field.field.name) for body_field in body.fields}
    if len({body.media_type for body in operation.bodies}) > 1:
        keys.add(MEDIA_TYPE)
    return keys


def _name_all(
    keys: Iterable[_K],
    existing: Mapping[_K, str],
    scope: Scope,
    preferred: Callable[[_K], str],
    alternative: Callable[[str, _K], str],
) -> dict[_K, str]:
    """Name `keys`, sorted by precedence: first those with existing names, then all others."""
    keys = tuple(keys)
    known = frozenset(keys)
    names: dict[_K, str] = {}
    for key, name in existing.items():
        if key in known and scope.is_free(name):
            names[key] = name
            scope.add(name)
    for key in keys:
        if key not in names:
            base = preferred(key)
            candidates = (base, alternative(base, key))
            names[key] = scope.first_free(candidates, f"{base}_")
            scope.add(names[key])
    return names


def _argument_precedence(key: ArgumentKey) -> tuple[object, ...]:
    """By location, the media type last; in a location as for fields."""
    location, wire_name = key
    is_last = key == MEDIA_TYPE
    return (is_last, is_last or LOCATIONS.index(location), *_precedence(wire_name))


def _precedence(wire_name: str) -> tuple[bool, str]:
    """Names that are valid identifiers already come first, so that they stay unchanged."""
    return preferred_field(wire_name) != wire_name, wire_name
