"""The tools that a server offers: four that find and call operations, or one for each operation.

Nothing here knows the protocol: tools are values, and calls return values.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from generator.agent import Agent, Tool, ToolResult
from generator.core.json import Json, JsonObject
from generator.mcp.clean_json import clean_json
from generator.mcp.kept_results import KeptResults
from generator.mcp.request import Mode
from generator.runtime.tools.check_arguments import check_value
from generator.runtime.tools.cut import compact
from generator.runtime.tools.results import ToolError
from generator.serving.redaction import Redactor

# A server with more tools than this offers `find` only; hosts limit the number of tools.
MOST_TOOLS: Final = 40
_MOST_HITS: Final = 20
_MOST_PAGES: Final = 20
# Source: RFC 9110, section 9.2.2.
_IDEMPOTENT: Final = ("PUT", "DELETE", "OPTIONS", "TRACE")
_LOGGER: Final = logging.getLogger(__name__)


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
        is_idempotent: whether a second call with the same arguments has no further effect.
        is_open_world: whether it reaches a server beyond this one.
    """

    name: str
    title: str
    description: str
    input_schema: JsonObject
    is_read_only: bool
    is_destructive: bool
    is_idempotent: bool
    is_open_world: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """The result of a tool: JSON, or an error in the same form."""

    data: Mapping[str, Json]
    is_error: bool = False

    @property
    def text(self) -> str:
        """The result as compact JSON."""
        return compact(self.data)


class UnknownToolError(Exception):
    """There is no tool of this name."""


class ToolServer:
    """Offers the tools of an agent. What it returns contains no secret and nothing invisible."""

    def __init__(
        self, agent: Agent, mode: Mode = "find", redactor: Redactor | None = None
    ) -> None:
        """Raises:
        ValueError: `each` is requested, but there are too many operations.
        """
        self._agent = agent
        self._redactor = redactor or Redactor()
        self._kept = KeptResults()
        self._by_name: dict[str, Tool] = {}
        tools = agent.tools
        if mode == "find":
            has_changes = any(tool.effect != "read" for tool in tools)
            self._offered = [*_FINDING, *([_CHANGE] if has_changes else [])]
            return
        if len(tools) > MOST_TOOLS:
            raise ValueError(
                f"{len(tools)} operations are too many for a tool each: select at most "
                f"{MOST_TOOLS}, or offer the tools that find operations"
            )
        self._by_name = {tool.provider_name: tool for tool in tools}
        self._offered = [_offered(name, tool) for name, tool in self._by_name.items()]
        self._offered.append(_REST)

    @property
    def offered(self) -> list[OfferedTool]:
        """The tools, in a fixed order."""
        return list(self._offered)

    async def call(self, name: str, arguments: Mapping[str, Json]) -> Reply:
        """Call a tool. Errors are replies.

        Raises:
            UnknownToolError: there is none of this name.
        """
        offered = next((tool for tool in self._offered if tool.name == name), None)
        if offered is None:
            raise UnknownToolError(self._redactor.redact(f"there is no tool {name!r}"))
        try:
            if name in self._by_name:
                tool = self._by_name[name]
                return self._reply(await self._agent.call_tool(tool.name, arguments))
            return await self._call(offered, _with_parsed_arguments(arguments))
        except Exception:
            # A traceback could show a secret to the host; the log does not.
            _LOGGER.exception("the tool %s failed", name)
            return self._error("internal", "codegen failed; its log has the details")

    async def _call(self, offered: OfferedTool, arguments: Mapping[str, Json]) -> Reply:
        problems = check_value(arguments, offered.input_schema, {})
        if problems:
            return self._error("arguments", "; ".join(map(str, problems)))
        match offered.name:
            case "search_operations":
                return self._search(arguments)
            case "describe_operation":
                return self._with_tool(
                    arguments, lambda tool: _describe(tool, arguments)
                )
            case _ if "rest" in arguments:
                return self._rest(arguments)
            case _:
                return await self._call_operation(offered, arguments)

    def _search(self, arguments: Mapping[str, Json]) -> Reply:
        limit = max(1, min(arguments.get("limit", 5), _MOST_HITS))
        found = self._agent.search_tools(arguments["query"], limit)
        return self._answer({"operations": [_hit(tool) for tool in found]})

    def _with_tool(
        self,
        arguments: Mapping[str, Json],
        make: Callable[[Tool], Mapping[str, Json] | ToolError],
    ) -> Reply:
        try:
            made = make(self._agent.get_tool(arguments["operation"]))
        except LookupError as error:
            return self._error(
                "unknown_operation", str(error), "search for the operation"
            )
        return (
            self._failure(made) if isinstance(made, ToolError) else self._answer(made)
        )

    async def _call_operation(
        self, offered: OfferedTool, arguments: Mapping[str, Json]
    ) -> Reply:
        if "operation" not in arguments:
            return self._error("arguments", "operation: is required")
        operation = arguments["operation"]
        if offered.is_read_only:
            refusal = self._with_tool(arguments, _only_reads)
            if refusal.is_error:
                return refusal
        return self._reply(
            await self._agent.call_tool(
                operation,
                arguments.get("arguments"),
                pages=max(1, min(arguments.get("pages", 1), _MOST_PAGES)),
                fields=tuple(arguments.get("fields", ())),
            )
        )

    def _rest(self, arguments: Mapping[str, Json]) -> Reply:
        key = arguments["rest"]
        reply = self._kept.rest(key, arguments.get("fields", ()))
        if reply is None:
            return self._error(
                "arguments",
                f"the result {key!r} is not kept any more",
                "call the operation again, with `fields` of what you need",
            )
        return Reply(reply)

    def _reply(self, result: ToolResult) -> Reply:
        if result.error is not None:
            return self._failure(result.error)
        # Clean first, since that could join the parts of a secret; cut last, since that could
        # leave a part of one.
        data = self._redactor.redact_json(clean_json(result.data))
        reply = self._kept.shorten(data)
        if result.status is not None:
            reply["status"] = result.status
        return Reply(reply)

    def _answer(self, data: Mapping[str, Json]) -> Reply:
        return Reply(self._redactor.redact_json(clean_json(data)))

    def _failure(self, error: ToolError) -> Reply:
        written = clean_json(error.to_dict())
        written["message"] = self._redactor.redact_end(written["message"])
        return Reply({"error": self._redactor.redact_json(written)}, is_error=True)

    def _error(self, kind: str, message: str, suggestion: str | None = None) -> Reply:
        return self._failure(
            ToolError(kind=kind, message=message, suggestion=suggestion)
        )


def _only_reads(tool: Tool) -> Mapping[str, Json] | ToolError:
    if tool.effect == "read":
        return {}
    return ToolError(
        kind="policy",
        message=f"{tool.name} changes data",
        suggestion="call it with change_operation",
    )


def _with_parsed_arguments(arguments: Mapping[str, Json]) -> Mapping[str, Json]:
    """Parse the arguments of an operation if they are JSON in a string, as some models write it."""
    given = arguments.get("arguments")
    if isinstance(given, str):
        try:
            return {**arguments, "arguments": json.loads(given)}
        except ValueError:
            pass
    return arguments


def _describe(
    tool: Tool, arguments: Mapping[str, Json]
) -> Mapping[str, Json] | ToolError:
    try:
        if "argument" in arguments:
            return tool.describe_argument(arguments["argument"])
        described = tool.describe()
        if "expand" in arguments:
            described["response"] = tool.response_schema(arguments["expand"])
    except LookupError as error:
        suggestion = "describe the operation without `argument`"
        return ToolError(kind="arguments", message=str(error), suggestion=suggestion)
    except ValueError as error:
        return ToolError(kind="arguments", message=str(error))
    return described


def _offered(name: str, tool: Tool) -> OfferedTool:
    is_read_only = tool.effect == "read"
    return OfferedTool(
        name=name,
        title=clean_json(tool.summary),
        description=clean_json(tool.description),
        input_schema=clean_json(tool.input_schema),
        is_read_only=is_read_only,
        # A change may overwrite; which ones only add is not in a document.
        is_destructive=not is_read_only,
        is_idempotent=is_read_only or tool.operation.method in _IDEMPOTENT,
        is_open_world=True,
    )


def _hit(tool: Tool) -> dict[str, Json]:
    return {
        "operation": tool.name,
        "effect": tool.effect,
        "summary": tool.summary,
        **({"deprecated": True} if tool.operation.deprecated else {}),
    }


_OPERATION: Final = {"type": "string", "description": "Name, as search returns it."}
_ARGUMENTS: Final = {
    "type": "object",
    "description": "As describe_operation lists them.",
}
_FIELDS: Final = {
    "type": "array",
    "items": {"type": "string"},
    "description": "Paths to return: data.id.",
}
_REST_KEY: Final = {
    "type": "string",
    "description": "`more.rest` of a cut result, to get its rest instead.",
}


def _find_tool(
    name: str,
    title: str,
    description: str,
    properties: Mapping[str, Json],
    *,
    required: tuple[str, ...] = (),
    changes: bool = False,
    is_local: bool = False,
) -> OfferedTool:
    return OfferedTool(
        name=name,
        title=title,
        description=description,
        input_schema={
            "type": "object",
            "properties": dict(properties),
            **({"required": list(required)} if required else {}),
            "additionalProperties": False,
        },
        is_read_only=not changes,
        is_destructive=changes,
        is_idempotent=not changes,
        is_open_world=not is_local,
    )


_FINDING: Final = (
    _find_tool(
        "search_operations",
        "Search operations",
        "Find operations of the API by what they do.",
        {
            "query": {"type": "string", "description": "A few words."},
            "limit": {"type": "integer", "minimum": 1, "maximum": _MOST_HITS},
        },
        required=("query",),
        is_local=True,
    ),
    _find_tool(
        "describe_operation",
        "Describe an operation",
        "Show the arguments and response of an operation: first, before calling it.",
        {
            "operation": _OPERATION,
            "argument": {
                "type": "string",
                "description": "Show only this argument, in full: shipping.address.",
            },
            "expand": {
                "type": "array",
                "items": {"type": "string"},
                "description": "Expandable fields of the response to show as objects.",
            },
        },
        required=("operation",),
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
                "maximum": _MOST_PAGES,
                "description": "Pages of a list to fetch.",
            },
            "rest": _REST_KEY,
        },
    ),
)
_CHANGE: Final = _find_tool(
    "change_operation",
    "Change data of the API",
    "Call an operation that creates, changes or deletes.",
    {"operation": _OPERATION, "arguments": _ARGUMENTS, "fields": _FIELDS},
    required=("operation",),
    changes=True,
)
_REST: Final = _find_tool(
    "read_rest_of_result",
    "Read the rest of a result",
    "Get what a long result of another tool left out.",
    {
        "rest": {**_REST_KEY, "description": "`more.rest` of the result."},
        "fields": _FIELDS,
    },
    required=("rest",),
    is_local=True,
)
