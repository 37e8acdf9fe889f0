"""The Python of the README and docs/client.md: calls are made, excerpts are of the client."""

from __future__ import annotations

import ast
import asyncio
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.cases.serving import Server
from tests.docs.markdown import REPOSITORY, blocks

README = REPOSITORY / "README.md"
DOCUMENTS = (README, REPOSITORY / "docs" / "client.md")
CLIENT = REPOSITORY / "generated" / "stripe_client"
# What the README shows of the client itself, by how it begins.
EXCERPTS = {
    "def get_files(": "operations/files.py",
    "@model\nclass Customer(Model):": "models/customer.py",
    "class Customers(Resource):": "resources/customers.py",
}
# A customer, a charge and the last page of a list at once: what any of the calls can read.
ANSWER = {
    "id": "cus_1",
    "object": "customer",
    "address": {"city": "Paris"},
    "default_source": {"id": "card_1", "object": "card"},
    "customer": {"id": "cus_1", "object": "customer", "email": "ada@example.com"},
    "data": [],
    "has_more": False,
}


def code(document: Path) -> list[str]:
    return [dedent(block) for block in blocks(document.read_text("utf-8"), "python")]


def excerpts() -> list[tuple[str, str]]:
    """Each excerpt of the README, and the file that it is of."""
    return [
        (block, file)
        for block in code(README)
        for beginning, file in EXCERPTS.items()
        if block.startswith(beginning)
    ]


def run(text: str, names: dict[str, Any]) -> None:
    """Run a block, awaiting what it awaits, in which case the next one sees nothing of it."""
    compiled = compile(text, "block", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    if compiled.co_flags & inspect.CO_COROUTINE:
        asyncio.run(eval(compiled, dict(names)))
    else:
        exec(compiled, names)


@pytest.fixture
def _stripe_client(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Lets `stripe_client` be imported, as from the folder `generated`, for one test."""
    monkeypatch.syspath_prepend(str(CLIENT.parent))
    yield
    for name in [each for each in sys.modules if each.startswith("stripe_client")]:
        del sys.modules[name]


@pytest.mark.usefixtures("_stripe_client")
@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_block_runs_as_printed_after_the_first_call(
    document: Path, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    server.answer(ANSWER)
    names: dict[str, Any] = {}
    shown = [each for each, _ in excerpts()]
    first_call, *others = code(README)
    for text in [first_call, *(others if document == README else code(document))]:
        if text not in shown:
            at = f'"sk_test_123", base_url={server.url!r}'
            run(text.replace('"sk_test_123"', at), names)
    assert ("tax_id_data[0][type]", "eu_vat") in server.requests[0].form


@pytest.mark.parametrize(("text", "file"), excerpts(), ids=EXCERPTS.values())
def test_an_excerpt_is_of_the_client(text: str, file: str) -> None:
    # A docstring is quoted up to `…`, and `...` stands for lines that are left out.
    lines = [line.partition("…")[0].rstrip() for line in text.splitlines()]
    quoted = [line for line in lines if line.strip() not in ("", "...")]
    whole = iter((CLIENT / file).read_text("utf-8").splitlines())
    assert [
        line for line in quoted if not any(each.startswith(line) for each in whole)
    ] == []
