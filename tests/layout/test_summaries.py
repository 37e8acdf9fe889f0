"""Summaries of operations that the document does not describe."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.core.pointer import Pointer
from generator.ir.api import Operation
from generator.naming.methods import Method, assign_methods
from generator.python.summaries import derived_summary

PATHS = {
    "GET": ["/pets", "/pets/{id}", "/pets/{id}/toys", "/pets/{id}/toys/{toy}"],
    "POST": ["/pets", "/pets/{id}/toys"],
    "PATCH": ["/pets/{id}"],
    "DELETE": ["/pets/{id}"],
}


def operation_of(method: str, path: str) -> Operation:
    return Operation(
        key=f"{method} {path}",
        at=Pointer(),
        method=method,
        path=path,
        summary=None,
        description=None,
        tags=(),
        deprecated=False,
        parameters=(),
        bodies=(),
        responses=(),
        server=None,
        security=(),
    )


OPERATIONS = [
    operation_of(method, path) for method, paths in PATHS.items() for path in paths
]


def summary(method: str, path: str) -> str:
    """The summary of an operation beside those of `/pets`."""
    operation = operation_of(method, path)
    operations = [other for other in OPERATIONS if other.key != operation.key] + [
        operation
    ]
    return derived_summary(operation, assign_methods(operations, {})[operation.key])


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/pets", "List pets."),
        ("POST", "/pets", "Create a pet."),
        ("GET", "/pets/{id}", "Retrieve a pet."),
        ("PATCH", "/pets/{id}", "Update a pet."),
        ("PUT", "/pets/{id}", "Replace a pet."),
        ("DELETE", "/pets/{id}", "Delete a pet."),
        ("DELETE", "/pets", "Delete pets."),
        ("GET", "/pets/{id}/toys", "List toys of a pet."),
        ("POST", "/pets/{id}/toys", "Create a toy for a pet."),
        ("GET", "/pets/{id}/toys/{toy}", "Retrieve a toy of a pet."),
        ("GET", "/balance", "Retrieve the balance."),
        ("GET", "/settings", "Retrieve settings."),
        ("GET", "/pets/search", "Search pets."),
        ("POST", "/pets/{id}/adopt", "Adopt a pet."),
        ("POST", "/pets/{id}:adopt", "Adopt a pet."),
        ("POST", "/pets/{id}/return", "Return a pet."),
        ("POST", "/pets/{id}/mark_as_lost", "Pet action: mark as lost."),
        ("HEAD", "/pets", "HEAD /pets"),
        ("GET", "/", "GET /"),
    ],
)
def test_summary_from_method_and_path(method: str, path: str, expected: str) -> None:
    assert summary(method, path) == expected


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("userAccounts", "Create a user account."),
        ("orders", "Create an order."),
        ("companies", "Create a company."),
        ("addresses", "Create an address."),
        ("boxes", "Create a box."),
        ("statuses", "Create a status."),
        ("people", "Create a person."),
        ("data", "Create data."),
        ("unicorns", "Create a unicorn."),
    ],
)
def test_article_and_singular(noun: str, expected: str) -> None:
    assert summary("POST", f"/{noun}") == expected


def test_names_of_the_user() -> None:
    operation = OPERATIONS[0]
    assert derived_summary(operation, Method(("animals",), "all")) == "GET /pets"
    assert derived_summary(operation, Method((), "pets")) == "GET /pets"


def test_stream() -> None:
    operation = operation_of("POST", "/pets")
    stream = replace(
        operation, key="POST /pets stream", streaming_variant_of=operation.key
    )
    names = assign_methods([*OPERATIONS, stream], {})
    assert derived_summary(stream, names[stream.key]) == "Create a pet as a stream."
