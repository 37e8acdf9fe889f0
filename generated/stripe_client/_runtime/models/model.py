# SPDX-License-Identifier: MIT
"""The base class of models: slotted, keyword-only dataclasses that round-trip their JSON.

Absent, `null` and empty are distinct. The slot of an absent field is unset: the attribute is then
the field's default, usually None, and `is_set` returns False. `null` is a None that is set.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import InitVar
from datetime import date
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Self,
    TypeVar,
    cast,
    dataclass_transform,
    overload,
)

from .decode import NestingError, object_decoder
from .encode import encode_json
from .fields import UNKNOWN, AdditionalProperties, is_model, schema_of
from .json_text import json_text
from .suggestions import did_you_mean
from .unset import UNSET

_T = TypeVar("_T")
_M = TypeVar("_M", bound="Model")
_ORIGIN: Final = "_origin_"


@overload
def wire(name: str) -> Any: ...


@overload
def wire(name: str, *, default: _T) -> _T: ...


def wire(name: str, *, default: Any = dataclasses.MISSING) -> Any:
    """Declare a field with the property name `name` in JSON; without a default it is required."""
    return dataclasses.field(default=default, metadata={"wire": name})


@dataclass_transform(kw_only_default=True, field_specifiers=(wire,))
def model(cls: type[_M], /) -> type[_M]:
    """Turn a subclass of `Model` into a keyword-only dataclass with slots."""
    if cls.__doc__ is None:
        # Without a docstring, `dataclass` computes a signature for it, which slows down imports.
        cls.__doc__ = cls.__name__
    return dataclasses.dataclass(
        kw_only=True, slots=True, init=False, repr=False, eq=False
    )(cls)


class Model:
    """A JSON object of the API. Subclasses are decorated with `model`."""

    __slots__ = (UNKNOWN,)

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    else:
        # `dataclasses.replace` passes the value of every field to `__init__`, which would turn
        # absent fields into null. It also passes this pseudo-field: the object that it copies.
        _origin_: InitVar[Any] = property(lambda self: self)

        def __getattr__(self, name: str) -> Any:
            # Python calls this only if the slot is unset or does not exist.
            field = schema_of(type(self)).by_name.get(name)
            if field is None:
                raise AttributeError(_unknown_field(self, name))
            return field.default

    def __init__(self, **values: Any) -> None:
        """Create an object from the values of its fields.

        Fields that are omitted or `UNSET` are absent.

        Raises:
            TypeError: A name is unknown, or a required field is missing.
        """
        if _ORIGIN in values:
            _copy_fields(self, values)
        else:
            _set_fields(self, values)
            _check_required(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Create an object from a parsed JSON object.

        Members are not validated: values of undeclared types and undeclared properties are kept.

        Raises:
            TypeError: `data` is not a mapping.
            NestingError: `data` is nested too deeply.
        """
        _check_mapping(cls, data)
        try:
            return cast(Self, object_decoder(cls)(data))
        except RecursionError:
            problem = f"the data for {cls.__name__} is nested too deeply"
        raise NestingError(problem)

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object: the fields that are set and the additional properties.

        Raises:
            EncodingError: A field has a value that JSON cannot represent.
        """
        return cast(dict[str, Any], encode_json(self))

    def to_json(self) -> str:
        """Return the JSON object as text, each number with all of its digits.

        Raises:
            EncodingError: A field has a value that JSON cannot represent.
        """
        value = encode_json(self, target="json")
        return json_text(value, separators=(", ", ": "))

    def is_set(self, name: str) -> bool:
        """Whether the field with this Python name is present, `null` included.

        Raises:
            AttributeError: The model has no field of this name.
        """
        field = schema_of(type(self)).by_name.get(name)
        if field is None:
            raise AttributeError(_unknown_field(self, name))
        return field.is_set(self)

    additional_properties = AdditionalProperties[Any]()
    """Properties that the document does not declare, by wire name; they are sent, too."""

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __repr__(self) -> str:
        return _represent(type(self).__name__, self.__getstate__()[0])

    def __getstate__(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The fields that are set, by Python name, and the unknown properties: for pickle, copy."""
        fields = schema_of(type(self)).fields
        known = {field.name: field.get(self) for field in fields if field.is_set(self)}
        # Without creating the dict of an object that has none.
        return known, getattr(self, UNKNOWN, {})

    def __setstate__(self, state: tuple[dict[str, Any], dict[str, Any]]) -> None:
        known, unknown = state
        by_name = schema_of(type(self)).by_name
        for name, value in known.items():
            by_name[name].set(self, value)
        if unknown:
            self.additional_properties = unknown


def _check_mapping(cls: type[Model], data: object) -> None:
    if not isinstance(data, Mapping):
        type_name = type(data).__name__
        raise TypeError(f"{cls.__name__}.from_dict() takes a mapping, not {type_name}")


def _set_fields(instance: Model, values: Mapping[str, Any]) -> None:
    by_name = schema_of(type(instance)).by_name
    for name, value in values.items():
        field = by_name.get(name)
        if field is None:
            raise TypeError(
                f"{type(instance).__name__}() got an unexpected keyword argument {name!r}"
                + did_you_mean(name, by_name)
            )
        if value is UNSET:
            continue
        # For a field that does not admit null, None means absent.
        if value is None and not field.required and not field.admits_none:
            continue
        field.set(instance, value)


def _check_required(instance: Model) -> None:
    missing = [
        repr(field.name)
        for field in schema_of(type(instance)).fields
        if field.required and not field.read_only and not field.is_set(instance)
    ]
    if missing:
        count = "1 required keyword-only argument"
        if len(missing) > 1:
            count = f"{len(missing)} required keyword-only arguments"
        names = ", ".join([*missing[:-2], " and ".join(missing[-2:])])
        raise TypeError(f"{type(instance).__name__}() missing {count}: {names}")


def _copy_fields(instance: Model, values: dict[str, Any]) -> None:
    """Initialize a copy for `dataclasses.replace`.

    `values` has the changes, then the original object, then the attributes of its other fields;
    these are ignored, because a None among them may be an absent field.
    """
    names = list(values)
    changed = names[: names.index(_ORIGIN)]
    origin: Model = values[_ORIGIN]
    for field in schema_of(type(origin)).fields:
        if field.name not in changed and field.is_set(origin):
            field.set(instance, field.get(origin))
    _set_fields(instance, {name: values[name] for name in changed})
    if unknown := getattr(origin, UNKNOWN, None):
        instance.additional_properties = unknown


def _unknown_field(instance: Model, name: str) -> str:
    # Libraries probe objects for private names; there a suggestion would only cost time.
    known = () if name.startswith("_") else schema_of(type(instance)).by_name
    problem = f"{type(instance).__name__!r} has no field {name!r}"
    return problem + did_you_mean(name, known)


# Not as a decorator: type checkers would add the pseudo-field to every constructor.
dataclasses.dataclass(kw_only=True, init=False, repr=False, eq=False)(Model)

RESERVED: Final = frozenset(name for name in dir(Model) if not name.startswith("__"))
"""Names that fields cannot have, because they are attributes of `Model`."""

_MAX_REPR: Final = 160
_MAX_VALUE: Final = 60


def _represent(name: str, values: Mapping[str, Any]) -> str:
    """Format a model in up to 160 characters: `Customer(id='cus_1', address=Address(…), …)`."""
    parts: list[str] = []
    room = _MAX_REPR - len(name)
    for key, value in sorted(values.items(), key=_display_order):
        part = f"{key}={_shorten(value)}"
        room -= len(part) + 2
        if room < 0 and parts:
            parts.append("…")
            break
        parts.append(part)
    return f"{name}({', '.join(parts)})"


def _display_order(item: tuple[str, Any]) -> int:
    name, value = item
    if value is None:
        return 2
    return 0 if name == "id" else 1


def _shorten(value: Any) -> str:
    if is_model(type(value)):
        return f"{type(value).__name__}(…)"
    if isinstance(value, list):
        return "[…]" if value else "[]"
    if isinstance(value, dict):
        return "{…}" if value else "{}"
    string = str(value) if isinstance(value, date) else repr(value)
    return (
        string
        if len(string) <= _MAX_VALUE
        else f"{string[:_MAX_VALUE - 2]}…{string[-1]}"
    )
