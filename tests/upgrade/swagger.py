"""Small Swagger 2.0 documents, and what becomes of them."""

from __future__ import annotations

from typing import Any

from generator.core.diagnostics import Diagnostics
from generator.openapi.swagger2 import convert_swagger2
from generator.source.load import Source

OK = {"200": {"description": ""}}


def document(**fields: Any) -> dict[str, Any]:
    """A document with these fields of the root."""
    return {
        "swagger": "2.0",
        "info": {"title": "t", "version": "1"},
        "paths": {},
        **fields,
    }


def operation(*parameters: Any, **fields: Any) -> dict[str, Any]:
    """A document with one operation, `POST /a`."""
    post = {"parameters": list(parameters), "responses": OK, **fields}
    return document(paths={"/a": {"post": post}})


def source(tree: Any, name: str = "x.json") -> Source:
    """A document that was read from a file of this name."""
    return Source(name, "", tree, "", "json")


def upgrade(tree: Any, diagnostics: Diagnostics | None = None) -> Any:
    """The tree of the document in OpenAPI 3.0."""
    return convert_swagger2(source(tree), diagnostics or Diagnostics())[0].tree


def posted(*parameters: Any, **fields: Any) -> Any:
    """The operation `POST /a` in OpenAPI 3.0."""
    return upgrade(operation(*parameters, **fields))["paths"]["/a"]["post"]


def told(tree: Any) -> list[tuple[str, str]]:
    """The code and place of each diagnostic."""
    diagnostics = Diagnostics()
    convert_swagger2(source(tree), diagnostics)
    return [(each.code, str(each.at)) for each in diagnostics]
