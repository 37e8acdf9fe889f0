"""What tells the members of a union apart, as a note at its type."""

from __future__ import annotations

from generator.ir.types import UnionDiscriminator
from generator.naming.names import Names
from generator.python.expressions import Call, Dict, Expr, Import, Name, Subscript, Text
from generator.python.runtime_names import runtime_name


def discriminated(
    union: Expr, discriminator: UnionDiscriminator | None, names: Names
) -> Expr:
    """`Annotated[Cat | Dog, Discriminator("kind", {"cat": "Cat", "dog": "Dog"})]`.

    It is `union` itself if it has no discriminator.
    """
    if discriminator is None:
        return union
    mapping = Dict(
        tuple((value, Text(names.types[id_])) for value, id_ in discriminator.mapping)
    )
    other = discriminator.default
    default = [("", Text(names.types[other]))] if other is not None else []
    marker = Call(
        runtime_name("Discriminator"),
        (("", Text(discriminator.property_name)), ("", mapping), *default),
    )
    return Subscript(Name("Annotated", Import("typing", "Annotated")), (union, marker))
