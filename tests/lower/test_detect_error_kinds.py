"""Detecting error kinds: the values of `type` and `code` in error responses."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.openapi.parse import parse_document
from tests.names.documents import Tree, document, operation, record, ref

STRING = {"type": "string"}
SCHEMAS = {
    "fault": record(type={"enum": ["b", "a"]}, code=STRING),
    "in_itself": record(code={"const": "deep"}, error=ref("in_itself")),
    "kinds": {"enum": ["k1", "k2"]},
    "gone": record(code={"const": "gone"}) | {"description": "It is gone."},
}


def error_kinds(*schemas: Tree, status: str = "4XX") -> list[tuple[str, str | None]]:
    """Value and base of the error kinds of operations with these error responses."""
    paths: Tree = {}
    for index, schema in enumerate(schemas):
        node = operation(f"op{index}", {})
        response = node["responses"].pop("200")
        response["content"]["application/json"]["schema"] = schema
        node["responses"] = {"204": {"description": ""}, status: response}
        paths[f"/x{index}"] = {"get": node}
    diagnostics = Diagnostics()
    tree = parse_document(document(paths, SCHEMAS), diagnostics)
    kinds = lower_document(tree, diagnostics).api.error_kinds
    diagnostics.raise_errors()
    return [(kind.value, kind.base) for kind in kinds]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        (ref("fault"), [("a", None), ("b", None)]),
        (record(error=ref("fault")), [("a", None), ("b", None)]),
        (
            record(error={"anyOf": [ref("fault"), {"type": "null"}]}),
            [("a", None), ("b", None)],
        ),
        # A code belongs to a single type in the same object.
        (record(type={"const": "t"}, code={"enum": ["c"]}), [("t", None), ("c", "t")]),
        (
            record(type={"enum": ["t", "u"]}, code={"const": "c"}),
            [("t", None), ("u", None), ("c", None)],
        ),
        (record(type=STRING, code=ref("kinds")), [("k1", None), ("k2", None)]),
        (
            {"oneOf": [ref("gone"), ref("fault")]},
            [("a", None), ("b", None), ("gone", None)],
        ),
        # There is one level of `error`, and properties beside it count as well.
        (record(error=record(message=STRING), code={"const": "c"}), [("c", None)]),
        (record(error=STRING, code={"const": "c"}), [("c", None)]),
        (ref("in_itself"), [("deep", None)]),
        (
            record(error=record(error=ref("fault"), code=ref("kinds"))),
            [("k1", None), ("k2", None)],
        ),
        # No lists of values.
        (record(type=STRING, code={"enum": [1, 2]}), []),
        (record(kind={"enum": ["x"]}), []),
        ({"type": "array", "items": ref("fault")}, []),
        (STRING, []),
    ],
)
def test_values_of_type_and_code_are_error_kinds(
    schema: Tree, expected: list[tuple[str, str | None]]
) -> None:
    assert error_kinds(schema) == expected


@pytest.mark.parametrize("status", ["200", "2XX", "202"])
def test_success_response_has_no_error_kinds(status: str) -> None:
    assert error_kinds(ref("fault"), status=status) == []


@pytest.mark.parametrize("status", ["default", "404", "5XX", "302"])
def test_any_other_status_is_an_error(status: str) -> None:
    assert error_kinds(ref("fault"), status=status) == [("a", None), ("b", None)]


def test_error_kinds_of_several_operations_are_merged() -> None:
    schemas = [record(error=ref("fault")), record(code={"enum": ["a", "c"]})]
    assert error_kinds(*schemas) == [("a", None), ("b", None), ("c", None)]
