"""Lazy imports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import tests.runtime.little_client.models
from generator.runtime.models.type_expressions import Ref, package_of

ROOT = Path(__file__).parents[2]


def modules_after(code: str) -> set[str]:
    """The modules that a fresh interpreter has imported after running `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    return set(done.stdout.split())


def test_decoding_imports_needed_models_only() -> None:
    start = "from tests.runtime.little_client.models import Customer\n"
    text = modules_after(start + "Customer.from_dict({'default_source': 'card_1'})")
    assert "tests.runtime.little_client.models.card" not in text
    card = modules_after(
        start + "Customer.from_dict({'default_source': {'object': 'card'}})"
    )
    assert "tests.runtime.little_client.models.card" in card
    assert "tests.runtime.little_client.models.address" not in card


def test_model_import_is_light() -> None:
    heavy = {"asyncio", "difflib", "email", "httpx2", "urllib.request", "http.client"}
    assert not heavy & modules_after(
        "from tests.runtime.little_client.models import Customer"
    )


def test_http_library_is_imported_on_first_request() -> None:
    start = """
from tests.runtime.little_client.client import Client
from tests.runtime.little_client.operations.customers import get_customer
client = Client(base_url="http://127.0.0.1:9")
"""
    before = modules_after(start)
    late = {"httpx2", "asyncio", "ssl", "http.client", "email"}
    late |= {"logging", "random", "tempfile", "uuid", "generator.runtime.paging.page"}
    late |= {"generator.runtime.streaming.stream", "generator.runtime.streaming.sse"}
    assert not late & before
    assert not any(
        name.startswith("tests.runtime.little_client.models") for name in before
    )
    assert not any(".resources" in name for name in before)
    after = modules_after(
        f"{start}\ntry: get_customer(client, '')\nexcept ValueError: pass"
    )
    assert "httpx2" not in after


def test_lazy_package_dir_and_unknown_name() -> None:
    assert "Customer" in dir(tests.runtime.little_client.models)
    with pytest.raises(AttributeError, match="has no attribute 'Costumer'"):
        tests.runtime.little_client.models.Costumer  # noqa: B018  # the point


def test_root_package_of_module() -> None:
    assert package_of("client.models.customer") == "client"
    assert package_of("vendor.client.inputs.models") == "vendor.client"


def test_name_lookup_in_models_then_inputs() -> None:
    assert Ref("Phase", "tests.runtime.little_client").resolve().__name__ == "Phase"
    with pytest.raises(NameError, match="no model or input named 'Nothing'"):
        Ref("Nothing", "tests.runtime.little_client").resolve()
