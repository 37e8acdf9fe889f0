"""The client of a slice has the same names, classes and modules as the whole client."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.config import ClientOptions
from generator.frontend.validation import InvalidDocumentError
from generator.slicing.selection import Selection
from generator.source.load import read_source
from generator.workflows.compile_client import CompiledClient
from tests.cases.building import CASES, document_of
from tests.compiling import compiled_client
from tests.real.folders import STRIPE
from tests.selection.slices import compile_slice, definitions, slice_options


@cache
def full_stripe_client() -> CompiledClient:
    return compile_slice(STRIPE)


@pytest.mark.parametrize("case", CASES)
def test_slice_of_one_operation_has_definitions_of_whole_client(case: str) -> None:
    document = document_of(case)
    configuration = document.with_name("codegen.toml")
    full = compile_slice(document, configuration=configuration)
    everything = definitions(full)
    for operation in full.declared.api_slice.api.operations:
        client = compile_slice(
            document, slice_options(operation.document_key), configuration
        )
        assert definitions(client).items() <= everything.items()
        function = full.declared.api_slice.names.operations[operation.key].function
        assert function in {name for _, name in definitions(client)}
        assert (client.coverage.operations.done, client.coverage.operations.total) == (
            1,
            1,
        )
        assert client.coverage.schemas.done == client.coverage.schemas.total


@pytest.mark.slow
def test_slice_of_stripe_has_names_of_whole_client() -> None:
    client = compile_slice(STRIPE, slice_options(paths=("/v1/customers/**",)))
    assert definitions(client).items() <= definitions(full_stripe_client()).items()
    assert len(definitions(client)) < len(definitions(full_stripe_client())) * 0.8
    files = {file.path for file in client.files}
    assert files <= {file.path for file in full_stripe_client().files}


def test_cut_expansions_keeps_names_and_drops_schemas() -> None:
    client = compile_slice(STRIPE, slice_options("PostCustomers", cut_expansions=True))
    assert definitions(client).keys() <= definitions(full_stripe_client()).keys()
    count = client.declared.api_slice.schema_count
    assert count is not None
    assert count.expanded == 854
    assert client.coverage.schemas.done == count.without_expansions < 400


def test_select_type_by_python_name() -> None:
    types = ("PostCustomersTaxIdDataDict", "Price")
    client = compile_slice(STRIPE, slice_options(types=types, cut_expansions=True))
    assert client.declared.api_slice.operations == ()
    names = {name for _, name in definitions(client)}
    assert {"PostCustomersTaxIdData", "PostCustomersTaxIdDataDict", "Price"} <= names


def test_unknown_type_with_suggestion() -> None:
    with pytest.raises(InvalidDocumentError, match="has no 'Prize'") as raised:
        compile_slice(STRIPE, slice_options(types=("Prize",)))
    assert raised.value.diagnostics[0].code == "unknown-type"
    assert "Price" in (raised.value.diagnostics[0].hint or "")


DOCUMENT = """
openapi: 3.1.0
info: {title: Two halves, version: "1"}
paths:
  /good:
    get: {operationId: good, responses: {"204": {description: ""}}}
  /other:
    get:
      operationId: other
      security: [{key: []}]
      responses:
        "200":
          description: ""
          content: {application/json: {schema: {$ref: "#/components/schemas/bad"}}}
security: [{token: []}]
components:
  securitySchemes:
    token: {type: http, scheme: bearer}
    key: {type: apiKey, name: K, in: header}
  schemas:
    good: {type: object}
    bad:
      oneOf: [{$ref: "#/components/schemas/good"}, {type: string}]
      discriminator: {propertyName: kind, mapping: {a: nowhere}}
"""


def test_errors_outside_of_slice_are_ignored(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(DOCUMENT)
    assert compile_slice(spec, slice_options("good")).files
    with pytest.raises(InvalidDocumentError) as raised:
        compile_slice(spec, slice_options("other"))
    codes = [diagnostic.code for diagnostic in raised.value.diagnostics]
    assert codes == ["unresolved-reference"]


WEBHOOKS = """
openapi: 3.1.0
info: {title: Two webhooks, version: "1"}
paths: {}
webhooks:
  form: {post: {requestBody: {content: {application/x-www-form-urlencoded: {}}}}}
  plain: {post: {requestBody: {content: {application/json: {}}}}}
"""


@pytest.mark.parametrize(
    ("webhook", "expected"), [("form", {"webhook-in-a-form"}), ("plain", set())]
)
def test_diagnostics_of_selected_webhook_only(
    webhook: str, expected: set[str], tmp_path: Path
) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(WEBHOOKS)
    options = ClientOptions(selection=Selection(webhooks=(webhook,)))
    diagnostics = compiled_client(read_source(spec), options=options).diagnostics
    assert {diagnostic.code for diagnostic in diagnostics} == expected
