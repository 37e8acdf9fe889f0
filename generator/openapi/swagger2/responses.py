"""Convert Response Objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.core.diagnostics import Diagnostics
from generator.openapi.swagger2.located_value import LocatedValue, located_object
from generator.openapi.swagger2.parameters import convert_header
from generator.openapi.swagger2.schemas import SchemaConverter

_JSON = "application/json"
_ANY = "*/*"


@dataclass(frozen=True, slots=True)
class ResponseConverter:
    """Converts the responses of operations with the media types `produces`."""

    schemas: SchemaConverter
    diagnostics: Diagnostics
    produces: Sequence[LocatedValue]

    def convert(self, response: LocatedValue) -> LocatedValue:
        """Convert a response without `$ref`."""
        if not isinstance(response.value, Mapping):
            return response
        return located_object(response.origin, self._members(response))

    def _members(self, response: LocatedValue) -> Iterator[tuple[str, LocatedValue]]:
        for name, member in response.members():
            if name == "headers":
                yield name, located_object(
                    member.origin,
                    (
                        (header_name, convert_header(header, self.diagnostics))
                        for header_name, header in member.members()
                    ),
                )
            elif name not in ("schema", "examples"):
                yield name, member
        schema, examples = response.get("schema"), response.get("examples")
        media_types = self._media_types(schema, examples)
        if media_types:
            origin = response.origin
            yield "content", located_object(
                origin,
                (
                    (
                        name,
                        located_object(
                            origin, self._media_type(schema, examples, name)
                        ),
                    )
                    for name in media_types
                ),
            )

    def _media_types(
        self, schema: LocatedValue | None, examples: LocatedValue | None
    ) -> list[str]:
        """The media types of a response; JSON for a schema if the document has none."""
        if schema is None:
            return [name for name, _ in examples.members()] if examples else []
        if self.produces:
            return [media_type.value for media_type in self.produces]
        type_ = schema.get("type")
        return [_ANY if type_ is not None and type_.value == "file" else _JSON]

    def _media_type(
        self,
        schema: LocatedValue | None,
        examples: LocatedValue | None,
        name: str,
    ) -> Iterator[tuple[str, LocatedValue]]:
        if schema is not None:
            yield "schema", schema.with_value(self.schemas.convert(schema.value))
        example = examples.get(name) if examples else None
        if example is not None:
            yield "example", example
