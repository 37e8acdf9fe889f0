"""Convert Path Item and Operation Objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at
from generator.openapi.swagger2.bodies import convert_body, is_body, is_body_parameter
from generator.openapi.swagger2.located_value import (
    LocatedValue,
    located_array,
    located_object,
)
from generator.openapi.swagger2.parameters import convert_parameter
from generator.openapi.swagger2.responses import ResponseConverter
from generator.openapi.swagger2.schemas import SchemaConverter
from generator.openapi.swagger2.servers import convert_operation_servers
from generator.source.load import Origin

METHODS = frozenset(("get", "put", "post", "delete", "options", "head", "patch"))
# Fields that have another name or location in 3.0.
_MOVED = frozenset(("consumes", "parameters", "produces", "responses", "schemes"))


def media_types(value: LocatedValue | None) -> tuple[LocatedValue, ...] | None:
    """The value of `consumes` or `produces`; None if the field is missing."""
    if value is None:
        return None
    return tuple(item for item in value.items() if isinstance(item.value, str))


@dataclass(frozen=True, slots=True)
class OperationConverter:
    """Converts path items of the document with the root `document`."""

    document: LocatedValue
    schemas: SchemaConverter
    diagnostics: Diagnostics

    def convert_path_item(self, item: LocatedValue) -> LocatedValue:
        """Convert a path item and its operations. A reference is replaced by its target."""
        resolved = self.resolve(item)
        return located_object(resolved.origin, self._item_members(resolved))

    def convert_parameter(self, parameter: LocatedValue) -> LocatedValue:
        """Convert a parameter that is not part of a body."""
        if "$ref" in parameter.value:
            copy = self.schemas.copy_reference(parameter.value)
            return parameter.with_value(copy)
        return convert_parameter(parameter, self.diagnostics)

    def resolve(self, value: LocatedValue) -> LocatedValue:
        """Follow a chain of `$ref`s; returns `value` itself if there is none, or it is broken.

        Broken references are reported when the converted document is validated.
        """
        seen: set[Pointer] = set()
        resolved = value
        while isinstance(resolved.value, Mapping) and "$ref" in resolved.value:
            target = _parse_target(resolved.value["$ref"])
            if target is None or target in seen:
                return value
            seen.add(target)
            try:
                origin = Origin(self.document.origin.source, target)
                resolved = LocatedValue(value_at(self.document.value, target), origin)
            except UnresolvedPointer:
                return value
        return resolved

    def _item_members(self, item: LocatedValue) -> Iterator[tuple[str, LocatedValue]]:
        shared = self._body_parameters(item.get("parameters"))
        for name, member in item.members():
            if name in METHODS and isinstance(member.value, Mapping):
                yield name, located_object(
                    member.origin, self._operation_members(member, shared)
                )
            elif name == "parameters":
                yield name, self._convert_parameters(member)
            else:
                yield name, member

    def _operation_members(
        self, operation: LocatedValue, shared_body: list[LocatedValue]
    ) -> Iterator[tuple[str, LocatedValue]]:
        yield from (
            (name, member) for name, member in operation.members() if name not in _MOVED
        )
        parameters = operation.get("parameters")
        if parameters is not None:
            yield "parameters", self._convert_parameters(parameters)
        body = self._convert_body(
            operation, self._body_parameters(parameters), shared_body
        )
        if body is not None:
            yield "requestBody", body
        responses = operation.get("responses")
        if responses is not None:
            produces = operation.get("produces")
            yield "responses", self._convert_responses(responses, produces)
        schemes = operation.get("schemes")
        servers = convert_operation_servers(self.document, schemes) if schemes else None
        if servers is not None:
            yield "servers", servers

    def _convert_body(
        self,
        operation: LocatedValue,
        own: list[LocatedValue],
        shared: list[LocatedValue],
    ) -> LocatedValue | None:
        """The request body of the body parameters of an operation and its path item."""
        overridden = {_identity(parameter) for parameter in own}
        inherited = [
            parameter for parameter in shared if _identity(parameter) not in overridden
        ]
        consumes = operation.get("consumes") or self.document.get("consumes")
        return convert_body(
            [*inherited, *own],
            media_types(consumes) or (),
            self.schemas,
            self.diagnostics,
        )

    def _convert_responses(
        self, responses: LocatedValue, produces: LocatedValue | None
    ) -> LocatedValue:
        own = media_types(produces)
        default = media_types(self.document.get("produces"))
        converter = ResponseConverter(
            self.schemas, self.diagnostics, (default if own is None else own) or ()
        )
        # Shared responses are converted with the media types of the document.
        may_share = _strings(own) in (None, _strings(default) or [])

        def convert(name: str, response: LocatedValue) -> LocatedValue:
            if name.startswith("x-"):
                return response
            if "$ref" in (response.value or {}) and may_share:
                copy = self.schemas.copy_reference(response.value)
                return response.with_value(copy)
            return converter.convert(self.resolve(response))

        return located_object(
            responses.origin,
            ((name, convert(name, response)) for name, response in responses.members()),
        )

    def _convert_parameters(self, parameters: LocatedValue) -> LocatedValue:
        """Convert the parameters that are not part of a body."""
        return located_array(
            parameters.origin,
            (
                self.convert_parameter(parameter)
                for parameter in _objects(parameters)
                if not is_body_parameter(self.resolve(parameter))
            ),
        )

    def _body_parameters(self, parameters: LocatedValue | None) -> list[LocatedValue]:
        """The parameters that are part of a body, with references resolved."""
        resolved = map(self.resolve, _objects(parameters))
        return [parameter for parameter in resolved if is_body_parameter(parameter)]


def _objects(values: LocatedValue | None) -> Iterator[LocatedValue]:
    if values is not None:
        yield from (item for item in values.items() if isinstance(item.value, Mapping))


def _parse_target(reference: Json) -> Pointer | None:
    if not isinstance(reference, str) or not reference.startswith("#"):
        return None
    try:
        return Pointer.parse(reference)
    except ValueError:
        return None


def _identity(parameter: LocatedValue) -> object:
    """What makes a parameter unique; an operation has one body, whatever its name."""
    name = parameter.get("name")
    return "in: body" if is_body(parameter) else str(name.value if name else None)


def _strings(types: tuple[LocatedValue, ...] | None) -> list[str] | None:
    return None if types is None else [type_.value for type_ in types]
