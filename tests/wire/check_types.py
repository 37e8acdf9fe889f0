"""Check that a decoded response has the types of the document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from generated.stripe_client import models
from generator.ir.api import Api
from generator.ir.types import (
    Array,
    Enum,
    Map,
    Nullable,
    Record,
    Ref,
    Scalar,
    Type,
    TypeId,
    Union,
)
from generator.naming.names import Names

_PYTHON_TYPES: dict[tuple[str, str | None], tuple[type, ...]] = {
    ("string", None): (str,),
    ("string", "date-time"): (datetime,),
    ("string", "date"): (date,),
    ("string", "decimal"): (Decimal,),
    ("string", "int64"): (int,),
    ("string", "byte"): (bytes,),
    ("string", "binary"): (bytes,),
    ("integer", None): (int,),
    ("integer", "unix-time"): (datetime,),
    ("number", None): (int, float),
    ("number", "unix-time"): (datetime,),
    ("boolean", None): (bool,),
    ("any", None): (object,),
    ("null", None): (type(None),),
}


@dataclass(frozen=True)
class TypeChecker:
    """Finds values of a wrong type in the responses of one API."""

    api: Api
    names: Names

    def errors(self, value: Any, type_: Type, path: str = "response") -> Iterator[str]:
        """The paths in `value` whose value has another type, with both types."""
        errors: Iterable[str]
        match type_:
            case Nullable(inner):
                errors = () if value is None else self.errors(value, inner, path)
            case Ref(id_):
                errors = self._definition_errors(value, id_, path)
            case Array(items) if isinstance(value, list):
                errors = self._item_errors(dict(enumerate(value)), items, path)
            case Map(values) if isinstance(value, dict):
                errors = self._item_errors(value, values, path)
            case Union(members):
                errors = self._union_errors(value, members, path)
            case Scalar(name, format_) if isinstance(
                value, _PYTHON_TYPES[name, format_]
            ):
                errors = ()
            case Scalar("string", "decimal") if isinstance(value, str):
                # The mock server does not know this format and sends strings that are not numbers,
                # which the client does not decode.
                errors = ()
            case Enum() if isinstance(value, (str, int, float)):
                errors = ()
            case _:
                errors = (f"{path}: {type(value).__name__} for {type_}",)
        yield from errors

    def _definition_errors(self, value: Any, id_: TypeId, path: str) -> Iterator[str]:
        type_ = self.api.definitions[id_].type
        if not isinstance(type_, Record):
            yield from self.errors(value, type_, path)
            return
        name = self.names.types[id_]
        if not isinstance(value, getattr(models, name)):
            yield f"{path}: {type(value).__name__} for {name}"
            return
        for field in type_.fields:
            attribute = self.names.fields[id_][field.name]
            inner = getattr(value, attribute)
            if inner is not None or field.required:
                yield from self.errors(inner, field.type, f"{path}.{attribute}")

    def _item_errors(self, items: Any, type_: Type, path: str) -> Iterator[str]:
        for key, item in items.items():
            yield from self.errors(item, type_, f"{path}[{key!r}]")

    def _union_errors(
        self, value: Any, members: tuple[Type, ...], path: str
    ) -> Iterator[str]:
        """Nothing if one of the members matches, else the errors of the closest one."""
        by_member = [list(self.errors(value, member, path)) for member in members]
        yield from min(by_member, key=len)
