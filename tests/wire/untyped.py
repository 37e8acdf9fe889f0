"""Whether an answer has the types that its document says: what in it has not."""

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

_KINDS: dict[tuple[str, str | None], tuple[type, ...]] = {
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
class Untyped:
    """Finds what the answers of one API should not hold."""

    api: Api
    names: Names

    def within(self, value: Any, type_: Type, place: str = "answer") -> Iterator[str]:
        """The places in `value` that are not of their type."""
        found: Iterable[str]
        match type_:
            case Nullable(inner):
                found = () if value is None else self.within(value, inner, place)
            case Ref(id_):
                found = self._within_definition(value, id_, place)
            case Array(items) if isinstance(value, list):
                found = self._within_items(dict(enumerate(value)), items, place)
            case Map(values) if isinstance(value, dict):
                found = self._within_items(value, values, place)
            case Union(members):
                found = self._within_choice(value, members, place)
            case Scalar(kind, format_) if isinstance(value, _KINDS[kind, format_]):
                found = ()
            case Scalar("string", "decimal") if isinstance(value, str):
                # The server does not know this format, and makes up a text that is no number; the
                # client keeps it as it came.
                found = ()
            case Enum() if isinstance(value, (str, int, float)):
                found = ()
            case _:
                found = (f"{place}: {type(value).__name__} for {type_}",)
        yield from found

    def _within_definition(self, value: Any, id_: TypeId, place: str) -> Iterator[str]:
        type_ = self.api.definitions[id_].type
        if not isinstance(type_, Record):
            yield from self.within(value, type_, place)
            return
        name = self.names.types[id_]
        if not isinstance(value, getattr(models, name)):
            yield f"{place}: {type(value).__name__} for {name}"
            return
        for field in type_.fields:
            attribute = self.names.fields[id_][field.name]
            inner = getattr(value, attribute)
            if inner is not None or field.required:
                yield from self.within(inner, field.type, f"{place}.{attribute}")

    def _within_items(self, items: Any, type_: Type, place: str) -> Iterator[str]:
        for key, each in items.items():
            yield from self.within(each, type_, f"{place}[{key!r}]")

    def _within_choice(
        self, value: Any, members: tuple[Type, ...], place: str
    ) -> Iterator[str]:
        """Nothing if one of the members fits; else what the nearest says."""
        found = [list(self.within(value, each, place)) for each in members]
        yield from min(found, key=len)
