"""A JSON Schema of `codegen.toml`, for editors that complete and check as one writes.

It says what the reader of the file says, as far as a schema can; the reader has the last word.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.config.client_table import METHOD_PATTERN, SHA256_PATTERN
from generator.config.declared_tables import HEADER_PATTERN
from generator.core.json import Json

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAME_PATTERN = "^[A-Za-z_][A-Za-z0-9_]*$"


def configuration_schema() -> dict[str, Json]:
    """The schema of `codegen.toml`, and of the table `tool.codegen` in `pyproject.toml`."""
    clients = {
        "description": "Several clients, by the names of their packages.",
        "type": "object",
        "propertyNames": {"pattern": _NAME_PATTERN},
        "additionalProperties": {"$ref": "#/$defs/client", "not": _has("package")},
    }
    return {
        "$schema": _DIALECT,
        "title": "codegen",
        "description": "What codegen needs to know of the clients that it builds.",
        "if": _has("clients"),
        "then": _closed({"clients": clients}),
        "else": {"$ref": "#/$defs/client"},
        "$defs": {
            "client": _closed(_client()),
            "page-by-last-item": _page_by_last_item(),
            "page-by-token": _page_by_token(),
            "page-by-url": _page_by_url(),
            "conventions": _conventions(),
        },
    }


def _client() -> dict[str, Json]:
    pages = ("page-by-url", "page-by-token", "page-by-last-item")
    return {
        "spec": _text(
            "The document: a path from this file's folder, or an https:// URL."
        ),
        "sha256": _text("The hash that the document must have.", f"^{SHA256_PATTERN}$"),
        "output": _text("The folder to write; its name is the package's."),
        "package": _text("The name of the package.", _NAME_PATTERN),
        "overlays": _texts("OpenAPI overlays to apply to the document, in this order."),
        "allow-references": _texts(
            "What the document may refer to outside of its own folder: files, folders, or "
            "the beginnings of URLs."
        ),
        "templates": _text("A folder with templates in place of codegen's own."),
        "used-by": _texts("Python sources: only the operations that they use."),
        "operations": _texts("Only these operations: operationIds or globs over them."),
        "tags": _texts("Only operations with these tags."),
        "paths": _texts(
            "Only operations of these paths: `/v1/customers/**`, `GET /v1/*`."
        ),
        "exclude": _texts(
            "Not these: an operationId, a path or `tag:NAME`, with globs."
        ),
        "types": _texts("Classes to have beside what the operations need."),
        "webhooks": _texts("Readers of webhooks and callbacks to have besides."),
        "cut-expansions": {
            "description": "Leave expandable fields as identifiers.",
            "type": "boolean",
        },
        "lenient": {
            "description": "Leave out what the document has errors in, where that can be.",
            "type": "boolean",
        },
        "runtime": _text(
            "The package of a runtime that several clients share: `acme.codegen_runtime`.",
            r"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$",
        ),
        "methods": {
            "description": "Resource methods by operationId: `customers.create`.",
            "type": "object",
            "additionalProperties": {
                "type": "string",
                "pattern": f"^{METHOD_PATTERN}$",
            },
        },
        "paging": {
            "description": "How operations page, by operationId.",
            "type": "object",
            "additionalProperties": {
                "anyOf": [{"$ref": f"#/$defs/{name}"} for name in pages]
            },
        },
        "conventions": {"$ref": "#/$defs/conventions"},
    }


def _page_by_last_item() -> dict[str, Json]:
    members = {
        "items": _word("The property that has the items; `data` if not said."),
        "cursor": _word("The parameter that takes the last item's identifier."),
        "reverse": _word("The parameter for the way back."),
        "more": _word("The property that says whether there are more."),
        "id": _word("The property that identifies an item; `id` if not said."),
    }
    return _closed(members, "cursor", "more")


def _page_by_token() -> dict[str, Json]:
    members = {
        "items": _word("The property that has the items; `data` if not said."),
        "token": _word("The property that has the token of the next page."),
        "parameter": _word("The parameter that takes it."),
        "more": _word("The property that says whether there are more."),
    }
    return _closed(members, "token", "parameter")


def _page_by_url() -> dict[str, Json]:
    members = {
        "items": _word("The property that has the items; `data` if not said."),
        "url": _word("The property that has the URL of the next page."),
    }
    return _closed(members, "url")


def _conventions() -> dict[str, Json]:
    header = f"^{HEADER_PATTERN}$"
    return _closed(
        {
            "idempotency-header": _text("Carries a key made once per call.", header),
            "should-retry-header": _text("The server's word on a retry.", header),
            "headers": {
                "description": "Headers that go with every call.",
                "type": "object",
                "propertyNames": {"pattern": header},
                "additionalProperties": {"type": "string", "pattern": "^[^\\r\\n]*$"},
            },
            "option-headers": {
                "description": "Options of each call, and the header of each.",
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


def _word(description: str) -> dict[str, Json]:
    return {"description": description, "type": "string"}


def _text(description: str, pattern: str = r"\S") -> dict[str, Json]:
    return {"description": description, "type": "string", "pattern": pattern}


def _texts(description: str) -> dict[str, Json]:
    items = {"type": "string", "pattern": r"\S"}
    return {"description": description, "type": "array", "items": items}
