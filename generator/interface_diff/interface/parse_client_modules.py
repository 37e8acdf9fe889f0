"""Parse the modules of a generated client: one function per type of module.

Each takes the syntax tree of a module and returns what it declares for callers. Code in a form
that codegen does not write is skipped where it cannot be part of the interface, and raises
UnknownSyntaxError where it would have to be.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace

from generator.interface_diff.interface.annotations import (
    UNSET,
    Annotation,
    without_member,
)
from generator.interface_diff.interface.assemble_interface import (
    OperationFunction,
    ResourceClass,
    is_deprecated,
)
from generator.interface_diff.interface.client_interface import (
    Alias,
    Argument,
    DeclaredType,
    ExceptionClass,
    Field,
    Key,
    Model,
    Server,
    Webhook,
)
from generator.interface_diff.interface.parse_annotation import (
    UnknownSyntaxError,
    annotation_of_node,
    tagged_unions_of_node,
)
from generator.interface_diff.interface.parse_expression import parse_expression
from generator.interface_diff.interface.read_endpoint import (
    read_endpoint,
    url_of_server,
)
from generator.python.expressions import Expr

# An argument whose description in a docstring starts with the deprecation notice.
_DEPRECATED_ARGUMENT = re.compile(r"^    (\w+):\s+Deprecated\.(?:\s|\Z)", re.MULTILINE)
_ARGUMENTS_HEADING = "\nArgs:\n"


def parse_operations(module: ast.Module, name: str) -> Iterator[OperationFunction]:
    """Yield the functions of a module of `operations`; async variants are skipped.

    Raises:
        UnknownSyntaxError: a function lacks its endpoint, or has an unknown annotation.
    """
    endpoints = dict(_endpoints(module))
    for node in module.body:
        if isinstance(node, ast.FunctionDef):
            yield _function(node, name, endpoints)


def _endpoints(module: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Yield the constants that describe the requests of operations, by name."""
    for node in module.body:
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Call(func=ast.Name(id="Endpoint" | "StreamEndpoint")),
            ):
                assert isinstance(node.value, ast.Call)
                yield name, node.value
            case _:
                pass


def _function(
    node: ast.FunctionDef, module: str, endpoints: dict[str, ast.Call]
) -> OperationFunction:
    # Names with characters that have no upper case keep the lower-case spelling.
    lower, upper = f"_{node.name}", f"_{node.name.upper()}"
    endpoint = endpoints.get(lower) or endpoints.get(upper)
    if endpoint is None or node.returns is None:
        raise UnknownSyntaxError(
            f"line {node.lineno} has a function without an endpoint"
        )
    return OperationFunction(
        name=node.name,
        module=module,
        # The first argument is the client.
        arguments=tuple(_arguments(node, node.args.args[1:])),
        result=annotation_of_node(node.returns),
        endpoint=read_endpoint(parse_expression(endpoint)),
        deprecated=bool(node.decorator_list),
    )


def _arguments(node: ast.FunctionDef, positional: list[ast.arg]) -> Iterator[Argument]:
    _, _, descriptions = (ast.get_docstring(node) or "").rpartition(_ARGUMENTS_HEADING)
    deprecated = set(_DEPRECATED_ARGUMENT.findall(descriptions))
    # Positional arguments of generated functions have no defaults.
    arguments = [(argument, True, True) for argument in positional]
    arguments += [
        (argument, False, default is None)
        for argument, default in zip(
            node.args.kwonlyargs, node.args.kw_defaults, strict=True
        )
    ]
    for argument, is_positional, required in arguments:
        if argument.annotation is None:
            raise UnknownSyntaxError(
                f"line {argument.lineno} has an argument without an annotation"
            )
        yield Argument(
            name=argument.arg,
            annotation=without_member(annotation_of_node(argument.annotation), UNSET),
            required=required,
            positional=is_positional,
            deprecated=argument.arg in deprecated,
        )


def parse_servers(module: ast.Module) -> Iterator[Server]:
    """Yield the functions of `servers.py`.

    Raises:
        UnknownSyntaxError: an argument has an unknown annotation.
    """
    for node in module.body:
        match node:
            case ast.FunctionDef(
                name=name, body=[*_, ast.Return(value=ast.expr() as value)]
            ):
                yield Server(
                    name,
                    tuple(_server_arguments(node)),
                    url_of_server(parse_expression(value)),
                )
            case _:
                pass


def _server_arguments(node: ast.FunctionDef) -> Iterator[Argument]:
    """Yield the arguments of a function of `servers.py` with their defaults."""
    defaults = {
        argument.arg: str(default.value)
        for argument, default in zip(
            node.args.kwonlyargs, node.args.kw_defaults, strict=True
        )
        if isinstance(default, ast.Constant)
    }
    for argument in _arguments(node, node.args.args):
        yield replace(argument, default=defaults.get(argument.name, ""))


def parse_types(module: ast.Module, name: str) -> Iterator[DeclaredType]:
    """Yield the models and aliases of a module of `models` or `inputs`.

    Raises:
        UnknownSyntaxError: a type has an unknown annotation.
    """
    keys_by_dict = dict(
        typed_dict for node in module.body for typed_dict in _typed_dicts(node)
    )
    for index, node in enumerate(module.body):
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=alias),
                annotation=ast.Name(id="TypeAlias"),
                value=ast.expr() as value,
            ):
                yield Alias(
                    alias,
                    name,
                    annotation_of_node(value),
                    is_deprecated(_docstring_after(module.body, index)),
                    tagged_unions_of_node(value),
                )
            case ast.ClassDef(decorator_list=[ast.Name(id="model")], bases=[base]):
                yield Model(
                    name=node.name,
                    module=name,
                    fields=tuple(sorted(_fields(node), key=lambda field: field.name)),
                    page_of=_page_of(base),
                    keys=keys_by_dict.get(f"{node.name}Dict"),
                    deprecated=is_deprecated(ast.get_docstring(node) or ""),
                    additional=_additional(node),
                )
            case _:
                pass


def _typed_dicts(node: ast.stmt) -> Iterator[tuple[str, tuple[Key, ...]]]:
    """Yield the TypedDict that a statement defines, as a class or by a call, with its keys."""
    match node:
        case ast.ClassDef(name=name, bases=[ast.Name(id="TypedDict")], body=body):
            keys = [
                _key(statement.target.id, statement.annotation)
                for statement in body
                if isinstance(statement, ast.AnnAssign)
                and isinstance(statement.target, ast.Name)
            ]
        case ast.Assign(
            targets=[ast.Name(id=name)],
            value=ast.Call(
                func=ast.Name(id="TypedDict"),
                args=[_, ast.Dict(keys=names, values=annotations)],
            ),
        ):
            keys = [
                _key(str(key.value), annotation)
                for key, annotation in zip(names, annotations, strict=True)
                if isinstance(key, ast.Constant)
            ]
        case _:
            return
    yield name, tuple(sorted(keys, key=lambda key: key.name))


def _key(name: str, annotation: ast.expr) -> Key:
    match annotation:
        case ast.Subscript(value=ast.Name(id="Required"), slice=inner):
            return Key(name, annotation_of_node(inner), required=True)
        case _:
            return Key(name, annotation_of_node(annotation), required=False)


def _additional(node: ast.ClassDef) -> Annotation | None:
    """Read `additional_properties = AdditionalProperties["Part"]()`."""
    for statement in node.body:
        match statement:
            case ast.Assign(
                value=ast.Call(
                    func=ast.Subscript(
                        value=ast.Name(id="AdditionalProperties"), slice=type_
                    )
                )
            ):
                return annotation_of_node(type_)
            case _:
                pass
    return None


def _page_of(base: ast.expr) -> Annotation | None:
    return annotation_of_node(base.slice) if isinstance(base, ast.Subscript) else None


def _docstring_after(body: list[ast.stmt], index: int) -> str:
    """The string below a statement, which documents a field or an alias."""
    match body[index + 1 : index + 2]:
        case [ast.Expr(value=ast.Constant(value=str(docstring)))]:
            return docstring.lstrip()
        case _:
            return ""


def _fields(node: ast.ClassDef) -> Iterator[Field]:
    for index, statement in enumerate(node.body):
        match statement:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=annotation):
                wire_name, default = name, statement.value
                match default:
                    case ast.Call(
                        func=ast.Name(id="wire"),
                        args=[ast.Constant(value=str(wire_name))],
                        keywords=keywords,
                    ):
                        default = keywords[0].value if keywords else None
                    case _:
                        pass
                yield Field(
                    name=name,
                    wire_name=wire_name,
                    annotation=without_member(annotation_of_node(annotation), UNSET),
                    required=default is None,
                    deprecated=is_deprecated(_docstring_after(node.body, index)),
                    tagged_unions=tagged_unions_of_node(annotation),
                )
            case _:
                pass


def parse_webhooks(module: ast.Module) -> Iterator[Webhook]:
    """Yield the readers of `webhooks.py`.

    Raises:
        UnknownSyntaxError: a reader has an unknown annotation.
    """
    for index, node in enumerate(module.body):
        match node:
            case ast.AnnAssign(
                target=ast.Name(id=name), annotation=ast.Subscript(slice=payload)
            ):
                deprecated = is_deprecated(_docstring_after(module.body, index))
                yield Webhook(
                    name,
                    annotation_of_node(payload),
                    deprecated,
                    tagged_unions_of_node(payload),
                )
            case _:
                pass


def parse_resource(module: ast.Module) -> ResourceClass:
    """Return the synchronous resource class of a module of `resources`."""
    imported_names = {
        imported.asname: imported.name
        for node in module.body
        if isinstance(node, ast.ImportFrom)
        for imported in node.names
        if imported.asname
    }
    for node in module.body:
        match node:
            case ast.ClassDef(bases=[ast.Name(id="Resource")], body=body):
                methods = [
                    (name, imported_names.get(function, function))
                    for name, function in _resource_methods(body)
                ]
                return ResourceClass(list(_child_resources(body)), methods)
            case _:
                pass
    return ResourceClass()


def _child_resources(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement in body:
        match statement:
            case ast.AnnAssign(
                target=ast.Name(id=name),
                value=ast.Call(args=[ast.Constant(value=str(module))]),
            ):
                yield name, module
            case _:
                pass


def _resource_methods(body: list[ast.stmt]) -> Iterator[tuple[str, str]]:
    for statement in body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=function)):
                yield name, function
            case _:
                pass


def parse_client(
    module: ast.Module,
) -> tuple[list[tuple[str, str]], dict[str, Expr]]:
    """Return (name, module) of the resources in `client.py`, and the arguments of its `_API`."""
    children: list[tuple[str, str]] = []
    api: dict[str, Expr] = {}
    for node in module.body:
        match node:
            case ast.ClassDef(name="Client", body=body):
                children = list(_child_resources(body))
            case ast.Assign(
                targets=[ast.Name(id="_API")], value=ast.Call(keywords=keywords)
            ):
                api = {
                    keyword.arg: parse_expression(keyword.value)
                    for keyword in keywords
                    if keyword.arg
                }
            case _:
                pass
    return children, api


def parse_exports(module: ast.Module) -> Iterator[str]:
    """Yield the names that `__init__.py` shows to type checkers."""
    for node in module.body:
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), body=body):
                for statement in body:
                    if isinstance(statement, ast.ImportFrom):
                        yield from (imported.name for imported in statement.names)
            case _:
                pass


def parse_errors(module: ast.Module) -> Iterator[ExceptionClass]:
    """Yield the exceptions of `errors.py`, those imported from the runtime included."""
    for node in module.body:
        match node:
            case ast.ImportFrom(module=str(source), names=names) if source not in (
                "__future__",
                "collections.abc",
                "typing",
            ):
                yield from (
                    ExceptionClass(imported.name, "")
                    for imported in names
                    if imported.name.endswith("Error")
                )
            # A typed subclass of the runtime's exception of the same name.
            case ast.ClassDef(name=name, bases=[*_, ast.Attribute()]):
                yield ExceptionClass(name, "")
            case ast.ClassDef(name=name, bases=[ast.Name(id=base)]):
                yield ExceptionClass(name, base)
            case _:
                pass


def parse_error_kinds(module: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield the error types and codes of `errors.py`, with their exceptions."""
    for node in module.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id="KINDS"), value=ast.Dict() as kinds):
                for value, exception in zip(kinds.keys, kinds.values, strict=True):
                    match value, exception:
                        case ast.Constant(value=str(kind)), ast.Name(id=name):
                            yield kind, name
                        case _:
                            pass
            case _:
                pass


def parse_options(module: ast.Module) -> Iterator[str]:
    """Yield the names of the request options that `options.py` declares for this API."""
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
