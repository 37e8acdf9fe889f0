"""Tools in the dialects of providers, judged by their documented rules, over tests/cases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from generator.runtime.tools.adapters import as_anthropic, as_gemini, as_openai
from generator.runtime.tools.dialects import gemini_schema
from tests.cases.building import CASES

NAME = re.compile("[A-Za-z_][A-Za-z0-9_-]{0,50}")
_UNIONS = {"anyOf", "oneOf", "allOf", "enum", "not", "const"}
_GEMINI_TYPES = {"string", "number", "integer", "boolean", "array", "object"}
# Fields of `Schema` in the reference of the Gemini API.
_GEMINI_FIELDS = {
    *("type", "format", "title", "description", "nullable", "enum", "items"),
    *("maxItems", "minItems", "properties", "required", "minProperties", "anyOf"),
    *("maxProperties", "minimum", "maximum", "minLength", "maxLength", "pattern"),
}
_GEMINI_FORMATS = {
    "string": {"enum", "date-time"},
    "integer": {"int32", "int64"},
    "number": {"float", "double"},
}
# Levels of objects and lists, of which OpenAI accepts 10 in strict mode.
_MOST_LEVELS = 10


def _tools(package: ModuleType) -> list[Any]:
    agent = package.tools.SyncAgent()
    client = package.Client(package.Anonymous(), base_url="http://127.0.0.1:1")
    agent.register_api("api", client=client)
    return list(agent.tools)


def _subschemas(schema: Any, level: int = 0) -> Iterator[tuple[Mapping[str, Any], int]]:
    yield schema, level
    for member in schema.get("properties", {}).values():
        yield from _subschemas(member, level + 1)
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), Mapping):
            yield from _subschemas(schema[keyword], level + 1)
    for member in (*schema.get("anyOf", ()), *schema.get("prefixItems", ())):
        yield from _subschemas(member, level)


def _check_json_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["type"] == "object"
    assert _UNIONS.isdisjoint(schema)
    for member, level in _subschemas(schema):
        assert level <= _MOST_LEVELS
        assert "$ref" not in member
        assert "prefixItems" not in member
        types = member.get("type", [])
        if "array" in ([types] if isinstance(types, str) else types):
            assert isinstance(member["items"], Mapping)
    assert set(schema.get("required", ())) <= schema["properties"].keys()


def _check_gemini(schema: dict[str, Any]) -> None:
    for member, level in _subschemas(schema):
        assert level <= _MOST_LEVELS
        assert member.keys() <= _GEMINI_FIELDS
        type_ = member.get("type")
        assert (type_ in _GEMINI_TYPES) != ("anyOf" in member)
        if "format" in member:
            assert member["format"] in _GEMINI_FORMATS[str(type_)]
        if "enum" in member:
            assert type_ == "string"
            assert all(isinstance(value, str) and value for value in member["enum"])
        assert ("items" in member) == (type_ == "array")
        assert set(member.get("required", ())) <= member.get("properties", {}).keys()
        if "anyOf" in member:
            assert len(member["anyOf"]) > 1


@pytest.mark.parametrize("case", CASES)
def test_dialects(case: str, client_with_tools: Callable[[str], ModuleType]) -> None:
    tools = _tools(client_with_tools(case))
    anthropic, openai, gemini = as_anthropic(tools), as_openai(tools), as_gemini(tools)
    for tool, for_anthropic, for_openai, for_gemini in zip(
        tools, anthropic, openai, gemini, strict=True
    ):
        assert for_anthropic.keys() == {"name", "description", "input_schema"}
        assert for_openai.keys() == {"type", "function"}
        assert for_openai["type"] == "function"
        function = for_openai["function"]
        assert function.keys() == {"name", "description", "parameters"}
        assert for_gemini.keys() <= {"name", "description", "parameters"}
        for declared in (for_anthropic, function, for_gemini):
            assert declared["name"] == tool.provider_name
            assert NAME.fullmatch(declared["name"])
            assert 0 < len(declared["description"]) <= 1024
        _check_json_schema(for_anthropic["input_schema"])
        _check_json_schema(function["parameters"])
        assert bool(tool.operation.arguments["properties"]) == (
            "parameters" in for_gemini
        )
        if "parameters" in for_gemini:
            assert for_gemini["parameters"]["type"] == "object"
            _check_gemini(for_gemini["parameters"])
    assert len({tool.provider_name.casefold() for tool in tools}) == len(tools)


@pytest.mark.parametrize("type_", ["string", ["string", "null"]])
def test_gemini_keeps_the_strings_of_an_enum(type_: Any) -> None:
    schema = gemini_schema({"type": type_, "enum": ["exempt", "none", "", None]})
    is_nullable = {"nullable": True} if type_ != "string" else {}
    assert schema == {
        "type": "string",
        "enum": ["exempt", "none"],
        "format": "enum",
        **is_nullable,
    }


def test_call_by_the_name_for_providers(agent: Any) -> None:
    [tool] = agent.search_tools("create a customer", limit=1)
    name = tool.as_anthropic()["name"]
    assert agent.call_tool(name, {}).error.problems[0].path == "name"
