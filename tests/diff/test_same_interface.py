"""A client has the same interface whether its declarations are read or its files."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from generator.config import NO_OPTIONS, read_configuration
from generator.core.diagnostics import Diagnostics
from generator.diff.from_client import interface_of_client
from generator.diff.from_modules import interface_of_modules
from generator.diff.interface import Interface
from generator.frontend.open_document import read_bundled
from generator.openapi.swagger2 import upgraded
from generator.workflows.build import BuildRequest, build
from generator.workflows.compile_client import Plan, declare_client
from generator.workflows.diff import read_side
from tests.cases.building import CASES, compiled, document_of, write
from tests.diff.documents import NEW, OLD

REPOSITORY = Path(__file__).parents[2]


def declared(document: Path, *overlays: Path) -> Interface:
    """The interface of a document, by the configuration that lies beside it."""
    path = document.with_name("codegen.toml")
    options = NO_OPTIONS
    if path.exists():
        [client] = read_configuration(path).clients.values()
        options = client.options
    diagnostics = Diagnostics()
    source, noted = upgraded(read_bundled(document, overlays, diagnostics), diagnostics)
    plan = Plan("client", options)
    return interface_of_modules(
        declare_client(source, plan, noted, lambda stage: None).modules
    )


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
    build(BuildRequest(OLD, tmp_path / "shop", "shop"), lambda _: None)
    before = read_side(tmp_path / "shop")
    build(BuildRequest(NEW, tmp_path / "shop", "shop"), lambda _: None)
    assert_same(
        read_side(NEW, before).interface, read_side(tmp_path / "shop").interface
    )
