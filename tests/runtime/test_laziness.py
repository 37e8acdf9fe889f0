"""What is imported when."""

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


def test_decoding_loads_only_what_a_value_needs() -> None:
    start = "from tests.runtime.little_client.models import Customer\n"
    text = modules_after(start + "Customer.from_dict({'default_source': 'card_1'})")
    assert "tests.runtime.little_client.models.card" not in text
    card = modules_after(
        start + "Customer.from_dict({'default_source': {'object': 'card'}})"
    )
    assert "tests.runtime.little_client.models.card" in card
    assert "tests.runtime.little_client.models.address" not in card


def test_a_model_imports_nothing_heavy() -> None:
    heavy = {"asyncio", "difflib", "email", "httpx2", "urllib.request", "http.client"}
    assert not heavy & modules_after(
        "from tests.runtime.little_client.models import Customer"
    )


def test_a_client_imports_the_http_library_with_its_first_request() -> None:
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


def test_a_package_lists_its_names_and_refuses_others() -> None:
    assert "Customer" in dir(tests.runtime.little_client.models)
    with pytest.raises(AttributeError, match="has no attribute 'Costumer'"):
        tests.runtime.little_client.models.Costumer  # noqa: B018  # the point


def test_the_root_package_is_two_above_the_module() -> None:
    assert package_of("client.models.customer") == "client"
    assert package_of("vendor.client.inputs.models") == "vendor.client"


def test_a_name_is_looked_up_in_models_then_in_inputs() -> None:
    assert Ref("Phase", "tests.runtime.little_client").resolve().__name__ == "Phase"
    with pytest.raises(NameError, match="no model or input named 'Nothing'"):
        Ref("Nothing", "tests.runtime.little_client").resolve()
