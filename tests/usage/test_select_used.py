"""Operations, types and webhooks selected for each way in which code can refer to them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usage.shop import select_from_code

USE = "from shop_client.operations import get_cards"


@pytest.mark.parametrize(
    ("code", "operations"),
    [
        ("from shop_client.operations import post_customers", "PostCustomers"),
        ("from acme.vendor.shop_client.operations import get_cards", "GetCards"),
        ("from .shop_client.operations import get_cards as cards", "GetCards"),
        ("from ..shop_client.operations.customers import get_cards", "GetCards"),
        ("from shop_client.operations import get_cards_async", "GetCards"),
        ("import shop_client.operations as ops\nops.get_cards(c)", "GetCards"),
        ("import shop_client.operations\nshop_client.operations.get_cards", "GetCards"),
        (
            "import acme.shop_client.operations\nacme.shop_client.operations.get_cards()",
            "GetCards",
        ),
        ("from shop_client import operations\noperations.get_cards(c)", "GetCards"),
        ("from . import shop_client as s\ns.operations.get_cards", "GetCards"),
        (
            "from shop_client.operations import customers\ncustomers.get_cards",
            "GetCards",
        ),
        (
            "import shop_client.operations as ops\ngetattr(ops, 'get_cards')",
            "GetCards",
        ),
        ("patch('acme.shop_client.operations.get_cards')", "GetCards"),
        ("from shop_client.operations import *\nget_cards(c)", "GetCards"),
        (
            "if TYPE_CHECKING:\n  from shop_client.operations import get_cards",
            "GetCards",
        ),
        ("def late():\n  from shop_client.operations import get_cards", "GetCards"),
        ("client.customers.create(name='x')", "PostCustomers"),
        ("await self._shop.customers.cards.list('c')", "GetCards"),
        ("get_client().customers.cards.list", "GetCards"),
        ("client.with_options(timeout=1).customers.create()", "PostCustomers"),
        ("clients['shop'].customers.cards.list('c')", "GetCards"),
        ("client.raw(client.invoices.pay, 'i')", "PayInvoice"),
        ("getattr(client.customers, 'delete')('c')", "DeleteCustomer"),
        ("c = client.customers\nc.create()", "PostCustomers"),
        ("c = client.customers\nd = c.cards\nd.create()", "PostCards"),
        ("self._c = client.customers.cards\nself._c.list()", "GetCards"),
        ("a, b = client.invoices, 1\na.pay('i')", "PayInvoice"),
        ("(c := client.customers).create()\nc.delete('x')", "DeleteCustomer"),
        ("with client.customers as c:\n  c.create()", "PostCustomers"),
        ("Service(shop=client.customers.cards)\nself.shop.list()", "GetCards"),
        ("def f(customers):\n  customers.delete('c')", "DeleteCustomer"),
        ("lists = [shop.customers.list for shop in clients]", "GetCustomers"),
        ("from shop_client.resources.invoices import Invoices", "PayInvoice"),
        (
            "from shop_client.resources.customers_cards import AsyncCustomersCards",
            "GetCards PostCards",
        ),
        (
            "from shop_client import Client\nclient = Client()\ng(client.customers.cards)",
            "GetCards PostCards",
        ),
        (
            "import shop_client as s\ndef f(x: s.Client | None):\n  g(x.invoices)",
            "PayInvoice",
        ),
    ],
)
def test_operations_used(code: str, operations: str, tmp_path: Path) -> None:
    selection, diagnostics = select_from_code(
        tmp_path, code=code, main="import shop_client"
    )
    assert set(operations.split()) <= set(selection.operations)
    assert len(selection.operations) <= len(operations.split()) + 1
    assert [diagnostic.code for diagnostic in diagnostics] == ["unseen-use"] * (
        "*" in code
    )


@pytest.mark.parametrize(
    ("code", "types"),
    [
        ("from shop_client.models import Customer", "Customer"),
        ("from shop_client.models.customer import Customer", "Customer"),
        ("from shop_client import models as m\nx: m.Invoice", "Invoice"),
        ("from shop_client import models as m\nx: 'list[m.Invoice]'", "Invoice"),
        (
            "from shop_client.inputs import PostCustomersAddressDict as A",
            "PostCustomersAddress",
        ),
    ],
)
def test_types_used(code: str, types: str, tmp_path: Path) -> None:
    selection, diagnostics = select_from_code(tmp_path, code=code)
    assert selection.types == tuple(types.split())
    assert (selection.operations, diagnostics) == ((), [])


@pytest.mark.parametrize(
    "code",
    [
        "from other.operations import get_cards",
        "from shop_client.errors import ApiError",
        "from shop_client import Client, ApiResponse\nClient()",
        "import shop_client as s\ns.__name__, s.models.__name__, s.__file__",
        "'client.customers.create'",
        "order.customers.creation",
        "customers = []\ncustomers.append(1)",
    ],
)
def test_nothing_used(code: str, tmp_path: Path) -> None:
    selection, diagnostics = select_from_code(tmp_path, code=code)
    assert (selection.operations, selection.types) == ((), ())
    assert [(diagnostic.code, diagnostic.severity) for diagnostic in diagnostics] == [
        ("no-use", "error")
    ]


@pytest.mark.parametrize(
    ("code", "message", "hint"),
    [
        (
            "\nfrom shop_client.operations import get_card",
            (2, "this uses operations.get_card, which the client does not have"),
            "get_cards",
        ),
        (
            "from shop_client.models import Custmer",
            (1, "this uses models.Custmer, which the client does not have"),
            "Customer",
        ),
        (
            "import shop_client\nshop_client.operatoins.get_cards",
            (2, "this uses operatoins.get_cards, which the client does not have"),
            "operations",
        ),
    ],
)
def test_unknown_name_with_suggestion(
    code: str, message: tuple[int, str], hint: str, tmp_path: Path
) -> None:
    _, diagnostics = select_from_code(tmp_path, code=code)
    assert (diagnostics[0].code, diagnostics[0].severity) == ("unknown-name", "warning")
    assert (diagnostics[0].line, diagnostics[0].message) == message
    assert (diagnostics[0].file or "").endswith("code.py")
    assert hint in (diagnostics[0].hint or "")


@pytest.mark.parametrize(
    "imports",
    [
        "import other",
        "import other\ndef f(shop_client): getattr(other.shop_client, f)",
        "from other import thing\nthing.shop_client.counted()",
    ],
)
def test_attribute_named_like_package_is_not_the_client(
    imports: str, tmp_path: Path
) -> None:
    code = f"{imports}\nother.shop_client.get_card()\nother.shop_client.x"
    _, diagnostics = select_from_code(tmp_path, code=code, main=USE)
    assert diagnostics == []


def test_inner_of_two_packages_with_the_same_name(tmp_path: Path) -> None:
    code = "from shop_client.shop_client.operations import get_cards"
    selection, diagnostics = select_from_code(tmp_path, code=code)
    assert (selection.operations, diagnostics) == (("GetCards",), [])


@pytest.mark.parametrize(
    "code",
    [
        "import_module('acme.shop_client')\nclient.customers.cards.list('c')",
        "import importlib\nimportlib.import_module('shop_client').operations\n"
        "client.customers.cards.list('c')",
        "load('acme.shop_client.operations.get_cards')",
    ],
)
def test_client_imported_by_string(code: str, tmp_path: Path) -> None:
    selection, diagnostics = select_from_code(tmp_path, code=code)
    assert (selection.operations, diagnostics) == (("GetCards",), [])


def test_missing_import_suggests_other_packages(
    tmp_path: Path,
) -> None:
    _, diagnostics = select_from_code(
        tmp_path,
        code="from acme.myshop import Client\nfrom acme.myshop.operations import get_cards",
        more="from orders.models import Order\nclient.customers.cards.list('c')",
    )
    [error] = diagnostics
    assert (error.code, error.severity) == ("no-use", "error")
    assert error.message == "no file imports a package 'shop_client'"
    assert (error.hint or "").startswith("is the client myshop or orders?")


def test_missing_import_without_candidates(
    tmp_path: Path,
) -> None:
    [error] = select_from_code(tmp_path, code="client.customers.cards.list('c')")[1]
    assert error.code == "no-use"
    assert "the name of its folder" in (error.hint or "")


def test_attribute_by_computed_name_is_unresolved(tmp_path: Path) -> None:
    _, diagnostics = select_from_code(
        tmp_path,
        code="import shop_client.operations as ops\ngetattr(ops, name)(client)",
    )
    assert [diagnostic.code for diagnostic in diagnostics] == ["unseen-use", "no-use"]
    assert diagnostics[0].line == 2
    assert "gets an attribute of ops by a computed name" in diagnostics[0].message


def test_reexported_module_in_other_files(
    tmp_path: Path,
) -> None:
    selection, diagnostics = select_from_code(
        tmp_path,
        clients="from .shop_client import operations as shop_calls",
        orders="from clients import shop_calls\nshop_calls.get_cards(client)",
        refunds="import clients\nclients.shop_calls.pay_invoice(client, 'i')",
    )
    assert (selection.operations, diagnostics) == (("GetCards", "PayInvoice"), [])


def test_attribute_with_resource_in_other_files(
    tmp_path: Path,
) -> None:
    selection, _ = select_from_code(
        tmp_path,
        base="class Base:\n  def __init__(self, c): self._crd = c.customers.cards",
        service="class Service(Base):\n  def go(self): return self._crd.create('c')",
    )
    assert selection.operations == ("PostCards",)


@pytest.mark.parametrize(
    "code",
    [
        "from shop_client.webhooks import new_customer",
        "from acme.shop_client import webhooks\nwebhooks.new_customer(body)",
        "import shop_client\nshop_client.webhooks.new_customer(body)",
        "from shop_client.webhooks import *\nnew_customer(body)",
    ],
)
def test_webhook_readers_used(code: str, tmp_path: Path) -> None:
    selection, diagnostics = select_from_code(tmp_path, shop=code)
    assert (selection.webhooks, selection.operations) == (("new_customer",), ())
    # Other files may import any name from a file with a star import.
    assert {diagnostic.code for diagnostic in diagnostics} == (
        {"unseen-use"} if "*" in code else set()
    )


def test_unknown_webhook_with_suggestion(tmp_path: Path) -> None:
    code = "from shop_client.webhooks import paid, new_custmer"
    selection, [diagnostic] = select_from_code(tmp_path, shop=code)
    assert selection.webhooks == ("paid",)
    assert (diagnostic.code, diagnostic.hint) == (
        "unknown-name",
        "did you mean new_customer?",
    )
