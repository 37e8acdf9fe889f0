# SPDX-License-Identifier: MIT
"""Results of tools: a value, or an error that a language model can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Final

from ..models.json_values import is_array, is_object
from .check_arguments import ArgumentProblem
from .cut import compact, cut_data

# Characters of the note about what a cut result lacks.
_LONGEST_NOTE: Final = 200
_NOTE_END: Final = "; ask for parts by `fields`"
_AROUND: Final = len('{"data":,"_omitted":""}')


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
            member.name: value
            for member in fields(self)
            if member.name != "problems"
            and (value := getattr(self, member.name)) is not None
        }
        if self.problems:
            written["problems"] = [
                {"argument": problem.path, "problem": problem.message}
                for problem in self.problems
            ]
        return written


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolResult:
    """The result of a call.

    Attributes:
        operation: The key of the operation.
        value: What the function of the client returned: a model, a list, or None; of a stream, the
            list of its items, and of a download the path of the file. For several pages, the last
            page. None as well if the content of the response does not fit the document.
        data: The same as JSON, without secrets; for several pages, the last page with the items of
            all.
        error: Why the call failed; None if it did not.
        status: The HTTP status of the response, if there was one.
        request_id: The server's ID of the request, if it sent one.
        has_more: Whether there are more pages, or more items of a stream.
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
            limit: The most characters, at least 300. A longer result is cut between its members,
                and says so.
        """
        data = self.data if self.error is None else {"error": self.error.to_dict()}
        return compact(data) if limit is None else compact(cut(data, limit))


def cut(data: Any, limit: int) -> Any:
    """Return JSON data without what exceeds `limit` characters.

    A member `_omitted` of the result says what is missing and how to get it. Data that is no object
    becomes the member `data`.
    """
    if len(compact(data)) <= limit:
        return data
    shown = cut_data(data, limit - _LONGEST_NOTE - _AROUND)
    note = _note([str(part) or "a part" for part in shown.left_out])
    if is_object(shown.data):
        return {**shown.data, "_omitted": note}
    return {"data": shown.data, "_omitted": note}


def _note(omitted: list[str]) -> str:
    note = f"left out: {', '.join(omitted)}"
    most = _LONGEST_NOTE - len(_NOTE_END)
    if len(note) > most:
        note = f"{note[: most - 2].rpartition(',')[0] or note[: most - 2]}, …"
    return note + _NOTE_END


def select_fields(data: Any, paths: Iterable[str]) -> Any:
    """Return only what dotted paths lead to: `data.id`, `data.address.city`.

    Lists are passed through: a path holds for each of their items. A path that leads nowhere is
    ignored; of two paths, the shorter one decides.
    """
    tree: dict[str, Any] = {}
    for path in sorted(paths, key=len, reverse=True):
        branch = tree
        *outer, last = path.split(".")
        for part in outer:
            branch = branch.setdefault(part, {})
        branch[last] = {}
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
