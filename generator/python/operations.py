"""Modules of `operations`: a function, its async twin and an endpoint for each operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.ir.api import Api, Body, Operation, Parameter, Response
from generator.ir.page_shape import page_type
from generator.ir.types import Array
from generator.naming.names import Names, OperationNames, async_name
from generator.python.declarations import (
    ArgumentDeclaration,
    FunctionDeclaration,
    OperationsModule,
)
from generator.python.documentation import (
    deprecation,
    operation_documentation,
    value_documentation,
)
from generator.python.endpoints import (
    EndpointWriter,
    endpoint_class,
    is_always_required,
)
from generator.python.expressions import (
    Expr,
    Import,
    Name,
    Subscript,
    Text,
    choice,
    imports_of,
)
from generator.python.imports import import_block
from generator.python.models import field_doc
from generator.python.prose import plain_text
from generator.python.runtime_names import runtime_import, runtime_name
from generator.python.types import LITERAL, UNSET, UNSET_TYPE, TypeWriter

_ASYNCHRONOUS = runtime_import("asynchronous")
_ASYNCHRONOUS_PAGES = runtime_import("asynchronous_pages")
# Qualified by its module, since the document may declare a `ListPage` of its own.
_LIST_PAGE = Name("paged.ListPage", runtime_import("list_page", "list_page as paged"))
_DEPRECATED = runtime_import("deprecated")
_STREAM = runtime_name("ItemStream")
# Imports of every function's signature.
_SIGNATURE = {
    runtime_import("Caller"),
    Import(".options", "RequestOptions"),
    Import("typing", "Unpack"),
}
_MEDIA_TYPE_DOC = (
    "Media type of the body (default: the first that can represent the arguments)."
)


class OperationModules:
    """Declares the operations of one `Api`, resource by resource."""

    def __init__(
        self, api: Api, names: Names, modules: Mapping[str, str], types: TypeWriter
    ) -> None:
        """`modules` maps the key of each operation to its module."""
        self._api = api
        self._names = names
        self._modules = modules
        self._types = types
        self._endpoints = EndpointWriter(types, api, names)

    def modules(self) -> Iterator[OperationsModule]:
        """Yield a module for each resource, with its operations in the order of the document."""
        members: dict[str, list[Operation]] = {}
        for operation in self._api.operations:
            members.setdefault(self._modules[operation.key], []).append(operation)
        for module in sorted(members):
            yield self._module(module, members[module])

    def _module(self, name: str, operations: list[Operation]) -> OperationsModule:
        functions = tuple(
            self._function(operation, self._names.operations[operation.key])
            for operation in operations
        )
        needed = {
            _ASYNCHRONOUS_PAGES if function.is_paged else _ASYNCHRONOUS
            for function in functions
        }
        typing_only = set(_SIGNATURE)
        for function in functions:
            needed |= set(imports_of(function.endpoint))
            if function.deprecation:
                needed.add(_DEPRECATED)
            typing_only |= set(imports_of(function.returns))
            for argument in (*function.positional, *function.keyword):
                typing_only |= set(imports_of(argument.annotation))
                if argument.default is not None:
                    needed |= set(imports_of(argument.default))
        return OperationsModule(
            path=f"operations/{name}.py",
            doc=f"Operations on `{name}`.",
            imports=import_block("operations", needed, typing_only),
            functions=functions,
        )

    def _function(
        self, operation: Operation, names: OperationNames
    ) -> FunctionDeclaration:
        arguments = [
            *(
                self._parameter(parameter, names)
                for parameter in _sorted_parameters(operation)
            ),
            *self._body_arguments(operation.bodies, names),
        ]
        if operation.stream_switch is not None:
            # A stream is requested by default, since that is what the function returns.
            switch = names.arguments[operation.stream_switch]
            arguments = [
                (
                    replace(argument, default=Name("True"))
                    if argument.name == switch
                    else argument
                )
                for argument in arguments
            ]
        path = {
            names.arguments["path", parameter.name]
            for parameter in operation.parameters
            if parameter.location == "path"
        }
        returns = self._returns(operation)
        summary, description = operation_documentation(operation, names.method)
        return FunctionDeclaration(
            name=names.function,
            async_name=async_name(names.function),
            summary=summary,
            doc=description,
            deprecation=deprecation(operation),
            positional=tuple(
                argument for argument in arguments if argument.name in path
            ),
            # Required arguments come first.
            keyword=tuple(
                sorted(
                    (argument for argument in arguments if argument.name not in path),
                    key=lambda argument: argument.default is not None,
                )
            ),
            returns=returns,
            constant=_constant(names.function),
            constant_type=Subscript(endpoint_class(operation), (returns,)),
            endpoint=self._endpoints.endpoint(operation, names),
            is_paged=operation.paging is not None,
        )

    def _parameter(
        self, parameter: Parameter, names: OperationNames
    ) -> ArgumentDeclaration:
        return self._argument(
            names.arguments[parameter.location, parameter.name],
            self._types.accepted_annotation(parameter.type, parameter.constraints),
            parameter.required,
            value_documentation(
                parameter.description,
                parameter.type,
                parameter.constraints,
                is_sent=True,
                deprecated=parameter.deprecated,
            ),
        )

    def _body_arguments(
        self, bodies: tuple[Body, ...], names: OperationNames
    ) -> Iterator[ArgumentDeclaration]:
        """Yield an argument per property of any media type, required if all require it."""
        annotations: dict[str, list[Expr]] = {}
        docs: dict[str, str] = {}
        for body in bodies:
            if body.fields is None:
                annotations.setdefault("", []).append(
                    self._types.body_annotation(body.kind, body.type)
                )
                docs.setdefault("", plain_text(body.description))
                continue
            for body_field in body.fields:
                field = body_field.field
                annotations.setdefault(field.name, []).append(
                    self._types.body_annotation(
                        body.kind, field.type, field.constraints
                    )
                )
                docs.setdefault(field.name, field_doc(field, True))
        for name, alternatives in annotations.items():
            yield self._argument(
                names.arguments["body", name],
                choice(alternatives),
                is_always_required(name, bodies),
                docs[name],
            )
        if names.media_type is not None:
            media_types = dict.fromkeys(body.media_type for body in bodies)
            annotation = Subscript(LITERAL, tuple(map(Text, media_types)))
            yield self._argument(names.media_type, annotation, False, _MEDIA_TYPE_DOC)

    def _argument(
        self, name: str, annotation: Expr, required: bool, doc: str
    ) -> ArgumentDeclaration:
        if required:
            return ArgumentDeclaration(name, annotation, None, doc)
        optional = choice([annotation, UNSET_TYPE])
        return ArgumentDeclaration(name, optional, UNSET, doc)

    def _returns(self, operation: Operation) -> Expr:
        if operation.paging is not None and not operation.paging.items:
            list_ = page_type(operation, self._api.definitions)
            assert isinstance(list_, Array)  # guaranteed by the rule
            item = self._types.model_annotation(list_.items)
            return Subscript(_LIST_PAGE, (item,))
        types = [
            self._return_annotation(response) for response in operation.result_responses
        ]
        return choice(types or [Name("Any", Import("typing", "Any"))])

    def _return_annotation(self, response: Response) -> Expr:
        type_ = self._types.return_annotation(response)
        return type_ if response.items is None else Subscript(_STREAM, (type_,))


def _constant(function: str) -> str:
    """Return the name of a function's endpoint: in capitals, if that is reversible."""
    capitals = function.upper()
    return f"_{capitals if capitals.lower() == function else function}"


def _sorted_parameters(operation: Operation) -> list[Parameter]:
    """Return the parameters, those of the path first and in their order there."""

    def order(parameter: Parameter) -> tuple[bool, int]:
        is_path = parameter.location == "path"
        return not is_path, (
            operation.path.find("{" + parameter.name + "}") if is_path else 0
        )

    return sorted(operation.parameters, key=order)
