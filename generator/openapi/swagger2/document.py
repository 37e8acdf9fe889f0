"""The whole of a Swagger 2.0 document as one of OpenAPI 3.0.

Source: OpenAPI Specification 2.0 and 3.0.4. Fields that both have are kept, extensions too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at
from generator.openapi.swagger2.bodies import is_body, is_field
from generator.openapi.swagger2.inheritance import mappings
from generator.openapi.swagger2.operations import OperationUpgrade, media_types
from generator.openapi.swagger2.pieces import Piece, now_at, object_of
from generator.openapi.swagger2.responses import ResponseUpgrade
from generator.openapi.swagger2.schemas import SchemaUpgrade
from generator.openapi.swagger2.security import security_schemes
from generator.openapi.swagger2.servers import servers
from generator.source.load import Origin, Source

_VERSION = "3.0.4"
# Fields of the root that 3.0 says elsewhere.
_MOVED = frozenset(
    (
        *("basePath", "consumes", "definitions", "host", "parameters", "paths"),
        *("produces", "responses", "schemes", "securityDefinitions", "swagger"),
    )
)


def openapi_30(source: Source, diagnostics: Diagnostics) -> Piece:
    """The document in OpenAPI 3.0, with where in `source` its values were written.

    What 3.0 has no words for is noted in `diagnostics`.
    """
    root = Piece(source.tree, Origin(source, Pointer()))
    return _DocumentUpgrade(root, source.name, diagnostics).document()


@dataclass(slots=True)
class _DocumentUpgrade:
    root: Piece
    name: str
    diagnostics: Diagnostics
    schemas: SchemaUpgrade = field(default_factory=SchemaUpgrade)

    def document(self) -> Piece:
        piece = object_of(self.root.origin, self._members())
        moved = now_at(piece)
        for each in self.schemas.referring:
            each["$ref"] = _moved_reference(each["$ref"], moved, self.root.value)
        return piece

    def _members(self) -> Iterator[tuple[str, Piece]]:
        root = self.root
        version = root.get("swagger")
        yield "openapi", (version or root).with_value(_VERSION)
        yield from (each for each in root.members() if each[0] not in _MOVED)
        named = servers(root, self.name, self.diagnostics)
        if named is not None:
            yield "servers", named
        components = object_of(root.origin, self._components())
        if components.value:
            yield "components", components
        paths = root.get("paths")
        if paths is not None:
            yield "paths", self._paths(paths)

    def _components(self) -> Iterator[tuple[str, Piece]]:
        definitions = self.root.get("definitions")
        if definitions is not None:
            yield "schemas", self._definitions(definitions)
        parameters = self.root.get("parameters")
        if parameters is not None:
            yield "parameters", self._parameters(parameters)
        responses = self.root.get("responses")
        if responses is not None:
            yield "responses", self._responses(responses)
        security = self.root.get("securityDefinitions")
        if security is not None:
            yield "securitySchemes", security_schemes(security)

    def _definitions(self, definitions: Piece) -> Piece:
        told = mappings(definitions.value)

        def one(name: str, schema: Piece) -> Piece:
            value = self.schemas.schema(schema.value)
            if name in told:
                value["discriminator"]["mapping"] = {
                    each: str(Pointer(("components", "schemas", target)))
                    for each, target in told[name].items()
                }
            return schema.with_value(value)

        return object_of(
            definitions.origin,
            ((name, one(name, each)) for name, each in definitions.members()),
        )

    def _parameters(self, parameters: Piece) -> Piece:
        """The shared parameters, but for bodies: these are put where they are used."""
        upgrade = self._operations()
        others = (
            (name, upgrade.parameter(each))
            for name, each in parameters.members()
            if isinstance(each.value, Mapping)
            and not any(is_(upgrade.followed(each)) for is_ in (is_body, is_field))
        )
        return object_of(parameters.origin, others)

    def _responses(self, responses: Piece) -> Piece:
        produces = media_types(self.root.get("produces")) or ()
        upgrade = ResponseUpgrade(self.schemas, self.diagnostics, produces)

        def one(response: Piece) -> Piece:
            value: Json = response.value
            if isinstance(value, Mapping) and "$ref" in value:
                return response.with_value(self.schemas.reference(value))
            return upgrade.response(response)

        return object_of(
            responses.origin, ((name, one(each)) for name, each in responses.members())
        )

    def _paths(self, paths: Piece) -> Piece:
        upgrade = self._operations()
        return object_of(
            paths.origin,
            (
                (name, each if name.startswith("x-") else upgrade.path_item(each))
                for name, each in paths.members()
            ),
        )

    def _operations(self) -> OperationUpgrade:
        return OperationUpgrade(self.root, self.schemas, self.diagnostics)


def _moved_reference(text: Json, moved: Mapping[Pointer, Pointer], tree: Json) -> Json:
    """The `$ref` to where the thing is now.

    One that leaves the document, or names nothing in it, stays as it is.
    """
    if not isinstance(text, str) or not text.startswith("#"):
        return text
    try:
        target = Pointer.parse(text)
        value_at(tree, target)
    except (ValueError, UnresolvedPointer):
        return text
    tokens = target.tokens
    for length in range(len(tokens), 0, -1):
        place = moved.get(Pointer(tokens[:length]))
        if place is not None:
            return str(Pointer((*place.tokens, *tokens[length:])))
    return text
