"""The HTTP methods that a Path Item Object has fields for (OpenAPI 3.2.0, section 4.9.1)."""

from __future__ import annotations

METHODS = (
    *("get", "put", "post", "delete", "options", "head", "patch", "trace"),
    "query",
)
