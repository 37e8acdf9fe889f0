"""Convert the syntax tree of generated code to the expressions it was rendered from."""

from __future__ import annotations

import ast

from generator.interface_diff.interface.parse_annotation import UnknownSyntaxError
from generator.python.expressions import Call, Dict, Expr, Name, Subscript, Text, Tuple


def parse_expression(node: ast.expr) -> Expr:
    """Return the expression of a syntax tree, without the imports it needs.

    Raises:
        UnknownSyntaxError: `node` contains syntax that codegen never writes in a constant.
    """
    match node:
        case ast.Constant(value=str(string)):
            return Text(string)
        case ast.Constant() | ast.Name() | ast.Attribute() | ast.UnaryOp():
            return Name(ast.unparse(node))
        case ast.Call(func=function, args=positional, keywords=keywords):
            return Call(
                Name(ast.unparse(function)),
                (
                    *(("", parse_expression(argument)) for argument in positional),
                    *(
                        (keyword.arg or "", parse_expression(keyword.value))
                        for keyword in keywords
                    ),
                ),
            )
        case ast.Tuple(elts=items):
            return Tuple(tuple(map(parse_expression, items)))
        case ast.Dict(keys=keys, values=values):
            return Dict(
                tuple(
                    (_parse_key(key), parse_expression(value))
                    for key, value in zip(keys, values, strict=True)
                )
            )
        case ast.Subscript(value=base, slice=inside):
            items = inside.elts if isinstance(inside, ast.Tuple) else [inside]
            return Subscript(
                Name(ast.unparse(base)), tuple(map(parse_expression, items))
            )
        case _:
            raise UnknownSyntaxError(f"line {node.lineno} has an unknown expression")


def _parse_key(key: ast.expr | None) -> str:
    match key:
        case ast.Constant(value=str(string)):
            return string
        case _:
            raise UnknownSyntaxError("a dict has a key other than a string")
