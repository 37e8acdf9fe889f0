"""Fields of a document that hold data, in which keywords and references mean nothing.

Source: OpenAPI 3.2.0, Media Type, Parameter, Example and Discriminator Object; JSON Schema
2020-12 (`const`, `default`, `enum`).
"""

from __future__ import annotations

DATA = frozenset(
    ("const", "dataValue", "default", "enum", "example", "examples", "mapping", "value")
)
