"""The location of a reference decides which type of object it may lead to."""

from __future__ import annotations

import pytest

from generator.core.pointer import Pointer
from generator.openapi.references import expected_type, mismatch


@pytest.mark.parametrize(
    ("at", "type_"),
    [
        ("/paths/~1a/get/parameters/0", "parameter"),
        ("/components/parameters/schema", "parameter"),
        ("/paths/~1a/get/requestBody", "request body"),
        ("/paths/~1a/get/responses/200", "response"),
        ("/paths/~1a", "path item"),
        ("/webhooks/pet", "path item"),
        ("/components/schemas/Error/properties/parameters/items", None),
        ("/paths/~1a/get/parameters/0/schema/properties/headers/items", None),
        ("/definitions/Error/properties/responses/items", None),
    ],
)
def test_expected_type_by_location(at: str, type_: str | None) -> None:
    assert expected_type(Pointer.parse(at)) == type_


def test_mismatch_of_a_parameter() -> None:
    assert mismatch([], "parameter") == "is not an object"
    assert mismatch({"name": "a"}, "parameter") == "has no `in`"
    body = {"name": "a", "in": "body"}
    assert mismatch(body, "parameter") == "has an unknown `in`: body"
    assert mismatch(body, "parameter", is_swagger=True) is None
