"""Parse annotations in the forms that generated modules use."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache

from generator.interface_diff.interface.annotations import (
    Annotation,
    Constant,
    Generic,
    Named,
    union_of,
)
from generator.interface_diff.interface.wire import TaggedUnion
from generator.python.formats import HELD_TYPES


class UnknownSyntaxError(ValueError):
    """Generated code never contains this syntax in this position."""


@lru_cache(maxsize=8192)
def parse_annotation(source: str) -> Annotation:
    """Parse the source of an annotation.

    Raises:
        UnknownSyntaxError: `source` is not an annotation.
    """
    try:
        return annotation_of_node(ast.parse(source, mode="eval").body)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise UnknownSyntaxError(f"{source[:60]!r} is not an annotation") from error


def annotation_of_node(node: ast.expr) -> Annotation:
    """Convert a syntax tree to an annotation; quoted annotations are unquoted.

    Raises:
        UnknownSyntaxError: `node` is not an annotation, or uses syntax codegen never writes.
    """
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return named(name)
        case ast.Constant(value=None):
            return Named("None")
        case ast.Constant(value=str(quoted)):
            return parse_annotation(quoted)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return union_of((annotation_of_node(left), annotation_of_node(right)))
        case ast.Subscript(
            value=ast.Name(id=base) | ast.Attribute(attr=base), slice=inside
        ):
            items = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return _annotation_of_subscript(base, items)
    raise UnknownSyntaxError(f"line {node.lineno} has an unknown annotation")


def named(name: str) -> Named:
    """Return the type that callers see for `name`: `datetime` for `UnixTime`."""
    python_type, format_ = HELD_TYPES.get(name, (name, ""))
    return Named(python_type, format_)


@lru_cache(maxsize=8192)
def parse_tagged_unions(source: str) -> tuple[TaggedUnion, ...]:
    """Return the unions with a discriminator in the source of an annotation.

    Raises:
        UnknownSyntaxError: `source` is not an annotation.
    """
    if "Discriminator(" not in source:
        return ()
    try:
        return tagged_unions_of_node(ast.parse(source, mode="eval").body)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise UnknownSyntaxError(f"{source[:60]!r} is not an annotation") from error


def tagged_unions_of_node(annotation: ast.expr) -> tuple[TaggedUnion, ...]:
    """Return the unions with a discriminator in an annotation, sorted by property."""
    found: list[TaggedUnion] = []
    for node in ast.walk(annotation):
        match node:
            case ast.Call(
                func=ast.Name(id="Discriminator"),
                args=[ast.Constant(value=str(name)), ast.Dict() as mapping, *others],
            ):
                default = [
                    other.value for other in others if isinstance(other, ast.Constant)
                ]
                found.append(
                    TaggedUnion(
                        property_name=name,
                        classes=tuple(ast.literal_eval(mapping).items()),
                        default=str(default[0]) if default else "",
                    )
                )
            case _:
                pass
    return sort_tagged_unions(found)


def sort_tagged_unions(unions: Iterable[TaggedUnion]) -> tuple[TaggedUnion, ...]:
    """Return the unions in an order that does not depend on where the annotation has them."""
    return tuple(sorted(unions, key=lambda union: (union.property_name, union.classes)))


def _annotation_of_subscript(base: str, items: list[ast.expr]) -> Annotation:
    match base:
        case "Literal":
            return union_of(Constant(_constant_source(item)) for item in items)
        case "Union":
            return union_of(map(annotation_of_node, items))
        case "Annotated":
            # The metadata is only for the decoder.
            return annotation_of_node(items[0])
        case "ListPage":
            # A list; the rule of the operation says that it leads to further pages.
            return Generic("list", tuple(map(annotation_of_node, items)))
        case _:
            return Generic(base, tuple(map(annotation_of_node, items)))


def _constant_source(node: ast.expr) -> str:
    try:
        return repr(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
        raise UnknownSyntaxError(
            f"line {node.lineno} has a Literal with something other than a constant"
        ) from error
