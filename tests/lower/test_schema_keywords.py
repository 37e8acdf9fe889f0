"""The types that schema keywords imply."""

from __future__ import annotations

from typing import Any

import pytest

from generator.core.diagnostics import Diagnostics
from generator.ir.types import Record, Scalar, Type
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import document, record


def type_of(schema: dict[str, Any]) -> Type:
    """The type of a required property with this schema."""
    tree = document({}, {"it": record("x", x=schema)})
    parsed = parse_document(tree, Diagnostics())
    api = lower_document(parsed, Diagnostics()).api
    [definition] = api.definitions.values()
    assert isinstance(definition.type, Record)
    return definition.type.fields[0].type


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "contentMediaType": "image/png"}, "binary"),
        ({"contentMediaType": "application/octet-stream"}, "binary"),
        (
            {
                "type": "string",
                "contentMediaType": "image/png",
                "contentEncoding": "base64",
            },
            "byte",
        ),
        ({"type": "string", "contentMediaType": "application/json"}, None),
        ({"type": "string", "contentMediaType": "text/html"}, None),
        ({"type": "string", "format": "uuid"}, None),
        ({"type": "string", "format": "date-time"}, "date-time"),
    ],
)
def test_string_with_binary_media_type_is_bytes(
    schema: dict[str, Any], expected: str | None
) -> None:
    assert type_of(schema) == Scalar("string", expected)
