# SPDX-License-Identifier: MIT
"""Results of tools: a value, or an error that a language model can act on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..models.json_values import is_array, is_object
from .check_arguments import ArgumentProblem
from .cut import compact, cut_data

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
_LARGEST_MESSAGE: Final = 1_000
# Names of left out parts in a note, and the characters that the note may take.
_MOST_NAMES: Final = 20
_NOTE_SIZE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolError:
    """Why a call failed, and what to do.

    Attributes:
        kind: `arguments`, `policy`, `unknown_operation`, `connection`, `credentials`, `status`,
            `response` or `file`.
        message: What happened.
        type: The error type in the body of the response, if it has one.
        code: The error code in the body of the response, if it has one.
        parameter: The argument that is to blame, if known.
        status: The HTTP status of the response, if there was one.
        request_id: The server's ID of the request, if it sent one.
        suggestion: What to do.
        problems: What is wrong with the arguments.
    """

    kind: str
    message: str
    type: str | None = None
    code: str | None = None
    parameter: str | None = None
    status: int | None = None
    request_id: str | None = None
    suggestion: str | None = None
    problems: tuple[ArgumentProblem, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the error as JSON, without members that are empty."""
        written = {
            name: getattr(self, name)
            for name in self.__dataclass_fields__
            if name != "problems"
        }
        problems = [
            {"argument": problem.path, "problem": problem.message}
            for problem in self.problems
        ]
        return {
            **{name: value for name, value in written.items() if value is not None},
            **({"problems": problems} if problems else {}),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """The result of a call.

    Attributes:
        operation: The key of the operation.
        value: What the function of the client returned: a model, or None.
        data: The same as JSON; for several pages, the last page with the items of all.
        error: Why the call failed; None if it did not.
        status: The HTTP status of the response, if there was one.
        request_id: The server's ID of the request, if it sent one.
        has_more: Whether there is another page.
    """

    operation: str
    value: Any = None
    data: Any = None
    error: ToolError | None = None
    status: int | None = None
    request_id: str | None = None
    has_more: bool = False

    @property
    def is_error(self) -> bool:
        """Whether the call failed."""
        return self.error is not None

    def text(self, limit: int | None = None) -> str:
        """Return the result as compact JSON.

        Args:
            limit: The most characters. A longer result is cut between its members, and says so.
        """
        data = self.data if self.error is None else {"error": self.error.to_dict()}
        return compact(data) if limit is None else compact(cut(data, limit))


def cut(data: Any, limit: int) -> Any:
    """Return JSON data without what exceeds `limit` characters.

    Data that was cut is an object: a member `_omitted` says what is missing and how to get it. Data
    that is no object is then the member `data`.
    """
    shown = cut_data(data, limit)
    if not shown.left_out:
        return data
    shown = cut_data(data, max(limit - _NOTE_SIZE, 0))
    names = [str(part) for part in shown.left_out[:_MOST_NAMES]]
    more = len(shown.left_out) - len(names)
    note = (
        f"left out: {', '.join(names)}{f' and {more} more' if more else ''}; "
        "ask for parts by `fields`"
    )
    if is_object(shown.data):
        return {**shown.data, "_omitted": note}
    return {"data": shown.data, "_omitted": note}


def select_fields(data: Any, paths: list[str]) -> Any:
    """Return only what dotted paths lead to: `data.id`, `data.address.city`.

    Lists are passed through: a path holds for each of their items. A path that leads nowhere is
    ignored.
    """
    tree: dict[str, Any] = {}
    for path in paths:
        branch = tree
        for part in path.split("."):
            branch = branch.setdefault(part, {})
    return _selected(data, tree)


def _selected(data: Any, tree: Mapping[str, Any]) -> Any:
    if not tree:
        return data
    if is_array(data):
        return [_selected(item, tree) for item in data]
    if not is_object(data):
        return data
    return {
        name: _selected(data[name], branch)
        for name, branch in tree.items()
        if name in data
    }


def error_of(error: Exception, parameter: str | None) -> ToolError:
    """Return the error of a call as data. `error` is an `ApiError` of some client, by its shape."""
    status = getattr(error, "status", None)
    kind = _kind_of(error, status)
    message = getattr(error, "message", None) or str(error)
    return ToolError(
        kind=kind,
        message=str(message)[:_LARGEST_MESSAGE],
        type=getattr(error, "type", None),
        code=getattr(error, "code", None),
        parameter=parameter,
        status=status,
        request_id=getattr(error, "request_id", None),
        suggestion=_suggestion(kind, status),
    )


def _kind_of(error: Exception, status: int | None) -> str:
    names = {cls.__name__ for cls in type(error).__mro__}
    if "ApiCredentialsError" in names:
        return "credentials"
    if "ApiConnectionError" in names:
        return "connection"
    if "ApiStatusError" in names:
        return "status"
    return "response" if status is not None else "connection"


def _suggestion(kind: str, status: int | None) -> str | None:
    if kind == "credentials":
        return "ask the user to configure credentials for this API"
    if kind == "connection":
        return "the server cannot be reached: try again later, or ask the user"
    if status is not None and status >= 500:
        return "the server failed: try again later"
    return _SUGGESTIONS.get(status or 0)
