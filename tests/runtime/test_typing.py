"""Type checkers on the code of a client's users."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from shutil import copy

import pytest

from generator.runtime.client.downloads import AsyncDownloadClient, DownloadClient

ROOT = Path(__file__).parents[2]
USE = Path(__file__).with_name("typed_use.py")


def run(*command: str) -> str:
    """Run a command and return its output; empty if it succeeds."""
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True
    )
    return done.stdout + done.stderr if done.returncode else ""


# An operation with as many parameters as Stripe's larger ones, and calls with one mistake each.
_PARAMETERS = "".join(f", p{i}: dict[str, int | str] | None = None" for i in range(40))
_LARGE = f"""
from __future__ import annotations

from generator.runtime.client.async_twin import asynchronous
from generator.runtime.client.callers import Caller
from generator.runtime.client.downloads import AsyncDownloadClient, DownloadClient
from generator.runtime.client.resource import AsyncResource, LazyResource, Resource


def create(client: Caller, customer: str, *, name: str = ""{_PARAMETERS}) -> bytes:
    raise NotImplementedError


class Customers(Resource):
    create = create


class AsyncCustomers(AsyncResource):
    create = asynchronous(create)


class Client(DownloadClient):
    customers: LazyResource[Customers] = LazyResource("")


class AsyncClient(AsyncDownloadClient):
    customers: LazyResource[AsyncCustomers] = LazyResource("")


async def use(client: Client, other: AsyncClient) -> None:
"""
_MISTAKES = (
    ("client.raw(client.customers.create, 'cus_1', nmae='Ada')", "nmae"),
    ("client.raw(client.customers.create, customer='cus_1', nmae='Ada')", ""),
    ("client.raw(create, 'cus_1', nmae='Ada')", "nmae"),
    ("client.raw(client.customers.create)", ""),
    ("client.save('a', client.customers.create, 'cus_1', nmae='Ada')", "nmae"),
    ("await other.raw(other.customers.create, 'cus_1', nmae='Ada')", "nmae"),
    ("await other.save('a', other.customers.create, 'cus_1', nmae='Ada')", "nmae"),
)


def test_mypy_types_and_errors() -> None:
    assert run("mypy", "--strict", "--python-version=3.11", str(USE)) == ""


def test_pyright_types_and_errors(tmp_path: Path) -> None:
    copy(USE, tmp_path)
    assert pyright(tmp_path) == ""


def pyright(folder: Path) -> str:
    """Return the errors of pyright in the programs of a folder."""
    project = {
        "include": ["."],
        "extraPaths": [str(ROOT)],
        "pythonVersion": "3.11",
        "typeCheckingMode": "strict",
        "enableTypeIgnoreComments": False,
        "reportUnnecessaryTypeIgnoreComment": "error",
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(project))
    return run("pyright", "--pythonpath", sys.executable, "-p", str(folder))


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_errors_in_raw_and_save_are_short(checker: str, tmp_path: Path) -> None:
    path = tmp_path / "mistakes.py"
    path.write_text(_LARGE + "".join(f"    {call}\n" for call, _ in _MISTAKES))
    if checker == "mypy":
        output = run("mypy", "--strict", "--python-version=3.11", str(path))
    else:
        output = pyright(tmp_path)
    first = len(_LARGE.splitlines()) + 1
    for number, (call, argument) in enumerate(_MISTAKES, first):
        errors = [line for line in output.splitlines() if f".py:{number}:" in line]
        assert 1 <= len(errors) <= 3, (call, errors)
        assert max(map(len, errors)) - len(str(path)) < 150, (call, errors)
        # If all arguments are keywords, mypy says only that some of them do not fit.
        assert argument in "".join(errors), (call, errors)


def test_public_attributes_of_client() -> None:
    for client in (DownloadClient, AsyncDownloadClient):
        assert {name for name in dir(client) if not name.startswith("_")} <= {
            *("call", "raw", "save", "stream", "close", "aclose"),
            *("request", "with_options"),
        }
