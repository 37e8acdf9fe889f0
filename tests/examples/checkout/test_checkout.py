"""The checkout backend of the guide runs, synchronously and asynchronously, and type-checks."""

from __future__ import annotations

import ast
import asyncio
import inspect
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.docs.markdown import REPOSITORY, blocks
from tests.examples.checkout.stripe_server import Stripe, stripe

FOLDER = Path(__file__).parent
PAGE = REPOSITORY / "docs" / "guide" / "checkout.md"
PROGRAMS = (FOLDER / "checkout.py", FOLDER / "checkout_async.py")
CLIENTS = REPOSITORY / "generated"
KEY = "sk_test_123"
# Programs import the client as users do, and each other; no other test may find them afterwards.
_IMPORTED = ("stripe_client", "checkout", "checkout_async")


@pytest.fixture(scope="module", autouse=True)
def importable() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "path", [str(CLIENTS), str(FOLDER), *sys.path])
        yield
    for name in list(sys.modules):
        if name.partition(".")[0] in _IMPORTED:
            del sys.modules[name]


@pytest.fixture
def server() -> Iterator[Stripe]:
    with stripe() as running:
        yield running


@dataclass(frozen=True)
class Shop:
    """One of the two programs, called the same way."""

    url: str
    is_async: bool

    def __call__(self, function: str, *arguments: object) -> Any:
        """Call a function of the program with a new client; iterators become lists."""
        client_module = import_module("stripe_client")
        if not self.is_async:
            program = import_module("checkout")
            with client_module.Client(KEY, base_url=self.url) as client:
                result = getattr(program, function)(client, *arguments)
                return list(result) if inspect.isgenerator(result) else result

        async def run() -> Any:
            program = import_module("checkout_async")
            async with client_module.AsyncClient(KEY, base_url=self.url) as client:
                return await _collect(getattr(program, function)(client, *arguments))

        return asyncio.run(run())


async def _collect(result: Awaitable[Any] | AsyncIterator[Any]) -> Any:
    if isinstance(result, AsyncIterator):
        return [item async for item in result]
    return await result


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def shop(server: Stripe, request: pytest.FixtureRequest) -> Shop:
    return Shop(server.url, request.param)


def order(payment_method: str = "pm_card_visa") -> Any:
    return import_module("checkout").Order(
        number="6735",
        name="Ada Lovelace",
        email="ada@example.com",
        street="12 St. James's Square",
        city="London",
        country="GB",
        amount=12_000,
        payment_method=payment_method,
    )


def test_create_customer(shop: Shop, server: Stripe) -> None:
    customer = shop("create_customer", order())
    assert (customer.id, customer.email) == ("cus_1", "ada@example.com")
    [call] = server.calls
    assert (call.method, call.path) == ("POST", "/v1/customers")
    assert call.headers["authorization"] == f"Bearer {KEY}"
    assert call.headers["idempotency-key"] == "customer-6735"
    assert call.form == {
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "address[line1]": "12 St. James's Square",
        "address[city]": "London",
        "address[country]": "GB",
        "invoice_settings[custom_fields][0][name]": "Order",
        "invoice_settings[custom_fields][0][value]": "6735",
        "metadata[order]": "6735",
    }


def test_pay(shop: Shop, server: Stripe) -> None:
    customer = shop("create_customer", order())
    receipt = shop("pay", order(), customer)
    assert receipt.payment == "pi_1"
    assert receipt.email == "ada@example.com"
    assert receipt.url == "https://pay.example.com/receipts/ch_1"
    call = server.calls[-1]
    assert call.path == "/v1/payment_intents"
    assert call.headers["idempotency-key"] == "payment-6735"
    assert call.form == {
        "amount": "12000",
        "currency": "eur",
        "customer": "cus_1",
        "payment_method": "pm_card_visa",
        "automatic_payment_methods[enabled]": "true",
        "automatic_payment_methods[allow_redirects]": "never",
        "confirm": "true",
        "expand[0]": "customer",
        "expand[1]": "latest_charge",
    }


def test_declined_card(shop: Shop, server: Stripe) -> None:
    customer = shop("create_customer", order())
    with pytest.raises(import_module("checkout").CardDeclined) as caught:
        shop("pay", order("pm_declined"), customer)
    assert str(caught.value) == "Your card has insufficient funds."
    assert caught.value.reason == "insufficient_funds"
    cause: Any = caught.value.__cause__
    assert (cause.status, cause.code, cause.request_id) == (
        402,
        "card_declined",
        "req_2",
    )
    # A declined card is not tried again.
    assert len(server.calls) == 2


def test_customers_on_all_pages(shop: Shop, server: Stripe) -> None:
    customers = shop("customers_without_name")
    assert [customer.id for customer in customers] == ["cus_2", "cus_3"]
    assert [call.query for call in server.calls] == [
        {"limit": "100"},
        {"limit": "100", "starting_after": "cus_2"},
    ]


def test_subscribe(shop: Shop, server: Stripe) -> None:
    customer = shop("create_customer", order())
    subscription = shop("subscribe", customer, "price_1")
    page = import_module("checkout").payment_page(subscription)
    assert page == "https://invoice.example.com/in_1"
    assert server.calls[-1].form == {
        "customer": "cus_1",
        "items[0][price]": "price_1",
        "items[0][quantity]": "1",
        "payment_behavior": "default_incomplete",
        "payment_settings[save_default_payment_method]": "on_subscription",
        "expand[0]": "latest_invoice",
    }


def test_upload_invoice(shop: Shop, server: Stripe, tmp_path: Path) -> None:
    pdf = tmp_path / "invoice.pdf"
    pdf.write_bytes(b"%PDF-1.7 \x00\xff")
    shop("upload_invoice", pdf, "du_1")
    upload, update = server.calls
    assert upload.path == "/v1/files"
    assert upload.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert b'name="purpose"\r\n' in upload.body
    assert b"\r\n\r\ndispute_evidence\r\n" in upload.body
    assert b'name="file"; filename="invoice.pdf"\r\n' in upload.body
    assert b"\r\n\r\n%PDF-1.7 \x00\xff\r\n" in upload.body
    assert update.path == "/v1/disputes/du_1"
    assert update.form == {"evidence[receipt]": "file_1", "submit": "true"}


def test_connected_account(shop: Shop, server: Stripe) -> None:
    payment = shop("sell_for", "acct_1", order())
    assert (payment.id, payment.amount, payment.latest_charge) == (
        "pi_1",
        12_000,
        "ch_1",
    )
    [call] = server.calls
    assert call.headers["stripe-account"] == "acct_1"
    assert call.form["application_fee_amount"] == "1200"


def test_async_program_has_every_call_of_the_other() -> None:
    def calls(path: Path) -> set[str]:
        tree = ast.parse(path.read_text("utf-8"))
        return {
            ast.unparse(node.func)
            for node in ast.walk(tree)
            if isinstance(node, ast.Call)
            and ast.unparse(node.func).startswith("client.")
        }

    sync, asynchronous = map(calls, PROGRAMS)
    assert {name for name in sync if not name.endswith("auto_paging")} <= asynchronous


def test_page_shows_the_whole_program() -> None:
    shown = blocks(PAGE.read_text("utf-8"), "python")
    program, of_async = (path.read_text("utf-8") for path in PROGRAMS)
    own = [block for block in shown if "AsyncClient" not in block]
    assert own
    assert "\n\n\n".join(block.strip() for block in own) == program.strip()
    excerpts = [block for block in shown if "AsyncClient" in block]
    assert excerpts
    assert all(block in of_async for block in excerpts)


def environment() -> dict[str, str]:
    return {**os.environ, "MYPYPATH": os.pathsep.join((str(CLIENTS), str(FOLDER)))}


def test_programs_pass_mypy_strict(tmp_path: Path) -> None:
    checked = subprocess.run(
        [
            *(sys.executable, "-m", "mypy", "--strict", "--python-version", "3.11"),
            *("--config-file", os.devnull, "--cache-dir", tmp_path / "cache"),
            *PROGRAMS,
        ],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_programs_pass_pyright_strict(tmp_path: Path) -> None:
    settings = {
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(CLIENTS), str(FOLDER)],
        "include": list(map(str, PROGRAMS)),
    }
    configuration = tmp_path / "pyrightconfig.json"
    configuration.write_text(json.dumps(settings), "utf-8")
    checked = subprocess.run(
        [sys.executable, "-m", "pyright", "--project", str(configuration)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
