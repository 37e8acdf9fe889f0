"""Arguments for any operation, made from what its document says of them."""

from __future__ import annotations

from dataclasses import dataclass
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

_DEEPEST = 8
_SCALARS: dict[tuple[str, str | None], Any] = {
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


@dataclass(frozen=True)
class Arguments:
    """Makes arguments for the operations of one API.

    Where there is a choice of types, the one at the index `choice` is taken. `maps_of_numbers` says
    whether forms have the fields whose type is a map with anything else than text below it.
    """

    api: Api
    names: Names
    choice: int = 0
    maps_of_numbers: bool = True

    def of(self, operation: Operation, filling: Filling) -> dict[str, Any]:
        """The keywords that a call must have, or all there are, with all that is in them."""
        every = filling == "everything"
        names = self.names.operations[operation.key].arguments
        made = {
            names[each.location, each.name]: self._value(each.type, every, None)
            for each in operation.parameters
            if every or each.required
        }
        for body in operation.bodies[:1]:
            if body.fields is None:
                made[names["body", ""]] = self._value(body.type, every, body.kind)
                continue
            if every or body.required:
                fields = tuple(each.field for each in body.fields)
                for field in _chosen(self._possible(fields, body.kind), every):
                    name = names["body", field.name]
                    made[name] = self._value(field.type, every, body.kind)
        return made

    def _value(
        self, type_: Type, every: bool, kind: BodyKind | None, depth: int = 0
    ) -> Any:
        match type_:
            case Scalar(name, format_):
                return _SCALARS[name, format_]
            case Enum(values):
                return next((each for each in values if each != ""), values[0])
            case Array(items):
                return [self._value(items, every, kind, depth + 1)]
            case Map(values):
                return {"key": self._value(values, every, kind, depth + 1)}
            case Nullable(inner):
                return self._value(inner, every, kind, depth)
            case Union(members):
                return self._value(self._member(members), every, kind, depth)
            case Ref(id_):
                target = self.api.definitions[id_].type
                return self._value(target, every, kind, depth)
            case Record(fields):
                possible = self._possible(fields, kind)
                chosen = _chosen(possible, every and depth < _DEEPEST)
                # No form can say that there is an object with nothing in it.
                if kind == "form" and not chosen:
                    chosen = possible[:1]
                return {
                    each.name: self._value(each.type, every, kind, depth + 1)
                    for each in chosen
                }

    def _possible(
        self, fields: tuple[Field, ...], kind: BodyKind | None
    ) -> tuple[Field, ...]:
        if kind != "form" or self.maps_of_numbers:
            return fields
        return tuple(each for each in fields if not self._is_map_of_numbers(each.type))

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
            case Scalar(kind):
                return kind in ("boolean", "integer", "number")
            case Array(inner) | Map(inner) | Nullable(inner):
                return self._has_numbers(inner)
            case Union(members):
                return any(map(self._has_numbers, members))
            case Ref(id_):
                return self._has_numbers(self.api.definitions[id_].type)
            case Record(fields):
                return any(self._has_numbers(each.type) for each in fields)
        return False


def _chosen(fields: tuple[Field, ...], every: bool) -> tuple[Field, ...]:
    return tuple(each for each in fields if every or each.required)
