"""Compile JSONPath queries; imports the library for it only when there is a query."""

from __future__ import annotations

from generator.source.overlay.query import Query


def compile_query(text: str) -> Query:
    """Compile a JSONPath query.

    Raises:
        QueryError: `text` is not a valid query by RFC 9535.
    """
    # Imported late: it takes longer than reading most documents, and few builds have overlays.
    from generator.source.overlay.jsonpath import JsonPath

    return JsonPath.compile(text)
