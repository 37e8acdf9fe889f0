"""A part of a client is the whole with less in it: the same names, classes and modules."""

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
from tests.selection.parts import compilation, definitions
from tests.selection.parts import part as part_of


@cache
def whole_stripe() -> CompiledClient:
    return compilation(STRIPE)


@pytest.mark.parametrize("case", CASES)
def test_each_operation_alone_has_what_it_has_in_the_whole(case: str) -> None:
    document = document_of(case)
    configuration = document.with_name("codegen.toml")
    whole = compilation(document, configuration=configuration)
    everything = definitions(whole)
    for operation in whole.declared.api_slice.api.operations:
        part = compilation(document, part_of(operation.document_key), configuration)
        assert definitions(part).items() <= everything.items()
        function = whole.declared.api_slice.names.operations[operation.key].function
        assert function in {name for _, name in definitions(part)}
        assert (part.coverage.operations.done, part.coverage.operations.total) == (1, 1)
        assert part.coverage.schemas.done == part.coverage.schemas.total


def test_the_parts_of_stripes_document_have_the_names_of_the_whole() -> None:
    part = compilation(STRIPE, part_of(paths=("/v1/customers/**",)))
    assert definitions(part).items() <= definitions(whole_stripe()).items()
    assert len(definitions(part)) < len(definitions(whole_stripe())) * 0.8
    files = {each.path for each in part.files}
    assert files <= {each.path for each in whole_stripe().files}


def test_cutting_expansions_keeps_the_names_too_and_leaves_far_less() -> None:
    part = compilation(STRIPE, part_of("PostCustomers", cut_expansions=True))
    assert definitions(part).keys() <= definitions(whole_stripe()).keys()
    count = part.declared.api_slice.schema_count
    assert count is not None
    assert count.expanded == 854
    assert part.coverage.schemas.done == count.without_expansions < 400


def test_a_type_can_be_asked_for_by_its_name_in_python() -> None:
    asked = ("PostCustomersTaxIdDataDict", "Price")
    part = compilation(STRIPE, part_of(types=asked, cut_expansions=True))
    assert part.declared.api_slice.operations == ()
    names = {name for _, name in definitions(part)}
    assert {"PostCustomersTaxIdData", "PostCustomersTaxIdDataDict", "Price"} <= names


def test_a_type_that_is_not_there_is_told_with_what_may_be_meant() -> None:
    with pytest.raises(InvalidDocumentError, match="has no 'Prize'") as raised:
        compilation(STRIPE, part_of(types=("Prize",)))
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


def test_what_is_wrong_elsewhere_in_the_document_is_no_matter(tmp_path: Path) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(DOCUMENT)
    assert compilation(spec, part_of("good")).files
    with pytest.raises(InvalidDocumentError) as raised:
        compilation(spec, part_of("other"))
    codes = [each.code for each in raised.value.diagnostics]
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
    ("webhook", "told"), [("form", {"webhook-in-a-form"}), ("plain", set())]
)
def test_what_is_told_of_a_webhook_is_told_where_it_is_chosen(
    webhook: str, told: set[str], tmp_path: Path
) -> None:
    spec = tmp_path / "spec.yaml"
    spec.write_text(WEBHOOKS)
    options = ClientOptions(selection=Selection(webhooks=(webhook,)))
    diagnostics = compiled_client(read_source(spec), options=options).diagnostics
    assert {each.code for each in diagnostics} == told
