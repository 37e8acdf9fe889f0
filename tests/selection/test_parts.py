"""A part of a client is the whole with less in it: the same names, classes and modules."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostics, DocumentError
from generator.slicing.selection import Selection
from generator.source.load import read_source
from generator.workflows.compile_client import Compilation, Plan, compile_client
from tests.cases.building import CASES, document_of
from tests.real.folders import STRIPE
from tests.selection.parts import compilation, definitions, plan


@cache
def whole_stripe() -> Compilation:
    return compilation(STRIPE)


@pytest.mark.parametrize("case", CASES)
def test_each_operation_alone_has_what_it_has_in_the_whole(case: str) -> None:
    document = document_of(case)
    configuration = document.with_name("codegen.toml")
    whole = compilation(document, configuration=configuration)
    everything = definitions(whole)
    for operation in whole.part.api.operations:
        part = compilation(document, plan(operation.document_key), configuration)
        assert definitions(part).items() <= everything.items()
        function = whole.part.names.operations[operation.key].function
        assert function in {name for _, name in definitions(part)}
        assert (part.account.operations.done, part.account.operations.total) == (1, 1)
        assert part.account.schemas.done == part.account.schemas.total


def test_the_parts_of_stripes_document_have_the_names_of_the_whole() -> None:
    part = compilation(STRIPE, plan(paths=("/v1/customers/**",)))
    assert definitions(part).items() <= definitions(whole_stripe()).items()
    assert len(definitions(part)) < len(definitions(whole_stripe())) * 0.8
    files = {each.path for each in part.files}
    assert files <= {each.path for each in whole_stripe().files}


def test_cutting_expansions_keeps_the_names_too_and_leaves_far_less() -> None:
    part = compilation(STRIPE, plan("PostCustomers", cut_expansions=True))
    assert definitions(part).keys() <= definitions(whole_stripe()).keys()
    reach = part.part.reach
    assert reach is not None
    assert reach.schemas == 854
    assert part.account.schemas.done == reach.without_expansions < 400


def test_a_type_can_be_asked_for_by_its_name_in_python() -> None:
    asked = ("PostCustomersTaxIdDataDict", "Price")
    part = compilation(STRIPE, plan(types=asked, cut_expansions=True))
    assert part.part.operations == ()
    names = {name for _, name in definitions(part)}
    assert {"PostCustomersTaxIdData", "PostCustomersTaxIdDataDict", "Price"} <= names


def test_a_type_that_is_not_there_is_told_with_what_may_be_meant() -> None:
    with pytest.raises(DocumentError, match="called 'Prize' in Python") as raised:
        compilation(STRIPE, plan(types=("Prize",)))
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
    assert compilation(spec, plan("good")).files
    with pytest.raises(DocumentError) as raised:
        compilation(spec, plan("other"))
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
    diagnostics = Diagnostics()
    options = ClientOptions(selection=Selection(webhooks=(webhook,)))
    source = read_source(spec)
    compile_client(source, Plan("two", options), diagnostics, lambda stage: None)
    assert {each.code for each in diagnostics} == told
