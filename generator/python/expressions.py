"""Python expressions as values that carry the imports they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

# Characters that need no escape between double quotes.
_PLAIN = re.compile(r"[ !#-\[\]-~]*")


@dataclass(frozen=True, slots=True, order=True)
class Import:
    """`from module import name`; a relative `module` starts at the client's root package."""

    module: str
    name: str


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier, or any other source text that is never split across lines."""

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
    """`function(arguments)`; positional arguments have an empty keyword.

    `spread` puts every argument on a line of its own, even if the call fits on one.
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
    """A quoted annotation: the names in it are imported for type checkers only."""

    type: Expr


Expr: TypeAlias = Name | Text | Subscript | Choice | Call | Tuple | Dict | Quoted


def flat(expr: Expr) -> str:
    """Return `expr` as source text on one line, with strings quoted as black does."""
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
    """Return a Python string literal: printable characters as they are, others escaped."""
    if _PLAIN.fullmatch(value):
        return f'"{value}"'
    escaped = "".join(_escaped(character) for character in value)
    # Like black: the quotes that need fewer escapes, double quotes if equal.
    quote = "'" if value.count("'") < value.count('"') else '"'
    return quote + escaped.replace(quote, f"\\{quote}") + quote


def _escaped(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if " " <= character <= "~" or character.isalnum():
        return character
    return character.encode("unicode_escape").decode("ascii")


def imports_of(expr: Expr) -> list[Import]:
    """Return every import that `expr` needs at run time (none for quoted annotations)."""
    needed: list[Import] = []
    pending: list[Expr] = [expr]
    while pending:
        match pending.pop():
            case Name(_, source):
                if source is not None:
                    needed.append(source)
            case Subscript(base, arguments):
                pending += [base, *arguments]
            case Choice(items) | Tuple(items):
                pending += items
            case Call(function, named):
                pending += [function, *(argument for _, argument in named)]
            case Dict(entries):
                pending += [value for _, value in entries]
            case Text() | Quoted():
                pass
    return needed


def quoted_imports_of(expr: Expr) -> Iterator[Import]:
    """Yield the imports of quoted annotations in `expr`, needed by type checkers only."""
    match expr:
        case Quoted(quoted):
            yield from imports_of(quoted)
        case Subscript(_, items) | Choice(items) | Tuple(items):
            for item in items:
                yield from quoted_imports_of(item)
        case _:
            pass


def choice(members: list[Expr]) -> Expr:
    """Return the union of `members`: flattened, without duplicates, `None` last.

    A single member is returned as it is.
    """
    flat: dict[Expr, None] = {}
    for member in members:
        for part in member.members if isinstance(member, Choice) else (member,):
            flat[part] = None
    if NONE in flat:
        del flat[NONE]
        flat[NONE] = None
    return next(iter(flat)) if len(flat) == 1 else Choice(tuple(flat))


NONE = Name("None")
