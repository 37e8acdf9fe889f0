# SPDX-License-Identifier: MIT
"""Expandable fields, which hold an object or only its identifier, depending on the request."""

from __future__ import annotations

from typing import Any, Never, TypeVar, overload

from .model import Model
from .wire_values import wire_value

_M = TypeVar("_M", bound=Model)


class NotExpandedError(ValueError):
    """An expandable field does not hold the expected object.

    It holds an identifier, None, or an object of another class.
    """


@overload
def expanded(value: _M) -> _M: ...


@overload
def expanded(value: str | None) -> Never: ...


@overload
def expanded(value: Model | str | None, model_class: type[_M]) -> _M: ...


def expanded(value: Any, model_class: type[Model] = Model) -> Any:
    """Return the object that an expandable field holds.

    For a `value` of the type `str | Card | None` the result is a `Card`.

    Args:
        value: The value of the field.
        model_class: The class that the object must have, as in
            `expanded(charge.customer, Customer)`.

    Raises:
        NotExpandedError: The value is an identifier, None, or an object of another class.
    """
    if value is None:
        raise NotExpandedError("expected an object, not None")
    if isinstance(value, str):
        raise NotExpandedError(
            f"expected an object, not the identifier {value!r}; pass expand=[…] with the "
            "name of this field to the operation"
        )
    if model_class is not Model and not isinstance(value, model_class):
        raise NotExpandedError(
            f"expected a {model_class.__name__}, not a {type(value).__name__}"
        )
    return value


def identifier(value: Model | str | None) -> str | None:
    """Return the identifier in an expandable field, whether expanded or not.

    None if the value is None, or an object without a string `id`.
    """
    id_: Any = value if isinstance(value, str) else wire_value(value, "id")
    return id_ if isinstance(id_, str) else None
