"""Parameters and properties of a body as an endpoint has them: `"limit"`, `Parameter(…)`."""

from __future__ import annotations

from generator.ir.types import Enum, Nullable, Scalar, Type, Union
from generator.python.expressions import Call, Expr, Name, Text, flat
from generator.python.runtime_names import runtime_name
from generator.python.types import TypeWriter


def field_expr(
    types: TypeWriter,
    name: str,
    wire: str,
    type_: Type,
    told: tuple[str | None, bool | None],
    more: list[tuple[str, Expr]],
) -> Expr:
    """`"limit"`, `deep_object("created")` or `Parameter("from_", "from", …)`."""
    style, explode = told
    declared = types.declared(type_)
    arguments: list[tuple[str, Expr]] = [("", Text(name))]
    if wire != name:
        arguments.append(("", Text(wire)))
    is_deep = style == "deepObject" and not more
    if style is not None and not is_deep:
        arguments.append(("style", Text(style)))
    if explode is not None and not is_deep:
        arguments.append(("explode", Name(str(explode))))
    if declared is not None:
        arguments.append(("type", Text(flat(declared))))
    arguments += more
    if is_deep:
        return Call(runtime_name("deep_object"), tuple(arguments))
    if len(arguments) == 1:
        return Text(name)
    return Call(runtime_name("Parameter"), tuple(arguments))


def is_scalar(type_: Type) -> bool:
    """Whether every value of a type is one string, number or boolean, or null."""
    match type_:
        case Scalar(kind):
            return kind != "any"
        case Nullable(inner):
            return is_scalar(inner)
        case Union(members):
            return all(map(is_scalar, members))
        case Enum():
            return True
        case _:
            return False
