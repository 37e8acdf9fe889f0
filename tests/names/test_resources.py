"""Which resource an operation belongs to."""

from __future__ import annotations

import pytest

from tests.names.documents import Tree, document, names_of, operation


def resources(*paths: str, **tags: list[str]) -> dict[str, object]:
    """The resource of a `get` on each path, whose tags are those of its operationId `op0`, …"""
    items: Tree = {
        path: {
            "get": operation(f"op{index}", {}) | {"tags": tags.get(f"op{index}", [])}
        }
        for index, path in enumerate(paths)
    }
    names = names_of(document(items, {}))
    return {path: names["resource", f"op{i}"] for i, path in enumerate(paths)}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (
            ["/v1/customers", "/v1/customers/{c}", "/v1/customers/{c}/sources/{s}"],
            [("customers",)] * 3,
        ),
        (["/v1/issuing/cards/{card}"], [("issuing", "cards")]),
        (["/v1/issuing/cards", "/v1/issuing"], [("issuing",)] * 2),
        (["/v1/files/{file}/contents"], [("files",)]),
        (["/v1/charges/search", "/v1/charges/{id}"], [("charges",)] * 2),
        (["/v1/cards", "/v2/cards"], [("cards",), ("v2", "cards")]),
        (["/v2/cards", "/v10/cards"], [("cards",), ("v10", "cards")]),
        (["/v1.9/a", "/v1.10/a"], [("a",), ("v1.10", "a")]),
        (["/v2/cards"], [("cards",)]),
        (["/", "/{id}", "/v1"], [("root",)] * 3),
        (["/versions/v1"], [("versions", "v1")]),
    ],
)
def test_the_path_tells_the_resource(
    paths: list[str], expected: list[tuple[str, ...]]
) -> None:
    assert list(resources(*paths).values()) == expected


def test_the_first_tag_goes_before_the_path() -> None:
    found = resources("/v1/a", "/v1/b", op0=["Pet store", "other"])
    assert found == {"/v1/a": ("Pet store",), "/v1/b": ("b",)}
