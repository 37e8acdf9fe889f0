# SPDX-License-Identifier: MIT
"""Call an operation with JSON arguments, through the client.

The steps of a call are a generator that yields what waits for the network or a hook. The callers
run these actions one after the other, and await the results of those that are asynchronous.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Generator, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final, TypeAlias, cast

from .bound_api import BoundApi
from .call_errors import failed, file_error, refused, wrong_arguments
from .catalogue import CatalogueOperation
from .check_arguments import ArgumentProblem, check_arguments
from .cut import compact
from .file_access import FileAccess, name_download
from .redaction import redact, secrets_of
from .response_data import items_at, json_content, json_of, with_items
from .results import ToolResult, select_fields
from .tool_call import CallRefused, Hook, ToolCall

# What a result holds of a stream at most.
_MOST_ITEMS: Final = 200
_MOST_CHARACTERS: Final = 500_000

Steps: TypeAlias = Generator[Callable[[], Any], Any, ToolResult]


@dataclass(frozen=True, slots=True)
class CallRequest:
    """What to call.

    Attributes:
        api: The API.
        operation: The operation.
        arguments: Its arguments, as JSON.
        pages: For a paged list, how many pages to fetch.
        fields: Dotted paths of what the result should have; empty for everything.
    """

    api: BoundApi
    operation: CatalogueOperation
    arguments: Mapping[str, Any]
    pages: int = 1
    fields: tuple[str, ...] = ()


def call_steps(request: CallRequest, files: FileAccess, hook: Hook | None) -> Steps:
    """Yield the actions of a call, and return its result.

    Wrong arguments, refusals and errors of the API are results.

    Args:
        request: What to call.
        files: The files that may be sent and written.
        hook: Approves or refuses the call.
    """
    operation, api = request.operation, request.api
    problems = _option_problems(request) or check_arguments(
        request.arguments, operation, api.catalogue.inputs
    )
    if problems:
        return wrong_arguments(operation, problems)
    # So that what is sent is what was checked and approved.
    given = deepcopy(dict(request.arguments))
    arguments, problems = files.open_uploads(operation, given)
    if problems:
        return wrong_arguments(operation, problems)
    if hook is not None:
        call = ToolCall(api.name, operation, deepcopy(given))
        try:
            approved = yield partial(hook, call)
        except CallRefused as refusal:
            return refused(operation, str(refusal) or "the call was refused")
        if approved is False:
            return refused(operation, "the call was refused")
    result = yield from _attempt(request, arguments, files)
    secrets = secrets_of(api.client)
    return replace(
        result,
        data=redact(select_fields(result.data, request.fields), secrets),
        error=redact(result.error, secrets),
        request_id=redact(result.request_id, secrets),
    )


def _option_problems(request: CallRequest) -> list[ArgumentProblem]:
    problems: list[ArgumentProblem] = []
    pages = cast(object, request.pages)
    if not isinstance(pages, int) or isinstance(pages, bool) or pages < 1:
        problems.append(ArgumentProblem("pages", "must be a number of pages, from 1"))
    paths = cast(tuple[object, ...], request.fields)
    if not all(isinstance(path, str) for path in paths):
        problems.append(ArgumentProblem("fields", "must be a list of dotted paths"))
    return problems


def _attempt(
    request: CallRequest, arguments: Mapping[str, Any], files: FileAccess
) -> Steps:
    """Make the call; its errors are results."""
    operation = request.operation
    try:
        if operation.is_download:
            return (yield from _download(request, arguments, files))
        if operation.is_stream:
            return (yield from _collect(request, arguments))
        return (yield from _call(request, arguments))
    except request.api.error as error:
        return failed(operation, error)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        return wrong_arguments(operation, [ArgumentProblem("", str(error))])
    except OSError as error:
        return file_error(operation, error)


def _call(request: CallRequest, arguments: Mapping[str, Any]) -> Steps:
    api, operation = request.api, request.operation
    function = api.function(operation)
    response = yield partial(api.client.raw, function, **arguments)
    try:
        value = response.value
    except api.response_error:
        # The call was made: its result must not look as if it had failed.
        value = None
    is_binary = isinstance(value, bytes)
    result = ToolResult(
        operation=operation.key,
        value=value,
        data=json_of(value) if is_binary else json_content(response),
        status=response.status,
        request_id=response.request_id,
        has_more=_has_next_page(value),
    )
    if operation.items is None or request.pages < 2 or value is None:
        return result
    return (yield from _more_pages(request, result, operation.items))


def _more_pages(request: CallRequest, first: ToolResult, path: str) -> Steps:
    page, data = first.value, first.data
    items = items_at(data, path)
    is_backwards = getattr(_origin(page), "is_backwards", False)
    following = _pages_from(page, request.api.is_async)
    # The page that is there already.
    yield following
    for _ in range(request.pages - 1):
        next_page = yield following
        if next_page is None:
            break
        page, data = next_page, json_of(next_page)
        found = items_at(data, path)
        items = [*found, *items] if is_backwards else [*items, *found]
    return replace(
        first,
        value=page,
        data=with_items(data, path, items),
        has_more=_has_next_page(page),
    )


def _pages_from(page: Any, is_async: bool) -> Callable[[], Any]:
    """Return what fetches a page and then, call by call, those after it; at the end, None."""
    pages = page.auto_paging().pages()
    if is_async:
        return partial(anext, aiter(pages), None)
    return partial(next, iter(pages), None)


def _origin(page: Any) -> Any:
    """Return the call that returned a page; None if the value is no page of any client."""
    return getattr(page, "_page_origin", None)


def _has_next_page(page: Any) -> bool:
    origin = _origin(page)
    if origin is None:
        return False
    try:
        step = origin.rule.step(page, origin.arguments, origin.location)
    except ValueError:
        return False
    return step is not None


def _collect(request: CallRequest, arguments: Mapping[str, Any]) -> Steps:
    api, operation = request.api, request.operation
    stream = yield partial(api.function(operation), api.client, **arguments)
    items = _Items()
    yield partial(_take_async if api.is_async else _take, stream, items)
    return ToolResult(
        operation=operation.key,
        value=items.values,
        data=items.data,
        has_more=items.is_full,
    )


class _Items:
    """Items of a stream, up to the limits of a result."""

    def __init__(self) -> None:
        self.values: list[Any] = []
        self.data: list[Any] = []
        self._size = 0

    @property
    def is_full(self) -> bool:
        """Whether a limit is reached."""
        return len(self.data) >= _MOST_ITEMS or self._size >= _MOST_CHARACTERS

    def add(self, item: Any) -> None:
        """Add an item."""
        self.values.append(item)
        self.data.append(json_of(item))
        self._size += len(compact(self.data[-1]))


def _take(stream: Any, items: _Items) -> None:
    with stream:
        source: Iterable[Any] = stream
        for item in source:
            items.add(item)
            if items.is_full:
                break


async def _take_async(stream: Any, items: _Items) -> None:
    async with stream:
        source: AsyncIterable[Any] = stream
        async for item in source:
            items.add(item)
            if items.is_full:
                break


def _download(
    request: CallRequest, arguments: Mapping[str, Any], files: FileAccess
) -> Steps:
    api, operation = request.api, request.operation
    partial_path = files.partial_download(operation)
    if partial_path is None:
        return refused(operation, "downloads are not allowed")
    function = api.function(operation)
    response = yield partial(api.client.save, partial_path, function, **arguments)
    media_type = response.headers.get("Content-Type") or ""
    path = name_download(partial_path, operation, media_type)
    return ToolResult(
        operation=operation.key,
        value=path,
        data={
            "file": str(path),
            "bytes": path.stat().st_size,
            "media_type": media_type or None,
        },
        status=response.status,
        request_id=response.request_id,
    )
