"""The schemas of responses accept Stripe's samples, at several depths and expansions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import jsonschema_rs
import pytest

from generator.naming.spelling import pascal_case
from generator.runtime.tools.catalogue import EXPANDS_TO
from generator.runtime.tools.expansions import expandable_paths
from generator.runtime.tools.schema_views import View, view_schema
from tests.real.samples import SAMPLES
from tests.real.test_stripe_samples import UNIONS, WITHOUT_SCHEMA
from tests.tools.real.tool_apis import ToolApi

pytestmark = pytest.mark.skipif(
    not SAMPLES, reason="Stripe's samples are not beside the repository"
)

NAMES = sorted(SAMPLES.keys() - WITHOUT_SCHEMA)
DEPTHS = (0, 1, 2, 4)
# The document requires a property that the sample does not have.
INCONSISTENT = {"invoice": ['[]: "amount_paid_off_stripe" is a required property']}


def errors(schema: dict[str, Any], value: Any) -> list[str]:
    """What a schema finds wrong with a value."""
    validator = jsonschema_rs.Draft202012Validator(schema)
    return [
        f"{error.instance_path}: {error.message[:200]}"
        for error in validator.iter_errors(value)
    ]


def expanded_paths(api: ToolApi, name: str) -> frozenset[str]:
    """The paths of the expandable fields that the sample of a resource has as objects."""
    reference = {"$ref": f"#/{pascal_case(name)}"}
    paths = expandable_paths(reference, api.catalogue.outputs, depth=8)
    return frozenset(
        path
        for path in paths
        if any(isinstance(value, dict) for value in values_at(SAMPLES[name], path))
    )


def values_at(value: Any, path: str) -> Iterator[Any]:
    """The values that a path of names leads to, through lists."""
    if isinstance(value, list):
        for item in value:
            yield from values_at(item, path)
    elif not path:
        yield value
    elif isinstance(value, dict):
        name, _, rest = path.partition(".")
        yield from values_at(value.get(name), rest)


def view(api: ToolApi, name: str, depth: int) -> dict[str, Any]:
    """The schema of a resource, with the fields expanded that its sample has as objects."""
    reference = {"$ref": f"#/{pascal_case(name)}"}
    shown = View(depth, expand=expanded_paths(api, name))
    return view_schema(reference, api.catalogue.outputs, shown)


@pytest.mark.parametrize("depth", DEPTHS)
def test_schemas_accept_samples(depth: int, stripe: ToolApi) -> None:
    problems = {
        name: found
        for name in NAMES
        if (found := errors(view(stripe, name, depth), SAMPLES[name]))
    }
    assert problems == (INCONSISTENT if depth else {})


@pytest.mark.parametrize("depth", DEPTHS)
def test_schemas_accept_encoded_models(depth: int, stripe: ToolApi) -> None:
    problems = {}
    models = import_module(f"{stripe.package.__name__}.models")
    for name in sorted(set(NAMES) - UNIONS):
        model = getattr(models, pascal_case(name))
        encoded = json.loads(json.dumps(model.from_dict(SAMPLES[name]).to_dict()))
        if found := errors(view(stripe, name, depth), encoded):
            problems[name] = found
    assert problems == (INCONSISTENT if depth else {})


def test_samples_have_expanded_fields(stripe: ToolApi) -> None:
    expanded = {name for name in NAMES if expanded_paths(stripe, name)}
    assert len(expanded) >= 10


def test_expanded_object_needs_expansion(stripe: ToolApi) -> None:
    customer = {**SAMPLES["customer"], "default_source": SAMPLES["card"]}
    reference = {"$ref": "#/Customer"}
    outputs = stripe.catalogue.outputs
    unexpanded = view_schema(reference, outputs, View(1))
    asked = View(1, expand=frozenset({"default_source"}))
    expanded = view_schema(reference, outputs, asked)
    default_source = unexpanded["properties"]["default_source"]
    assert default_source[EXPANDS_TO] == "BankAccount or Card or Source"
    assert errors(unexpanded, customer)
    assert errors(expanded, customer) == []
    assert errors(unexpanded, SAMPLES["customer"]) == []


def test_schemas_reject_other_resources(stripe: ToolApi) -> None:
    assert errors(view(stripe, "customer", 1), SAMPLES["invoice"])
    assert errors(view(stripe, "invoice", 1), SAMPLES["customer"])
