"""Which operations and types a piece of code uses, by each way of naming them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.usage.used import used

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
        ("lists = [each.customers.list for each in clients]", "GetCustomers"),
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
def test_an_operation_is_used(code: str, operations: str, tmp_path: Path) -> None:
    selection, told = used(tmp_path, code=code, main="import shop_client")
    assert set(operations.split()) <= set(selection.operations)
    assert len(selection.operations) <= len(operations.split()) + 1
    assert [each.code for each in told] == ["unseen-use"] * ("*" in code)


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
def test_a_type_is_used_and_no_operation(code: str, types: str, tmp_path: Path) -> None:
    selection, told = used(tmp_path, code=code)
    assert selection.types == tuple(types.split())
    assert (selection.operations, told) == ((), [])


@pytest.mark.parametrize(
    "code",
    [
        "from other.operations import get_cards",
        "from shop_client.errors import ApiError",
        "from shop_client import Client, expanded\nClient()",
        "import shop_client as s\ns.__name__, s.models.__name__, s.__file__",
        "'client.customers.create'",
        "order.customers.creation",
        "customers = []\ncustomers.append(1)",
    ],
)
def test_what_is_no_use_of_an_operation_or_type_is_none(
    code: str, tmp_path: Path
) -> None:
    selection, told = used(tmp_path, code=code)
    assert (selection.operations, selection.types) == ((), ())
    assert [(each.code, each.severity) for each in told] == [("no-use", "error")]


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
def test_a_name_that_the_client_does_not_have_is_told(
    code: str, message: tuple[int, str], hint: str, tmp_path: Path
) -> None:
    _, told = used(tmp_path, code=code)
    assert (told[0].code, told[0].severity) == ("unknown-name", "warning")
    assert (told[0].line, told[0].message) == message
    assert (told[0].file or "").endswith("code.py")
    assert hint in (told[0].hint or "")


@pytest.mark.parametrize(
    "imports",
    [
        "import other",
        "import other\ndef f(shop_client): getattr(other.shop_client, f)",
        "from other import thing\nthing.shop_client.counted()",
    ],
)
def test_an_attribute_that_has_the_name_of_the_package_is_none_of_the_client(
    imports: str, tmp_path: Path
) -> None:
    code = f"{imports}\nother.shop_client.get_card()\nother.shop_client.x"
    _, told = used(tmp_path, code=code, main=USE)
    assert told == []


def test_of_two_packages_of_one_name_the_inner_is_the_client(tmp_path: Path) -> None:
    code = "from shop_client.shop_client.operations import get_cards"
    selection, told = used(tmp_path, code=code)
    assert (selection.operations, told) == (("GetCards",), [])


@pytest.mark.parametrize(
    "code",
    [
        "import_module('acme.shop_client')\nclient.customers.cards.list('c')",
        "import importlib\nimportlib.import_module('shop_client').operations\n"
        "client.customers.cards.list('c')",
        "load('acme.shop_client.operations.get_cards')",
    ],
)
def test_a_client_may_be_imported_by_a_text(code: str, tmp_path: Path) -> None:
    selection, told = used(tmp_path, code=code)
    assert (selection.operations, told) == (("GetCards",), [])


def test_code_that_imports_no_client_of_this_name_is_told_which_it_may_mean(
    tmp_path: Path,
) -> None:
    _, told = used(
        tmp_path,
        code="from acme.myshop import Client\nfrom acme.myshop.operations import get_cards",
        more="from orders.models import Order\nclient.customers.cards.list('c')",
    )
    [error] = told
    assert (error.code, error.severity) == ("no-use", "error")
    assert error.message == "no file of the code imports a package 'shop_client'"
    assert (error.hint or "").startswith("is it myshop or orders, which the code")


def test_code_that_imports_no_client_at_all_is_told_what_it_is_called(
    tmp_path: Path,
) -> None:
    [error] = used(tmp_path, code="client.customers.cards.list('c')")[1]
    assert error.code == "no-use"
    assert "the name of its folder" in (error.hint or "")


def test_what_cannot_be_seen_is_told(tmp_path: Path) -> None:
    _, told = used(
        tmp_path,
        code="import shop_client.operations as ops\ngetattr(ops, name)(client)",
    )
    assert [each.code for each in told] == ["unseen-use", "no-use"]
    assert told[0].line == 2
    assert "takes from ops what a variable names" in told[0].message


def test_code_that_hands_a_module_on_is_followed_into_other_files(
    tmp_path: Path,
) -> None:
    selection, told = used(
        tmp_path,
        clients="from .shop_client import operations as shop_calls",
        orders="from clients import shop_calls\nshop_calls.get_cards(client)",
        refunds="import clients\nclients.shop_calls.pay_invoice(client, 'i')",
    )
    assert (selection.operations, told) == (("GetCards", "PayInvoice"), [])


def test_an_attribute_that_holds_a_resource_is_known_in_other_files(
    tmp_path: Path,
) -> None:
    selection, _ = used(
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
def test_what_reads_webhooks_is_used_by_its_name(code: str, tmp_path: Path) -> None:
    selection, told = used(tmp_path, shop=code)
    assert (selection.webhooks, selection.operations) == (("new_customer",), ())
    # What others import from a file that imports everything cannot be seen.
    assert {each.code for each in told} == ({"unseen-use"} if "*" in code else set())


def test_a_webhook_that_there_is_not_is_told(tmp_path: Path) -> None:
    code = "from shop_client.webhooks import paid, new_custmer"
    selection, [told] = used(tmp_path, shop=code)
    assert selection.webhooks == ("paid",)
    assert (told.code, told.hint) == ("unknown-name", "did you mean new_customer?")
