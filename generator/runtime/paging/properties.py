# SPDX-License-Identifier: MIT
"""Read properties of responses, and arguments of calls, by path."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..models.fields import is_model, schema_of
from ..models.json_values import is_object
from ..models.wire_values import wire_value


def find_property(value: object, path: str) -> Any:
    """Return a property of a model or JSON object by its dotted path; None if it is absent.

    A property whose own name has dots precedes one of a nested object.
    """
    return _look_up(value, path).value


def require_property(value: object, path: str) -> Any:
    """Like `find_property`, but a property that the document requires must be present.

    Raises:
        ValueError: the property, or an object around it, is required and absent.
    """
    found = _look_up(value, path)
    if found.missing:
        raise ValueError(
            f"the response lacks {found.missing!r}, which the document requires, "
            "so whether there are more items is unknown"
        )
    return found.value


def read_argument(arguments: Mapping[str, Any], path: str | tuple[str, ...]) -> Any:
    """Return an argument, or a property inside of one; None if it was not given."""
    if isinstance(path, str):
        return arguments.get(path)
    value: Any = arguments.get(path[0])
    for name in path[1:]:
        value = wire_value(value, name)
    return value


def with_argument(
    arguments: Mapping[str, Any], path: str | tuple[str, ...], value: object
) -> dict[str, Any]:
    """Return the argument to replace so that the one at `path` has this value."""
    if isinstance(path, str):
        return {path: value}
    name, *rest = path
    return {name: _with_property(arguments.get(name), rest, value)}


class _Found(NamedTuple):
    """The value at a path; `missing` is the required property that ends the search, or empty."""

    value: Any
    missing: str = ""


def _look_up(value: object, path: str) -> _Found:
    found = wire_value(value, path)
    name, dot, rest = path.partition(".")
    if found is not None or _is_absent_and_required(value, path):
        return _Found(found, "" if found is not None else path)
    while dot:
        inner = wire_value(value, name)
        if inner is not None:
            below = _look_up(inner, rest)
            return _Found(below.value, below.missing and f"{name}.{below.missing}")
        if _is_absent_and_required(value, name):
            return _Found(None, name)
        head, dot, rest = rest.partition(".")
        name = f"{name}.{head}"
    return _Found(None)


def _is_absent_and_required(value: object, name: str) -> bool:
    if not is_model(type(value)):
        return False
    field = schema_of(type(value)).by_wire.get(name)
    return field is not None and field.required and not field.is_set(value)


def _with_property(value: Any, path: list[str], new: object) -> object:
    if not path:
        return new
    if is_model(type(value)):
        value = value.to_dict()
    members: Mapping[str, Any] = value if is_object(value) else {}
    return {**members, path[0]: _with_property(members.get(path[0]), path[1:], new)}
