# SPDX-License-Identifier: MIT
"""Expandable fields: a field holds an object or its identifier, depending on the call."""

from __future__ import annotations

from typing import Any, Never, TypeVar, overload

from .fields import wire_value
from .model import Model

_M = TypeVar("_M", bound=Model)


class NotExpandedError(ValueError):
    """The object is not there: only its identifier, or nothing, or one of another class."""


@overload
def expanded(value: _M) -> _M: ...


@overload
def expanded(value: str | None) -> Never: ...


@overload
def expanded(value: Model | str | None, kind: type[_M]) -> _M: ...


def expanded(value: Any, kind: type[Model] = Model) -> Any:
    """The object in a field that may hold its identifier alone.

    For `value` of the type `str | Card | None` it gives a `Card`; with a `kind`, an object of that
    class: `expanded(charge.customer, Customer)`.

    Raises:
        NotExpandedError: there is an identifier only, or nothing, or an object of another class.
    """
    if value is None:
        raise NotExpandedError(
            "there is no object here, and no identifier of one: it is None"
        )
    if isinstance(value, str):
        raise NotExpandedError(
            f"there is only the identifier {value!r} here: to have the object, pass "
            "expand=[…] with the name of this field to the call"
        )
    if kind is not Model and not isinstance(value, kind):
        found = type(value).__name__
        raise NotExpandedError(f"there is a {found} here, and no {kind.__name__}")
    return value


def identifier(value: Model | str | None) -> str | None:
    """The identifier in a field that holds it alone or in an object; None if there is none."""
    found: Any = value if isinstance(value, str) else wire_value(value, "id")
    return found if isinstance(found, str) else None
