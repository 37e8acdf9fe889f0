"""A small change in the document is a small change in the client."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.frontend.open_document import DocumentRequest
from generator.workflows.build import BuildRequest, BuildResult, build
from tests.real.folders import STRIPE

Document = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Document:
    tree: Document = json.loads(STRIPE.read_bytes())
    return tree


@pytest.fixture(scope="module")
def folder(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client of the document as it is."""
    folder = tmp_path_factory.mktemp("small")
    rebuilt(folder, document)
    return folder


def rebuilt(folder: Path, document: Document) -> BuildResult:
    spec = folder / "stripe.json"
    spec.write_text(json.dumps(document))
    client = folder / "stripe_client"
    return build(
        BuildRequest(DocumentRequest(spec), client, client.name), lambda stage: None
    )


def schema(document: Document, name: str) -> Document:
    found: Document = document["components"]["schemas"][name]
    return found


def body(document: Document, path: str) -> Document:
    content = document["paths"][path]["post"]["requestBody"]["content"]
    found: Document = content["application/x-www-form-urlencoded"]["schema"]
    return found


def a_new_field(document: Document) -> None:
    schema(document, "customer")["properties"]["nickname"] = {"type": "string"}


def a_field_less(document: Document) -> None:
    del schema(document, "price")["properties"]["lookup_key"]


def a_field_that_is_told_of(document: Document) -> None:
    field = schema(document, "tax_id")["properties"]["value"]
    field["description"] = "The number itself."


def a_value_more(document: Document) -> None:
    field = schema(document, "customer")["properties"]["tax_exempt"]
    field["enum"] = [*field["enum"], "abroad"]


def an_argument_more(document: Document) -> None:
    body(document, "/v1/customers")["properties"]["nickname"] = {"type": "string"}


def a_nested_argument_more(document: Document) -> None:
    shape = body(document, "/v1/customers")["properties"]["cash_balance"]
    settings = shape["properties"]["settings"]["properties"]
    settings["reason"] = {"type": "string"}


def a_new_operation(document: Document) -> None:
    operation = copy.deepcopy(document["paths"]["/v1/balance"]["get"])
    operation["operationId"] = "GetBalanceOfTomorrow"
    document["paths"]["/v1/balance/tomorrow"] = {"get": operation}


def a_new_schema(document: Document) -> None:
    fields = {"customer": {"$ref": "#/components/schemas/customer"}}
    document["components"]["schemas"]["zebra"] = {
        "type": "object",
        "properties": fields,
    }


def a_new_title(document: Document) -> None:
    document["info"]["title"] = "Stripe"


# The change, and the files that mention what changed.
CHANGES: list[tuple[Callable[[Document], None], set[str]]] = [
    (a_new_field, {"models/customer.py"}),
    (a_field_less, {"models/price.py"}),
    (a_field_that_is_told_of, {"models/tax_id.py"}),
    (a_value_more, {"models/customer.py"}),
    (an_argument_more, {"operations/customers.py"}),
    (
        # The shape is no longer that of another operation, and gets a class of its own.
        a_nested_argument_more,
        {"inputs/__init__.py", "inputs/customers.py", "operations/customers.py"},
    ),
    (
        a_new_operation,
        {
            *("README.md", "operations/__init__.py", "operations/balance.py"),
            *("resources/__init__.py", "resources/balance.py"),
            *("resources/balance_tomorrow.py",),
        },
    ),
    (a_new_schema, {"models/__init__.py", "models/zebra.py"}),
    (a_new_title, {"README.md", "__init__.py", "client.py"}),
]


def all_changes(document: Document) -> None:
    for change, _ in CHANGES:
        change(document)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (all_changes, {path for _, paths in CHANGES for path in paths}),
        *(pytest.param(*change, marks=pytest.mark.slow) for change in CHANGES),
    ],
    ids=[change.__name__ for change, _ in [(all_changes, ()), *CHANGES]],
)
def test_a_change_rewrites_what_mentions_it_and_nothing_else(
    change: Callable[[Document], None],
    expected: set[str],
    document: Document,
    folder: Path,
    tmp_path: Path,
) -> None:
    client = tmp_path / "stripe_client"
    shutil.copytree(folder / "stripe_client", client)
    before = files(client)
    changed = copy.deepcopy(document)
    change(changed)
    report = rebuilt(tmp_path, changed)
    assert set(report.written.written) <= expected
    assert report.written.written
    assert report.written.removed == ()
    # What was not rewritten is the same file, with the same time.
    after = files(client)
    assert {path for path, stat in after.items() if stat != before.get(path)} == {
        *report.written.written,
        "codegen.json",
    }


def files(client: Path) -> dict[str, tuple[int, int]]:
    """Each file, with what tells it from a copy of it."""
    return {
        path.relative_to(client).as_posix(): (stat.st_ino, stat.st_mtime_ns)
        for path in client.rglob("*")
        if path.is_file()
        for stat in [path.stat()]
    }
