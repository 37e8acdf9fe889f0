"""The first door: call an operation by its name, through the generated client."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from generator.gateway.audit_log import AuditRecord
from generator.gateway.call_body import CallBody, with_files
from generator.gateway.opened import Gateway
from generator.gateway.responses import (
    GatewayError,
    JsonResponse,
    StreamedResponse,
    encode_json,
    result_header,
)
from generator.gateway.unlisted_values import with_unlisted_values
from generator.runtime.models.suggestions import did_you_mean
from generator.runtime.tools.call_errors import failed
from generator.runtime.tools.catalogue import CatalogueOperation
from generator.runtime.tools.check_arguments import ArgumentProblem, check_arguments
from generator.runtime.tools.response_data import (
    items_at,
    json_content,
    json_of,
    with_items,
)
from generator.serving.asgi import App

_NDJSON: Final = b"application/x-ndjson"
# Headers of responses that are credentials of the gateway's client.
_CREDENTIALS: Final = frozenset({"set-cookie", "set-cookie2"})


@dataclass(frozen=True, slots=True)
class PreparedCall:
    """A call that may be made: its operation is allowed, and its arguments fit.

    Attributes:
        operation: the operation.
        client: the client to call.
        function: the asynchronous function of the operation.
        arguments: its arguments, with the paths of files.
        given: the same as JSON.
        server: the base URL that is called.
        pages: how many pages to fetch.
    """

    operation: CatalogueOperation
    client: Any
    function: Callable[..., Any]
    arguments: Mapping[str, Any]
    given: Mapping[str, Any]
    server: str
    pages: int


def prepare_call(gateway: Gateway, body: CallBody) -> PreparedCall:
    """Check what is called: the operation, the server and the arguments.

    Raises:
        GatewayError: the operation is unknown or not allowed, or an argument is wrong.
    """
    operation = find_operation(gateway, body.operation)
    try:
        client = gateway.client_for(body.server)
    except LookupError as error:
        raise GatewayError(400, "UnknownServer", str(error)) from None
    definitions = gateway.catalogue.inputs
    names, arguments = with_files(body, operation, definitions)
    accepted = replace(operation, arguments=with_unlisted_values(operation.arguments))
    problems = check_arguments(names, accepted, gateway.accepted_inputs)
    if problems:
        raise wrong_arguments(problems)
    return PreparedCall(
        operation,
        client,
        gateway.bound.function(operation),
        deepcopy(arguments),
        body.arguments,
        gateway.server_of(operation, body.server),
        body.pages,
    )


def find_operation(gateway: Gateway, key: str) -> CatalogueOperation:
    """Return an allowed operation by its key.

    Raises:
        GatewayError: the operation does not exist, or the policy does not allow it.
    """
    for operation in gateway.operations:
        if operation.key == key:
            return operation
    if any(operation.key == key for operation in gateway.catalogue.operations):
        raise GatewayError(
            403, "OperationNotAllowed", f"the policy does not allow {key}"
        )
    keys = [operation.key for operation in gateway.operations]
    raise GatewayError(
        404,
        "UnknownOperation",
        f"there is no operation {key!r}{did_you_mean(key, keys)}",
    )


def record_refusal(
    gateway: Gateway, body: CallBody, session: str, error: GatewayError
) -> None:
    """Record a call that was refused before it could be made."""
    known = {operation.key: operation for operation in gateway.catalogue.operations}
    operation = known.get(body.operation)
    gateway.audit_log.add(
        AuditRecord(
            door="call",
            # Another name could be anything that the caller sent.
            operation=None if operation is None else operation.key,
            method="" if operation is None else operation.method,
            path=None if operation is None else operation.path,
            server="",
            session=session,
            outcome=error.type,
            status=None,
            request_id=None,
            elapsed_ms=0.0,
        )
    )


def require_confirmation(
    gateway: Gateway, operation: CatalogueOperation, session: str, server: str
) -> None:
    """Check that a session may make a change.

    Raises:
        GatewayError: the session has not confirmed changes at this server.
    """
    is_change = operation.effect != "read"
    if is_change and not gateway.confirmations.is_confirmed(session, server):
        raise GatewayError(
            403,
            "ConfirmationRequired",
            f"{operation.key} changes data at {server}: confirm changes for this session",
            server=server,
            effect=operation.effect,
        )


async def call(
    gateway: Gateway, prepared: PreparedCall, session: str, resources: AsyncExitStack
) -> App:
    """Make a call.

    Args:
        gateway: the gateway.
        prepared: the call.
        session: the session of the caller; empty for none.
        resources: the files of the call. A response that is sent as it arrives takes them over.

    Raises:
        GatewayError: the call failed, or is not confirmed.
    """
    record = _Recorder(gateway, prepared, session)
    try:
        require_confirmation(gateway, prepared.operation, session, prepared.server)
        if prepared.operation.is_download:
            return await _download(prepared, record, resources)
        return await _call(gateway, prepared, record, resources)
    except GatewayError as error:
        record.failed(error.type)
        raise
    except gateway.bound.error as error:
        problem = api_failure(prepared.operation, error, record.elapsed_ms)
        record.failed(problem.type, problem.result)
        raise _without_secrets(gateway, problem) from None
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        record.failed("WrongArguments")
        raise wrong_arguments([ArgumentProblem("", str(error))]) from None
    except BaseException as error:
        record.failed(type(error).__name__)
        raise


def _without_secrets(gateway: Gateway, error: GatewayError) -> GatewayError:
    """Return an error without secrets in its members."""
    error.error = gateway.redactor.redact_json(error.error)
    error.result = gateway.redactor.redact_json(error.result)
    return error


class _Recorder:
    """Measures a call and writes its line in the audit log, once."""

    def __init__(self, gateway: Gateway, prepared: PreparedCall, session: str) -> None:
        self._gateway = gateway
        self._prepared = prepared
        self._session = session
        self._start = time.monotonic()
        self._is_written = False

    @property
    def elapsed_ms(self) -> float:
        """Milliseconds since the call began."""
        return round((time.monotonic() - self._start) * 1000, 1)

    def succeeded(self, result: Mapping[str, Any]) -> None:
        """Record a result."""
        self._write("ok", result)

    def failed(self, outcome: str, result: Mapping[str, Any] | None = None) -> None:
        """Record a failure."""
        self._write(outcome, result or {})

    def _write(self, outcome: str, result: Mapping[str, Any]) -> None:
        if self._is_written:
            return
        self._is_written = True
        operation = self._prepared.operation
        self._gateway.audit_log.add(
            AuditRecord(
                door="call",
                operation=operation.key,
                method=operation.method,
                path=operation.path,
                server=self._prepared.server,
                session=self._session,
                outcome=outcome,
                status=result.get("status"),
                request_id=result.get("request_id"),
                elapsed_ms=self.elapsed_ms,
            )
        )


async def _call(
    gateway: Gateway,
    prepared: PreparedCall,
    record: _Recorder,
    resources: AsyncExitStack,
) -> App:
    response = await prepared.client.raw(prepared.function, **prepared.arguments)
    result = _result(response, record.elapsed_ms)
    try:
        value = response.value
    except gateway.bound.response_error as error:
        # The call was made: its result must not look as if it had failed.
        value, result["mismatch"] = None, str(error)
    result["type"] = None if value is None else type(value).__name__
    if prepared.operation.is_stream and hasattr(value, "aclose"):
        resources.push_async_callback(value.aclose)
        headers = [(b"content-type", _NDJSON), result_header(result)]
        lines = _item_lines(value, gateway.bound.error)
        at_end = partial(_end_of_stream, record, result)
        return StreamedResponse(200, headers, lines, resources.pop_all(), at_end)
    data = json_of(value) if isinstance(value, bytes) else json_content(response)
    items = prepared.operation.items
    if items is not None and value is not None:
        if prepared.pages > 1:
            value, data = await _more_pages(value, data, items, prepared.pages)
        following = _next_call(value, prepared)
        if following is not None:
            result["next"] = following
    record.succeeded(result)
    return JsonResponse(gateway.redactor.redact_json({**result, "data": data}))


async def _download(
    prepared: PreparedCall, record: _Recorder, resources: AsyncExitStack
) -> App:
    response = await resources.enter_async_context(
        prepared.client.stream(prepared.function, **prepared.arguments)
    )
    result = {**_result(response, record.elapsed_ms), "type": "bytes"}
    media_type = response.headers.get("Content-Type") or "application/octet-stream"
    headers = [
        (b"content-type", media_type.encode("latin-1")),
        (b"content-disposition", b"attachment"),
        result_header(result),
    ]
    at_end = partial(_end_of_stream, record, result)
    return StreamedResponse(
        200, headers, response.aiter_bytes(), resources.pop_all(), at_end
    )


def _end_of_stream(
    record: _Recorder, result: Mapping[str, Any], error: BaseException | None
) -> None:
    if error is None:
        record.succeeded(result)
    else:
        record.failed(type(error).__name__, result)


def _result(response: Any, elapsed_ms: float) -> dict[str, Any]:
    return {
        "status": response.status,
        "reason": _reason(response.status),
        "elapsed_ms": elapsed_ms,
        "request_id": response.request_id,
        "headers": _shown_headers(response.headers),
    }


def _shown_headers(headers: Any) -> list[list[str]]:
    return [
        [name, "[redacted]" if name.lower() in _CREDENTIALS else value]
        for name in headers
        for value in headers.get_list(name)
    ]


def _reason(status: int) -> str:
    return next((known.phrase for known in HTTPStatus if known == status), "")


async def _item_lines(stream: Any, api_error: type[Exception]) -> AsyncIterator[bytes]:
    """Yield a line of JSON for each item of a stream, and one for its end."""
    count = 0
    end: dict[str, Any] = {}
    try:
        async for item in stream:
            count += 1
            yield encode_json({"item": json_of(item)}) + b"\n"
    except api_error as error:
        end["error"] = {"type": type(error).__name__, "message": str(error)}
    yield encode_json({"end": {"items": count, **end}}) + b"\n"


async def _more_pages(page: Any, data: Any, path: str, pages: int) -> tuple[Any, Any]:
    """Fetch further pages; return the last one, and its data with the items of all."""
    items = items_at(data, path)
    origin = _origin(page)
    is_backwards = origin is not None and origin.rule.is_backwards(origin.arguments)
    async with aclosing(aiter(page.auto_paging().pages())) as following:
        # The page that is there already.
        await anext(following, None)
        for _ in range(pages - 1):
            next_page = await anext(following, None)
            if next_page is None:
                break
            page, data = next_page, json_of(next_page)
            found = items_at(data, path)
            items = [*found, *items] if is_backwards else [*items, *found]
    return page, with_items(data, path, items)


def _next_call(page: Any, prepared: PreparedCall) -> dict[str, Any] | None:
    """Return the call for the next page: other arguments, or one page more; None at the end."""
    origin = _origin(page)
    if origin is None:
        return None
    try:
        step = origin.rule.step(page, origin.arguments, origin.location)
    except ValueError:
        return None
    if step is None:
        return None
    if step.url is not None:
        # The page is known by its URL, which the caller of a gateway does not choose.
        return {"arguments": prepared.given, "pages": prepared.pages + 1}
    return {"arguments": {**prepared.given, **_json_arguments(step.arguments)}}


def _json_arguments(arguments: Mapping[str, Any]) -> dict[str, Any]:
    return {name: json_of(value) for name, value in arguments.items()}


def _origin(page: Any) -> Any:
    """Return the call that returned a page; None if the value is no page of any client."""
    return getattr(page, "_page_origin", None)


def wrong_arguments(problems: Sequence[ArgumentProblem]) -> GatewayError:
    """Return the error for arguments that do not fit; nothing was sent."""
    return GatewayError(
        400,
        "WrongArguments",
        "; ".join(map(str, problems)),
        parameter=(problems[0].path or None) if len(problems) == 1 else None,
        problems=[
            {"argument": problem.path, "message": problem.message}
            for problem in problems
        ],
    )


def api_failure(
    operation: CatalogueOperation, error: Exception, elapsed_ms: float
) -> GatewayError:
    """Return the `ApiError` of a client, known by its shape, as an error of the gateway.

    If the API responded, the gateway's own response is successful: its status is about the gateway,
    and the result contains that of the API.
    """
    problem = failed(operation, error).error
    assert problem is not None
    result: dict[str, Any] = {"elapsed_ms": elapsed_ms}
    if problem.status is not None:
        result |= {
            "status": problem.status,
            "reason": _reason(problem.status),
            "request_id": problem.request_id,
        }
        headers = getattr(error, "headers", None)
        result["headers"] = [] if headers is None else _shown_headers(headers)
        body = json_of(getattr(error, "body", None))
        if body is not None:
            result["data"] = body
    return GatewayError(
        _own_status(problem.kind, error),
        type(error).__name__,
        problem.message,
        result=result,
        code=problem.code,
        parameter=problem.parameter,
        suggestion=problem.suggestion,
    )


def _own_status(kind: str, error: Exception) -> int:
    if kind == "credentials":
        return 400
    if kind != "connection":
        return 200
    names = {cls.__name__ for cls in type(error).__mro__}
    return 504 if "ApiTimeoutError" in names else 502
