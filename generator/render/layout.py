"""Each statement of a generated module as text, laid out so that black leaves it alone."""

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
from generator.render.breaking import STEP, after, broken, line_at, parenthesized
from generator.render.width import WIDTH, fits

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
        return parenthesized(opening, value, "", indent)
    text = after(head, annotation, f" = {flat(value)}", indent)
    if fits(text.rpartition("\n")[2], 0):
        return text
    return text.removesuffix(flat(value)) + broken(value, indent)


def alias(each: AliasDeclaration) -> str:
    """`name: TypeAlias = value`."""
    head = f"{each.name}: TypeAlias = "
    if not fits(f"{head}{_opening(each.value)}", 0):
        # A name this long pushes its own annotation into parentheses.
        head, value = f"{each.name}: (", each.value
        annotated = f"{head}{line_at(STEP)}TypeAlias\n"
        line = f"({flat(value)})" if isinstance(value, Choice) else flat(value)
        if fits(head, 0) and fits(f") = {line}", 0):
            return f"{annotated}) = {line}"
        # Black breaks the value here even where it would fit.
        if isinstance(value, Choice):
            return annotated + parenthesized(") = ", value, "", 0)
        return f"{annotated}) = {broken(value, 0)}"
    if isinstance(each.value, Name) and not fits(head + each.value.text, 0):
        return parenthesized(head, each.value, "", 0)
    return after(head, each.value, "", 0)


def _opening(expr: Expr) -> str:
    """What stays on the line of a right side that is broken over several."""
    return f"{expr.base.text}[" if isinstance(expr, Subscript) else "("


def endpoint(each: FunctionDeclaration) -> str:
    """The constant that an operation's function calls with."""
    head = f"{each.constant}: {flat(each.constant_type)} = "
    if not fits(f"{head}(", 0):
        head = after(f"{each.constant}: ", each.constant_type, " = (", 0)
        return head.removesuffix("(") + broken(each.endpoint, 0)
    return after(head, each.endpoint, "", 0)


def webhook(each: WebhookDeclaration) -> str:
    """`name: WebhookReader[Type] = WebhookReader(…)`."""
    return field(
        FieldDeclaration(each.name, each.annotation, each.reader, "", False), 0
    )


def reexport(module: str, names: tuple[str, ...], indent: int) -> str:
    """`from .module import name as name, …`: imported to be handed on (PEP 484)."""
    both = tuple(f"{name} as {name}" for name in names)
    return import_from(f".{module}", both, indent)


def reexport_shared(module: str, names: tuple[str, ...], indent: int) -> str:
    """Like `reexport`, from a module outside of the client."""
    both = tuple(f"{name} as {name}" for name in names)
    return import_from(module, both, indent)


def entry(module: str, names: tuple[str, ...], indent: int) -> str:
    """`"module": "Name Name",` in a dict, the names over several lines if they must be."""
    head = f"{string_literal(module)}: "
    line = f"{head}{string_literal(' '.join(names))},"
    if fits(line, indent) or len(names) == 1:
        return line
    width = WIDTH - indent - STEP - len('" "')
    chunks = textwrap.wrap(
        " ".join(names), width, break_long_words=False, break_on_hyphens=False
    )
    literals = [string_literal(f"{each} ") for each in chunks[:-1]]
    inner = line_at(indent + STEP)
    joined = inner.join([*literals, string_literal(chunks[-1])])
    return f"{head}({inner}{joined}{line_at(indent)}),"


def twin(each: FunctionDeclaration) -> str:
    """`name_async = asynchronous(name)`."""
    call = Call(Name("asynchronous"), (("", Name(each.name)),))
    return after(f"{each.async_name} = ", call, "", 0)


def call(each: FunctionDeclaration) -> str:
    """`return client.call(constant, locals())`: all that an operation's function does."""
    arguments = (("", Name(each.constant)), ("", Name("locals()")))
    return after("return ", Call(Name("client.call"), arguments), "", STEP)


def decorator(each: FunctionDeclaration) -> str:
    """`@deprecated(…)`."""
    call = Call(Name("deprecated"), (("", Text(each.deprecation)),))
    return after("@", call, "", 0)


def child(each: ChildDeclaration) -> str:
    """A resource as an attribute: `name: LazyResource[Type] = LazyResource("module")`."""
    call = Call(Name("LazyResource"), (("", Text(each.module)),))
    annotation = Subscript(Name("LazyResource"), (Name(each.type_name),))
    return field(FieldDeclaration(each.name, annotation, call, "", False), STEP)


def method(each: MethodDeclaration) -> str:
    """`name = function` in a resource."""
    return _assigned(each.name, Name(each.spelt))


def async_method(each: MethodDeclaration) -> str:
    """`name = asynchronous(function)` in the async twin of a resource."""
    twin = Call(Name("asynchronous"), (("", Name(each.spelt)),))
    return _assigned(each.name, twin)


def _assigned(name: str, value: Expr) -> str:
    head = f"{name} = "
    return after(head, value, "", STEP)


def error(each: ErrorDeclaration) -> str:
    """The `class` line or lines of an exception."""
    return _class(each.name, each.base)


def additional(expr: Expr, indent: int) -> str:
    """What the properties are that a model does not name, in its class."""
    head = "additional_properties = AdditionalProperties["
    quoted = string_literal(flat(expr))
    if fits(f"{head}{quoted}]()", indent):
        return f"{head}{quoted}]()"
    return f"{head}{line_at(indent + STEP)}{quoted}{line_at(indent)}]()"


def typed_dict(each: DictDeclaration) -> str:
    """The `class` line or lines of a TypedDict."""
    return _class(each.name, "TypedDict, total=False")


def model(each: ModelDeclaration) -> str:
    """The `class` line or lines of a model."""
    return _class(each.name, flat(each.base))


def _class(name: str, bases: str) -> str:
    line = f"class {name}({bases}):"
    return line if fits(line, 0) else f"class {name}({line_at(STEP)}{bases}\n):"


def key(each: KeyDeclaration, indent: int) -> str:
    """`name: annotation` in the class form of a TypedDict."""
    return after(f"{each.name}: ", each.annotation, "", indent)


def argument(each: ArgumentDeclaration, indent: int) -> str:
    """An argument of a `def`, on lines of its own, its comma with it."""
    suffix = "," if each.default is None else f" = {flat(each.default)},"
    return after(f"{each.name}: ", each.annotation, suffix, indent)


def server_signature(each: ServerDeclaration) -> str:
    """The `def` line or lines of a function that gives a server."""
    head, tail = f"def {each.name}(", ") -> Server:"
    joined = ", ".join(["*", *map(_oneline_at, each.arguments)])
    if not each.arguments:
        return head + tail
    if fits(head + joined + tail, 0):
        return head + joined + tail
    if fits(joined, STEP):
        return f"{head}{line_at(STEP)}{joined}\n{tail}"
    lines = ("*,", *(argument(every, STEP) for every in each.arguments))
    return f"{head}{''.join(line_at(STEP) + line for line in lines)}\n{tail}"


def server_value(each: ServerDeclaration) -> str:
    """`return Server(…)`."""
    return after("return ", each.value, "", STEP)


def assignment(head: str, value: Expr, indent: int) -> str:
    """`head = value` for a statement whose head is never broken."""
    return after(f"{head} = ", value, "", indent)


def import_from(module: str, names: tuple[str, ...], indent: int) -> str:
    """`from module import names`, a name a line where they do not fit on one."""
    line = f"from {module} import {', '.join(names)}"
    if fits(line, indent):
        return line
    inner = line_at(indent + STEP)
    return f"from {module} import ({inner}{f',{inner}'.join(names)},{line_at(indent)})"


def signature(function: FunctionDeclaration) -> str:
    """The `def` line or lines of an operation function."""
    head, tail = f"def {function.name}(", f") -> {flat(function.returns)}:"
    arguments: list[tuple[str, ArgumentDeclaration | None]] = [("client: Caller", None)]
    arguments += [(_oneline_at(each), each) for each in function.positional]
    if function.keyword:
        arguments.append(("*", None))
    arguments += [(_oneline_at(each), each) for each in function.keyword]
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
    if fits(joined, STEP):
        return f"{head}{line_at(STEP)}{joined}\n{tail}"
    lines = (
        line_at(STEP) + (argument(each, STEP) if each else f"{text},")
        for text, each in arguments
    )
    return f"{head}{''.join(lines)}\n{tail}"


def _oneline_at(each: ArgumentDeclaration) -> str:
    default = "" if each.default is None else f" = {flat(each.default)}"
    return f"{each.name}: {flat(each.annotation)}{default}"
