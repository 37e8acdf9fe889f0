"""Python's own syntax as annotations: what a generated module says of its types."""

from __future__ import annotations

import ast

from generator.diff.annotations import Annotation, Constant, Generic, Named, one_of


class NoAnnotation(ValueError):
    """Code stands where a generated module has an annotation."""


def annotation_of_text(text: str) -> Annotation:
    """The annotation in a string.

    Raises:
        NoAnnotation: there is none in it.
    """
    try:
        return annotation_of(ast.parse(text, mode="eval").body)
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise NoAnnotation(f"{text[:60]!r} is no annotation") from error


def annotation_of(node: ast.expr) -> Annotation:
    """The annotation that `node` is; quoted names are names.

    Raises:
        NoAnnotation: it is an expression of another kind.
    """
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return Named(name)
        case ast.Constant(value=None):
            return Named("None")
        case ast.Constant(value=str(quoted)):
            return annotation_of_text(quoted)
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            return one_of((annotation_of(left), annotation_of(right)))
        case ast.Subscript(value=ast.Name(id=base), slice=inside):
            items = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return _subscript(base, items)
    raise NoAnnotation(f"line {node.lineno} has no annotation that codegen writes")


def _subscript(base: str, items: list[ast.expr]) -> Annotation:
    match base:
        case "Literal":
            return one_of(Constant(_constant(each)) for each in items)
        case "Union":
            return one_of(map(annotation_of, items))
        case "Annotated":
            # The rest of it is for the decoder.
            return annotation_of(items[0])
        case _:
            return Generic(base, tuple(map(annotation_of, items)))


def _constant(node: ast.expr) -> str:
    try:
        return repr(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError) as error:
        raise NoAnnotation(f"line {node.lineno} has no value of a Literal") from error
