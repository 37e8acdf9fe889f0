"""Enums as annotations: the values that are known, and the types of those that may come later."""

from __future__ import annotations

from generator.ir.types import Enum, Scalar, ScalarKind, Type
from generator.python.expressions import Expr, Import, Name, Subscript, Text, choice

_LARGEST = 2**63
# Text that is read as it comes.
_HELD_PLAIN = (None, "binary")
LITERAL = Name("Literal", Import("typing", "Literal"))


def open_literal(values: tuple[str | int | float | bool, ...]) -> Expr:
    """`Literal["a", "b"] | str`: the values known today, and any that come later.

    A single value is a constant and stays closed, so that it can tell the members of a union
    apart. A `Literal` cannot hold floats (PEP 586), nor integers that type checkers have no room
    for: those are just `float` and `int`.
    """
    kinds = list(dict.fromkeys(type(value) for value in values))
    spelt = tuple(_literal(value) for value in values if _can_be_spelt(value))
    known: list[Expr] = [Subscript(LITERAL, spelt)] if spelt else []
    if len(values) == 1 and spelt:
        return known[0]
    if kinds == [bool]:
        return Name("bool")
    return choice([*known, *(Name(kind.__name__) for kind in kinds)])


def _can_be_spelt(value: str | int | float | bool) -> bool:
    match value:
        case float():
            return False
        case int():
            return abs(value) < _LARGEST
        case _:
            return True


def distinct(members: tuple[Type, ...], is_given: bool = False) -> list[Type]:
    """`members` without the constants that another member has among its values already.

    A model holds a date of text as a date, and no text; who gives one may give its text.
    """
    plain = {
        each.kind
        for each in members
        if isinstance(each, Scalar)
        and (each.format in _HELD_PLAIN or (is_given and each.format != "int64"))
    }
    return [
        each
        for each in members
        if not (isinstance(each, Enum) and {_kind(v) for v in each.values} <= plain)
    ]


def _kind(value: str | int | float | bool) -> ScalarKind:
    match value:
        case bool():
            return "boolean"
        case str():
            return "string"
        case int():
            return "integer"
        case _:
            return "number"


def _literal(value: str | int | bool | float) -> Expr:
    return Text(value) if isinstance(value, str) else Name(repr(value))
