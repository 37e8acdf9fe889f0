"""From an answer to its Python value, or to the error that it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .decoding import decoder_of
from .endpoint import Content, Endpoint
from .errors import ApiResponseError, status_error
from .transport import Request, Response

__all__ = ["read_response"]

_NO_CONTENT = (204, 205, 304)
_UNDECLARED = Content("", "Any")


def read_response(
    endpoint: Endpoint[Any], request: Request, response: Response, package: str
) -> Any:
    """What the operation gives.

    Raises:
        ApiStatusError: the status is not one of success.
        ApiResponseError: the answer is not what it should be.
    """
    declared = _declared(endpoint.responses, response.status)
    if 200 <= response.status < 300:
        # An answer to HEAD has no content, whatever its header says of it.
        nothing = response.status in _NO_CONTENT or request.method == "HEAD"
        if declared is None or nothing:
            return None
        return _success(declared, request, response, package)
    answer = _lenient(response)
    body = answer
    if isinstance(declared, (str, Content)):
        body = _lenient_decode(declared, answer, package)
    raise status_error(response, answer, body, request.without_secrets())


def _declared(
    responses: Mapping[str, Content | str | None], status: int
) -> Content | str | None:
    """What the document says of a status: by its code, its range, or by default."""
    for key in (str(status), f"{status // 100}XX", f"{status // 100}xx"):
        if key in responses:
            return responses[key]
    if 200 <= status < 300:
        # `default` mostly describes errors: another code of success says more about this one.
        for key, content in responses.items():
            if key.startswith("2"):
                return content
    return responses.get("default", _UNDECLARED)


def _success(
    declared: Content | str, request: Request, response: Response, package: str
) -> Any:
    content = (
        Content("application/json", declared) if isinstance(declared, str) else declared
    )
    if content is _UNDECLARED:
        return _lenient(response)
    if not _is_json(content.media_type):
        return _text(response) if content.type == "str" else response.content
    value = _json(request, response)
    decode = decoder_of(content.type, package)
    try:
        return value if decode is None else decode(value)
    except RecursionError:
        problem = "is nested too deeply"
    raise _unreadable(request, response, problem)


def _json(request: Request, response: Response) -> Any:
    try:
        return json.loads(response.content)
    except RecursionError:
        problem = "is nested too deeply"
    except ValueError as error:
        problem = f"is not JSON: {error}" if response.content.strip() else "is empty"
    raise _unreadable(request, response, problem)


def _unreadable(request: Request, response: Response, problem: str) -> ApiResponseError:
    public = request.without_secrets()
    kind = response.headers.get("Content-Type", "of no type")
    return ApiResponseError(
        f"the answer to {public.method} {public.url.partition('?')[0]} "
        f"(status {response.status}, {kind}) {problem}",
        response=response,
        request=public,
    )


def _lenient(response: Response) -> Any:
    """The answer as JSON, text or bytes, by what it says it is; None if there is nothing."""
    if not response.content:
        return None
    kind = response.headers.get("Content-Type", "")
    if _is_json(kind) or not kind:
        try:
            return json.loads(response.content)
        except (ValueError, RecursionError):
            return _text(response)
    return _text(response) if kind.startswith("text/") else response.content


def _lenient_decode(declared: Content | str, answer: Any, package: str) -> Any:
    annotation = declared if isinstance(declared, str) else declared.type
    if isinstance(declared, Content) and not _is_json(declared.media_type):
        return answer
    decode = decoder_of(annotation, package)
    try:
        return answer if decode is None else decode(answer)
    except RecursionError:
        return answer


def _is_json(media_type: str) -> bool:
    essence = media_type.partition(";")[0].strip().lower()
    return essence == "application/json" or essence.endswith(("+json", "/json"))


def _text(response: Response) -> str:
    """The body in the character set that it says it has, else UTF-8; never an error."""
    _, _, rest = response.headers.get("Content-Type", "").lower().partition("charset=")
    charset = rest.partition(";")[0].strip(" \"'") or "utf-8"
    try:
        return response.content.decode(charset, "replace")
    except (LookupError, ValueError):
        return response.content.decode("utf-8", "replace")
