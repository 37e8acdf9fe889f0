"""The tools that a server offers: four that find and call operations, or one for each operation.

Nothing here knows the protocol: tools are values, and calls return values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from generator.agent import Agent, Tool, ToolResult
from generator.core.json import Json, JsonObject
from generator.runtime.tools.results import ToolError, compact, cut

Mode: TypeAlias = Literal["find", "each"]

# A server with more tools than this offers `find` only; hosts limit the number of tools.
MOST_TOOLS: Final = 40
# Characters of a result: about 6,000 tokens.
RESULT_LIMIT: Final = 20_000
_MOST_HITS: Final = 20

_OPERATION: Final = {"type": "string", "description": "Name, as search returns it."}
_ARGUMENTS: Final = {
    "type": "object",
    "description": "Arguments, as describe_operation lists them.",
}
_FIELDS: Final = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Return only these paths, such as data.id.",
}


@dataclass(frozen=True, slots=True)
class OfferedTool:
    """A tool as a host sees it.

    Attributes:
        name: its name.
        title: its name for people.
        description: what it does.
        input_schema: JSON Schema of its arguments.
        is_read_only: whether it changes nothing.
        is_destructive: whether it may delete or overwrite.
        is_open_world: whether it reaches a server beyond this one.
    """

    name: str
    title: str
    description: str
    input_schema: JsonObject
    is_read_only: bool
    is_destructive: bool
    is_open_world: bool = True


@dataclass(frozen=True, slots=True)
class Reply:
    """The result of a tool: JSON, or an error in the same form."""

    data: Json
    is_error: bool = False

    @property
    def text(self) -> str:
        """The result as compact JSON."""
        return compact(self.data)


class ToolServer:
    """Offers the tools of an agent."""

    def __init__(self, agent: Agent, mode: Mode = "find") -> None:
        """Raises:
        ValueError: `each` is asked for, but there are too many operations.
        """
        self._agent = agent
        self._tools = agent.tools
        if mode == "each" and len(self._tools) > MOST_TOOLS:
            raise ValueError(
                f"{len(self._tools)} operations are too many for a tool each: select at most "
                f"{MOST_TOOLS}, or offer the tools that find operations"
            )
        self._mode = mode

    @property
    def offered(self) -> list[OfferedTool]:
        """The tools, in a fixed order."""
        if self._mode == "each":
            return [_offered(tool) for tool in self._tools]
        names = ["search_operations", "describe_operation", "read_operation"]
        if any(tool.effect != "read" for tool in self._tools):
            names.append("change_operation")
        return [_FIND_TOOLS[name] for name in names]

    async def call(self, name: str, arguments: Mapping[str, Json]) -> Reply:
        """Call a tool."""
        if self._mode == "each":
            return _reply(await self._agent.call_tool(name, arguments))
        match name:
            case "search_operations":
                return self._search(arguments)
            case "describe_operation":
                return self._describe(arguments)
            case "read_operation" | "change_operation":
                return await self._call(name, arguments)
            case _:
                return _error("unknown_operation", f"there is no tool {name!r}")

    def _search(self, arguments: Mapping[str, Json]) -> Reply:
        query, limit = arguments.get("query"), arguments.get("limit", 5)
        if not isinstance(query, str) or not isinstance(limit, int):
            return _error("arguments", "query must be a string, and limit an integer")
        found = self._agent.search_tools(query, max(1, min(limit, _MOST_HITS)))
        return Reply({"operations": [_hit(tool) for tool in found]})

    def _describe(self, arguments: Mapping[str, Json]) -> Reply:
        try:
            tool = self._agent.get_tool(str(arguments.get("operation", "")))
        except LookupError as error:
            return _error("unknown_operation", str(error), "search for the operation")
        argument = arguments.get("argument")
        if argument is not None:
            return _describe_argument(tool, str(argument))
        described = tool.describe()
        expand = arguments.get("expand")
        if isinstance(expand, list) and tool.operation.response is not None:
            paths = [path for path in expand if isinstance(path, str)]
            described["response"] = tool.response_schema(paths)
        return Reply(described)

    async def _call(self, name: str, arguments: Mapping[str, Json]) -> Reply:
        operation = str(arguments.get("operation", ""))
        try:
            tool = self._agent.get_tool(operation)
        except LookupError as error:
            return _error("unknown_operation", str(error), "search for the operation")
        if name == "read_operation" and tool.effect != "read":
            return _error(
                "policy",
                f"{tool.name} changes data",
                "call it with change_operation",
            )
        given = arguments.get("arguments")
        pages, fields = arguments.get("pages", 1), arguments.get("fields") or []
        if not isinstance(given, Mapping | None):
            return _error("arguments", "arguments must be an object")
        if not isinstance(pages, int) or not isinstance(fields, list):
            return _error("arguments", "pages must be an integer, and fields a list")
        return _reply(
            await self._agent.call_tool(
                operation, given, pages=pages, fields=tuple(map(str, fields))
            )
        )


def _describe_argument(tool: Tool, name: str) -> Reply:
    try:
        return Reply(tool.describe_argument(name))
    except LookupError as error:
        return _error("arguments", str(error), "describe the whole operation")


def _offered(tool: Tool) -> OfferedTool:
    name = tool.name.replace(".", "_")
    return OfferedTool(
        name=name,
        title=tool.summary,
        description=tool.description,
        input_schema=tool.input_schema,
        is_read_only=tool.effect == "read",
        is_destructive=tool.effect == "delete",
    )


def _hit(tool: Tool) -> dict[str, Json]:
    return {
        "operation": tool.name,
        "effect": tool.effect,
        "summary": tool.summary,
        **({"deprecated": True} if tool.operation.deprecated else {}),
    }


def _reply(result: ToolResult) -> Reply:
    if result.error is not None:
        return Reply({"error": result.error.to_dict()}, is_error=True)
    data: dict[str, Json] = {"data": cut(result.data, RESULT_LIMIT)}
    if result.status is not None:
        data["status"] = result.status
    return Reply(data)


def _error(kind: str, message: str, suggestion: str | None = None) -> Reply:
    error = ToolError(kind=kind, message=message, suggestion=suggestion)
    return Reply({"error": error.to_dict()}, is_error=True)


def _find_tool(
    name: str,
    title: str,
    description: str,
    properties: Mapping[str, Json],
    *,
    changes: bool = False,
    is_local: bool = False,
) -> OfferedTool:
    required = [next(iter(properties))]
    return OfferedTool(
        name=name,
        title=title,
        description=description,
        input_schema={
            "type": "object",
            "properties": dict(properties),
            "required": required,
            "additionalProperties": False,
        },
        is_read_only=not changes,
        is_destructive=changes,
        is_open_world=not is_local,
    )


_FIND_TOOLS: Final[Mapping[str, OfferedTool]] = {
    tool.name: tool
    for tool in (
        _find_tool(
            "search_operations",
            "Search operations",
            "Find operations of the API by what they do.",
            {
                "query": {"type": "string", "description": "A few words."},
                "limit": {"type": "integer", "minimum": 1, "maximum": _MOST_HITS},
            },
            is_local=True,
        ),
        _find_tool(
            "describe_operation",
            "Describe an operation",
            "Show the arguments and the response of an operation. Do so before calling it.",
            {
                "operation": _OPERATION,
                "argument": {
                    "type": "string",
                    "description": "Show only this argument, in full: shipping.address.",
                },
                "expand": {
                    "type": "array",
                    "items": {"type": "string"},
                    "description": "Show these expandable fields of the response as objects.",
                },
            },
            is_local=True,
        ),
        _find_tool(
            "read_operation",
            "Read from the API",
            "Call an operation that only reads.",
            {
                "operation": _OPERATION,
                "arguments": _ARGUMENTS,
                "fields": _FIELDS,
                "pages": {
                    "type": "integer",
                    "minimum": 1,
                    "maximum": 20,
                    "description": "Pages of a list to fetch.",
                },
            },
        ),
        _find_tool(
            "change_operation",
            "Change data of the API",
            "Call an operation that creates, changes or deletes.",
            {"operation": _OPERATION, "arguments": _ARGUMENTS, "fields": _FIELDS},
            changes=True,
        ),
    )
}
