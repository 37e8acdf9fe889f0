"""Python expressions as values: their parts, and the imports that each brings with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

# What needs no escape between double quotes.
_PLAIN = re.compile(r"[ !#-\[\]-~]*")


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """`from module import name`; a `module` with a dot first counts from the client's root."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier or any other text that is never broken over lines."""

    text: str
    source: Import | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal with this value."""

    value: str


@dataclass(frozen=True, slots=True)
class Subscript:
    """`base[arguments]`"""

    base: Name
    arguments: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """`a | b | c`"""

    members: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Call:
    """`function(arguments)`; an argument's keyword is empty where it has none.

    `spread`: always one argument a line, as the constants at the end of a module are.
    """

    function: Name
    arguments: tuple[tuple[str, Expr], ...]
    spread: bool = False


@dataclass(frozen=True, slots=True)
class Tuple:
    """`(a, b)`"""

    items: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Dict:
    """`{key: value}` with string keys"""

    items: tuple[tuple[str, Expr], ...]


@dataclass(frozen=True, slots=True)
class Quoted:
    """A type in quotes: what it mentions is not imported when the module runs."""

    type: Expr


Expr: TypeAlias = Name | Text | Subscript | Choice | Call | Tuple | Dict | Quoted


def flat(expr: Expr) -> str:
    """`expr` on one line, its strings in double quotes as black writes them."""
    if isinstance(expr, Name):
        return expr.text
    match expr:
        case Choice(members):
            return " | ".join(map(flat, members))
        case Subscript(base, arguments):
            return f"{base.text}[{', '.join(map(flat, arguments))}]"
        case Text(value):
            return string_literal(value)
        case Quoted(quoted):
            return string_literal(flat(quoted))
        case Call(function, named):
            parts = (
                f"{word}={flat(value)}" if word else flat(value)
                for word, value in named
            )
            return f"{function.text}({', '.join(parts)})"
        case Tuple(items):
            inner = ", ".join(map(flat, items))
            return f"({inner},)" if len(items) == 1 else f"({inner})"
        case Dict(entries):
            pairs = (f"{string_literal(key)}: {flat(value)}" for key, value in entries)
            return "{" + ", ".join(pairs) + "}"


def string_literal(value: str) -> str:
    """A Python literal for any text: printable ASCII as it is, everything else escaped."""
    if _PLAIN.fullmatch(value):
        return f'"{value}"'
    escaped = "".join(_escaped(character) for character in value)
    # The quotes with fewer escapes, double ones before single: so black has it.
    quote = "'" if value.count("'") < value.count('"') else '"'
    return quote + escaped.replace(quote, f"\\{quote}") + quote


def _escaped(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if " " <= character <= "~" or character.isalnum():
        return character
    return character.encode("unicode_escape").decode("ascii")


def imports_of(expr: Expr) -> list[Import]:
    """Every import that `expr` needs, what is in quotes apart."""
    found: list[Import] = []
    waiting: list[Expr] = [expr]
    while waiting:
        match waiting.pop():
            case Name(_, source):
                if source is not None:
                    found.append(source)
            case Subscript(base, arguments):
                waiting += [base, *arguments]
            case Choice(items) | Tuple(items):
                waiting += items
            case Call(function, named):
                waiting += [function, *(argument for _, argument in named)]
            case Dict(entries):
                waiting += [value for _, value in entries]
            case Text() | Quoted():
                pass
    return found


def quoted_imports_of(expr: Expr) -> Iterator[Import]:
    """The imports of what is in quotes in `expr`: for type checkers only."""
    match expr:
        case Quoted(quoted):
            yield from imports_of(quoted)
        case Subscript(_, items) | Choice(items) | Tuple(items):
            for item in items:
                yield from quoted_imports_of(item)
        case _:
            pass


def choice(members: list[Expr]) -> Expr:
    """The union of `members`, flat and each once, `None` last; a single member as it is."""
    flat: dict[Expr, None] = {}
    for member in members:
        for part in member.members if isinstance(member, Choice) else (member,):
            flat[part] = None
    if NONE in flat:
        del flat[NONE]
        flat[NONE] = None
    return next(iter(flat)) if len(flat) == 1 else Choice(tuple(flat))


NONE = Name("None")
