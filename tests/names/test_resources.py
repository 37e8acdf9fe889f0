"""Assignment of operations to resources."""

from __future__ import annotations

import pytest

from tests.names.documents import Tree, document, names_of, operation


def resources(*paths: str, **tags: list[str]) -> dict[str, object]:
    """Return the resource of GET on each path; `tags` are by operationId: `op0`, `op1`, …"""
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
def test_resource_follows_from_the_path(
    paths: list[str], expected: list[tuple[str, ...]]
) -> None:
    assert list(resources(*paths).values()) == expected


def test_first_tag_takes_precedence_over_the_path() -> None:
    tagged = resources("/v1/a", "/v1/b", op0=["Pet store", "other"])
    assert tagged == {"/v1/a": ("Pet store",), "/v1/b": ("b",)}
