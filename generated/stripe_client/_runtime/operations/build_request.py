# SPDX-License-Identifier: MIT
"""Build the request of a call: a pure function of the endpoint and its arguments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from ..auth.credentials import SecretPlacement
from ..http.headers import checked_header
from ..http.timeouts import checked_timeout
from ..http.transport import Request
from .client_config import ClientConfig
from .endpoint import Content, Endpoint
from .parameters import encode_argument, given_among
from .request_options import add_idempotency_key, option_headers
from .styles import encode_pairs, escape_component, named, path_text, simple

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# What RFC 6265, section 4.1.1, calls cookie-octets.
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*").fullmatch


def build_request(
    endpoint: Endpoint[Any],
    arguments: Mapping[str, Any],
    options: Mapping[str, Any],
    configuration: ClientConfig,
    *,
    fresh_key: str | None = None,
    url: str | None = None,
    credentials: Iterable[SecretPlacement] = (),
) -> Request:
    """The request for a call. `arguments` are by Python name, without those left out.

    `fresh_key` is for a call that needs an idempotency key and was given none. `url` is that of a
    further page, if the server told it, in place of the operation's own with its query.
    `credentials` go where no header of their name is there yet.

    Raises:
        TypeError: a required argument is missing, or a value has no place in the request.
        ValueError: a value would change the meaning of the URL or of a header.
        OSError: a file to upload cannot be read.
    """
    package = configuration.package
    cookies = (
        endpoint.cookies.encode_given(arguments, package) if endpoint.cookies else []
    )
    encoded = endpoint.body.encode_given(arguments, package) if endpoint.body else None
    own = _headers(endpoint, arguments, package)
    if encoded is not None:
        own["Content-Type"] = encoded[1]
    own |= option_headers(configuration.api, options)
    headers = _merge_headers(
        (("Accept", _accept(endpoint)), *configuration.headers), own
    )
    repeatable = add_idempotency_key(
        headers, endpoint.method, configuration.api, fresh_key
    )
    public_url = url or _url(endpoint, arguments, configuration)
    query, confidential = _add_credentials(credentials, headers, cookies)
    if cookies:
        if "cookie" in headers:
            cookies.insert(0, headers["cookie"][1])
        headers["cookie"] = checked_header("Cookie", "; ".join(cookies))
    return Request(
        endpoint.method,
        _with_query(public_url, query),
        public_url,
        tuple(headers.values()),
        None if encoded is None else encoded[0],
        checked_timeout(options.get("timeout", configuration.timeout)),
        confidential,
        repeatable,
    )


def base_url(endpoint: Endpoint[Any], configuration: ClientConfig) -> str:
    """Where the operation is: what stands before its path."""
    return configuration.base_url or endpoint.server or configuration.server or ""


def _url(
    endpoint: Endpoint[Any], arguments: Mapping[str, Any], configuration: ClientConfig
) -> str:
    base = base_url(endpoint, configuration).rstrip("/")
    path = _path(endpoint, arguments, configuration.package)
    query = encode_pairs(endpoint.query, arguments, configuration.package, named)
    return _with_query(base + path, query)


def _path(endpoint: Endpoint[Any], arguments: Mapping[str, Any], package: str) -> str:
    values: dict[str, str] = {}
    for parameter, value in given_among(endpoint.path, arguments):
        text = path_text(
            parameter, encode_argument(parameter, value, package), escape_component
        )
        if not text:
            raise ValueError(
                f"{parameter.name} must not be empty: it is part of the URL"
            )
        values[parameter.key] = text

    def fill(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise TypeError(f"{endpoint.name} needs a value for {match[1]!r}")
        return values[match[1]]

    path = _PLACEHOLDER.sub(fill, endpoint.template)
    own = endpoint.template.split("/")
    for segment in path.split("/"):
        # Such a segment would be taken for a step in the path, even if it were escaped.
        if unquote(segment) in (".", "..") and segment not in own:
            raise ValueError(f"{segment!r} cannot be a part of the URL {path!r}")
    return path


def _headers(
    endpoint: Endpoint[Any], arguments: Mapping[str, Any], package: str
) -> dict[str, str]:
    return {
        parameter.key: simple(parameter, encode_argument(parameter, value, package))
        for parameter, value in given_among(endpoint.headers, arguments)
    }


def _merge_headers(
    first: Iterable[tuple[str, str]], then: Mapping[str, str]
) -> dict[str, tuple[str, str]]:
    """Headers by their name in lower case; what is said later holds."""
    return {
        name.lower(): checked_header(name, value)
        for name, value in (*first, *then.items())
    }


def _add_credentials(
    credentials: Iterable[SecretPlacement],
    headers: dict[str, tuple[str, str]],
    cookies: list[str],
) -> tuple[list[str], frozenset[str]]:
    """Adds to the headers and cookies; gives what is for the query, and the headers' names."""
    pairs: dict[tuple[str, str], str] = {}
    confidential: set[str] = set()
    for location, name, value in credentials:
        if location != "header":
            # One place, one secret: the first that is for it.
            is_plain = location == "cookie" and _COOKIE_VALUE(value)
            text = value if is_plain else escape_component(value)
            pairs.setdefault((location, name), f"{escape_component(name)}={text}")
        else:
            headers.setdefault(name.lower(), checked_header(name, value))
            confidential.add(name.lower())
    cookies += [pair for (location, _), pair in pairs.items() if location == "cookie"]
    query = [pair for (location, _), pair in pairs.items() if location == "query"]
    return query, frozenset(confidential)


def _accept(endpoint: Endpoint[Any]) -> str:
    """The media types of the answers, those of success first."""
    answers = sorted(
        endpoint.responses.items(), key=lambda answer: not answer[0].startswith("2")
    )
    types = [
        content.media_type if isinstance(content, Content) else "application/json"
        for _, content in answers
        if content is not None
    ]
    return ", ".join(dict.fromkeys(types)) or "*/*"


def _with_query(url: str, pairs: list[str]) -> str:
    if not pairs:
        return url
    joint = "&" if urlsplit(url).query else "?"
    return f"{url}{joint}{'&'.join(pairs)}"
