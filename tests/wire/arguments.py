"""Generate arguments for any operation from its schemas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

from generator.ir.api import Api, BodyKind, Operation
from generator.ir.types import (
    Array,
    Enum,
    Field,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Type,
    Union,
)
from generator.naming.names import Names

Filling = Literal["required", "everything"]
Scalars = Mapping[tuple[str, str | None], Any]

_MAX_DEPTH = 8
PYTHON_VALUES: Scalars = {
    ("string", None): "text",
    ("string", "date-time"): datetime(2026, 1, 31, 12, tzinfo=UTC),
    ("string", "date"): date(2026, 1, 31),
    ("string", "decimal"): Decimal("12.50"),
    ("string", "int64"): 42,
    ("string", "byte"): b"bytes",
    ("string", "binary"): b"a file",
    ("integer", None): 1,
    ("integer", "unix-time"): datetime(2026, 1, 31, 12, tzinfo=UTC),
    ("number", None): 1.5,
    ("number", "unix-time"): datetime(2026, 1, 31, 12, tzinfo=UTC),
    ("boolean", None): True,
    ("any", None): "anything",
    ("null", None): None,
}
# The same values as JSON.
JSON_VALUES: Scalars = {
    **PYTHON_VALUES,
    ("string", "date-time"): "2026-01-31T12:00:00Z",
    ("string", "date"): "2026-01-31",
    ("string", "decimal"): "12.50",
    ("string", "byte"): "Ynl0ZXM=",
    ("integer", "unix-time"): 1769860800,
    ("number", "unix-time"): 1769860800,
}


@dataclass(frozen=True)
class ArgumentGenerator:
    """Generates arguments for the operations of one API.

    Attributes:
        api: the API.
        names: the names in its client.
        choice: the index of the member to use of each union.
        maps_of_numbers: whether to fill fields of forms that are maps with other values than
            strings.
        scalars: the value of each scalar, by kind and format.
    """

    api: Api
    names: Names
    choice: int = 0
    maps_of_numbers: bool = True
    scalars: Scalars = field(default_factory=lambda: PYTHON_VALUES)

    def generate(self, operation: Operation, filling: Filling) -> dict[str, Any]:
        """Keyword arguments for a call: the required ones, or all with all of their fields."""
        fill_all = filling == "everything"
        names = self.names.operations[operation.key].arguments
        arguments = {
            names[parameter.location, parameter.name]: self._value(
                parameter.type, fill_all, None
            )
            for parameter in operation.parameters
            if fill_all or parameter.required
        }
        for body in operation.bodies[:1]:
            if body.fields is None:
                arguments[names["body", ""]] = self._value(
                    body.type, fill_all, body.kind
                )
                continue
            if fill_all or body.required:
                fields = tuple(body_field.field for body_field in body.fields)
                for field in _chosen(self._possible(fields, body.kind), fill_all):
                    name = names["body", field.name]
                    arguments[name] = self._value(field.type, fill_all, body.kind)
        return arguments

    def _value(
        self, type_: Type, fill_all: bool, body_kind: BodyKind | None, depth: int = 0
    ) -> Any:
        match type_:
            case Scalar(name, format_):
                return self.scalars[name, format_]
            case Enum(values):
                return next((value for value in values if value != ""), values[0])
            case Array(items):
                return [self._value(items, fill_all, body_kind, depth + 1)]
            case Map(values):
                return {"key": self._value(values, fill_all, body_kind, depth + 1)}
            case Nullable(inner):
                return self._value(inner, fill_all, body_kind, depth)
            case Union(members):
                return self._value(self._member(members), fill_all, body_kind, depth)
            case Ref(id_):
                target = self.api.definitions[id_].type
                return self._value(target, fill_all, body_kind, depth)
            case Record(fields):
                possible = self._possible(fields, body_kind)
                chosen = _chosen(possible, fill_all and depth < _MAX_DEPTH)
                # A form cannot express an empty object.
                if body_kind == "form" and not chosen:
                    chosen = possible[:1]
                return {
                    field.name: self._value(field.type, fill_all, body_kind, depth + 1)
                    for field in chosen
                }

    def _possible(
        self, fields: tuple[Field, ...], body_kind: BodyKind | None
    ) -> tuple[Field, ...]:
        if body_kind != "form" or self.maps_of_numbers:
            return fields
        return tuple(
            field for field in fields if not self._is_map_of_numbers(field.type)
        )

    def _member(self, members: tuple[Type, ...]) -> Type:
        return members[self.choice]

    def _is_map_of_numbers(self, type_: Type) -> bool:
        match type_:
            case Map(values):
                return self._has_numbers(values)
            case Nullable(inner):
                return self._is_map_of_numbers(inner)
            case Union(members):
                return self._is_map_of_numbers(self._member(members))
        return False

    def _has_numbers(self, type_: Type) -> bool:
        match type_:
            case Scalar(name):
                return name in ("boolean", "integer", "number")
            case Array(inner) | Map(inner) | Nullable(inner):
                return self._has_numbers(inner)
            case Union(members):
                return any(map(self._has_numbers, members))
            case Ref(id_):
                return self._has_numbers(self.api.definitions[id_].type)
            case Record(fields):
                return any(self._has_numbers(field.type) for field in fields)
        return False


def _chosen(fields: tuple[Field, ...], fill_all: bool) -> tuple[Field, ...]:
    return tuple(field for field in fields if fill_all or field.required)
