# SPDX-License-Identifier: MIT
"""The base of all models: slotted keyword-only dataclasses that know what was on the wire.

Absent, `null` and empty are three things. A field that is absent has its slot left unset: reading
it gives its default, `None` in most cases, and `is_set` tells. `null` is a `None` that is set.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Mapping
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
from .fields import UNKNOWN, AdditionalProperties, ModelSchema, is_model, schema_of
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
    """A field whose name on the wire is `name`; without a default it is required."""
    return dataclasses.field(default=default, metadata={"wire": name})


@dataclass_transform(kw_only_default=True, field_specifiers=(wire,))
def model(cls: type[_M], /) -> type[_M]:
    """Makes a subclass of `Model` a keyword-only dataclass with slots."""
    if cls.__doc__ is None:
        # Otherwise dataclass would write a signature there, at some cost on import.
        cls.__doc__ = cls.__name__
    return dataclasses.dataclass(
        kw_only=True, slots=True, init=False, repr=False, eq=False
    )(cls)


class Model:
    """An object of the API. Subclasses are decorated with `model`."""

    __slots__ = (UNKNOWN,)

    if TYPE_CHECKING:
        __dataclass_fields__: ClassVar[dict[str, dataclasses.Field[Any]]]
    else:
        # `dataclasses.replace` reads every field, and would make a null of each absent one. It
        # reads and passes on this too, so that `__init__` sees which object it works from.
        _origin_: InitVar[Any] = property(lambda self: self)

        def __getattr__(self, name: str) -> Any:
            # Python asks here only when the slot is not set, or does not exist.
            field = schema_of(type(self)).by_name.get(name)
            if field is None:
                raise AttributeError(_no_such_field(self, name))
            return field.default

    def __init__(self, **values: Any) -> None:
        """Makes one of the values of its fields; what is left out, or `UNSET`, is absent.

        Raises:
            TypeError: an unknown name, or a required field left out.
        """
        if _ORIGIN in values:
            _fill_from(self, values)
        else:
            _fill(self, values)
            _require(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Self:
        """Makes one of a JSON object. Nothing in it is refused, and nothing is lost.

        Raises:
            TypeError: `data` is no mapping.
            NestingError: `data` is nested too deeply.
        """
        _require_mapping(cls, data)
        try:
            return cast(Self, object_decoder(cls)(data))
        except RecursionError:
            problem = f"the data for {cls.__name__} is nested too deeply"
        raise NestingError(problem)

    def to_dict(self) -> dict[str, Any]:
        """The JSON object: what `from_dict` was given, and what was set since.

        Raises:
            EncodingError: a field was set to something that JSON has no place for.
        """
        return cast(dict[str, Any], encode_json(self))

    def to_json(self) -> str:
        """`to_dict` as JSON text."""
        return json.dumps(self.to_dict())

    def is_set(self, name: str) -> bool:
        """Whether the field (by its Python name) is there, if only as `null`.

        Raises:
            AttributeError: there is no such field.
        """
        field = schema_of(type(self)).by_name.get(name)
        if field is None:
            raise AttributeError(_no_such_field(self, name))
        return field.is_set(self)

    additional_properties = AdditionalProperties[Any]()
    """The properties that the document does not know, by wire name; they are kept and sent."""

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return self.__getstate__() == other.__getstate__()

    def __repr__(self) -> str:
        return represent(self)

    def __getstate__(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What is set, by Python name, and the unknown properties; for pickle and copy."""
        fields = schema_of(type(self)).fields
        known = {each.name: each.get(self) for each in fields if each.is_set(self)}
        return known, _unknown(self)

    def __setstate__(self, state: tuple[dict[str, Any], dict[str, Any]]) -> None:
        known, unknown = state
        by_name = schema_of(type(self)).by_name
        for name, value in known.items():
            by_name[name].set(self, value)
        if unknown:
            self.additional_properties = unknown


def _require_mapping(cls: type[Model], data: object) -> None:
    if not isinstance(data, Mapping):
        kind = type(data).__name__
        raise TypeError(f"{cls.__name__}.from_dict() takes a mapping, not {kind}")


def _unknown(instance: Model) -> dict[str, Any]:
    """The unknown properties, without making a place for them if there are none."""
    try:
        return cast(dict[str, Any], getattr(type(instance), UNKNOWN).__get__(instance))
    except AttributeError:
        return {}


def _fill(instance: Model, values: Mapping[str, Any]) -> None:
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
        # None for a field that is never null can only mean that there is nothing to say.
        if value is None and not field.required and not field.admits_none:
            continue
        field.set(instance, value)


def _require(instance: Model) -> None:
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


def _fill_from(instance: Model, values: dict[str, Any]) -> None:
    """What `dataclasses.replace` does: `values` has the changes, then the origin, then the rest
    as the origin reads, where None may be an absent field."""
    names = list(values)
    changed = names[: names.index(_ORIGIN)]
    origin: Model = values[_ORIGIN]
    for field in schema_of(type(origin)).fields:
        if field.name not in changed and field.is_set(origin):
            field.set(instance, field.get(origin))
    _fill(instance, {name: values[name] for name in changed})
    if unknown := _unknown(origin):
        instance.additional_properties = unknown


def _no_such_field(instance: Model, name: str) -> str:
    # Libraries ask objects for all kinds of private names, and need no advice.
    known = () if name.startswith("_") else schema_of(type(instance)).by_name
    problem = f"{type(instance).__name__!r} has no field {name!r}"
    return problem + did_you_mean(name, known)


# Only now: the decorator would make type checkers add the hidden field to each constructor.
dataclasses.dataclass(kw_only=True, init=False, repr=False, eq=False)(Model)

RESERVED: Final = frozenset(name for name in dir(Model) if not name.startswith("__"))
"""Names that a field cannot have, because `Model` has them."""

_LONGEST_REPR: Final = 160
_LONGEST_VALUE: Final = 60


def represent(instance: object) -> str:
    """`Customer(id='cus_1', address=Address(…), …)`: as many fields as there is room for."""
    name = type(instance).__name__
    parts: list[str] = []
    room = _LONGEST_REPR - len(name)
    for part in _shown_fields(schema_of(type(instance)), instance):
        room -= len(part) + 2
        if room < 0 and parts:
            parts.append("…")
            break
        parts.append(part)
    return f"{name}({', '.join(parts)})"


def _shown_fields(shape: ModelSchema, instance: object) -> Iterator[str]:
    found = [
        (field.name, field.get(instance))
        for field in shape.fields
        if field.is_set(instance)
    ]
    for name, value in sorted(found, key=_order):
        yield f"{name}={_shorten(value)}"


def _order(named: tuple[str, Any]) -> int:
    name, value = named
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
    text = str(value) if isinstance(value, date) else repr(value)
    return (
        text
        if len(text) <= _LONGEST_VALUE
        else f"{text[:_LONGEST_VALUE - 2]}…{text[-1]}"
    )
