"""`--used-by` builds a client with everything that the code needs to run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.config import ClientOptions
from generator.frontend.document_request import DocumentRequest
from generator.output import read_manifest
from generator.workflows.build import BuildRequest, BuildResult, build
from generator.workflows.check import CheckRequest, check
from tests.real.folders import REPOSITORY, STRIPE, contents, run_python

FULL_CLIENT = REPOSITORY / "generated" / "stripe_client"
CODE = '''
"""Calls a shop makes to its payment service."""

import sys

from .stripe_client import Client, Headers, Response
from .stripe_client.inputs import (
    OptionalFieldsCustomerAddress,
    PostCustomersTaxIdData,
    PostCustomersTaxIdDataDict,
)
from .stripe_client.models import Price
from .stripe_client.models.customer import Customer
from .stripe_client.operations import post_customers_customer as update


class Canned:
    def send(self, request):
        body = b'{"id": "cus_1", "object": "customer", "default_source": "card_1"}'
        if "invoices" in request.url:
            body = b'{"object": "list", "data": [{"id": "in_1"}], "has_more": false}'
        return Response(200, Headers([("Content-Type", "application/json")]), body)

    def close(self): ...


class Shop:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._invoices = client.invoices

    def run(self) -> list[str]:
        # These classes are named after an operation that is not called.
        address = OptionalFieldsCustomerAddress(city="Paris")
        made = update(self._client, "cus_1", address=address)
        assert PostCustomersTaxIdData(type="eu_vat", value="FR1").value == "FR1"
        assert isinstance(made, Customer)
        paged = [invoice.id for invoice in self._invoices.list(limit=1).auto_paging()]
        return [made.id, made.default_source, *paged, Price.__name__]


print(*Shop(Client("sk_test_1", transport=Canned())).run())
'''


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package with code that uses a client that is not built yet."""
    folder = tmp_path_factory.mktemp("used") / "shop"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "orders.py").write_text(CODE)
    return folder


@pytest.fixture(scope="module")
def built(shop: Path) -> BuildResult:
    """The build of the client that the package uses."""
    request = BuildRequest(
        DocumentRequest(STRIPE),
        shop / "stripe_client",
        "stripe_client",
        ClientOptions(cut_expansions=True),
        used_by=(shop,),
    )
    return build(request, lambda stage: None)


def test_code_runs_with_built_client(shop: Path, built: BuildResult) -> None:
    operations = built.summary.coverage.operations
    assert operations.done == operations.total == 2
    ended = run_python("-m", "shop.orders", cwd=shop.parent)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.split() == ["cus_1", "card_1", "in_1", "Price"]


@pytest.mark.usefixtures("built")
def test_modules_are_a_subset_of_full_client(shop: Path) -> None:
    modules = contents(shop / "stripe_client")
    assert modules.keys() <= contents(FULL_CLIENT).keys()
    assert len(modules) < len(contents(FULL_CLIENT)) / 2


@pytest.mark.usefixtures("built")
def test_manifest_has_operations_but_no_source_paths(shop: Path) -> None:
    manifest = read_manifest(shop / "stripe_client")
    assert manifest is not None
    assert manifest.options["operations"] == ["GetInvoices", "PostCustomersCustomer"]
    assert str(shop) not in json.dumps(manifest.options)


@pytest.mark.usefixtures("built")
def test_check_finds_client_up_to_date(shop: Path) -> None:
    client = shop / "stripe_client"
    result = check(CheckRequest(client, DocumentRequest(STRIPE)))
    assert result.is_current


@pytest.mark.usefixtures("built")
def test_rebuild_changes_nothing(shop: Path) -> None:
    client = shop / "stripe_client"
    before = contents(client)
    options = ClientOptions(cut_expansions=True)
    request = BuildRequest(
        DocumentRequest(STRIPE), client, client.name, options, used_by=(shop,)
    )
    build(request, lambda stage: None)
    assert contents(client) == before
