"""The modules of `operations`: a function, its async twin and an endpoint for each operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.ir.api import Api, Body, Operation, Parameter, Response
from generator.naming.names import Names, OperationNames, async_name
from generator.python.bodies import is_always_needed
from generator.python.declarations import (
    ArgumentDeclaration,
    FunctionDeclaration,
    OperationsModule,
)
from generator.python.endpoints import EndpointWriter, endpoint_class
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
from generator.python.literals import LITERAL
from generator.python.operation_prose import deprecation, prose
from generator.python.prose import plain_text
from generator.python.models import field_doc
from generator.python.types import UNSET, UNSET_TYPE, TypeWriter
from generator.python.documentation import value_prose

_ASYNCHRONOUS = Import("._runtime.asynchronous", "asynchronous")
_DEPRECATED = Import("._runtime.deprecation", "deprecated")
_STREAM = Name("ItemStream", Import("._runtime.streams", "ItemStream"))
# What the signature of every function mentions.
_SIGNATURE = {
    Import("._runtime.calling", "Caller"),
    Import(".options", "RequestOptions"),
    Import("typing", "Unpack"),
}
_WHICH = (
    "The media type of the body: by default the first that can carry what is given."
)


class OperationModules:
    """Declares the operations of one `Api`, resource by resource."""

    def __init__(
        self, api: Api, names: Names, homes: Mapping[str, str], types: TypeWriter
    ) -> None:
        """`homes`: the module of each operation by its key."""
        self._api = api
        self._names = names
        self._homes = homes
        self._types = types
        self._endpoints = EndpointWriter(types, api, names)

    def modules(self) -> Iterator[OperationsModule]:
        """One module for each resource, its operations in the order of their paths."""
        members: dict[str, list[Operation]] = {}
        for operation in self._api.operations:
            members.setdefault(self._homes[operation.key], []).append(operation)
        for module in sorted(members):
            yield self._module(module, members[module])

    def _module(self, name: str, operations: list[Operation]) -> OperationsModule:
        functions = tuple(
            self._function(operation, self._names.operations[operation.key])
            for operation in operations
        )
        needed = {_ASYNCHRONOUS}
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
            *(self._parameter(each, names) for each in _parameters(operation)),
            *self._body_arguments(operation.bodies, names),
        ]
        if operation.switch is not None:
            switch = names.arguments[operation.switch]
            arguments = [
                _on(each) if each.name == switch else each for each in arguments
            ]
        path = {
            names.arguments["path", each.name]
            for each in operation.parameters
            if each.location == "path"
        }
        returns = self._returns(operation)
        summary, description = prose(operation)
        return FunctionDeclaration(
            name=names.function,
            async_name=async_name(names.function),
            summary=summary,
            doc=description,
            deprecation=deprecation(operation),
            positional=tuple(each for each in arguments if each.name in path),
            # Required ones first: a call reads from what it must say to what it may.
            keyword=tuple(
                sorted(
                    (each for each in arguments if each.name not in path),
                    key=lambda each: each.default is not None,
                )
            ),
            returns=returns,
            constant=_constant(names.function),
            constant_type=Subscript(endpoint_class(operation), (returns,)),
            endpoint=self._endpoints.endpoint(operation, names),
        )

    def _parameter(
        self, parameter: Parameter, names: OperationNames
    ) -> ArgumentDeclaration:
        return self._argument(
            names.arguments[parameter.location, parameter.name],
            self._types.given(parameter.type),
            parameter.required,
            value_prose(
                parameter.description,
                parameter.type,
                parameter.annotations,
                is_sent=True,
                deprecated=parameter.deprecated,
            ),
        )

    def _body_arguments(
        self, bodies: tuple[Body, ...], names: OperationNames
    ) -> Iterator[ArgumentDeclaration]:
        """The fields of all media types together: each once, required where all require it."""
        annotations: dict[str, list[Expr]] = {}
        docs: dict[str, str] = {}
        for body in bodies:
            if body.fields is None:
                annotations.setdefault("", []).append(
                    self._types.given_in(body.kind, body.type)
                )
                docs.setdefault("", plain_text(body.description))
                continue
            for each in body.fields:
                name = each.field.name
                annotations.setdefault(name, []).append(
                    self._types.given_in(body.kind, each.field.type)
                )
                docs.setdefault(name, field_doc(each.field, True))
        for name, given in annotations.items():
            yield self._argument(
                names.arguments["body", name],
                choice(given),
                is_always_needed(name, bodies),
                docs[name],
            )
        if names.media_type is not None:
            known = dict.fromkeys(body.media_type for body in bodies)
            media_types = Subscript(LITERAL, tuple(map(Text, known)))
            yield self._argument(names.media_type, media_types, False, _WHICH)

    def _argument(
        self, name: str, annotation: Expr, required: bool, doc: str
    ) -> ArgumentDeclaration:
        if required:
            return ArgumentDeclaration(name, annotation, None, doc)
        optional = choice([annotation, UNSET_TYPE])
        return ArgumentDeclaration(name, optional, UNSET, doc)

    def _returns(self, operation: Operation) -> Expr:
        types = [self._returned(response) for response in operation.answers]
        return choice(types or [Name("Any", Import("typing", "Any"))])

    def _returned(self, response: Response) -> Expr:
        type_ = self._types.returned(response)
        return type_ if response.items is None else Subscript(_STREAM, (type_,))


def _constant(function: str) -> str:
    """What a function's endpoint is called; what capitals cannot spell, as `ß`, stays small."""
    capitals = function.upper()
    return f"_{capitals if capitals.lower() == function else function}"


def _on(switch: ArgumentDeclaration) -> ArgumentDeclaration:
    """The argument that asks for a stream, in a function that gives one."""
    return replace(switch, default=Name("True"))


def _parameters(operation: Operation) -> list[Parameter]:
    """The parameters, those of the path first and in the path's own order."""

    def order(parameter: Parameter) -> tuple[bool, int]:
        is_path = parameter.location == "path"
        return not is_path, (
            operation.path.find("{" + parameter.name + "}") if is_path else 0
        )

    return sorted(operation.parameters, key=order)
