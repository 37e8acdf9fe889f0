"""Create small Swagger 2.0 documents, and convert them."""

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
    """A document read from a file of this name."""
    return Source(name, "", tree, "", "json")


def convert(tree: Any, diagnostics: Diagnostics | None = None) -> Any:
    """The tree of the document in OpenAPI 3.0."""
    return convert_swagger2(source(tree), diagnostics or Diagnostics())[0].tree


def posted(*parameters: Any, **fields: Any) -> Any:
    """The operation `POST /a` in OpenAPI 3.0."""
    return convert(operation(*parameters, **fields))["paths"]["/a"]["post"]


def codes_and_locations(tree: Any) -> list[tuple[str, str]]:
    """Code and location of every diagnostic."""
    diagnostics = Diagnostics()
    convert_swagger2(source(tree), diagnostics)
    return [(diagnostic.code, str(diagnostic.at)) for diagnostic in diagnostics]
