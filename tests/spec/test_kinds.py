"""What a reference may lead to depends on what stands where it is."""

from __future__ import annotations

import pytest

from generator.core.pointer import Pointer
from generator.openapi.reference_targets import kind_at, problem_as


@pytest.mark.parametrize(
    ("at", "kind"),
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
def test_what_stands_at_a_place(at: str, kind: str | None) -> None:
    assert kind_at(Pointer.parse(at)) == kind


def test_what_cannot_be_a_parameter() -> None:
    assert problem_as([], "parameter") == "is no object"
    assert problem_as({"name": "a"}, "parameter") == "has no `in`"
    body = {"name": "a", "in": "body"}
    assert problem_as(body, "parameter") == "is `in` no place for parameters: body"
    assert problem_as(body, "parameter", is_swagger=True) is None
