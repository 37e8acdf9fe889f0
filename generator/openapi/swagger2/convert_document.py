"""Convert a whole Swagger 2.0 document to OpenAPI 3.0.

Source: OpenAPI Specification 2.0 and 3.0.4. Fields that both versions have are copied, and so are
extensions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at
from generator.openapi.swagger2.bodies import is_body_parameter
from generator.openapi.swagger2.located_value import (
    LocatedValue,
    located_object,
    new_locations,
)
from generator.openapi.swagger2.operations import OperationConverter, media_types
from generator.openapi.swagger2.responses import ResponseConverter
from generator.openapi.swagger2.schemas import SchemaConverter, discriminator_mappings
from generator.openapi.swagger2.security import convert_security_schemes
from generator.openapi.swagger2.servers import convert_servers
from generator.source.load import Origin, Source

_VERSION = "3.0.4"
# Fields of the root that have another name or location in 3.0.
_MOVED = frozenset(
    (
        *("basePath", "consumes", "definitions", "host", "parameters", "paths"),
        *("produces", "responses", "schemes", "securityDefinitions", "swagger"),
    )
)


def convert_document(source: Source, diagnostics: Diagnostics) -> LocatedValue:
    """Convert the tree of `source`.

    Errors and warnings about what 3.0 cannot express are added to `diagnostics`.
    """
    root = LocatedValue(source.tree, Origin(source, Pointer()))
    return _DocumentConverter(root, source.name, diagnostics).convert()


@dataclass(slots=True)
class _DocumentConverter:
    root: LocatedValue
    name: str
    diagnostics: Diagnostics
    schemas: SchemaConverter = field(default_factory=SchemaConverter)

    def convert(self) -> LocatedValue:
        document = located_object(self.root.origin, self._members())
        locations = new_locations(document)
        for reference in self.schemas.references:
            reference["$ref"] = _convert_reference(
                reference["$ref"], locations, self.root.value
            )
        return document

    def _members(self) -> Iterator[tuple[str, LocatedValue]]:
        root = self.root
        version = root.get("swagger")
        yield "openapi", (version or root).with_value(_VERSION)
        yield from (
            (name, member) for name, member in root.members() if name not in _MOVED
        )
        servers = convert_servers(root, self.name, self.diagnostics)
        if servers is not None:
            yield "servers", servers
        components = located_object(root.origin, self._components())
        if components.value:
            yield "components", components
        paths = root.get("paths")
        if paths is not None:
            yield "paths", self._convert_paths(paths)

    def _components(self) -> Iterator[tuple[str, LocatedValue]]:
        definitions = self.root.get("definitions")
        if definitions is not None:
            yield "schemas", self._convert_definitions(definitions)
        parameters = self.root.get("parameters")
        if parameters is not None:
            yield "parameters", self._convert_parameters(parameters)
        responses = self.root.get("responses")
        if responses is not None:
            yield "responses", self._convert_responses(responses)
        security = self.root.get("securityDefinitions")
        if security is not None:
            yield "securitySchemes", convert_security_schemes(security)

    def _convert_definitions(self, definitions: LocatedValue) -> LocatedValue:
        mappings = discriminator_mappings(definitions.value)

        def convert(name: str, schema: LocatedValue) -> LocatedValue:
            value = self.schemas.convert(schema.value)
            if name in mappings:
                value["discriminator"]["mapping"] = {
                    key: str(Pointer(("components", "schemas", target)))
                    for key, target in mappings[name].items()
                }
            return schema.with_value(value)

        return located_object(
            definitions.origin,
            ((name, convert(name, schema)) for name, schema in definitions.members()),
        )

    def _convert_parameters(self, parameters: LocatedValue) -> LocatedValue:
        """Convert shared parameters. Those that are (part of) a body are copied to their users."""
        operations = self._operations()
        return located_object(
            parameters.origin,
            (
                (name, operations.convert_parameter(parameter))
                for name, parameter in parameters.members()
                if isinstance(parameter.value, Mapping)
                and not is_body_parameter(operations.resolve(parameter))
            ),
        )

    def _convert_responses(self, responses: LocatedValue) -> LocatedValue:
        produces = media_types(self.root.get("produces")) or ()
        converter = ResponseConverter(self.schemas, self.diagnostics, produces)

        def convert(response: LocatedValue) -> LocatedValue:
            value: Json = response.value
            if isinstance(value, Mapping) and "$ref" in value:
                return response.with_value(self.schemas.copy_reference(value))
            return converter.convert(response)

        return located_object(
            responses.origin,
            ((name, convert(response)) for name, response in responses.members()),
        )

    def _convert_paths(self, paths: LocatedValue) -> LocatedValue:
        operations = self._operations()
        return located_object(
            paths.origin,
            (
                (
                    name,
                    (
                        item
                        if name.startswith("x-")
                        else operations.convert_path_item(item)
                    ),
                )
                for name, item in paths.members()
            ),
        )

    def _operations(self) -> OperationConverter:
        return OperationConverter(self.root, self.schemas, self.diagnostics)


def _convert_reference(
    reference: Json, locations: Mapping[Pointer, Pointer], tree: Json
) -> Json:
    """A `$ref` to the new location of its target; unresolved references stay as they are."""
    if not isinstance(reference, str) or not reference.startswith("#"):
        return reference
    try:
        target = Pointer.parse(reference)
        value_at(tree, target)
    except (ValueError, UnresolvedPointer):
        return reference
    tokens = target.tokens
    for length in range(len(tokens), 0, -1):
        location = locations.get(Pointer(tokens[:length]))
        if location is not None:
            return str(Pointer((*location.tokens, *tokens[length:])))
    return reference
