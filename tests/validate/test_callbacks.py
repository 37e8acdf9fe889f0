"""Callbacks are validated wherever they are described."""

from __future__ import annotations

import pytest

from tests.validate.documents import OK, VERSIONS, codes_and_locations, document

NAMED = {"name": "x", "in": "query"}
SHARED = {"$ref": "#/components/callbacks/shared"}


@pytest.mark.parametrize("version", VERSIONS)
def test_schemas_of_callbacks_are_validated(version: str) -> None:
    operation = {**OK, "requestBody": {"content": {"a/b": {"schema": {"type": 7}}}}}
    shared = {"{$url}": {"post": {**operation, "callbacks": {"again": SHARED}}}}
    own = {"{$url}": {"post": {**OK, "parameters": [{**NAMED, "schema": {"type": 8}}]}}}
    tree = document(
        version,
        paths={"/a": {"get": {**OK, "callbacks": {"own": own, "shared": SHARED}}}},
        components={"callbacks": {"shared": shared}},
    )
    assert {at for _, at in codes_and_locations(tree)} == {
        "#/paths/~1a/get/callbacks/own/%7B$url%7D/post/parameters/0/schema/type",
        "#/components/callbacks/shared/%7B$url%7D/post/requestBody/content/a~1b/schema/type",
    }
