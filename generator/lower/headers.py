"""The header fields that an operation answers with, as far as a caller is told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.ir.http import ResponseHeader
from generator.openapi import nodes

Resolve = Callable[[nodes.SchemaNode], nodes.Schema]
_KINDS = frozenset({"boolean", "date-time", "integer", "number"})


def headers_of(
    operation: nodes.Operation, resolve: Resolve
) -> Iterator[ResponseHeader]:
    """Those of the answers of success, each once."""
    successes = [each for each in operation.responses if each.status[:1] == "2"]
    headers: dict[str, nodes.Header] = {}
    for response in successes or operation.responses:
        for header in response.headers:
            headers.setdefault(header.name.lower(), header)
    for header in headers.values():
        schema = resolve(header.schema) if header.schema else None
        types = (schema.format, *schema.types) if schema else ()
        kind = next((each for each in types if each in _KINDS), "")
        yield ResponseHeader(header.name, kind, header.description)
