"""A client has the same interface whether its declarations are read or its files."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from generator.config import NO_OPTIONS, read_configuration
from generator.diff.from_client import interface_of_client
from generator.diff.from_modules import interface_of_modules
from generator.diff.interface import Interface
from generator.frontend.open_document import DocumentRequest
from generator.workflows.build import BuildRequest, build
from generator.workflows.compile_client import ClientPlan, declare_client
from tests.cases.building import CASES, compiled, document_of, write
from tests.compiling import analyzed
from tests.diff.documents import NEW, OLD, compared

REPOSITORY = Path(__file__).parents[2]


def declared(document: Path, *overlays: Path) -> Interface:
    """The interface of a document, by the configuration that lies beside it."""
    path = document.with_name("codegen.toml")
    options = NO_OPTIONS
    if path.exists():
        [client] = read_configuration(path).clients.values()
        options = client.options
    declared = declare_client(
        analyzed(document, options, overlays), ClientPlan("client")
    )
    return interface_of_modules(declared.modules)


def assert_same(one: Interface, other: Interface) -> None:
    """Part by part, so that a failure is short."""
    for part in fields(Interface):
        found, expected = getattr(one, part.name), getattr(other, part.name)
        if isinstance(expected, tuple):
            assert set(found) ^ set(expected) == set(), part.name
        assert found == expected, part.name


@pytest.mark.parametrize("case", CASES)
def test_the_client_of_a_case_says_what_its_declarations_say(
    case: str, tmp_path: Path
) -> None:
    write(compiled(case), tmp_path)
    assert_same(interface_of_client(tmp_path), declared(document_of(case)))


def test_the_committed_client_says_what_its_declarations_say() -> None:
    client = interface_of_client(REPOSITORY / "generated" / "stripe_client")
    specs = REPOSITORY / "specs"
    expected = declared(specs / "stripe.json", specs / "stripe.overlay.yaml")
    assert_same(client, expected)


def test_every_resource_of_the_committed_client_leads_to_its_operations() -> None:
    client = interface_of_client(REPOSITORY / "generated" / "stripe_client")
    assert len(client.operations) == 619
    assert all("." in each.method for each in client.operations)
    methods = {each.name: each.method for each in client.operations}
    assert methods["post_customers"] == "customers.create"


def test_a_document_is_named_as_the_client_that_it_would_replace(
    tmp_path: Path,
) -> None:
    build(BuildRequest(DocumentRequest(OLD), tmp_path / "shop", "shop"), lambda _: None)
    before = compared(tmp_path / "shop", NEW).new
    build(BuildRequest(DocumentRequest(NEW), tmp_path / "shop", "shop"), lambda _: None)
    assert_same(before, interface_of_client(tmp_path / "shop"))
