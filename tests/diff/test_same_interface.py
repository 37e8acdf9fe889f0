"""The interface read from a client on disk equals that of its declarations."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from generator.config import NO_OPTIONS, read_configuration
from generator.frontend.document_request import DocumentRequest
from generator.interface_diff.interface.client_interface import ClientInterface
from generator.interface_diff.interface.from_client import interface_from_client
from generator.interface_diff.interface.from_declarations import (
    interface_from_declarations,
)
from generator.workflows.build import BuildRequest, build
from generator.workflows.compile_client import ClientPlan, declare_client
from tests.cases.building import CASES, compiled, document_of, write
from tests.compiling import analyzed
from tests.diff.documents import NEW, OLD, compare_documents

REPOSITORY = Path(__file__).parents[2]


def declared_interface(document: Path, *overlays: Path) -> ClientInterface:
    """Return the interface of a document, built with the configuration in its folder."""
    path = document.with_name("codegen.toml")
    options = NO_OPTIONS
    if path.exists():
        [client] = read_configuration(path).clients.values()
        options = client.options
    analysis = analyzed(document, options, overlays)
    declared = declare_client(analysis, ClientPlan("client"))
    return interface_from_declarations(declared.modules)


def assert_same(one: ClientInterface, other: ClientInterface) -> None:
    """Compare attribute by attribute, which keeps failure messages short."""
    for attribute in fields(ClientInterface):
        actual = getattr(one, attribute.name)
        expected = getattr(other, attribute.name)
        if isinstance(expected, tuple):
            assert set(actual) ^ set(expected) == set(), attribute.name
        assert actual == expected, attribute.name


@pytest.mark.parametrize("case", CASES)
def test_client_of_case_equals_its_declarations(case: str, tmp_path: Path) -> None:
    write(compiled(case), tmp_path)
    assert_same(interface_from_client(tmp_path), declared_interface(document_of(case)))


def test_committed_client_equals_its_declarations() -> None:
    client = interface_from_client(REPOSITORY / "generated" / "stripe_client")
    specs = REPOSITORY / "specs"
    expected = declared_interface(specs / "stripe.json", specs / "stripe.overlay.yaml")
    assert_same(client, expected)


def test_committed_client_has_a_method_for_every_operation() -> None:
    client = interface_from_client(REPOSITORY / "generated" / "stripe_client")
    assert len(client.operations) == 619
    assert all("." in operation.method for operation in client.operations)
    methods = {operation.name: operation.method for operation in client.operations}
    assert methods["post_customers"] == "customers.create"


def test_document_gets_the_names_of_the_client_it_replaces(
    tmp_path: Path,
) -> None:
    client = tmp_path / "shop"
    build(BuildRequest(DocumentRequest(OLD), client))
    expected = compare_documents(client, NEW).new
    build(BuildRequest(DocumentRequest(NEW), client))
    assert_same(interface_from_client(client), expected)
