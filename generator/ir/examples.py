"""Examples of parameters, request bodies and responses.

Examples that belong to a schema are in its `Constraints`.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.json import Json


@dataclass(frozen=True, slots=True)
class Example:
    """An example value, with the name that the document gives it.

    Source: OpenAPI 3.1.1, section 4.8.19; OpenAPI 3.2.0, section 4.19.

    Attributes:
        value: the decoded value, or a string if the media type is not JSON.
        name: its key under `examples`; None for a single, unnamed `example`.
        summary: a short description.
        description: a long description.
    """

    value: Json
    name: str | None = None
    summary: str | None = None
    description: str | None = None
