"""The Python type of each JSON type and format, in models and as an argument.

| format | JSON value | in models | as an argument |
|---|---|---|---|
| `unix-time` | integer or number | aware `datetime` (`UnixTime`) | `datetime`, `int` |
| `date-time` | string, RFC 3339 | aware `datetime` (`DateTime`) | `datetime`, `str` |
| `date` | string, RFC 3339 | `date` (`Date`) | `date`, `str` |
| `decimal` | string | `Decimal` (`DecimalString`) | `Decimal`, `str` |
| `int64` | string | `int` (`Int64String`) | `int` |
| `byte` | string, base64 | `bytes` (`Base64`) | `bytes`, `str` |
| `binary` | string | `bytes` as a whole response | `bytes`, a path, an open file |

Strings of any other format stay `str`.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.ir.types import (
    Array,
    Map,
    Nullable,
    Record,
    Scalar,
    Tuple,
    Type,
    Union,
)
from generator.python.expressions import (
    NONE,
    Choice,
    Expr,
    Import,
    Name,
    flat,
)
from generator.python.runtime_names import runtime_name

ANY = Name("Any", Import("typing", "Any"))
PLAIN = {
    "string": Name("str"),
    "integer": Name("int"),
    "number": Name("float"),
    "boolean": Name("bool"),
    "null": NONE,
    "any": ANY,
    "never": Name("Never", Import("typing", "Never")),
}


# A file argument: bytes, a path, an open file, or a pair of file name and one of these.
FILE = runtime_name("FileInput")
_DATETIME = Name("datetime", Import("datetime", "datetime"))
# The annotation of each format in models, and as an argument.
FORMATS: Mapping[tuple[str, str], tuple[Name, Expr]] = {
    ("integer", "unix-time"): (
        runtime_name("UnixTime"),
        Choice((_DATETIME, Name("int"))),
    ),
    ("number", "unix-time"): (
        runtime_name("UnixTime"),
        Choice((_DATETIME, Name("float"))),
    ),
    ("string", "date-time"): (
        runtime_name("DateTime"),
        Choice((_DATETIME, Name("str"))),
    ),
    ("string", "date"): (
        runtime_name("Date"),
        Choice((Name("date", Import("datetime", "date")), Name("str"))),
    ),
    ("string", "decimal"): (
        runtime_name("DecimalString"),
        Choice((Name("Decimal", Import("decimal", "Decimal")), Name("str"))),
    ),
    ("string", "int64"): (runtime_name("Int64String"), Name("int")),
    ("string", "byte"): (runtime_name("Base64"), Choice((Name("bytes"), Name("str")))),
    ("string", "binary"): (Name("str"), Choice((FILE, Name("str")))),
}


def _first_type(accepted: Expr) -> str:
    return flat(accepted.members[0] if isinstance(accepted, Choice) else accepted)


# What callers see of the annotations that name a format: the Python type, which arguments accept
# first, and the format of its JSON value.
HELD_TYPES: Mapping[str, tuple[str, str]] = {
    held.text: (_first_type(accepted), format_)
    for (_, format_), (held, accepted) in FORMATS.items()
    if held not in PLAIN.values()
}
# Formats that an encoder cannot derive from the value: a datetime may be sent as Unix seconds or
# RFC 3339, an int as a number or a string of digits, and bytes as base64 or not at all.
_DECLARED = frozenset({"unix-time", "date-time", "date", "int64", "byte"})


def has_declared_format(type_: Type | None) -> bool:
    """Whether a type contains a format that the encoder cannot derive from the value."""
    match type_:
        case Scalar(_, format_):
            return format_ in _DECLARED
        case Nullable(inner) | Array(inner) | Map(inner):
            return has_declared_format(inner)
        case Union(members) | Tuple(members):
            return any(map(has_declared_format, members))
        case Record(fields, additional):
            return has_declared_format(additional) or any(
                has_declared_format(field.type) for field in fields
            )
        case _:
            return False
