"""The Python type of each JSON kind and format: as a model holds it, and as an argument may be.

| format | in the document | held as | an argument may be |
|---|---|---|---|
| `unix-time` | integer or number | aware `datetime` (`UnixTime`) | `datetime`, `int` |
| `date-time` | string, RFC 3339 | aware `datetime` (`DateTime`) | `datetime`, `str` |
| `date` | string, RFC 3339 | `date` (`Date`) | `date`, `str` |
| `decimal` | string | `Decimal` (`DecimalString`) | `Decimal`, `str` |
| `int64` | string | `int` (`Int64String`) | `int` |
| `byte` | string, base64 | `bytes` (`Base64`) | `bytes`, `str` |
| `binary` | string | `bytes` as a whole answer | `bytes`, a path, an open file |

Every other format says something about the text, not about its type: those stay `str`.
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
from generator.python.expressions import NONE, Choice, Expr, Import, Name
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


# What a file may be given as: bytes, a path, an open file, or one of these with its name.
FILE = runtime_name("FileInput")
_DATETIME = Name("datetime", Import("datetime", "datetime"))
# The Python type of each format: how a model holds it, and what an argument may be.
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
# Formats whose values an encoder cannot tell by looking at them: a datetime may be meant as
# seconds, an int as a string of digits, and bytes have no place in a form but where they are told.
_DECLARED = frozenset({"unix-time", "date-time", "date", "int64", "byte"})


def has_declared_format(type_: Type | None) -> bool:
    """Whether an encoder must be told the type: a value of it, or in it, does not tell."""
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
