"""Split expressions across lines exactly as black does, so that black changes nothing.

Black's rules, as far as generated code needs them: an expression that fits stays on one line; a
union that does not fit goes in parentheses, one member per line if necessary; brackets move their
contents to the next line, or put one item per line with a trailing comma.
"""

from __future__ import annotations

import unicodedata

from generator.python.expressions import (
    Call,
    Choice,
    Dict,
    Expr,
    Name,
    Subscript,
    Tuple,
    flat,
    string_literal,
)

# The maximum length of a line, and the width of one level of indentation, in columns.
WIDTH = 88
STEP = 4


def after(prefix: str, expr: Expr, suffix: str, indent: int) -> str:
    """Return `prefix expr suffix` on one line or several, `expr` being the end of a statement."""
    if not _is_spread(expr) and fits(f"{prefix}{flat(expr)}{suffix}", indent):
        return f"{prefix}{flat(expr)}{suffix}"
    match expr:
        case Choice():
            return parenthesized(prefix, expr, suffix, indent)
        case Call(function) if fits(f"{prefix}(", indent) and not fits(
            f"{prefix}{function.text}(", indent
        ):
            return parenthesized(prefix, expr, suffix, indent)
        case Name(text) if not suffix.endswith(",") and fits(text, indent + STEP):
            return f"{prefix}({line_at(indent + STEP)}{text}{line_at(indent)}){suffix}"
        case Subscript(base) if (
            not fits(f"{prefix}{base.text}[", indent)
            and fits(f"{prefix}(", indent)
            and fits(flat(expr), indent + STEP)
        ):
            return parenthesized(prefix, expr, suffix, indent)
        case _:
            return prefix + broken(expr, indent) + suffix


def parenthesized(prefix: str, expr: Expr, suffix: str, indent: int) -> str:
    """Return `prefix (expr) suffix` with the expression on lines of its own."""
    body = _content(expr, indent + STEP)
    return f"{prefix}({line_at(indent + STEP)}{body}{line_at(indent)}){suffix}"


def _content(expr: Expr, indent: int) -> str:
    """Lay out `expr` inside its own parentheses or brackets, starting at `indent`."""
    if not _is_spread(expr) and fits(flat(expr), indent):
        return flat(expr)
    if isinstance(expr, Choice):
        return _members(expr, indent)
    return broken(expr, indent)


def _members(expr: Choice, indent: int, suffix: int = 0) -> str:
    """Put one member per line; `suffix` columns follow the last one."""
    first, *others = expr.members
    lines = [_item(first, indent, 0)]
    lines += [f"| {_item(member, indent, 2)}" for member in others[:-1]]
    lines += [f"| {_item(member, indent, 2 + suffix)}" for member in others[-1:]]
    return line_at(indent).join(lines)


def _item(expr: Expr, indent: int, taken: int = 1) -> str:
    """Lay out an item on a line of its own; `taken` columns are for its `,` or `| `."""
    if not _is_spread(expr) and fits(flat(expr), indent + taken):
        return flat(expr)
    if isinstance(expr, Choice):
        return _members(expr, indent, suffix=1)
    return broken(expr, indent)


def broken(expr: Expr, indent: int) -> str:
    """Return `expr` with the contents of its outermost brackets on lines of their own."""
    inner = indent + STEP
    match expr:
        case Subscript(base, (only,)):
            content = _content(only, inner)
            return f"{base.text}[{line_at(inner)}{content}{line_at(indent)}]"
        case Subscript(base, arguments):
            one_line = ", ".join(map(flat, arguments))
            if fits(one_line, inner):
                return f"{base.text}[{line_at(inner)}{one_line}{line_at(indent)}]"
            return f"{base.text}[{_listed(arguments, indent)}]"
        case Call(function, arguments, spread):
            one_line = ", ".join(
                _keyword(word) + flat(value) for word, value in arguments
            )
            if not spread and fits(one_line, inner):
                return f"{function.text}({line_at(inner)}{one_line}{line_at(indent)})"
            lines = (
                line_at(inner)
                + _keyword(word)
                + _item(value, inner, len(_keyword(word)) + 1)
                for word, value in arguments
            )
            return f"{function.text}({','.join(lines)},{line_at(indent)})"
        case Tuple(items):
            return f"({_listed(items, indent)})"
        case Dict(entries):
            pairs = (
                f"{line_at(inner)}{string_literal(key)}: "
                f"{_item(value, inner, len(string_literal(key)) + 3)}"
                for key, value in entries
            )
            return "{" + ",".join(pairs) + f",{line_at(indent)}}}"
        case _:
            return flat(expr)


def _listed(items: tuple[Expr, ...], indent: int) -> str:
    inner = indent + STEP
    lines = (line_at(inner) + _item(item, inner) for item in items)
    return f"{','.join(lines)},{line_at(indent)}"


def _keyword(word: str) -> str:
    return f"{word}=" if word else ""


def _is_spread(expr: Expr) -> bool:
    return isinstance(expr, Call) and expr.spread


def line_at(indent: int) -> str:
    """Return a line break and the indentation of the next line."""
    return "\n" + " " * indent


def fits(text: str, indent: int) -> bool:
    """Whether `text` fits on a line at `indent`."""
    return indent + _columns(text) <= WIDTH


def _columns(text: str) -> int:
    """Return the columns of `text` as black counts them: wide characters two, combining none."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
