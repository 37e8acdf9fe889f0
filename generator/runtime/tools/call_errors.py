# SPDX-License-Identifier: MIT
"""Failures of calls as results that a language model can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..models.json_values import is_array, is_object
from .catalogue import CatalogueOperation
from .check_arguments import ArgumentProblem
from .response_data import json_of
from .results import ToolError, ToolResult

_SUGGESTIONS: Final[Mapping[int, str]] = {
    400: "correct the arguments; the description of the operation lists them",
    401: "the credentials are missing or wrong: ask the user to check them",
    402: "the request was valid, but a payment failed: tell the user",
    403: "the credentials do not permit this operation: tell the user",
    404: "check the ID; list or search to find the right one",
    409: "the resource was changed meanwhile, or exists: retrieve it and decide again",
    422: "correct the values of the arguments",
    429: "wait, then call again with fewer requests",
}
_LONGEST_MESSAGE: Final = 1_000
# Members of error bodies that name an argument, by which APIs have them: Stripe; RFC 9457 and
# JSON:API (`pointer`); FastAPI (`loc`); others.
_PARAMETER_MEMBERS: Final = ("param", "parameter", "field", "pointer", "loc")


def refused(operation: CatalogueOperation, reason: str) -> ToolResult:
    """Return the result of a call that a policy or a hook did not permit."""
    error = ToolError(
        kind="policy",
        message=reason,
        suggestion="nothing was sent; ask the user whether this may be done",
    )
    return ToolResult(operation=operation.key, error=error)


def unknown_operation(name: str, message: str) -> ToolResult:
    """Return the result of a call of an operation that is not there, or not allowed."""
    error = ToolError(
        kind="unknown_operation", message=message, suggestion="search for the operation"
    )
    return ToolResult(operation=name, error=error)


def wrong_arguments(
    operation: CatalogueOperation, problems: Sequence[ArgumentProblem]
) -> ToolResult:
    """Return the result of a call whose arguments do not fit; nothing was sent."""
    error = ToolError(
        kind="arguments",
        message="; ".join(map(str, problems)),
        parameter=problems[0].path or None if len(problems) == 1 else None,
        suggestion="correct the arguments and call again; nothing was sent",
        problems=tuple(problems),
    )
    return ToolResult(operation=operation.key, error=error)


def file_error(operation: CatalogueOperation, error: OSError) -> ToolResult:
    """Return the result of a call that could not read or write a file."""
    # Without the path, which the model does not need.
    message = error.strerror or type(error).__name__
    problem = ToolError(kind="file", message=f"a file cannot be used: {message}")
    return ToolResult(operation=operation.key, error=problem)


def failed(operation: CatalogueOperation, error: Exception) -> ToolResult:
    """Return the result of a call that raised the `ApiError` of some client, known by its shape."""
    status = getattr(error, "status", None)
    kind = _kind_of(error, status)
    message = getattr(error, "message", None) or str(error)
    body = json_of(getattr(error, "body", None))
    problem = ToolError(
        kind=kind,
        message=str(message)[:_LONGEST_MESSAGE],
        type=_string(getattr(error, "type", None)),
        code=_string(getattr(error, "code", None)),
        parameter=_parameter(body, str(message), operation),
        status=status,
        request_id=getattr(error, "request_id", None),
        suggestion=_suggestion(kind, status),
    )
    return ToolResult(
        operation=operation.key,
        error=problem,
        status=status,
        request_id=problem.request_id,
    )


def _string(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and value != "" else None


def _kind_of(error: Exception, status: int | None) -> str:
    names = {cls.__name__ for cls in type(error).__mro__}
    if "ApiCredentialsError" in names:
        return "credentials"
    if "ApiStatusError" in names:
        return "status"
    if "ApiConnectionError" in names:
        return "connection"
    return "response"


def _suggestion(kind: str, status: int | None) -> str | None:
    if kind == "credentials":
        return "ask the user to configure credentials for this API"
    if kind == "connection":
        return "the server cannot be reached: try again later, or ask the user"
    if kind == "response":
        return "the server's response cannot be used; for a change, check whether it was made"
    if status is not None and status >= 500:
        return "the server failed: try again later"
    return _SUGGESTIONS.get(status or 0)


def _parameter(body: Any, message: str, operation: CatalogueOperation) -> str | None:
    """Return the argument that an error response blames, if it names one."""
    pending = [body]
    while pending:
        found = pending.pop(0)
        if is_array(found):
            pending += found[:1]
        if not is_object(found):
            continue
        for member in _PARAMETER_MEMBERS:
            name = _path(found.get(member))
            if name is not None:
                return name
        pending += [value for value in found.values() if is_object(value)]
        pending += [value for value in found.values() if is_array(value)]
    properties: Mapping[str, Any] = operation.arguments.get("properties", {})
    return next((name for name in properties if f"'{name}'" in message), None)


def _path(value: object) -> str | None:
    """Return a name, a JSON Pointer or a list of keys as a dotted path; None if it is none."""
    if is_array(value):
        value = "/".join(map(str, value))
    if not isinstance(value, str) or not value.strip("#/"):
        return None
    return value.strip("#/").replace("/", ".") if "/" in value else value
