"""The client in a package of somebody's own, and what importing it brings with it."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cases.serving import Server
from tests.real.answers import CUSTOMER, KEY
from tests.real.folders import REPOSITORY, run_python

STRIPE_CLIENT = REPOSITORY / "generated" / "stripe_client"

CALL = """
import sys
from shop.vendor.payments import ApiStatusError, Client
from shop.vendor.payments.models import Card, Customer
from shop.vendor.payments.operations import post_customers

customer = post_customers(Client("sk_test_123", base_url=sys.argv[1]), name="Ada")
assert isinstance(customer, Customer)
assert isinstance(customer.default_source, Card)
print(type(customer).__module__)
print(*(name for name in sys.modules if name.startswith(("stripe", "generat"))))
"""
IMPORT = """
import sys
before = set(sys.modules)
import stripe_client
from stripe_client.operations import post_customers
print(*sorted(set(sys.modules) - before))
"""
MAKE = IMPORT.replace("print", 'stripe_client.Client("sk_test_123")\nprint')
SLOW = {"asyncio", "email", "http", "httpx2", "ssl"}


def imported(program: str) -> list[str]:
    """The modules that a program adds to those that Python has from the start."""
    ended = run_python(
        "-I",
        "-c",
        f"import sys; sys.path.append({str(STRIPE_CLIENT.parent)!r})\n{program}",
        cwd=REPOSITORY,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout.split()


def test_the_client_works_under_another_name_in_another_package(
    server: Server, tmp_path: Path
) -> None:
    vendor = tmp_path / "shop" / "vendor"
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(STRIPE_CLIENT, vendor / "payments", ignore=skip)
    for folder in (vendor.parent, vendor):
        (folder / "__init__.py").touch()

    server.answer(CUSTOMER)
    ended = run_python("-c", CALL, server.url, cwd=tmp_path, PYTHONPATH="")
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.splitlines() == ["shop.vendor.payments.models.customer", ""]
    assert server.last.headers["authorization"] == f"Bearer {KEY}"


def test_importing_an_operation_imports_no_model_and_no_http_library() -> None:
    found = imported(IMPORT)
    assert {name.partition(".")[0] for name in found} & SLOW == set()
    assert [name for name in found if ".operations." in name] == [
        "stripe_client.operations.customers"
    ]
    assert [name for name in found if ".models" in name or ".inputs" in name] == []


def test_making_a_client_does_not_import_the_http_library_either() -> None:
    found = imported(MAKE)
    assert "stripe_client.client" in found
    assert {name.partition(".")[0] for name in found} & {"asyncio", "httpx2"} == set()
