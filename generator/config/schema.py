"""The JSON Schema of `codegen.toml`, for completion and validation in editors.

It describes what the reader accepts, as far as JSON Schema can express that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.config.explore import LOGO_TYPES, THEMES
from generator.config.read_client import (
    HEADER_PATTERN,
    METHOD_PATTERN,
    SHA256_PATTERN,
    VARIABLE_PATTERN,
)
from generator.core.json import Json
from generator.ir.effects import EFFECTS
from generator.source.load.location import URL_PATTERN

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAME_PATTERN = "^[A-Za-z_][A-Za-z0-9_]*$"
_VARIABLE_OR_NONE = f"^({VARIABLE_PATTERN})?$"


def configuration_schema() -> dict[str, Json]:
    """The schema of `codegen.toml`, and of the table `tool.codegen` in `pyproject.toml`."""
    clients = {
        "description": "Clients by package name.",
        "type": "object",
        "propertyNames": {"pattern": _NAME_PATTERN},
        "additionalProperties": {"$ref": "#/$defs/client", "not": _has("package")},
    }
    return {
        "$schema": _DIALECT,
        "title": "codegen",
        "description": "The clients that codegen builds.",
        "if": _has("clients"),
        "then": _closed({"clients": clients, **_explore()}),
        "else": _only_client(_explore()),
        "$defs": {
            "client": _only_client({}),
            **_pages(),
            "conventions": _conventions(),
        },
    }


def _only_client(others: Mapping[str, Json]) -> dict[str, Json]:
    """A client, in a table that may have other members."""
    return {
        **_closed({**_client(), **others}),
        "dependentSchemas": {"header-env": _behind_url()},
        "not": {
            "properties": {"project": {"const": True}},
            "required": ["project", "runtime"],
        },
    }


def _explore() -> dict[str, Json]:
    logo = "|".join(re.escape(suffix) for suffix in LOGO_TYPES)
    settings: dict[str, Json] = {
        "title": _string("The title of the pages; default: that of the API."),
        "logo": _string("A picture, relative to this file.", f"({logo})$"),
        "theme": {
            "description": "Colors; default: auto, as the reader's system.",
            "enum": list(THEMES),
        },
    }
    return {
        "explore": {
            "description": "How the pages of `codegen explore` look.",
            **_closed(settings),
        }
    }


def _client() -> dict[str, Json]:
    return {
        "spec": _string(
            "The document: a path relative to this file, or an https:// URL."
        ),
        "sha256": _string(
            "The hash that the document must have.", f"^{SHA256_PATTERN}$"
        ),
        "header-env": {
            "description": "Headers for the document's URL, each with the environment "
            "variable that has its value.",
            "type": "object",
            "propertyNames": {"pattern": f"^{HEADER_PATTERN}$"},
            "additionalProperties": {
                "type": "string",
                "pattern": f"^{VARIABLE_PATTERN}$",
            },
        },
        "output": _string(
            "The folder to write: the package, or with `project` the project around it."
        ),
        "package": _string("The name of the package.", _NAME_PATTERN),
        "project": {
            "description": "Write a publishable project into `output`, with the package in `src`.",
            "type": "boolean",
        },
        "overlays": _strings(
            "OpenAPI overlays, applied to the document in this order."
        ),
        "allow-references": _strings(
            "Where references may lead outside of the document's folder: files, folders, "
            "or URL prefixes."
        ),
        "templates": _string("A folder with your own templates."),
        "used-by": _strings("Generate only what these Python sources use."),
        "operations": _strings(
            "Generate only these operations: operationIds or globs."
        ),
        "tags": _strings("Generate only operations with these tags: names or globs."),
        "paths": _strings(
            "Generate only operations of these paths: `/v1/customers/**`, `GET /v1/*`."
        ),
        "exclude": _strings(
            "Exclude these operations: an operationId, a path or `tag:NAME`, or a glob."
        ),
        "types": _strings(
            "Include these models even if no selected operation uses them."
        ),
        "webhooks": _strings("Include the readers of these webhooks and callbacks."),
        "cut-expansions": {
            "description": "Expandable fields have only their ID.",
            "type": "boolean",
        },
        "lenient": {
            "description": "Leave out parts of the document that have errors.",
            "type": "boolean",
        },
        "tools": {
            "description": "Include the operations as tools for agents.",
            "type": "boolean",
        },
        "runtime": _string(
            "The package of a runtime that several clients share: `acme.codegen_runtime`.",
            r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$",
        ),
        "credentials-env": {
            "description": "The environment variable with the credentials, or those with a user "
            "name and a password; empty for none.",
            "anyOf": [
                {"type": "string", "pattern": _VARIABLE_OR_NONE},
                {
                    "type": "array",
                    "items": {"type": "string", "pattern": f"^{VARIABLE_PATTERN}$"},
                    "minItems": 1,
                    "maxItems": 2,
                },
            ],
        },
        "base-url-env": _string(
            "The environment variable with the base URL; empty for none.",
            _VARIABLE_OR_NONE,
        ),
        "methods": {
            "description": "The method of an operation, by operationId: `customers.create`.",
            "type": "object",
            "additionalProperties": {
                "type": "string",
                "pattern": f"^{METHOD_PATTERN}$",
            },
        },
        "effects": {
            "description": "What calls of operations may do, by operationId, path or `tag:NAME`, "
            "or a glob.",
            "type": "object",
            "additionalProperties": {"enum": list(EFFECTS)},
        },
        "paging": {
            "description": "How operations page, by operationId, path or `tag:NAME`, or a glob.",
            "type": "object",
            "additionalProperties": {
                "anyOf": [
                    *({"$ref": f"#/$defs/{name}"} for name in _pages()),
                    {"description": "These operations do not page.", "const": False},
                ]
            },
        },
        "conventions": {"$ref": "#/$defs/conventions"},
    }


def _behind_url() -> dict[str, Json]:
    return {
        "properties": {"spec": {"pattern": f"^{URL_PATTERN}"}},
        "required": ["spec"],
    }


def _pages() -> dict[str, Json]:
    """The ways to page, by name."""
    items = _setting("The property with the items; default: the response's only list.")
    more = _setting("The property that says whether there are more items.")
    total = _setting("The property with the number of items on all pages.")
    first: dict[str, Json] = {
        "description": "The number of the first page; default: as documented.",
        "type": "integer",
    }
    by_last_item: dict[str, Json] = {
        "items": items,
        "cursor": _setting("The parameter that takes the last item's ID."),
        "reverse": _setting("The parameter for paging backwards."),
        "more": more,
        "id": _setting("The property of an item with its ID; default `id`."),
    }
    by_token: dict[str, Json] = {
        "items": items,
        "token": _setting("The property with the token of the next page."),
        "parameter": _setting("The parameter that takes the token."),
        "more": more,
    }
    by_url: dict[str, Json] = {
        "items": items,
        "url": _setting("The property with the URL of the next page."),
    }
    by_link_header: dict[str, Json] = {
        "items": items,
        "link-header": {
            "description": "The next page is in the header `Link` of the response.",
            "const": True,
        },
    }
    by_number: dict[str, Json] = {
        "items": items,
        "page": _setting("The parameter that takes the number of the page."),
        "first": first,
        "current": _setting("The property with the number of the page."),
        "total-pages": _setting("The property with the number of pages."),
        "total": total,
        "more": more,
    }
    by_offset: dict[str, Json] = {
        "items": items,
        "offset": _setting("The parameter that takes the number of items before."),
        "first": first,
        "total": total,
        "more": more,
    }
    return {
        "page-by-last-item": _closed(by_last_item, "cursor", "more"),
        "page-by-token": _closed(by_token, "token", "parameter"),
        "page-by-url": _closed(by_url, "url"),
        "page-by-link-header": _closed(by_link_header, "link-header"),
        "page-by-number": _closed(by_number, "page"),
        "page-by-offset": _closed(by_offset, "offset"),
    }


def _conventions() -> dict[str, Json]:
    header = f"^{HEADER_PATTERN}$"
    return _closed(
        {
            "idempotency-header": _string("The header for idempotency keys.", header),
            "should-retry-header": _string(
                "The header in which the server allows or forbids a retry.", header
            ),
            "headers": {
                "description": "Headers of every request, with their values.",
                "type": "object",
                "propertyNames": {"pattern": header},
                "additionalProperties": {"type": "string", "pattern": "^[^\\r\\n]*$"},
            },
            "option-headers": {
                "description": "Options of every call, each with the header that it sets.",
                "type": "object",
                "propertyNames": {"pattern": _NAME_PATTERN},
                "additionalProperties": {"type": "string", "pattern": header},
            },
        }
    )


def _closed(members: Mapping[str, Json], *required: str) -> dict[str, Json]:
    schema: dict[str, Json] = {
        "type": "object",
        "properties": dict(members),
        "additionalProperties": False,
    }
    return {**schema, "required": list(required)} if required else schema


def _has(name: str) -> dict[str, Json]:
    return {"required": [name]}


def _setting(description: str) -> dict[str, Json]:
    return {"description": description, "type": "string"}


def _string(description: str, pattern: str = r"\S") -> dict[str, Json]:
    return {"description": description, "type": "string", "pattern": pattern}


def _strings(description: str) -> dict[str, Json]:
    items = {"type": "string", "pattern": r"\S"}
    return {"description": description, "type": "array", "items": items}
