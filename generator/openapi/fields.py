"""Which words of a JSON Pointer are fields of the specification, and which names of a document."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.pointer import Pointer

# Fields whose members have names of the document's own choosing, so that `$ref` among them is a
# name: OpenAPI 3.1.1, sections 4.8.7 to 4.8.24, and JSON Schema 2020-12.
NAMED_MEMBERS = frozenset(
    (
        "$defs",
        "additionalOperations",
        "callbacks",
        "content",
        "definitions",
        "dependentSchemas",
        "encoding",
        "headers",
        "links",
        "mediaTypes",
        "parameters",
        "pathItems",
        "paths",
        "patternProperties",
        "properties",
        "requestBodies",
        "responses",
        "schemas",
        "securitySchemes",
        "variables",
        "webhooks",
    )
)


def fields_of(at: Pointer) -> Iterator[tuple[int, str]]:
    """The fields on the way to `at`, each after its index among the tokens.

    What has a name of the document's own is not among them: `parameters` is no field where it is a
    property of a schema.
    """
    is_name = False
    for index, token in enumerate(at.tokens):
        if not is_name:
            yield index, token
        is_name = not is_name and token in NAMED_MEMBERS
