"""A client vendored into another package, and the modules that importing it loads."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.cases.serving import Server
from tests.real.folders import REPOSITORY, run_python
from tests.real.stripe_responses import CUSTOMER, KEY

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
CREATE_CLIENT = IMPORT.replace("print", 'stripe_client.Client("sk_test_123")\nprint')
SLOW_MODULES = {"asyncio", "email", "http", "httpx2", "ssl"}


def imported_modules(program: str) -> list[str]:
    """Run a program and return the names of modules that it prints."""
    process = run_python(
        "-I",
        "-c",
        f"import sys; sys.path.append({str(STRIPE_CLIENT.parent)!r})\n{program}",
        cwd=REPOSITORY,
    )
    assert process.returncode == 0, process.stderr
    return process.stdout.split()


def test_client_works_under_another_name_in_another_package(
    server: Server, tmp_path: Path
) -> None:
    vendor = tmp_path / "shop" / "vendor"
    skip = shutil.ignore_patterns("__pycache__")
    shutil.copytree(STRIPE_CLIENT, vendor / "payments", ignore=skip)
    for folder in (vendor.parent, vendor):
        (folder / "__init__.py").touch()

    server.answer(CUSTOMER)
    process = run_python("-c", CALL, server.url, cwd=tmp_path, PYTHONPATH="")
    assert process.returncode == 0, process.stderr
    assert process.stdout.splitlines() == ["shop.vendor.payments.models.customer", ""]
    assert server.last.headers["authorization"] == f"Bearer {KEY}"


def test_importing_an_operation_loads_no_models_and_no_http_library() -> None:
    modules = imported_modules(IMPORT)
    assert {name.partition(".")[0] for name in modules} & SLOW_MODULES == set()
    assert [
        name for name in modules if name.startswith("stripe_client.operations.")
    ] == ["stripe_client.operations.customers"]
    packages = ("stripe_client.models", "stripe_client.inputs")
    assert [name for name in modules if name.startswith(packages)] == []


def test_creating_a_client_loads_no_http_library() -> None:
    modules = imported_modules(CREATE_CLIENT)
    assert "stripe_client.client" in modules
    assert {name.partition(".")[0] for name in modules} & {"asyncio", "httpx2"} == set()
