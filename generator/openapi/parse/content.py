"""Parse the `content` of bodies, responses and parameters: media types and their encodings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Encoding, MediaType, SchemaNode
from generator.openapi.parse.examples import ExampleParser
from generator.openapi.parse.schemas import SchemaParser
from generator.openapi.references import ReferenceResolver

# Encodings of multipart parts by position (OpenAPI 3.2.0, 4.14.5).
_POSITIONAL = ("prefixEncoding", "itemEncoding")


class ContentParser:
    """Parses `content`, a map of Media Type Objects (OpenAPI 3.1.1, 4.8.14; 3.2.0, 4.14)."""

    def __init__(
        self,
        references: ReferenceResolver,
        schemas: SchemaParser,
        examples: ExampleParser,
        diagnostics: Diagnostics,
    ) -> None:
        self._references = references
        self._schemas = schemas
        self._examples = examples
        self._diagnostics = diagnostics

    def parse(self, value: Mapping[str, Json], at: Pointer) -> tuple[MediaType, ...]:
        """Parse the media types of the object `value` at `at`."""
        return tuple(self._media_types(value.get("content") or {}, at / "content"))

    def _media_types(
        self, content: Mapping[str, Json], at: Pointer
    ) -> Iterator[MediaType]:
        for name, item in content.items():
            resolved = self._references.resolve(item, at / name)
            if resolved is None:
                continue
            media, media_at = resolved
            self._warn_of_positional_encoding(media, media_at)
            yield MediaType(
                at=media_at,
                name=name,
                schema=self._schema(media, "schema", media_at),
                item_schema=self._schema(media, "itemSchema", media_at),
                examples=self._examples.parse(media, media_at),
                encoding={
                    field: _encoding(encoding)
                    for field, encoding in (media.get("encoding") or {}).items()
                },
            )

    def _schema(
        self, media: Mapping[str, Json], field: str, at: Pointer
    ) -> SchemaNode | None:
        if field not in media:
            return None
        return self._schemas.parse(media[field], at / field)

    def _warn_of_positional_encoding(
        self, media: Mapping[str, Json], at: Pointer
    ) -> None:
        for field in _POSITIONAL:
            if field in media:
                self._diagnostics.warning(
                    "unused-encoding",
                    f"`{field}` is ignored: it describes parts without names, which a client sends "
                    "and reads unchanged",
                    at / field,
                    "describe the parts as properties of an object if they have names",
                )


def _encoding(value: Mapping[str, Json]) -> Encoding:
    return Encoding(
        content_type=value.get("contentType"),
        style=value.get("style"),
        explode=value.get("explode"),
        allow_reserved=value.get("allowReserved"),
        headers=tuple(value.get("headers") or ()),
    )
