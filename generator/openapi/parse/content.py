"""Media types and how their parts are encoded: the `content` of bodies, answers and parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.nodes import Encoding, MediaType, SchemaNode
from generator.openapi.parse.examples import ExampleParser
from generator.openapi.parse.schemas import SchemaParser
from generator.openapi.references import References

_BY_PLACE = ("prefixEncoding", "itemEncoding")


class ContentParser:
    """Reads `content`, a map of Media Type Objects (OpenAPI 3.1.1, 4.8.14; 3.2.0, 4.14)."""

    def __init__(
        self,
        references: References,
        schemas: SchemaParser,
        examples: ExampleParser,
        diagnostics: Diagnostics,
    ) -> None:
        self._references = references
        self._schemas = schemas
        self._examples = examples
        self._diagnostics = diagnostics

    def content(self, value: Mapping[str, Json], at: Pointer) -> tuple[MediaType, ...]:
        """The media types of what stands at `at`."""
        return tuple(self._media_types(value.get("content") or {}, at / "content"))

    def _media_types(
        self, content: Mapping[str, Json], at: Pointer
    ) -> Iterator[MediaType]:
        for name, item in content.items():
            followed = self._references.follow(item, at / name)
            if followed is None:
                continue
            media, place = followed
            self._tell_of_places(media, place)
            yield MediaType(
                at=place,
                name=name,
                schema=self._schema(media, "schema", place),
                item_schema=self._schema(media, "itemSchema", place),
                examples=self._examples.parse(media, place),
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

    def _tell_of_places(self, media: Mapping[str, Json], at: Pointer) -> None:
        """Note what a client does not heed: encodings of parts that have no names."""
        for field in _BY_PLACE:
            if field in media:
                self._diagnostics.warning(
                    "unused-encoding",
                    f"`{field}` is for parts without names, which a client sends and reads as "
                    "they are",
                    at / field,
                    "describe the parts as properties of an object, if they can have names",
                )


def _encoding(value: Mapping[str, Json]) -> Encoding:
    return Encoding(
        content_type=value.get("contentType"),
        style=value.get("style"),
        explode=value.get("explode"),
        allow_reserved=value.get("allowReserved"),
        headers=tuple(value.get("headers") or ()),
    )
