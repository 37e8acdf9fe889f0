"""The Python type of each JSON type and format, in models and as an argument.

| format | JSON value | in models | as an argument |
|---|---|---|---|
| `unix-time` | integer or number | aware `datetime` (`UnixTime`) | `datetime`, `int` |
| `date-time` | string, RFC 3339 | aware `datetime` (`DateTime`) | `datetime`, `str` |
| `date` | string, RFC 3339 | `date` (`Date`) | `date`, `str` |
| `decimal` | string | `Decimal` (`DecimalString`) | `Decimal`, `str` |
| `int64` | string | `int` (`Int64String`) | `int` |
| `http-date` | string, RFC 9110 | `str` | `datetime`, `str` |
| `decimal` | number | `Decimal` (`DecimalNumber`) | `Decimal`, `float` |
| `uuid` | string | `str` | `UUID`, `str` |
| `time` | string, RFC 3339 | `str` | `time`, `str` |
| `duration` | string, ISO 8601 | `str` | `timedelta`, `str` |
| `ipv4`, `ipv6` | string | `str` | `IPv4Address`, `IPv6Address`, `str` |
| `byte` | string, base64 | `bytes` (`Base64`) | `bytes`, `str` |
| `binary` | string | `bytes` as a whole response | `bytes`, a path, an open file |

Strings of any other format stay `str`. The encoder accepts UUIDs, times, durations and addresses
for every string; annotations mention them where the document has the format.
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
_DECIMAL = Name("Decimal", Import("decimal", "Decimal"))
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
        Choice((_DECIMAL, Name("str"))),
    ),
    ("number", "decimal"): (
        runtime_name("DecimalNumber"),
        Choice((_DECIMAL, Name("float"))),
    ),
    ("string", "http-date"): (Name("str"), Choice((_DATETIME, Name("str")))),
    ("string", "int64"): (runtime_name("Int64String"), Name("int")),
    ("string", "byte"): (runtime_name("Base64"), Choice((Name("bytes"), Name("str")))),
    ("string", "binary"): (Name("str"), Choice((FILE, Name("str")))),
}
# Types that arguments accept for strings of these formats, which models hold as `str`.
ACCEPTED_TYPES: Mapping[str, Name] = {
    "duration": Name("timedelta", Import("datetime", "timedelta")),
    "ipv4": Name("IPv4Address", Import("ipaddress", "IPv4Address")),
    "ipv6": Name("IPv6Address", Import("ipaddress", "IPv6Address")),
    # In a class with a field `time`, type checkers would take that for the type.
    "time": Name("time_of_day", Import("datetime", "time as time_of_day")),
    "uuid": Name("UUID", Import("uuid", "UUID")),
}
ACCEPTED_TYPE_NAMES = frozenset(name.text for name in ACCEPTED_TYPES.values())


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


def has_declared_format(type_: Type | None, *, in_json: bool = False) -> bool:
    """Whether a type contains a format that the encoder cannot derive from the value.

    With `in_json`, numbers count as well: there a `Decimal` is a string or a number.
    """
    match type_:
        case Scalar(kind, format_):
            return format_ in _DECLARED or (in_json and kind == "number")
        case Nullable(inner) | Array(inner) | Map(inner):
            return has_declared_format(inner, in_json=in_json)
        case Union(members) | Tuple(members):
            return any(
                has_declared_format(member, in_json=in_json) for member in members
            )
        case Record(fields, additional):
            return has_declared_format(additional, in_json=in_json) or any(
                has_declared_format(field.type, in_json=in_json) for field in fields
            )
        case _:
            return False
