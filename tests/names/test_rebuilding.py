"""A rebuild keeps the names of the client when the document grows."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from generator.frontend.document_request import DocumentRequest
from generator.output import OutputError
from generator.workflows.build import BuildRequest, build

STRIPE = Path(__file__).parents[2] / "specs" / "stripe.json"


def built(document: dict[str, Any], folder: Path) -> set[str]:
    """The types of the client that a build in `folder` gives."""
    spec = folder / "spec.json"
    spec.write_text(json.dumps(document))
    client = folder / "client"
    build(BuildRequest(DocumentRequest(spec), client, client.name), lambda stage: None)
    return {
        line.split()[1].split("(")[0].rstrip(":")
        for package in ("models", "inputs")
        for module in (client / package).glob("*.py")
        for line in module.read_text("utf-8").splitlines()
        if line.startswith("class ")
    }


def test_added_operation_does_not_rename_types_it_shares(
    tmp_path: Path,
) -> None:
    paths = json.loads(STRIPE.read_text("utf-8"))
    document = {
        **paths,
        "paths": {"/v1/customers": paths["paths"]["/v1/customers"]},
    }
    before = built(document, tmp_path)
    assert {
        "PostCustomersTax",
        "PostCustomersAddress",
        "GetCustomersResponse",
    } <= before
    # The same schemas under an operation with a shorter key that sorts first.
    cars = copy.deepcopy(document["paths"]["/v1/customers"])
    cars["get"]["operationId"], cars["post"]["operationId"] = "GetCars", "PostCars"
    document["paths"] = {"/v1/cars": cars, **document["paths"]}
    assert built(document, tmp_path) == before


def test_names_in_an_unknown_form_are_not_discarded(tmp_path: Path) -> None:
    operation = {"operationId": "listPets", "responses": {"204": {"description": ""}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://pets.example"}],
        "paths": {"/pets": {"get": operation}},
    }
    built(document, tmp_path)
    manifest = tmp_path / "client" / "codegen.json"
    unknown = manifest.read_text("utf-8").replace('"snake"', '"unknown"')
    manifest.write_text(unknown, "utf-8")
    with pytest.raises(OutputError, match="'unknown' is not a spelling") as raised:
        built(document, tmp_path)
    assert raised.value.code == "bad-manifest"
    assert "--fresh-names" in (raised.value.hint or "")
    assert manifest.read_text("utf-8") == unknown
