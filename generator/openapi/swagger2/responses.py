"""Response Objects of Swagger 2.0 as those of OpenAPI 3.0."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.openapi.swagger2.parameters import header
from generator.openapi.swagger2.pieces import Piece, object_of
from generator.openapi.swagger2.schemas import SchemaUpgrade

_JSON = "application/json"
_ANY = "*/*"


@dataclass(frozen=True, slots=True)
class ResponseUpgrade:
    """Upgrades the responses of operations that give these media types (`produces`)."""

    schemas: SchemaUpgrade
    diagnostics: Diagnostics
    produces: Sequence[Piece]

    def response(self, value: Piece) -> Piece:
        """A response, which has no `$ref`."""
        if not isinstance(value.value, Mapping):
            return value
        return object_of(value.origin, self._response(value))

    def _response(self, value: Piece) -> Iterator[tuple[str, Piece]]:
        for name, member in value.members():
            if name == "headers":
                yield name, object_of(
                    member.origin,
                    (
                        (key, header(each, self.diagnostics))
                        for key, each in member.members()
                    ),
                )
            elif name not in ("schema", "examples"):
                yield name, member
        schema, examples = value.get("schema"), value.get("examples")
        types = self._types(schema, examples)
        if types:
            yield "content", object_of(
                value.origin,
                (
                    (each, object_of(value.origin, self._media(schema, examples, each)))
                    for each in types
                ),
            )

    def _types(self, schema: Piece | None, examples: Piece | None) -> list[str]:
        """The media types; what is described in a schema is JSON where nothing else is said."""
        if schema is None:
            return [name for name, _ in examples.members()] if examples else []
        if self.produces:
            return [each.value for each in self.produces]
        kind = schema.get("type")
        return [_ANY if kind is not None and kind.value == "file" else _JSON]

    def _media(
        self, schema: Piece | None, examples: Piece | None, media_type: str
    ) -> Iterator[tuple[str, Piece]]:
        if schema is not None:
            yield "schema", schema.with_value(self.schemas.schema(schema.value))
        example = examples.get(media_type) if examples else None
        if example is not None:
            yield "example", example
