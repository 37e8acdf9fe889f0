"""From a `Source` in Swagger 2.0 to one in OpenAPI 3.0; any other comes back as it is."""

from __future__ import annotations

from dataclasses import replace

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.openapi.swagger2.places import WrittenPlaces
from generator.source.load import Source


def _is_swagger(tree: Json) -> bool:
    """Whether a document says that it is Swagger 2.0 (OpenAPI 2.0, "Swagger Object")."""
    return (
        isinstance(tree, dict)
        and "openapi" not in tree
        and tree.get("swagger") == "2.0"
    )


def convert_swagger2(
    source: Source, diagnostics: Diagnostics
) -> tuple[Source, Diagnostics]:
    """What to build from, and what to note problems in while that is done.

    For a Swagger 2.0 document that is the same in OpenAPI 3.0, and a collector that hands on to
    `diagnostics`, each with its place in the document as it was written. What 3.0 has no words for
    is noted. The document need not be valid: what is not as it should be stays as it is.

    For any other document it is `source` and `diagnostics` themselves.
    """
    if not _is_swagger(source.tree):
        return source, diagnostics
    # Most documents are OpenAPI 3, and need not wait for this to be imported.
    from generator.openapi.swagger2.document import openapi_30

    piece = openapi_30(source, diagnostics)
    result = replace(source, tree=piece.value, origin=piece.origin)
    return result, WrittenPlaces(diagnostics.found, source=source, upgraded=result)
