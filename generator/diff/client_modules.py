"""Each kind of module of a built client, from its syntax tree to what it tells callers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from generator.diff.annotations import UNSET, Annotation, without
from generator.diff.assemble import Resource, is_deprecated
from generator.diff.interface import (
    Alias,
    Declared,
    ExceptionClass,
    Field,
    Model,
    Webhook,
)
from generator.diff.syntax import annotation_of


def read_types(module: ast.Module, name: str) -> Iterator[Declared]:
    """The models and aliases of a module of `models` or `inputs`.

    Raises:
        NoAnnotation: an annotation is none that codegen writes.
    """
    mappings = {
        defined for node in module.body for defined in _defined(node) if defined
    }
    for index, node in enumerate(module.body):
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=alias),
                annotation=ast.Name(id="TypeAlias"),
                value=ast.expr() as value,
            ):
                deprecated = is_deprecated(_doc_after(module.body, index))
                yield Alias(alias, name, annotation_of(value), deprecated)
            case ast.ClassDef(decorator_list=[ast.Name(id="model")], bases=[base]):
                yield Model(
                    node.name,
                    name,
                    tuple(sorted(_fields(node), key=lambda each: each.name)),
                    _page_of(base),
                    f"{node.name}Dict" in mappings,
                    is_deprecated(ast.get_docstring(node) or ""),
                )
            case _:
                pass


def _defined(node: ast.stmt) -> Iterator[str]:
    """The name of the TypedDict that a statement makes, in either of its forms."""
    match node:
        case ast.ClassDef(name=name, bases=[ast.Name(id="TypedDict")]):
            yield name
        case ast.Assign(
            targets=[ast.Name(id=name)], value=ast.Call(func=ast.Name(id="TypedDict"))
        ):
            yield name
        case _:
            pass


def _page_of(base: ast.expr) -> Annotation | None:
    return annotation_of(base.slice) if isinstance(base, ast.Subscript) else None


def _doc_after(body: list[ast.stmt], index: int) -> str:
    """The string under a statement: the documentation of a field or an alias."""
    match body[index + 1 : index + 2]:
        case [ast.Expr(value=ast.Constant(value=str(doc)))]:
            return doc.lstrip()
        case _:
            return ""


def _fields(node: ast.ClassDef) -> Iterator[Field]:
    for index, statement in enumerate(node.body):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                wire, default = name, statement.value
                match default:
                    case ast.Call(
                        func=ast.Name(id="wire"),
                        args=[ast.Constant(value=str(wire))],
                        keywords=keywords,
                    ):
                        default = keywords[0].value if keywords else None
                    case _:
                        pass
                yield Field(
                    name=name,
                    wire_name=wire,
                    annotation=without(annotation_of(annotation), UNSET),
                    required=default is None,
                    deprecated=is_deprecated(_doc_after(node.body, index)),
                )
            case _:
                pass


def read_webhooks(module: ast.Module) -> Iterator[Webhook]:
    """The readers of `webhooks.py`.

    Raises:
        NoAnnotation: what one gives is no annotation that codegen writes.
    """
    for index, node in enumerate(module.body):
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=name), annotation=ast.Subscript(slice=given)
            ):
                deprecated = is_deprecated(_doc_after(module.body, index))
                yield Webhook(name, annotation_of(given), deprecated)
            case _:
                pass


def read_resource(module: ast.Module) -> Resource:
    """The resource in a module of `resources`, by its class for calls that wait."""
    spelt = {
        each.asname: each.name
        for node in module.body
        if isinstance(node, ast.ImportFrom)
        for each in node.names
        if each.asname
    }
    for node in module.body:
        match node:
            case ast.ClassDef(bases=[ast.Name(id="Resource")], body=body):
                methods = [
                    (name, spelt.get(each, each)) for name, each in _methods(body)
                ]
                return Resource(list(_children(body)), methods)
            case _:
                pass
    return Resource()


def _children(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement in body:
        match statement:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Call(args=[ast.Constant(value=str(module))]),
            ):
                yield name, module
            case _:
                pass


def _methods(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=function)):
                yield name, function
            case _:
                pass


def read_client_module(
    module: ast.Module,
) -> tuple[list[tuple[str, str]], dict[str, str]]:
    """`client.py`: the resources of the client, and what it knows of its API."""
    children: list[tuple[str, str]] = []
    api: dict[str, str] = {}
    for node in module.body:
        match node:
            case ast.ClassDef(name="Client", body=body):
                children = list(_children(body))
            case ast.Assign(
                targets=[ast.Name(id="_API")], value=ast.Call(keywords=keywords)
            ):
                api = {each.arg: _told(each.value) for each in keywords if each.arg}
            case _:
                pass
    return children, api


def _told(value: ast.expr) -> str:
    """A text as it is; any other expression as Python spells it."""
    match value:
        case ast.Constant(value=str(text)):
            return text
        case _:
            return ast.unparse(value)


def read_errors(module: ast.Module) -> Iterator[ExceptionClass]:
    """`errors.py`: the exceptions that it hands on, and its own."""
    for node in module.body:
        match node:
            case ast.ImportFrom(module=str(source), names=names) if (
                "_runtime." in f"{source}."
            ):
                yield from (ExceptionClass(each.name, "") for each in names)
            case ast.ClassDef(name=name, bases=[ast.Name(id=base)]):
                yield ExceptionClass(name, base)
            case _:
                pass


def read_options(module: ast.Module) -> Iterator[str]:
    """`options.py`: the names of what a call can be told in this API alone."""
    for node in module.body:
        match node:
            case ast.ClassDef(name="RequestOptions", body=body):
                for statement in body:
                    match statement:
                        case ast.AnnAssign(target=ast.Name(id=name)):
                            yield name
                        case _:
                            pass
            case _:
                pass
