# SPDX-License-Identifier: MIT
"""Fields and schemas of model classes, computed once per class, and additional properties."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from types import NoneType
from typing import Any, Final, ForwardRef, Generic, Self, TypeVar, cast, overload

from .cached_attribute import cached_attribute
from .type_expressions import alternatives, evaluate, module_names, package_of

UNKNOWN: Final = "_unknown_properties"
"""The name of the slot of a model for the properties that its schema does not declare."""

READ_ONLY: Final[Any] = object()
"""The default of a required `readOnly` field: responses have it, and callers need not pass it.

Source: OpenAPI 3.1, section 4.8.24; JSON Schema validation 2020-12, section 9.4.
"""

_T = TypeVar("_T")


class AdditionalProperties(Generic[_T]):
    """A descriptor for the undeclared properties of a model, by wire name; they are sent, too.

    `AdditionalProperties["Part"]()` declares the type of their values.
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
        """The annotation of the values; `Any` if the document declares no type."""
        # `typing` keeps the argument of `AdditionalProperties[int]()` here; no public API reads it.
        generic_alias: Any = getattr(self, "__orig_class__", None)
        return Any if generic_alias is None else generic_alias.__args__[0]


class ModelField:
    """A field of a model: its Python name, its wire name, its type, and access to its slot.

    Attributes:
        name: The Python name.
        wire: The property name in JSON.
        read_only: Whether only the server sets the field.
        required: Whether the schema requires the property.
        default: The value of the attribute while the field is absent.
        annotation: The annotation, a string in generated modules.
        module: The module that defines the field.
        get: Reads the slot of an instance; raises AttributeError if the field is absent.
        set: Writes the slot of an instance.
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

    @cached_attribute
    def type(self) -> Any:
        """The annotation as a type expression."""
        if not isinstance(self.annotation, str):
            return self.annotation
        return evaluate(self.annotation, self.package, module_names(self.module))

    @cached_attribute
    def admits_none(self) -> bool:
        """Whether the declared type admits `null`."""
        if str(self.annotation).endswith("| None"):
            return True
        return any(
            member is NoneType or member is object
            for member in alternatives(self.type, self.package)
        )

    def is_set(self, instance: object) -> bool:
        """Whether the field is present, `null` included."""
        try:
            self.get(instance)
        except AttributeError:
            return False
        return True


class ModelSchema:
    """A model class and its fields.

    Attributes:
        cls: The model class.
        fields: Its fields, inherited ones included.
        by_name: The fields by Python name.
        by_wire: The fields by wire name.
    """

    def __init__(self, cls: Any, model_fields: tuple[ModelField, ...]) -> None:
        self.cls = cls
        self.fields = model_fields
        self.by_name: Mapping[str, ModelField] = {
            field.name: field for field in model_fields
        }
        self.by_wire: Mapping[str, ModelField] = {
            field.wire: field for field in model_fields
        }

    @cached_attribute
    def additional(self) -> Any:
        """The type expression of the additional properties' values."""
        values = self.cls.additional_properties.values
        if not isinstance(values, ForwardRef):
            return values
        module = self.cls.__module__
        return evaluate(
            values.__forward_arg__, package_of(module), module_names(module)
        )


def is_model(value: Any) -> bool:
    """Whether `value` is a model class."""
    return isinstance(value, type) and hasattr(value, UNKNOWN)


def _build_schema(cls: Any) -> ModelSchema:
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


schema_of: Final[Callable[[Any], ModelSchema]] = cache(_build_schema)
"""Return the schema of a model class."""
