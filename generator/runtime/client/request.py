# SPDX-License-Identifier: MIT
"""`client.request`: send a request that the document lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Unpack

from ..http.headers import NAME
from ..http.secrets import hidden
from ..http.urls import hide_secrets
from ..models.encode import require_text
from ..models.json_text import sendable_json
from ..models.json_values import is_object
from ..models.unset import UNSET
from ..operations.endpoint import EncodedBody, Endpoint
from ..operations.extra_query import extra_pairs, require_mapping
from ..operations.parameters import Parameter, encode_argument
from ..operations.path_segments import check_path
from ..operations.request_options import RequestOptions, hide_options

if TYPE_CHECKING:
    from .callers import Caller

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_UNESCAPED = re.compile(r"[\x00-\x20\x7f\\#\ud800-\udfff]")


def request(
    client: Caller,
    method: str,
    path: str,
    *,
    query: Mapping[str, object] | None = None,
    json: object = UNSET,
    data: Mapping[str, object] | None = None,
    content: bytes | str | None = None,
    headers: Mapping[str, str] | None = None,
    **options: Unpack[RequestOptions],
) -> Any:
    """Send a request that the document lacks: `client.request("GET", "/v2/things")`.

    It has the credentials, headers, retries and errors of the client. `client.raw(client.request,
    "GET", "/v2/things")` returns the HTTP response.

    Args:
        method: The HTTP method.
        path: The path below the base URL of the client, with special characters escaped; or a URL
            that begins with that base URL.
        query: Query parameters; a list repeats its name, and an object has its members in brackets.
        json: A JSON value, model or mapping to send as JSON.
        data: Properties to send as a URL-encoded form, in the format of `query`.
        content: Bytes or text to send unchanged.
        headers: Headers to add to the request.
        options: Per-request options.

    Returns:
        The decoded JSON value; otherwise text, bytes, or None for no content.

    Raises:
        TypeError: an argument has the wrong type, or there are several bodies; nothing was sent.
        ValueError: the path leads out of the base URL, or an argument is not valid; nothing was
            sent.
        ApiError: the request failed, or the response reports an error.
    """
    headers, query, path = hidden(headers), hidden(query), hide_secrets(path)
    hide_options(options)
    if not NAME.fullmatch(method):
        raise ValueError(f"{method!r} is not an HTTP method")
    sent: dict[str, Any] = {**options}
    # Headers of the user are added last and thus win.
    sent["extra_headers"] = {
        "Accept": "application/json, */*;q=0.8",
        **require_mapping(headers or {}, "headers"),
        **require_mapping(options.get("extra_headers") or {}, "extra_headers"),
    }
    if query is not None:
        extra_query = require_mapping(options.get("extra_query") or {}, "extra_query")
        sent["extra_query"] = {**require_mapping(query, "query"), **extra_query}
    body = _Body(json, data, content)
    endpoint = Endpoint[Any](
        "request",
        method.upper(),
        _checked_path(path),
        body=body if body.is_given else None,
        is_documented=False,
    )
    return client.call(endpoint, {"client": client, "options": sent})


def _checked_path(path: str) -> str:
    """Return a path that begins with a slash, or a URL.

    Raises:
        ValueError: It has segments that lead out of it, or unescaped characters.
    """
    if _UNESCAPED.search(path):
        raise ValueError(
            "white space, '#', '\\' and control characters must be escaped in the path "
            f"{_shown(path)}; pass query parameters as query="
        )
    check_path(path.partition("?")[0])
    is_complete = path.startswith("/") or _URL.match(path)
    return path if is_complete else hide_secrets(f"/{path}")


def _shown(path: str) -> str:
    """Quote a path for messages, without its query, which may contain secrets."""
    return repr(str(path).partition("?")[0])


class _Body(NamedTuple):
    """The request body: one of a JSON value, a form and content."""

    json: object
    data: Mapping[str, object] | None
    content: bytes | str | None

    @property
    def empty(self) -> None:
        """A request without a body has no `Content-Type`."""

    @property
    def is_given(self) -> bool:
        """Whether there is a body.

        Raises:
            TypeError: There are several.
        """
        given = [
            self.json is not UNSET,
            self.data is not None,
            self.content is not None,
        ]
        if sum(given) > 1:
            raise TypeError("pass only one of json, data and content")
        return any(given)

    def encode_given(
        self,
        arguments: Mapping[str, Any],
        package: str,
        extra: Mapping[str, object] | None = None,
    ) -> EncodedBody:
        extra = extra or {}
        if self.data is not None:
            data = {**self.data, **extra} if extra else self.data
            pairs = extra_pairs(data, "data", package)
            return "&".join(pairs).encode(), "application/x-www-form-urlencoded"
        if self.json is not UNSET:
            value = _json_value(self.json, "json", package)
            if extra and is_object(value):
                value |= _json_value(extra, "extra_body", package)
                extra = {}
            if not extra:
                return sendable_json(value).encode(), "application/json"
        if extra:
            raise TypeError("extra_body adds properties to an object or a form only")
        if isinstance(self.content, str):
            return require_text(self.content).encode(), "text/plain; charset=utf-8"
        if not isinstance(self.content, bytes):
            type_name = type(self.content).__name__
            raise TypeError(f"content must be bytes or a str, not {type_name}")
        return self.content, "application/octet-stream"


def _json_value(value: object, name: str, package: str) -> Any:
    return encode_argument(Parameter(name), value, package, in_json=True)
