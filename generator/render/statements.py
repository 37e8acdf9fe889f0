"""Statements of generated modules as source text, laid out as black does.

Each function is a filter for templates. The first line is returned without its indentation.
"""

from __future__ import annotations

import re
import textwrap

from generator.python.declarations import (
    AliasDeclaration,
    ArgumentDeclaration,
    ChildDeclaration,
    DictDeclaration,
    ErrorDeclaration,
    FieldDeclaration,
    FunctionDeclaration,
    KeyDeclaration,
    MethodDeclaration,
    ModelDeclaration,
    ServerDeclaration,
    WebhookDeclaration,
)
from generator.python.expressions import (
    Call,
    Choice,
    Expr,
    Name,
    Subscript,
    Text,
    flat,
    string_literal,
)
from generator.render.line_breaking import (
    STEP,
    WIDTH,
    after,
    broken,
    fits,
    line_at,
    parenthesized,
)

_LISTED = re.compile(r",\n *[\])]")


def field(declaration: FieldDeclaration, indent: int) -> str:
    """Lay out `name: annotation = default`."""
    head, annotation, value = (
        f"{declaration.name}: ",
        declaration.annotation,
        declaration.default,
    )
    if value is None:
        return after(head, annotation, "", indent)
    line = f"{head}{flat(annotation)} = {flat(value)}"
    if fits(line, indent):
        return line
    opening = f"{head}{flat(annotation)} = "
    if isinstance(value, Call) and fits(f"{opening}{value.function.text}(", indent):
        return after(opening, value, "", indent)
    if fits(f"{opening}(", indent):
        return parenthesized(opening, value, "", indent)
    text = after(head, annotation, f" = {flat(value)}", indent)
    if fits(text.rpartition("\n")[2], 0):
        return text
    return text.removesuffix(flat(value)) + broken(value, indent)


def alias(declaration: AliasDeclaration) -> str:
    """Lay out `name: TypeAlias = value`."""
    head = f"{declaration.name}: TypeAlias = "
    if not fits(f"{head}{_opening(declaration.value)}", 0):
        # Black puts the annotation of a very long name in parentheses.
        head, value = f"{declaration.name}: (", declaration.value
        annotated = f"{head}{line_at(STEP)}TypeAlias\n"
        line = f"({flat(value)})" if isinstance(value, Choice) else flat(value)
        if fits(head, 0) and fits(f") = {line}", 0):
            return f"{annotated}) = {line}"
        # Black splits the value here even if it would fit.
        if isinstance(value, Choice):
            return annotated + parenthesized(") = ", value, "", 0)
        return f"{annotated}) = {broken(value, 0)}"
    if isinstance(declaration.value, Name) and not fits(
        head + declaration.value.text, 0
    ):
        return parenthesized(head, declaration.value, "", 0)
    return after(head, declaration.value, "", 0)


def _opening(expr: Expr) -> str:
    """Return the part of `expr` that stays on the first line when it is split."""
    return f"{expr.base.text}[" if isinstance(expr, Subscript) else "("


def endpoint(function: FunctionDeclaration) -> str:
    """Lay out the endpoint constant of an operation: `_NAME: Endpoint[Type] = Endpoint(…)`."""
    head = f"{function.constant}: {flat(function.constant_type)} = "
    if not fits(f"{head}(", 0):
        head = after(f"{function.constant}: ", function.constant_type, " = (", 0)
        return head.removesuffix("(") + broken(function.endpoint, 0)
    return after(head, function.endpoint, "", 0)


def webhook(declaration: WebhookDeclaration) -> str:
    """Lay out `name: WebhookReader[Type] = WebhookReader(…)`."""
    return field(
        FieldDeclaration(
            declaration.name, declaration.annotation, declaration.reader, "", False
        ),
        0,
    )


def reexport(module: str, names: tuple[str, ...], indent: int) -> str:
    """Lay out `from .module import name as name, …`, a re-export as PEP 484 defines it."""
    both = tuple(f"{name} as {name}" for name in names)
    return import_from(f".{module}", both, indent)


def reexport_shared(module: str, names: tuple[str, ...], indent: int) -> str:
    """Lay out the re-export of `names` from a module outside of the client."""
    both = tuple(f"{name} as {name}" for name in names)
    return import_from(module, both, indent)


def entry(module: str, names: tuple[str, ...], indent: int) -> str:
    """Lay out `"module": "Name Name",`, an item of a dict; names may be split across lines."""
    head = f"{string_literal(module)}: "
    line = f"{head}{string_literal(' '.join(names))},"
    if fits(line, indent) or len(names) == 1:
        return line
    width = WIDTH - indent - STEP - len('" "')
    chunks = textwrap.wrap(
        " ".join(names), width, break_long_words=False, break_on_hyphens=False
    )
    literals = [string_literal(f"{chunk} ") for chunk in chunks[:-1]]
    inner = line_at(indent + STEP)
    joined = inner.join([*literals, string_literal(chunks[-1])])
    return f"{head}({inner}{joined}{line_at(indent)}),"


def exports(names: tuple[str, ...]) -> str:
    """Lay out `__all__ = ["Name", …]`, with as many names on each line as fit.

    black would put each name on a line of its own, so a list of several lines is kept from it.
    """
    literals = [string_literal(name) for name in names]
    line = f"__all__ = [{', '.join(literals)}]"
    if fits(line, 0):
        return line
    rows: list[str] = []
    for literal in literals:
        if rows and fits(f"{rows[-1]} {literal},", STEP):
            rows[-1] = f"{rows[-1]} {literal},"
        else:
            rows.append(f"{literal},")
    inner = line_at(STEP)
    return f"# fmt: off\n__all__ = [{inner}{inner.join(rows)}\n]\n# fmt: on"


def twin(function: FunctionDeclaration) -> str:
    """Lay out `name_async = asynchronous(name)`."""
    call = _twin(function.name, function.is_paged)
    return after(f"{function.async_name} = ", call, "", 0)


def call(function: FunctionDeclaration) -> str:
    """Lay out `return client.call(constant, locals())`, the body of an operation's function."""
    arguments = (("", Name(function.constant)), ("", Name("locals()")))
    return after("return ", Call(Name("client.call"), arguments), "", STEP)


def decorator(function: FunctionDeclaration) -> str:
    """Lay out `@deprecated(…)`."""
    call = Call(Name("deprecated"), (("", Text(function.deprecation)),))
    return after("@", call, "", 0)


def child(declaration: ChildDeclaration) -> str:
    """Lay out `name: LazyResource[Type] = LazyResource("module")`."""
    call = Call(Name("LazyResource"), (("", Text(declaration.module)),))
    annotation = Subscript(Name("LazyResource"), (Name(declaration.type_name),))
    return field(FieldDeclaration(declaration.name, annotation, call, "", False), STEP)


def method(declaration: MethodDeclaration) -> str:
    """Lay out `name = function`, a method of a resource."""
    return _assigned(declaration.name, Name(declaration.spelt))


def async_method(declaration: MethodDeclaration) -> str:
    """Lay out `name = asynchronous(function)`, a method of a resource's async twin."""
    return _assigned(declaration.name, _twin(declaration.spelt, declaration.is_paged))


def _twin(function: str, is_paged: bool) -> Expr:
    name = "asynchronous_pages" if is_paged else "asynchronous"
    return Call(Name(name), (("", Name(function)),))


def _assigned(name: str, value: Expr) -> str:
    head = f"{name} = "
    return after(head, value, "", STEP)


def error(declaration: ErrorDeclaration) -> str:
    """Lay out the `class` statement of an exception, up to the colon."""
    return _class(declaration.name, declaration.base)


def additional(expr: Expr, indent: int) -> str:
    """Lay out `additional_properties = AdditionalProperties["…"]()`, an attribute of a model."""
    head = "additional_properties = AdditionalProperties["
    quoted = string_literal(flat(expr))
    if fits(f"{head}{quoted}]()", indent):
        return f"{head}{quoted}]()"
    return f"{head}{line_at(indent + STEP)}{quoted}{line_at(indent)}]()"


def typed_dict(declaration: DictDeclaration) -> str:
    """Lay out the `class` statement of a TypedDict, up to the colon."""
    return _class(declaration.name, "TypedDict, total=False")


def model(declaration: ModelDeclaration) -> str:
    """Lay out the `class` statement of a model, up to the colon."""
    return _class(declaration.name, flat(declaration.base))


def _class(name: str, bases: str) -> str:
    line = f"class {name}({bases}):"
    return line if fits(line, 0) else f"class {name}({line_at(STEP)}{bases}\n):"


def key(declaration: KeyDeclaration, indent: int) -> str:
    """Lay out `name: annotation`, a key in the class form of a TypedDict."""
    return after(f"{declaration.name}: ", declaration.annotation, "", indent)


def argument(declaration: ArgumentDeclaration, indent: int) -> str:
    """Lay out an argument of a `def` on lines of its own, with its comma."""
    suffix = "," if declaration.default is None else f" = {flat(declaration.default)},"
    return after(f"{declaration.name}: ", declaration.annotation, suffix, indent)


def server_signature(server: ServerDeclaration) -> str:
    """Lay out the `def` statement of a function that returns a server, up to the colon."""
    head, tail = f"def {server.name}(", ") -> Server:"
    joined = ", ".join(["*", *map(_on_one_line, server.arguments)])
    if not server.arguments:
        return head + tail
    if fits(head + joined + tail, 0):
        return head + joined + tail
    if fits(joined, STEP):
        return f"{head}{line_at(STEP)}{joined}\n{tail}"
    lines = ("*,", *(argument(variable, STEP) for variable in server.arguments))
    return f"{head}{''.join(line_at(STEP) + line for line in lines)}\n{tail}"


def server_value(server: ServerDeclaration) -> str:
    """Lay out `return Server(…)`."""
    return after("return ", server.value, "", STEP)


def assignment(head: str, value: Expr, indent: int) -> str:
    """Lay out `head = value`; the head is never split across lines."""
    return after(f"{head} = ", value, "", indent)


def import_from(module: str, names: tuple[str, ...], indent: int) -> str:
    """Lay out `from module import names`, one name per line if they do not fit on one line."""
    line = f"from {module} import {', '.join(names)}"
    if fits(line, indent):
        return line
    inner = line_at(indent + STEP)
    return f"from {module} import ({inner}{f',{inner}'.join(names)},{line_at(indent)})"


def signature(function: FunctionDeclaration) -> str:
    """Lay out the `def` statement of an operation function, up to the colon."""
    head, tail = f"def {function.name}(", f") -> {flat(function.returns)}:"
    arguments: list[tuple[str, ArgumentDeclaration | None]] = [("client: Caller", None)]
    arguments += [
        (_on_one_line(declared), declared) for declared in function.positional
    ]
    if function.keyword:
        arguments.append(("*", None))
    arguments += [(_on_one_line(declared), declared) for declared in function.keyword]
    arguments.append(("**options: Unpack[RequestOptions]", None))
    joined = ", ".join(text for text, _ in arguments)
    if fits(head + joined + tail, 0):
        return head + joined + tail
    if not fits(tail, 0):
        whole = after(f"{head}{joined}) -> ", function.returns, ":", 0)
        # If the return type is split into one item per line, the arguments stay on one line.
        if _LISTED.search(whole) and fits(whole.partition("\n")[0], 0):
            return whole
        tail = after(") -> ", function.returns, ":", 0)
    if fits(joined, STEP):
        return f"{head}{line_at(STEP)}{joined}\n{tail}"
    lines = (
        line_at(STEP) + (argument(declared, STEP) if declared else f"{text},")
        for text, declared in arguments
    )
    return f"{head}{''.join(lines)}\n{tail}"


def _on_one_line(declaration: ArgumentDeclaration) -> str:
    default = "" if declaration.default is None else f" = {flat(declaration.default)}"
    return f"{declaration.name}: {flat(declaration.annotation)}{default}"
