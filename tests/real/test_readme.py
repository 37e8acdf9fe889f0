"""The README's Python is Python, and its first calls are made as printed."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cases.serving import Server

REPOSITORY = Path(__file__).parents[2]
README = (REPOSITORY / "README.md").read_text("utf-8")
BLOCKS = [
    textwrap.dedent(block)
    for block in re.findall(r"^ *```python\n(.*?)^ *```", README, re.S | re.M)
]
CUSTOMER = {"id": "cus_1", "object": "customer", "address": {"city": "Paris"}}


@pytest.fixture
def generated(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets `stripe_client` be imported, as from the folder `generated`, for one test."""
    monkeypatch.syspath_prepend(str(REPOSITORY / "generated"))
    yield
    for name in [each for each in sys.modules if each.startswith("stripe_client")]:
        del sys.modules[name]


def block(beginning: str) -> str:
    """The one block that has this in it."""
    [found] = [each for each in BLOCKS if beginning in each]
    return found


@pytest.mark.parametrize("text", BLOCKS)
def test_every_block_is_python(text: str) -> None:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT | ast.PyCF_ONLY_AST
    compile(text, "README.md", "exec", flags)


@pytest.mark.usefixtures("generated")
def test_the_first_call_is_made_as_printed(server: Server) -> None:
    server.answer(CUSTOMER)
    text = block("tax_id_data=[").replace(
        'Client("sk_test_123")', f'Client("sk_test_123", base_url={server.url!r})'
    )
    names: dict[str, Any] = {}
    exec(compile(text, "README.md", "exec"), names)
    assert names["customer"].address.city == "Paris"
    assert ("tax_id_data[0][type]", "eu_vat") in server.last.form


@pytest.mark.usefixtures("generated")
def test_a_transport_is_written_as_printed() -> None:
    names: dict[str, Any] = {}
    exec(compile(block("class Canned"), "README.md", "exec"), names)
    assert names["client"].customers.retrieve("cus_1").id == "cus_1"
