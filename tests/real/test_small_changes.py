"""A change in the document rewrites only the files of the client that mention it."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator.frontend.document_request import DocumentRequest
from generator.workflows.build import BuildRequest, BuildResult, build
from tests.real.folders import STRIPE

Document = dict[str, Any]


@pytest.fixture(scope="module")
def document() -> Document:
    tree: Document = json.loads(STRIPE.read_bytes())
    return tree


@pytest.fixture(scope="module")
def folder(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the client of the unchanged document."""
    folder = tmp_path_factory.mktemp("small")
    rebuild(folder, document)
    return folder


def rebuild(folder: Path, document: Document) -> BuildResult:
    spec = folder / "stripe.json"
    spec.write_text(json.dumps(document))
    client = folder / "stripe_client"
    return build(
        BuildRequest(DocumentRequest(spec), client, client.name), lambda stage: None
    )


def schema(document: Document, name: str) -> Document:
    result: Document = document["components"]["schemas"][name]
    return result


def body(document: Document, path: str) -> Document:
    content = document["paths"][path]["post"]["requestBody"]["content"]
    result: Document = content["application/x-www-form-urlencoded"]["schema"]
    return result


def add_field(document: Document) -> None:
    schema(document, "customer")["properties"]["nickname"] = {"type": "string"}


def remove_field(document: Document) -> None:
    del schema(document, "price")["properties"]["lookup_key"]


def describe_field(document: Document) -> None:
    field = schema(document, "tax_id")["properties"]["value"]
    field["description"] = "The number."


def add_enum_value(document: Document) -> None:
    field = schema(document, "customer")["properties"]["tax_exempt"]
    field["enum"] = [*field["enum"], "abroad"]


def add_argument(document: Document) -> None:
    body(document, "/v1/customers")["properties"]["nickname"] = {"type": "string"}


def add_nested_argument(document: Document) -> None:
    schema_of_balance = body(document, "/v1/customers")["properties"]["cash_balance"]
    settings = schema_of_balance["properties"]["settings"]["properties"]
    settings["reason"] = {"type": "string"}


def add_operation(document: Document) -> None:
    operation = copy.deepcopy(document["paths"]["/v1/balance"]["get"])
    operation["operationId"] = "GetBalanceForecast"
    document["paths"]["/v1/balance/forecast"] = {"get": operation}


def add_schema(document: Document) -> None:
    fields = {"customer": {"$ref": "#/components/schemas/customer"}}
    document["components"]["schemas"]["zebra"] = {
        "type": "object",
        "properties": fields,
    }


def change_title(document: Document) -> None:
    document["info"]["title"] = "Stripe"


# Changes, and the files that mention what they change.
CHANGES: list[tuple[Callable[[Document], None], set[str]]] = [
    (add_field, {"models/customer.py"}),
    (remove_field, {"models/price.py"}),
    (describe_field, {"models/tax_id.py"}),
    (add_enum_value, {"models/customer.py"}),
    (add_argument, {"operations/customers.py"}),
    (
        # The schema no longer equals that of another operation, and gets its own class.
        add_nested_argument,
        {"inputs/__init__.py", "inputs/customers.py", "operations/customers.py"},
    ),
    (
        add_operation,
        {
            *("README.md", "operations/__init__.py", "operations/balance.py"),
            *("resources/__init__.py", "resources/balance.py"),
            *("resources/balance_forecast.py",),
        },
    ),
    (add_schema, {"models/__init__.py", "models/zebra.py"}),
    (change_title, {"README.md", "__init__.py", "client.py"}),
]


def make_all_changes(document: Document) -> None:
    for change, _ in CHANGES:
        change(document)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (make_all_changes, {path for _, paths in CHANGES for path in paths}),
        *(pytest.param(*change, marks=pytest.mark.slow) for change in CHANGES),
    ],
    ids=[change.__name__ for change, _ in [(make_all_changes, ()), *CHANGES]],
)
def test_change_rewrites_only_files_that_mention_it(
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
    result = rebuild(tmp_path, changed)
    assert set(result.written.written) <= expected
    assert result.written.written
    assert result.written.removed == ()
    # All other files are untouched, with the same inode and time.
    after = files(client)
    assert {path for path, stat in after.items() if stat != before.get(path)} == {
        *result.written.written,
        "codegen.json",
    }


def files(client: Path) -> dict[str, tuple[int, int]]:
    """The inode and modification time of each file: they change when it is rewritten."""
    return {
        path.relative_to(client).as_posix(): (stat.st_ino, stat.st_mtime_ns)
        for path in client.rglob("*")
        if path.is_file()
        for stat in [path.stat()]
    }
