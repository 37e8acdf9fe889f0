"""Where lines break: expressions laid out as black does it, so that black leaves them alone.

Black's rules, as far as generated code needs them: what fits on a line stays on it; a union that
does not goes in parentheses, a member a line if it must; brackets put their contents on the next
line, and an item a line with a trailing comma if that does not fit either.
"""

from __future__ import annotations

import re

from generator.python.declarations import (
    AliasDeclaration,
    ArgumentDeclaration,
    DictDeclaration,
    FieldDeclaration,
    FunctionDeclaration,
    KeyDeclaration,
    ModelDeclaration,
)
from generator.python.expressions import (
    Call,
    Choice,
    Dict,
    Expr,
    Name,
    Subscript,
    Text,
    Tuple,
    flat,
    string_literal,
)
from generator.render.width import fits

_STEP = 4
_LISTED = re.compile(r",\n *[\])]")


def field(each: FieldDeclaration, indent: int) -> str:
    """`name: annotation = default` at `indent`, without the first line's indent."""
    head, annotation, value = f"{each.name}: ", each.annotation, each.default
    if value is None:
        return after(head, annotation, "", indent)
    line = f"{head}{flat(annotation)} = {flat(value)}"
    if fits(line, indent):
        return line
    opening = f"{head}{flat(annotation)} = "
    if isinstance(value, Call) and fits(f"{opening}{value.function.text}(", indent):
        return after(opening, value, "", indent)
    if fits(f"{opening}(", indent):
        return _parenthesized(opening, value, "", indent)
    text = after(head, annotation, f" = {flat(value)}", indent)
    if fits(text.rpartition("\n")[2], 0):
        return text
    return text.removesuffix(flat(value)) + _broken(value, indent)


def alias(each: AliasDeclaration) -> str:
    """`name: TypeAlias = value`."""
    head = f"{each.name}: TypeAlias = "
    if not fits(f"{head}{_opening(each.value)}", 0):
        # A name this long pushes its own annotation into parentheses.
        head, value = f"{each.name}: (", each.value
        annotated = f"{head}{_line(_STEP)}TypeAlias\n"
        line = f"({flat(value)})" if isinstance(value, Choice) else flat(value)
        if fits(head, 0) and fits(f") = {line}", 0):
            return f"{annotated}) = {line}"
        # Black breaks the value here even where it would fit.
        if isinstance(value, Choice):
            return annotated + _parenthesized(") = ", value, "", 0)
        return f"{annotated}) = {_broken(value, 0)}"
    if isinstance(each.value, Name) and not fits(head + each.value.text, 0):
        return _parenthesized(head, each.value, "", 0)
    return after(head, each.value, "", 0)


def _opening(expr: Expr) -> str:
    """What stays on the line of a right side that is broken over several."""
    return f"{expr.base.text}[" if isinstance(expr, Subscript) else "("


def endpoint(each: FunctionDeclaration) -> str:
    """The constant that an operation's function calls with."""
    head = f"{each.constant}: {flat(each.constant_type)} = "
    if not fits(f"{head}(", 0):
        head = after(f"{each.constant}: ", each.constant_type, " = (", 0)
        return head.removesuffix("(") + _broken(each.endpoint, 0)
    return after(head, each.endpoint, "", 0)


def reexport(module: str, names: tuple[str, ...], indent: int) -> str:
    """`from .module import name as name, …`: imported to be handed on (PEP 484)."""
    both = tuple(f"{name} as {name}" for name in names)
    return import_from(f".{module}", both, indent)


def entry(module: str, names: tuple[str, ...], indent: int) -> str:
    """`"module": ("name", …),` in a dict."""
    value = Tuple(tuple(map(Text, names)))
    return after(f"{string_literal(module)}: ", value, ",", indent)


def twin(each: FunctionDeclaration) -> str:
    """`name_async = asynchronous(name)`."""
    call = Call(Name("asynchronous"), (("", Name(each.name)),))
    return after(f"{each.async_name} = ", call, "", 0)


def call(each: FunctionDeclaration) -> str:
    """`return client.call(constant, locals())`: all that an operation's function does."""
    arguments = (("", Name(each.constant)), ("", Name("locals()")))
    return after("return ", Call(Name("client.call"), arguments), "", _STEP)


def typed_dict(each: DictDeclaration) -> str:
    """The `class` line or lines of a TypedDict."""
    return _class(each.name, "TypedDict, total=False")


def model(each: ModelDeclaration) -> str:
    """The `class` line or lines of a model."""
    return _class(each.name, "Model")


def _class(name: str, bases: str) -> str:
    line = f"class {name}({bases}):"
    return line if fits(line, 0) else f"class {name}({_line(_STEP)}{bases}\n):"


def key(each: KeyDeclaration, indent: int) -> str:
    """`name: annotation` in the class form of a TypedDict."""
    return after(f"{each.name}: ", each.annotation, "", indent)


def _argument(each: ArgumentDeclaration) -> str:
    """An argument of a `def`, on lines of its own, its comma with it."""
    suffix = "," if each.default is None else f" = {flat(each.default)},"
    return after(f"{each.name}: ", each.annotation, suffix, _STEP)


def assignment(head: str, value: Expr, indent: int) -> str:
    """`head = value` for a statement whose head is never broken."""
    return after(f"{head} = ", value, "", indent)


def import_from(module: str, names: tuple[str, ...], indent: int) -> str:
    """`from module import names`, a name a line where they do not fit on one."""
    line = f"from {module} import {', '.join(names)}"
    if fits(line, indent):
        return line
    inner = _line(indent + _STEP)
    return f"from {module} import ({inner}{f',{inner}'.join(names)},{_line(indent)})"


def signature(function: FunctionDeclaration) -> str:
    """The `def` line or lines of an operation function."""
    head, tail = f"def {function.name}(", f") -> {flat(function.returns)}:"
    arguments: list[tuple[str, ArgumentDeclaration | None]] = [("client: Client", None)]
    arguments += [(_one_line(each), each) for each in function.positional]
    if function.keyword:
        arguments.append(("*", None))
    arguments += [(_one_line(each), each) for each in function.keyword]
    arguments.append(("**options: Unpack[RequestOptions]", None))
    joined = ", ".join(text for text, _ in arguments)
    if fits(head + joined + tail, 0):
        return head + joined + tail
    if not fits(tail, 0):
        whole = after(f"{head}{joined}) -> ", function.returns, ":", 0)
        # A list in the type that is broken up, an item a line, holds the arguments together.
        if _LISTED.search(whole) and fits(whole.partition("\n")[0], 0):
            return whole
        tail = after(") -> ", function.returns, ":", 0)
    if fits(joined, _STEP):
        return f"{head}{_line(_STEP)}{joined}\n{tail}"
    lines = (
        _line(_STEP) + (_argument(each) if each else f"{text},")
        for text, each in arguments
    )
    return f"{head}{''.join(lines)}\n{tail}"


def _one_line(each: ArgumentDeclaration) -> str:
    default = "" if each.default is None else f" = {flat(each.default)}"
    return f"{each.name}: {flat(each.annotation)}{default}"


def after(prefix: str, expr: Expr, suffix: str, indent: int) -> str:
    """`prefix expr suffix` on one line or several, as the right side of a statement."""
    if not _is_spread(expr) and fits(f"{prefix}{flat(expr)}{suffix}", indent):
        return f"{prefix}{flat(expr)}{suffix}"
    match expr:
        case Choice():
            return _parenthesized(prefix, expr, suffix, indent)
        case Call(function) if fits(f"{prefix}(", indent) and not fits(
            f"{prefix}{function.text}(", indent
        ):
            return _parenthesized(prefix, expr, suffix, indent)
        case Name(text) if not suffix.endswith(",") and fits(text, indent + _STEP):
            return f"{prefix}({_line(indent + _STEP)}{text}{_line(indent)}){suffix}"
        case Subscript(base) if (
            not fits(f"{prefix}{base.text}[", indent)
            and fits(f"{prefix}(", indent)
            and fits(flat(expr), indent + _STEP)
        ):
            return _parenthesized(prefix, expr, suffix, indent)
        case _:
            return prefix + _broken(expr, indent) + suffix


def _parenthesized(prefix: str, expr: Expr, suffix: str, indent: int) -> str:
    body = _content(expr, indent + _STEP)
    return f"{prefix}({_line(indent + _STEP)}{body}{_line(indent)}){suffix}"


def _content(expr: Expr, indent: int) -> str:
    """`expr` inside parentheses or brackets of its own, starting at `indent`."""
    if not _is_spread(expr) and fits(flat(expr), indent):
        return flat(expr)
    if isinstance(expr, Choice):
        return _members(expr, indent)
    return _broken(expr, indent)


def _members(expr: Choice, indent: int, suffix: int = 0) -> str:
    """A member a line; `suffix` is the width of what follows the last one."""
    first, *others = expr.members
    lines = [_item(first, indent, 0)]
    lines += [f"| {_item(each, indent, 2)}" for each in others[:-1]]
    lines += [f"| {_item(each, indent, 2 + suffix)}" for each in others[-1:]]
    return _line(indent).join(lines)


def _item(expr: Expr, indent: int, taken: int = 1) -> str:
    """One of several items, each on a line of its own; `taken` is the width of `,` or `| `."""
    if not _is_spread(expr) and fits(flat(expr), indent + taken):
        return flat(expr)
    if isinstance(expr, Choice):
        return _members(expr, indent, suffix=1)
    return _broken(expr, indent)


def _broken(expr: Expr, indent: int) -> str:
    """`expr` with the contents of its outermost brackets on lines of their own."""
    inner = indent + _STEP
    match expr:
        case Subscript(base, (only,)):
            content = _content(only, inner)
            return f"{base.text}[{_line(inner)}{content}{_line(indent)}]"
        case Subscript(base, arguments):
            one_line = ", ".join(map(flat, arguments))
            if fits(one_line, inner):
                return f"{base.text}[{_line(inner)}{one_line}{_line(indent)}]"
            return f"{base.text}[{_listed(arguments, indent)}]"
        case Call(function, arguments, spread):
            one_line = ", ".join(
                _keyword(word) + flat(value) for word, value in arguments
            )
            if not spread and fits(one_line, inner):
                return f"{function.text}({_line(inner)}{one_line}{_line(indent)})"
            lines = (
                _line(inner)
                + _keyword(word)
                + _item(value, inner, len(_keyword(word)) + 1)
                for word, value in arguments
            )
            return f"{function.text}({','.join(lines)},{_line(indent)})"
        case Tuple(items):
            return f"({_listed(items, indent)})"
        case Dict(entries):
            pairs = (
                f"{_line(inner)}{string_literal(key)}: "
                f"{_item(value, inner, len(string_literal(key)) + 3)}"
                for key, value in entries
            )
            return "{" + ",".join(pairs) + f",{_line(indent)}}}"
        case _:
            return flat(expr)


def _listed(items: tuple[Expr, ...], indent: int) -> str:
    inner = indent + _STEP
    lines = (_line(inner) + _item(item, inner) for item in items)
    return f"{','.join(lines)},{_line(indent)}"


def _keyword(word: str) -> str:
    return f"{word}=" if word else ""


def _is_spread(expr: Expr) -> bool:
    return isinstance(expr, Call) and expr.spread


def _line(indent: int) -> str:
    return "\n" + " " * indent
