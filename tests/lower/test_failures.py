"""Which kinds of failure a document names: the rules of `generator.lower.failures`."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostics
from generator.lower.lower_document import lower_document
from generator.openapi.parse.document import parse_document
from tests.names.documents import Tree, document, operation, record, ref

TEXT = {"type": "string"}
SCHEMAS = {
    "fault": record(type={"enum": ["b", "a"]}, code=TEXT),
    "in_itself": record(code={"const": "deep"}, error=ref("in_itself")),
    "kinds": {"enum": ["k1", "k2"]},
    "told": record(code={"const": "gone"}) | {"description": "It is gone."},
}


def failures(*answers: Tree, status: str = "4XX") -> list[tuple[str, str | None]]:
    """The value of each kind and its base, when operations fail with these answers."""
    paths: Tree = {}
    for index, answer in enumerate(answers):
        made = operation(f"op{index}", {})
        response = made["responses"].pop("200")
        response["content"]["application/json"]["schema"] = answer
        made["responses"] = {"204": {"description": ""}, status: response}
        paths[f"/x{index}"] = {"get": made}
    diagnostics = Diagnostics()
    tree = parse_document(document(paths, SCHEMAS), diagnostics)
    found = lower_document(tree, diagnostics).api.error_kinds
    diagnostics.raise_errors()
    return [(each.value, each.base) for each in found]


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (ref("fault"), [("a", None), ("b", None)]),
        (record(error=ref("fault")), [("a", None), ("b", None)]),
        (
            record(error={"anyOf": [ref("fault"), {"type": "null"}]}),
            [("a", None), ("b", None)],
        ),
        # A code is a kind of the one type beside it.
        (record(type={"const": "t"}, code={"enum": ["c"]}), [("t", None), ("c", "t")]),
        (
            record(type={"enum": ["t", "u"]}, code={"const": "c"}),
            [("t", None), ("u", None), ("c", None)],
        ),
        (record(type=TEXT, code=ref("kinds")), [("k1", None), ("k2", None)]),
        (
            {"oneOf": [ref("told"), ref("fault")]},
            [("a", None), ("b", None), ("gone", None)],
        ),
        # An envelope is of one layer, and what stands beside it counts too.
        (record(error=record(message=TEXT), code={"const": "c"}), [("c", None)]),
        (record(error=TEXT, code={"const": "c"}), [("c", None)]),
        (ref("in_itself"), [("deep", None)]),
        (
            record(error=record(error=ref("fault"), code=ref("kinds"))),
            [("k1", None), ("k2", None)],
        ),
        # What says nothing.
        (record(type=TEXT, code={"enum": [1, 2]}), []),
        (record(kind={"enum": ["x"]}), []),
        ({"type": "array", "items": ref("fault")}, []),
        (TEXT, []),
    ],
)
def test_the_values_of_type_and_code_are_kinds(
    answer: Tree, expected: list[tuple[str, str | None]]
) -> None:
    assert failures(answer) == expected


@pytest.mark.parametrize("status", ["200", "2XX", "202"])
def test_a_success_is_no_failure(status: str) -> None:
    assert failures(ref("fault"), status=status) == []


@pytest.mark.parametrize("status", ["default", "404", "5XX", "302"])
def test_whatever_is_no_success_is_one(status: str) -> None:
    assert failures(ref("fault"), status=status) == [("a", None), ("b", None)]


def test_what_several_operations_name_is_one_kind() -> None:
    answers = [record(error=ref("fault")), record(code={"enum": ["a", "c"]})]
    assert failures(*answers) == [("a", None), ("b", None), ("c", None)]
