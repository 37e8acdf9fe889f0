"""Parse a valid document tree into frozen nodes."""

from generator.openapi.parse.document import parse_document

__all__ = ["parse_document"]
