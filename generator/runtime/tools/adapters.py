# SPDX-License-Identifier: MIT
"""Tools in the form that the APIs of language models take, in the dialect that each accepts.

Sources: Anthropic, "Tool use"; OpenAI, "Function calling"; Google, "Function calling" and the
`Schema` object of the Gemini API, which is a subset of OpenAPI 3.0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..models.json_values import is_object
from .schema_views import View
from .tool import Tool

# Levels of nested objects that all providers accept.
_DEPTH: Final = 4
_GEMINI_KEYWORDS: Final = frozenset(
    {
        *("type", "format", "description", "enum", "properties", "required", "items"),
        *("anyOf", "nullable", "minimum", "maximum", "minItems", "maxItems"),
        *("minLength", "maxLength", "pattern"),
    }
)
_GEMINI_FORMATS: Final = frozenset({"date-time", "enum"})


def tool_name(tool: Tool) -> str:
    """Return the name of a tool for a provider, which accepts no dots."""
    return tool.name.replace(".", "_")


def as_anthropic(tools: Iterable[Tool]) -> list[dict[str, Any]]:
    """Return tools for `tools=` of Anthropic's Messages API."""
    return [
        {
            "name": tool_name(tool),
            "description": tool.description,
            "input_schema": _parameters(tool),
        }
        for tool in tools
    ]


def as_openai(tools: Iterable[Tool]) -> list[dict[str, Any]]:
    """Return tools for `tools=` of OpenAI's Chat Completions API."""
    return [
        {
            "type": "function",
            "function": {
                "name": tool_name(tool),
                "description": tool.description,
                "parameters": _parameters(tool),
            },
        }
        for tool in tools
    ]


def as_gemini(tools: Iterable[Tool]) -> list[dict[str, Any]]:
    """Return function declarations for `tools=` of Google's Gemini API."""
    return [
        {
            "name": tool_name(tool),
            "description": tool.description,
            "parameters": _gemini(_parameters(tool)),
        }
        for tool in tools
    ]


def _parameters(tool: Tool) -> dict[str, Any]:
    return tool.arguments_schema(View(_DEPTH))


def _gemini(schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return a schema in the subset of OpenAPI 3.0 that Gemini takes."""
    result = {
        name: value for name, value in schema.items() if name in _GEMINI_KEYWORDS
    }
    if "const" in schema:
        result["enum"] = [schema["const"]]
    _set_type(result, schema.get("type"))
    _set_enum(result)
    if result.get("format") not in _GEMINI_FORMATS:
        result.pop("format", None)
    if "properties" in result:
        result["properties"] = {
            name: _gemini(member) for name, member in result["properties"].items()
        }
    items = schema.get("items")
    if "prefixItems" in schema:
        result["items"] = {"anyOf": [_gemini(item) for item in schema["prefixItems"]]}
    elif is_object(items):
        result["items"] = _gemini(items)
    if "anyOf" in result:
        _set_alternatives(result)
    return result


def _set_type(result: dict[str, Any], types: Any) -> None:
    """Gemini takes one type, and `nullable` for null."""
    if isinstance(types, list):
        others = [name for name in types if name != "null"]
        result["nullable"] = len(others) < len(types)
        if len(others) == 1:
            result["type"] = others[0]
        else:
            del result["type"]
            result["anyOf"] = [{"type": name} for name in others]


def _set_enum(result: dict[str, Any]) -> None:
    """Gemini takes enums of strings that are not empty."""
    values = result.get("enum")
    if values is None:
        return
    kept = [value for value in values if isinstance(value, str) and value]
    if kept and result.get("type") == "string":
        result["enum"] = kept
        result["format"] = "enum"
    else:
        del result["enum"]


def _set_alternatives(result: dict[str, Any]) -> None:
    alternatives = [_gemini(alternative) for alternative in result["anyOf"]]
    kept = [each for each in alternatives if each.get("type") != "null"]
    if len(kept) < len(alternatives):
        result["nullable"] = True
    distinct = [each for index, each in enumerate(kept) if each not in kept[:index]]
    if len(distinct) == 1:
        del result["anyOf"]
        description = result.get("description")
        result |= distinct[0]
        if description:
            result["description"] = description
    else:
        result["anyOf"] = distinct
