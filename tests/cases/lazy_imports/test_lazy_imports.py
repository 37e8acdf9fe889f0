"""A call imports only the modules it needs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cases.building import Clients
from tests.cases.serving import Server

_PRINT_MODULES = "import json, sys; print(json.dumps(sorted(sys.modules)))"


@pytest.fixture
def package(clients: Clients) -> str:
    return clients.package("lazy_imports")


def modules_after(code: str, clients: Clients) -> set[str]:
    """Return the modules that a fresh interpreter has imported after running `code`."""
    done = subprocess.run(
        (sys.executable, "-c", f"{code}\n{_PRINT_MODULES}"),
        cwd=clients.folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout))


def test_root_package_imports(package: str, clients: Clients) -> None:
    loaded = modules_after(f"from {package} import Client", clients)
    assert f"{package}.client" in loaded
    assert f"{package}.operations" not in loaded
    assert f"{package}.models" not in loaded
    assert "httpx2" not in loaded


def test_operation_imports(package: str, clients: Clients) -> None:
    code = f"from {package}.operations import list_apples"
    loaded = modules_after(code, clients)
    assert f"{package}.operations.apples" in loaded
    assert f"{package}.operations.pears" not in loaded
    assert f"{package}.models" not in loaded
    assert f"{package}.inputs" not in loaded


def test_model_imports(package: str, clients: Clients) -> None:
    code = f"from {package}.models import Apple; Apple.from_dict({{'colour': 'red'}})"
    loaded = modules_after(code, clients)
    assert f"{package}.models.apple" in loaded
    assert f"{package}.models.pear" not in loaded
    assert f"{package}.operations" not in loaded


def test_nested_model_is_imported_on_decoding(package: str, clients: Clients) -> None:
    code = f"from {package}.models import Apple; Apple.from_dict({{'neighbour': {{}}}})"
    assert f"{package}.models.pear" in modules_after(code, clients)


def test_dir_lists_unimported_names(package: str, clients: Clients) -> None:
    code = (
        f"import {package}, {package}.models, {package}.operations\n"
        f"assert 'Apple' in dir({package}.models)\n"
        f"assert 'post_pear_async' in dir({package}.operations)\n"
        f"assert 'Client' in dir({package})"
    )
    assert f"{package}.models.apple" not in modules_after(code, clients)


def test_unknown_name_error(models: Any) -> None:
    with pytest.raises(AttributeError, match=r"lazy_imports_client\.models.*'Plum'"):
        _ = models.Plum


def test_lazy_names_work(
    client: Any, operations: Any, models: Any, server: Server
) -> None:
    server.answer([{"colour": "red", "neighbour": {"colour": "green"}}])
    (apple,) = operations.list_apples(client)
    assert apple.neighbour == models.Pear(colour="green")


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("from {}.models import Apple, Pear", None),
        ("from {}.operations import list_apples, post_pear_async", None),
        ("from {} import Client, ApiError", None),
        ("from {}.models import Aple", 'has no attribute "Aple"'),
        ("from {}.models import Model", 'has no attribute "Model"'),
        ("from {}.operations import Apple", 'has no attribute "Apple"'),
        ("from {} import Cleint", 'has no attribute "Cleint"'),
    ],
)
def test_type_checkers_report_unknown_names(
    package: str, clients: Clients, tmp_path: Path, statement: str, error: str | None
) -> None:
    program = tmp_path / "program.py"
    program.write_text(statement.format(package) + "\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--follow-imports=silent", str(program)],
        cwd=clients.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    if error is None:
        assert done.returncode == 0, done.stdout
    else:
        assert done.returncode == 1
        assert error in done.stdout
