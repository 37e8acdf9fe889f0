# SPDX-License-Identifier: MIT
"""The fields of model classes, worked out once per class, and their additional properties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache, cached_property
from types import NoneType
from typing import Any, Final, ForwardRef, Generic, Self, TypeVar, cast, overload

from .type_expressions import Constant, alternatives, evaluate, module_names, package_of

UNKNOWN: Final = "_unknown_properties"
"""The slot of a model that holds the properties the document does not know."""

READ_ONLY: Final[Any] = object()
"""The default of a field that only the server sets: answers have it, and nobody else needs it."""

_T = TypeVar("_T")


class AdditionalProperties(Generic[_T]):
    """The properties that the document does not name, by wire name; they are kept and sent.

    Where it says what they are, a model has `AdditionalProperties["Part"]()`.
    """

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...
    @overload
    def __get__(self, instance: object, owner: type) -> dict[str, _T]: ...
    def __get__(self, instance: object, owner: type) -> Self | dict[str, _T]:
        if instance is None:
            return self
        slot = getattr(owner, UNKNOWN)
        try:
            return cast(dict[str, _T], slot.__get__(instance))
        except AttributeError:
            properties: dict[str, _T] = {}
            slot.__set__(instance, properties)
            return properties

    def __set__(self, instance: object, properties: Mapping[str, _T]) -> None:
        getattr(type(instance), UNKNOWN).__set__(instance, dict(properties))

    @property
    def values(self) -> Any:
        """The type of each value, as an annotation; `Any` where the document says nothing."""
        # What typing keeps of `AdditionalProperties[int]()`; there is no public way to it.
        made_of: Any = getattr(self, "__orig_class__", None)
        return Any if made_of is None else made_of.__args__[0]


class ModelField:
    """One field of a model: its Python `name`, its `wire` name, and how to get at its slot.

    `default` is what reading gives while the field is absent. `get` raises AttributeError then.
    """

    def __init__(
        self,
        name: str,
        wire: str,
        default: Any,
        annotation: Any,
        owner: type,
        slot: Any,
    ) -> None:
        self.name = name
        self.wire = wire
        self.read_only = default is READ_ONLY
        self.required = default is MISSING or self.read_only
        self.default = None if self.required else default
        self.annotation = annotation
        self.module = owner.__module__
        self.get = slot.__get__
        self.set = slot.__set__

    @property
    def package(self) -> str:
        """The client's root package."""
        return package_of(self.module)

    @cached_property
    def type(self) -> Any:
        """The annotation as a type expression."""
        if not isinstance(self.annotation, str):
            return self.annotation
        return evaluate(self.annotation, self.package, module_names(self.module))

    @cached_property
    def admits_none(self) -> bool:
        """Whether `null` is among the values that the document promises."""
        if str(self.annotation).endswith("| None"):
            return True
        return any(
            each is NoneType or each is object
            for each in alternatives(self.type, self.package)
        )

    @cached_property
    def listed(self) -> tuple[Constant, bool] | None:
        """The values that its type lists, if it does, and whether it is one that must be it."""
        text = str(self.annotation)
        if "Literal[" not in text and text not in module_names(self.module):
            return None
        found = [
            each
            for each in alternatives(self.type, self.package)
            if each is not NoneType
        ]
        for each in found:
            if isinstance(each, Constant):
                return each, len(found) == 1 == len(each.values)
        return None

    @cached_property
    def shape(self) -> ModelSchema | None:
        """The shape of the one model class that it holds, if it holds nothing else (besides None).

        Asking imports that class.
        """
        found: Any = None
        for each in alternatives(self.type, self.package):
            if each is NoneType:
                continue
            if found is not None or not is_model(each):
                return None
            found = each
        return None if found is None else schema_of(found)

    def is_set(self, instance: object) -> bool:
        """Whether the field is there, if only as `null`."""
        try:
            self.get(instance)
        except AttributeError:
            return False
        return True


class ModelSchema:
    """A model class with its fields; `keys`, `required` and `constants` are by wire name."""

    def __init__(self, cls: Any, found: tuple[ModelField, ...]) -> None:
        self.cls = cls
        self.fields = found
        self.by_name: Mapping[str, ModelField] = {field.name: field for field in found}
        self.by_wire: Mapping[str, ModelField] = {field.wire: field for field in found}
        self.keys = frozenset(self.by_wire)
        self.required = frozenset(field.wire for field in found if field.required)

    @cached_property
    def additional(self) -> Any:
        """The type expression of the properties that the document does not name."""
        values = self.cls.additional_properties.values
        if not isinstance(values, ForwardRef):
            return values
        module = self.cls.__module__
        return evaluate(
            values.__forward_arg__, package_of(module), module_names(module)
        )

    @cached_property
    def constants(self) -> Mapping[str, Constant]:
        """The properties that can have one value only (besides None)."""
        return self._listing(only_one=True)

    @cached_property
    def choices(self) -> Mapping[str, Constant]:
        """The properties with a list of values, which other values may join one day."""
        return self._listing(only_one=False)

    def _listing(self, only_one: bool) -> Mapping[str, Constant]:
        listed = ((field.wire, field.listed) for field in self.fields)
        return {wire: each[0] for wire, each in listed if each and each[1] is only_one}


def is_model(value: Any) -> bool:
    """Whether `value` is a model class."""
    return isinstance(value, type) and hasattr(value, UNKNOWN)


def _schema_of_class(cls: Any) -> ModelSchema:
    owners: dict[str, type] = {
        name: base
        for base in reversed(cls.__mro__)
        for name in getattr(base, "__annotations__", ())
    }
    return ModelSchema(
        cls,
        tuple(
            ModelField(
                field.name,
                field.metadata.get("wire", field.name),
                field.default,
                field.type,
                owners[field.name],
                getattr(cls, field.name),
            )
            for field in fields(cls)
        ),
    )


schema_of: Final[Callable[[Any], ModelSchema]] = cache(_schema_of_class)
"""The shape of a model class."""


def wire_value(instance: object, name: str) -> Any:
    """The property of a model, or of a JSON object, by its name on the wire; None if absent."""
    if isinstance(instance, Mapping):
        return cast(Mapping[str, Any], instance).get(name)
    if not is_model(type(instance)):
        return None
    field = schema_of(type(instance)).by_wire.get(name)
    if field is not None:
        return field.get(instance) if field.is_set(instance) else None
    unknown: Mapping[str, Any] = getattr(instance, UNKNOWN, None) or {}
    return unknown.get(name)
