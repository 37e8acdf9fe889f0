# SPDX-License-Identifier: MIT
"""Call an operation with JSON arguments, through the client.

The steps of a call are a generator that yields what waits for the network or a hook. The callers
run these actions one after the other, and await the results of those that are asynchronous.
"""

from __future__ import annotations

from collections.abc import AsyncIterable, Callable, Generator, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from typing import Any, TypeAlias

from ..models.json_values import is_object
from .bound_api import BoundApi
from .calls import (
    MOST_ITEMS,
    CallRefused,
    FileAccess,
    ToolCall,
    data_of,
    items_at,
    json_of,
    refused,
    with_items,
    wrong_arguments,
)
from .catalogue import CatalogueOperation
from .check_arguments import check_arguments
from .results import ToolError, ToolResult, error_of, select_fields

Hook: TypeAlias = Callable[[ToolCall], object]
"""Called before each call. It refuses the call by `False` or `CallRefused`; it may be async."""

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
    """Yield the actions of a call, and return its result. Errors of the API are results."""
    operation, api = request.operation, request.api
    problems = check_arguments(
        request.arguments, operation.arguments, api.catalogue.inputs
    )
    if problems:
        return wrong_arguments(operation, problems)
    arguments, problems = files.open_uploads(operation, request.arguments)
    if problems:
        return wrong_arguments(operation, problems)
    if hook is not None:
        call = ToolCall(api.name, operation, request.arguments)
        try:
            approved = yield partial(hook, call)
        except CallRefused as refusal:
            return refused(operation, str(refusal) or "the call was refused")
        if approved is False:
            return refused(operation, "the call was refused")
    try:
        result = yield from _send(request, arguments, files)
    except api.error as error:
        parameter = _parameter(error, operation)
        return ToolResult(operation=operation.key, error=error_of(error, parameter))
    except (TypeError, ValueError) as error:
        problem = ToolError(kind="arguments", message=str(error))
        return ToolResult(operation=operation.key, error=problem)
    except OSError as error:
        problem = ToolError(kind="file", message=str(error))
        return ToolResult(operation=operation.key, error=problem)
    if request.fields:
        return replace(result, data=select_fields(result.data, list(request.fields)))
    return result


def _send(
    request: CallRequest, arguments: Mapping[str, Any], files: FileAccess
) -> Steps:
    if request.operation.is_download:
        return (yield from _download(request, arguments, files))
    if request.operation.is_stream:
        return (yield from _collect(request, arguments))
    return (yield from _call(request, arguments))


def _call(request: CallRequest, arguments: Mapping[str, Any]) -> Steps:
    api, operation = request.api, request.operation
    function = api.function(operation)
    response = yield partial(api.client.raw, function, **arguments)
    result = ToolResult(
        operation=operation.key,
        value=response.value,
        data=data_of(operation, response),
        status=response.status,
        request_id=response.request_id,
    )
    if operation.items is None or request.pages < 2:
        return result
    return (yield from _more_pages(request, result, operation.items))


def _more_pages(request: CallRequest, first: ToolResult, path: str) -> Steps:
    page, data = first.value, first.data
    items = items_at(data, path)
    fetched = 1
    while fetched < request.pages:
        follow = (
            page.get_next_page_async if request.api.is_async else page.get_next_page
        )
        following = yield follow
        if following is None:
            break
        page, fetched = following, fetched + 1
        data = json_of(page)
        items += items_at(data, path)
    return replace(first, value=page, data=with_items(data, path, items))


def _collect(request: CallRequest, arguments: Mapping[str, Any]) -> Steps:
    api, operation = request.api, request.operation
    stream = yield partial(api.function(operation), api.client, **arguments)
    take = _take_async if api.is_async else _take
    items = yield partial(take, stream)
    data = [json_of(item) for item in items]
    return ToolResult(operation=operation.key, value=items, data=data)


def _take(stream: Any) -> list[Any]:
    with stream:
        return list(islice(_iterable(stream), MOST_ITEMS))


def _iterable(stream: Iterable[Any]) -> Iterable[Any]:
    return stream


async def _take_async(stream: Any) -> list[Any]:
    items: list[Any] = []
    async with stream:
        source: AsyncIterable[Any] = stream
        async for item in source:
            items.append(item)
            if len(items) == MOST_ITEMS:
                break
    return items


def _download(
    request: CallRequest, arguments: Mapping[str, Any], files: FileAccess
) -> Steps:
    api, operation = request.api, request.operation
    path = files.download_path(operation)
    if path is None:
        return refused(operation, "downloads are not allowed")
    response = yield partial(
        api.client.save, path, api.function(operation), **arguments
    )
    data = {
        "file": str(path),
        "bytes": path.stat().st_size,
        "media_type": response.headers.get("Content-Type"),
    }
    return ToolResult(
        operation=operation.key,
        value=path,
        data=data,
        status=response.status,
        request_id=response.request_id,
    )


def _parameter(error: Exception, operation: CatalogueOperation) -> str | None:
    """Return the argument that an error response blames, if it names one."""
    body = json_of(getattr(error, "body", None))
    properties = operation.arguments.get("properties", {})
    pending: list[Any] = [body]
    while pending:
        found = pending.pop(0)
        if not is_object(found):
            continue
        for key in ("param", "parameter", "field", "pointer", "argument"):
            name = found.get(key)
            if isinstance(name, str) and name:
                return name.strip("/").replace("/", ".") if "/" in name else name
        pending += [value for value in found.values() if is_object(value)]
    return next((name for name in properties if f"'{name}'" in str(error)), None)
