"""The base of all models: slotted keyword-only dataclasses that know what was on the wire.

Absent, `null` and empty are three things. A field that is absent has its slot left unset: reading
it gives its default, `None` in most cases, and `is_set` tells. `null` is a `None` that is set.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import InitVar
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

from .additional import AdditionalProperties
from .decoding import NestingError, object_decoder
from .encoding import encode_json
from .representation import represent
from .shapes import READ_ONLY, UNKNOWN, shape_of
from .suggestions import did_you_mean
from .unset import UNSET

__all__ = ["READ_ONLY", "RESERVED", "Model", "model", "wire"]

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
            field = shape_of(type(self)).by_name.get(name)
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
        field = shape_of(type(self)).by_name.get(name)
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
        fields = shape_of(type(self)).fields
        known = {each.name: each.get(self) for each in fields if each.is_set(self)}
        return known, _unknown(self)

    def __setstate__(self, state: tuple[dict[str, Any], dict[str, Any]]) -> None:
        known, unknown = state
        by_name = shape_of(type(self)).by_name
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
    by_name = shape_of(type(instance)).by_name
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
        for field in shape_of(type(instance)).fields
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
    for field in shape_of(type(origin)).fields:
        if field.name not in changed and field.is_set(origin):
            field.set(instance, field.get(origin))
    _fill(instance, {name: values[name] for name in changed})
    if unknown := _unknown(origin):
        instance.additional_properties = unknown


def _no_such_field(instance: Model, name: str) -> str:
    # Libraries ask objects for all kinds of private names, and need no advice.
    known = () if name.startswith("_") else shape_of(type(instance)).by_name
    problem = f"{type(instance).__name__!r} has no field {name!r}"
    return problem + did_you_mean(name, known)


# Only now: the decorator would make type checkers add the hidden field to each constructor.
dataclasses.dataclass(kw_only=True, init=False, repr=False, eq=False)(Model)

RESERVED: Final = frozenset(name for name in dir(Model) if not name.startswith("__"))
"""Names that a field cannot have, because `Model` has them."""
