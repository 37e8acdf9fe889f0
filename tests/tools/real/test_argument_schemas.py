"""The schema of every operation's arguments is valid, and fits what its function takes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from generator.agent import SyncAgent, Tool
from generator.runtime.tools.check_arguments import check_arguments
from generator.runtime.tools.schema_views import View
from tests.tools.real.tool_apis import FILLINGS, ToolApi
from tests.wire.arguments import Filling

MAX_LISTED = 5
MISSPELT = "zz_misspelt"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
# The client sends values beyond these, and leaves them to the server.
BOUNDS = {
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems"),
    *("minProperties", "maxProperties"),
}

fillings = pytest.mark.parametrize(("filling", "choice"), FILLINGS)


def with_definitions(
    schema: Mapping[str, Any], definitions: Mapping[str, Any]
) -> dict[str, Any]:
    """The schema in a document of its own: definitions in `$defs`, references to these."""
    text = json.dumps({"$defs": definitions, **schema})
    whole: dict[str, Any] = json.loads(text.replace('"$ref": "#/', '"$ref": "#/$defs/'))
    return whole


def without_bounds(schema: Any) -> Any:
    """The schema without bounds, whose property names may be the same as keywords."""
    if isinstance(schema, list):
        return [without_bounds(member) for member in schema]
    if not isinstance(schema, dict):
        return schema
    changed: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in ("properties", "$defs"):
            changed[keyword] = {
                name: without_bounds(member) for name, member in value.items()
            }
        elif keyword in ("enum", "const", "default", "examples"):
            changed[keyword] = value
        elif keyword not in BOUNDS:
            changed[keyword] = without_bounds(value)
    return changed


def whole_catalogue(tool_api: ToolApi) -> dict[str, Any]:
    """All schemas of arguments and responses in one document, by `$defs`."""
    catalogue = tool_api.catalogue
    definitions = {f"out-{name}": schema for name, schema in catalogue.outputs.items()}
    text = json.dumps(
        {
            **definitions,
            **{
                f"response-{operation.key}": operation.response
                for operation in catalogue.operations
                if operation.response is not None
            },
        }
    ).replace('"$ref": "#/', '"$ref": "#/$defs/out-')
    arguments = {
        f"arguments-{operation.key}": operation.arguments
        for operation in catalogue.operations
    }
    inputs = with_definitions({}, {**catalogue.inputs, **arguments})["$defs"]
    return {"$defs": {**inputs, **json.loads(text)}}


@pytest.fixture
def tools(tool_api: ToolApi) -> list[Tool]:
    """A tool for each operation of the API."""
    client = tool_api.package.Client(tool_api.credentials)
    agent = SyncAgent()
    agent.register_api("api", client=client)
    return agent.tools


def nested_objects(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object within a value, with its path."""
    if isinstance(value, dict):
        yield path, value
        for name, member in value.items():
            yield from nested_objects(member, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        for item in value:
            yield from nested_objects(item, path)


def has_reference(schema: Any) -> bool:
    """Whether a schema has a reference, or one of its members has."""
    return '"$ref":' in json.dumps(schema)


def assert_none(problems: list[str]) -> None:
    assert not problems, f"{len(problems)} problems:\n" + "\n".join(
        problems[:MAX_LISTED]
    )


def test_schemas_of_catalogue_are_valid(tool_api: ToolApi) -> None:
    Draft202012Validator.check_schema(whole_catalogue(tool_api))


def test_references_of_catalogue_resolve(tool_api: ToolApi) -> None:
    whole = whole_catalogue(tool_api)
    names = set(whole["$defs"])
    found = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            reference = value.get("$ref")
            if isinstance(reference, str):
                found.add(reference.removeprefix("#/$defs/"))
            value = list(value.values())
        if isinstance(value, list):
            for member in value:
                collect(member)

    collect(whole)
    assert found
    assert found <= names


def test_views_are_valid_and_have_no_references(tools: list[Tool]) -> None:
    described = [
        schema
        for tool in tools
        for schema in (
            tool.input_schema,
            tool.describe()["arguments"],
            tool.response_schema(),
            tool.response_schema(depth=3),
        )
        if schema is not None
    ]
    for schema in described:
        jsonschema_rs.meta.validate({"$schema": DRAFT, **schema})
        assert not has_reference(schema)


@fillings
def test_schemas_accept_what_function_takes(
    filling: Filling, choice: int, tool_api: ToolApi, tools: list[Tool]
) -> None:
    by_key = {tool.operation.key: tool for tool in tools}
    schemas: Mapping[str, Callable[[Tool], dict[str, Any]]] = {
        "with definitions": lambda tool: with_definitions(
            tool.operation.arguments, _used(tool, tool_api)
        ),
        "to a depth": lambda tool: tool.input_schema,
        "of one level": lambda tool: tool.arguments_schema(View(1)),
        "described": lambda tool: tool.describe()["arguments"],
        "described briefly": lambda tool: tool.describe(budget=500)["arguments"],
    }
    problems = []
    checked = 0
    for arguments in tool_api.arguments(filling, choice):
        checked += 1
        tool = by_key[arguments.operation.key]
        for name, schema in schemas.items():
            validator = jsonschema_rs.Draft202012Validator(without_bounds(schema(tool)))
            problems += [
                f"{tool.name}, {name}: {error.instance_path}: {error.message[:200]}"
                for error in validator.iter_errors(dict(arguments.json))
            ]
        problems += [
            f"{tool.name}, check_arguments: {problem}"
            for problem in check_arguments(
                arguments.json, tool.operation, tool_api.catalogue.inputs
            )
        ]
    assert_none(problems)
    assert checked == len(tools)


def test_schemas_reject_misspelt_keys(tool_api: ToolApi, tools: list[Tool]) -> None:
    by_key = {tool.operation.key: tool for tool in tools}
    accepted = []
    for arguments in tool_api.arguments("everything", 0):
        tool = by_key[arguments.operation.key]
        wrong = {**arguments.json, MISSPELT: 1}
        validator = jsonschema_rs.Draft202012Validator(tool.input_schema)
        if validator.is_valid(wrong):
            accepted.append(f"{tool.name}: its schema")
        found = check_arguments(wrong, tool.operation, tool_api.catalogue.inputs)
        if [problem.path for problem in found] != [MISSPELT]:
            accepted.append(f"{tool.name}: check_arguments: {found}")
    assert_none(accepted)


def test_schemas_reject_misspelt_keys_of_nested_objects(stripe: ToolApi) -> None:
    accepted = []
    objects = 0
    for arguments in stripe.arguments("everything", 0):
        operation = arguments.operation
        value: dict[str, Any] = json.loads(json.dumps(arguments.json))
        for path, nested in list(nested_objects(value)):
            # The generated key of a map is as good as any.
            if not path or "key" in nested or not nested:
                continue
            objects += 1
            nested[MISSPELT] = 1
            found = check_arguments(value, operation, stripe.catalogue.inputs)
            del nested[MISSPELT]
            if not any(problem.path.endswith(MISSPELT) for problem in found):
                accepted.append(f"{operation.key}: {path}")
    assert_none(accepted)
    assert objects > 1000


def test_misspelt_key_is_not_sent(stripe: ToolApi) -> None:
    agent = SyncAgent()
    # A connection would fail with another error.
    client = stripe.package.Client("key_123", base_url="http://127.0.0.1:9")
    agent.register_api("stripe", client=client)
    result = agent.call_tool("PostCustomers", {"nmae": "Ada", "address": {"ctiy": "P"}})
    assert result.error is not None
    assert result.error.kind == "arguments"
    assert [problem.path for problem in result.error.problems] == [
        "nmae",
        "address.ctiy",
    ]
    assert "name" in result.error.problems[0].message
    assert "city" in result.error.problems[1].message


def _used(tool: Tool, tool_api: ToolApi) -> dict[str, Any]:
    """The definitions that the arguments of a tool lead to."""
    found: dict[str, Any] = {}
    pending = [tool.operation.arguments]
    while pending:
        schema = pending.pop()
        for name in set(_references(schema)) - found.keys():
            found[name] = tool_api.catalogue.inputs[name]
            pending.append(found[name])
    return found


def _references(schema: Any) -> Iterator[str]:
    if isinstance(schema, Mapping):
        if isinstance(schema.get("$ref"), str):
            yield schema["$ref"].removeprefix("#/")
        for member in schema.values():
            yield from _references(member)
    elif isinstance(schema, list):
        for member in schema:
            yield from _references(member)
