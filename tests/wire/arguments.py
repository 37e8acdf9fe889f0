"""Arguments for any operation, made from what its document says of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from generator.lower.api import (
    Api,
    Array,
    Enum,
    Field,
    Map,
    Nullable,
    Operation,
    Record,
    Ref,
    Scalar,
    Type,
    Union,
)
from generator.naming.names import Names

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
    """Makes arguments for the operations of one API."""

    api: Api
    names: Names

    def required(self, operation: Operation) -> dict[str, Any]:
        """Those that a call must have."""
        return self._arguments(operation, everything=False)

    def everything(self, operation: Operation) -> dict[str, Any]:
        """All there are, each filled with all that its type has."""
        return self._arguments(operation, everything=True)

    def _arguments(self, operation: Operation, *, everything: bool) -> dict[str, Any]:
        names = self.names.operations[operation.key].arguments
        made = {
            names[each.location, each.name]: self.value(each.type, everything)
            for each in operation.parameters
            if everything or each.required
        }
        for body in operation.bodies[:1]:
            if body.fields is None:
                made[names["body", ""]] = self.value(body.type, everything)
                continue
            for each in body.fields:
                if everything or (body.required and each.field.required):
                    name = names["body", each.field.name]
                    made[name] = self.value(each.field.type, everything)
        return made

    def value(self, type_: Type, everything: bool, depth: int = 0) -> Any:
        """A value of a type; of a choice, the first that has most to say."""
        match type_:
            case Scalar(kind, format_):
                return _SCALARS[kind, format_]
            case Enum(values):
                return next((each for each in values if each != ""), values[0])
            case Array(items):
                return [self.value(items, everything, depth + 1)]
            case Map(values):
                return {"key": self.value(values, everything, depth + 1)}
            case Nullable(inner):
                return self.value(inner, everything, depth)
            case Union(members):
                return self.value(members[0], everything, depth)
            case Ref(id_):
                return self.value(self.api.definitions[id_].type, everything, depth)
            case Record(fields):
                return dict(
                    self._members(fields, everything and depth < _DEEPEST, depth)
                )

    def _members(
        self, fields: tuple[Field, ...], everything: bool, depth: int
    ) -> Iterator[tuple[str, Any]]:
        for field in fields:
            if everything or field.required:
                yield field.name, self.value(field.type, everything, depth + 1)
