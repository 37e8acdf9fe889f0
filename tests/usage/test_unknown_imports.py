"""mypy and pyright report names that a client does not have; none of them is `Any`.

The programs use names of a client that never were, or that a rebuild removed, in imports and as
attributes of its modules.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from generator.cli import run

DOCUMENT = Path(__file__).parent / "unknown_imports.yaml"
CONFIGURATION = """\
[clients.own]
spec = "unknown_imports.yaml"
output = "acme/own"

[clients.shared]
spec = "unknown_imports.yaml"
output = "acme/shared"
runtime = "acme.codegen_runtime"
"""
# Names that exist, by module; each is also tried with a misspelling.
NAMES = {
    "": "Client AsyncClient RequestOptions ApiStatusError ApiResponse Credentials",
    "models": "Customer Address",
    "models.customer": "Customer",
    "inputs": "ListOrdersCreated ListOrdersCreatedDict",
    "inputs.orders": "ListOrdersCreated",
    "operations": "list_customers list_customers_async create_customer",
    "operations.customers": "list_customers",
    "resources": "",
    "resources.customers": "Customers AsyncCustomers",
    "errors": "ApiError NotFoundError",
    "credentials": "Credentials",
    "servers": "region_shop_example test_shop_example",
    "webhooks": "customer_created",
    "options": "RequestOptions",
    "client": "Client",
}
REMOVED = {
    "models": "Invoice",
    "models.invoice": "Invoice",
    "inputs": "ListOrdersMade ListOrdersMadeDict",
    "operations": "create_invoice create_invoice_async",
    "webhooks": "invoice_created",
}


def programs(package: str) -> tuple[str, str]:
    """A program whose imports are all right, and one in which every marked line is wrong."""
    right: list[str] = []
    wrong = [f"import {package}"]
    for module, names in NAMES.items():
        path = f"{package}.{module}".rstrip(".")
        for name in names.split():
            right.append(f"from {path} import {name} as _{len(right)}")
            wrong.append(f"from {path} import {name}x  # error")
        if module:
            wrong.append(f"import {path}")
        wrong.append(f"from {path} import missing  # error")
        wrong.append(f"print({path}.missing)  # error")
    wrong += [
        f"from {package}.{module} import {name}  # error"
        for module, names in REMOVED.items()
        for name in names.split()
    ]
    wrong += [
        f"from {package} import missing_module  # error",
        f"import {package}.other_module  # error",
        f"client = {package}.Client('key')",
        "client.custmers  # error",
        "client.customers.lst()  # error",
        "client.customers.list().nme  # error",
    ]
    return "\n".join(right) + "\n", "\n".join(wrong) + "\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two clients, one of which has a shared runtime, and programs that use them."""
    folder = tmp_path_factory.mktemp("unknown_imports")
    document = copy(DOCUMENT, folder)
    (folder / "codegen.toml").write_text(CONFIGURATION)
    text = DOCUMENT.read_text("utf-8")
    old = text.replace("Customer", "Invoice").replace("name: created", "name: made")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        # The clients are rebuilt: what the first document alone had is removed.
        for version in (old, text):
            Path(document).write_text(version, "utf-8")
            assert run(["build", "-q"]) == 0
    for name in ("own", "shared"):
        right, wrong = programs(f"acme.{name}")
        (folder / f"right_{name}.py").write_text(right)
        (folder / f"wrong_{name}.py").write_text(wrong)
    return folder


def mypy_errors(folder: Path) -> set[tuple[str, int]]:
    output = checked(
        folder,
        *("mypy", "--strict", "--python-version=3.11", "--no-error-summary"),
        *("--config-file", os.devnull, "--cache-dir", folder / "cache"),
        *sorted(folder.glob("*_*.py")),
    )
    return {
        (match[1], int(match[2]))
        for match in re.finditer(r"^(.+?):(\d+): error: ", output, re.MULTILINE)
    }


def pyright_errors(folder: Path) -> set[tuple[str, int]]:
    settings = {"pythonVersion": "3.11", "include": ["*_*.py"]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    output = checked(
        folder, "pyright", "--pythonpath", sys.executable, "--outputjson", "-p", folder
    )
    return {
        (Path(diagnostic["file"]).name, diagnostic["range"]["start"]["line"] + 1)
        for diagnostic in json.loads(output)["generalDiagnostics"]
        if diagnostic["severity"] == "error"
    }


def checked(folder: Path, *command: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("errors_of", [mypy_errors, pyright_errors])
def test_names_that_a_client_lacks_are_errors(
    folder: Path, errors_of: Callable[[Path], set[tuple[str, int]]]
) -> None:
    marked = {
        (f"wrong_{name}.py", number)
        for name in ("own", "shared")
        for number, line in enumerate(programs(f"acme.{name}")[1].splitlines(), 1)
        if line.endswith("# error")
    }
    errors = errors_of(folder)
    assert errors - marked == set()
    assert marked - errors == set()


def test_names_that_a_client_has_can_be_imported(folder: Path) -> None:
    for name in ("own", "shared"):
        done = subprocess.run(
            [sys.executable, f"right_{name}.py"],
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
