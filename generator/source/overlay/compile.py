"""From text to a JSONPath query; what that takes is imported when the first one is asked for."""

from __future__ import annotations

from generator.source.overlay.query import Query


def compile_query(text: str) -> Query:
    """The query that `text` stands for.

    Raises:
        QueryError: `text` is not JSONPath as RFC 9535 has it.
    """
    # The library takes longer to import than most documents to read, and few builds have overlays.
    from generator.source.overlay.jsonpath import JsonPath

    return JsonPath.compile(text)
