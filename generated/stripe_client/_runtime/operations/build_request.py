# SPDX-License-Identifier: MIT
"""Build the HTTP request of a call from its endpoint, arguments, options and credentials."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from ..auth.credentials import SecretPlacement
from ..http.headers import checked_header, checked_headers
from ..http.secrets import Secret, hidden
from ..http.timeouts import checked_timeout
from ..http.transport import Request
from ..models.json_text import sendable_json
from .client_config import ClientConfig
from .endpoint import Content, EncodedBody, Endpoint
from .extra_query import add_extra_query, extra_pairs, require_mapping
from .parameters import Parameter, encode_argument, given_arguments
from .path_segments import check_path, has_segment
from .plain_values import escape_component
from .request_options import add_idempotency_key, option_headers

_METHODS_WITH_BODY = ("POST", "PUT", "PATCH")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
# `cookie-octet` of RFC 6265, section 4.1.1.
_COOKIE_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*").fullmatch


def build_request(
    endpoint: Endpoint[Any],
    arguments: Mapping[str, Any],
    options: Mapping[str, Any],
    configuration: ClientConfig,
    *,
    generated_key: str | None = None,
    url: str | None = None,
    credentials: Collection[SecretPlacement] = (),
) -> Request:
    """Build the request of a call, without sending it.

    Args:
        endpoint: The operation.
        arguments: Arguments by Python name, without those left out.
        options: Per-request options: those of `RequestOptions` and of the API.
        configuration: Settings of the client.
        generated_key: Idempotency key to use if the request needs one and none was given.
        url: URL of another page, from a response; it replaces the operation's URL and query.
        credentials: Secrets to add. A header that is already set is not overridden.

    Raises:
        TypeError: a required argument is missing, or a value cannot be serialized.
        ValueError: a value would change the structure of the URL or of a header.
        OSError: a file to upload cannot be read.
    """
    package = configuration.package
    cookies = (
        endpoint.cookies.encode_given(arguments, package) if endpoint.cookies else []
    )
    encoded = _encode_body(endpoint, arguments, package, options.get("extra_body"))
    if encoded is None and endpoint.body and endpoint.method in _METHODS_WITH_BODY:
        encoded = endpoint.body.empty
    call_headers = _header_parameters(endpoint, arguments, package)
    if encoded is not None:
        call_headers["Content-Type"] = encoded[1]
    call_headers |= option_headers(configuration.api, options)
    headers = {
        "accept": checked_header("Accept", _accept(endpoint)),
        **configuration.headers,
        **checked_headers(call_headers.items()),
    }
    repeatable = add_idempotency_key(
        headers, endpoint.method, configuration.api, generated_key
    )
    public_url = url or _url(endpoint, arguments, configuration)
    secret: list[str] = []
    extra = extra_pairs(options.get("extra_query"), "extra_query", package)
    is_complete, is_documented = url is not None, endpoint.is_documented
    if extra or configuration.query or is_complete or not is_documented:
        public_url, secret = add_extra_query(
            public_url,
            configuration.query,
            extra,
            is_complete=is_complete,
            is_documented=is_documented,
            secret_names=_query_names(credentials),
        )
    query, confidential = _add_credentials(credentials, headers, cookies, secret)
    if cookies:
        if "cookie" in headers:
            cookies.insert(0, headers["cookie"][1])
        headers["cookie"] = checked_header("Cookie", Secret("; ".join(cookies)))
    return Request(
        endpoint.method,
        Secret(_with_query(public_url, query)) if query else public_url,
        public_url,
        tuple(headers.values()),
        None if encoded is None else encoded[0],
        checked_timeout(options.get("timeout", configuration.timeout)),
        confidential,
        repeatable,
    )


def _encode_body(
    endpoint: Endpoint[Any],
    arguments: Mapping[str, Any],
    package: str,
    extra: Mapping[str, object] | None,
) -> EncodedBody | None:
    """Serialize the request body, with the properties of the option `extra_body`.

    They are a JSON object of their own if the document declares no body.
    """
    if extra is not None:
        extra = require_mapping(extra, "extra_body")
    if endpoint.body:
        return endpoint.body.encode_given(arguments, package, extra)
    if not extra:
        return None
    if endpoint.method.upper() in ("GET", "HEAD", "TRACE"):
        raise TypeError(f"{endpoint.name} has no request body to add extra_body to")
    value = encode_argument(Parameter("extra_body"), dict(extra), package, in_json=True)
    return sendable_json(value).encode(), "application/json"


def _url(
    endpoint: Endpoint[Any], arguments: Mapping[str, Any], configuration: ClientConfig
) -> str:
    """Return the URL and query of the operation.

    Order of precedence: the client's `base_url`, the operation's own server, the client's server.
    """
    base = configuration.base_url or endpoint.server or configuration.server or ""
    base = base.rstrip("/")
    if not endpoint.template.startswith("/"):
        # The URL of a request that the document lacks.
        if not endpoint.template.startswith((f"{base}/", f"{base}?")):
            raise ValueError(
                f"{endpoint.name}() takes a path, or a URL that begins with {base}: the client "
                "sends its credentials nowhere else"
            )
        return hidden(endpoint.template)
    path = _path(endpoint, arguments, configuration.package)
    url = _with_query(base + path, _query(endpoint, arguments, configuration.package))
    return url if endpoint.is_documented else hidden(url)


def _query(
    endpoint: Endpoint[Any], arguments: Mapping[str, Any], package: str
) -> list[str]:
    """Serialize the query parameters into `name=value` strings.

    A parameter without a name is a complete query string and kept as it is (OpenAPI 3.2.0, section
    4.12.1, `querystring`).
    """
    return [
        f"{name}={string}" if name else string
        for parameter, value in given_arguments(endpoint.query, arguments)
        for name, string in parameter.query_pairs(
            encode_argument(parameter, value, package)
        )
    ]


def _path(endpoint: Endpoint[Any], arguments: Mapping[str, Any], package: str) -> str:
    values: dict[str, str] = {}
    for parameter, value in given_arguments(endpoint.path, arguments):
        if value is None:
            raise ValueError(
                f"{parameter.name} must not be None: it is part of the URL"
            )
        string = parameter.path_string(encode_argument(parameter, value, package))
        if not (has_segment(string) or parameter.style == "matrix"):
            raise ValueError(
                f"{parameter.name} must not be blank: it is part of the URL"
            )
        values[parameter.key] = string

    def substitute(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise TypeError(f"{endpoint.name} needs a value for {match[1]!r}")
        return values[match[1]]

    path = _PLACEHOLDER.sub(substitute, endpoint.template)
    check_path(path, endpoint.template)
    return path


def _header_parameters(
    endpoint: Endpoint[Any], arguments: Mapping[str, Any], package: str
) -> dict[str, str]:
    """Serialize the headers; None and empty lists are undefined (RFC 6570, section 2.3)."""
    encoded = (
        (parameter, encode_argument(parameter, value, package))
        for parameter, value in given_arguments(endpoint.headers, arguments)
    )
    return {
        parameter.key: parameter.header_string(value)
        for parameter, value in encoded
        if value not in (None, [], {}, [None]) or parameter.is_json
    }


def _add_credentials(
    credentials: Iterable[SecretPlacement],
    headers: dict[str, tuple[str, str]],
    cookies: list[str],
    query: list[str],
) -> tuple[list[str], frozenset[str]]:
    """Add secrets to `headers` and `cookies`.

    Returns:
        The pairs to append to the URL: those of `query`, and secrets that it does not have. And
        the lower-case names of the headers with secrets.
    """
    pairs: dict[tuple[str, str], str] = {}
    confidential: set[str] = set()
    for location, name, value in credentials:
        if location != "header":
            # Of two secrets for the same parameter, the first wins.
            pairs.setdefault((location, name), _secret_pair(location, name, value))
        else:
            headers.setdefault(name.lower(), checked_header(name, value))
            confidential.add(name.lower())
    cookies += [pair for (location, _), pair in pairs.items() if location == "cookie"]
    names = {pair.partition("=")[0] for pair in query}
    query = query + [
        pair
        for (location, name), pair in pairs.items()
        if location == "query" and escape_component(name) not in names
    ]
    return query, frozenset(confidential)


def _query_names(credentials: Collection[SecretPlacement]) -> set[str]:
    return {name for location, name, _ in credentials if location == "query"}


def _secret_pair(location: str, name: str, value: str) -> Secret:
    is_plain = location == "cookie" and _COOKIE_VALUE(value)
    string = value if is_plain else escape_component(value)
    return Secret(f"{escape_component(name)}={string}")


def _accept(endpoint: Endpoint[Any]) -> str:
    """Return the `Accept` header (RFC 9110, section 12.5.1): the declared media types of responses.

    Those of successful responses come first.
    """
    responses = sorted(
        endpoint.responses.items(), key=lambda item: not item[0].startswith("2")
    )
    media_types = [
        content.media_type if isinstance(content, Content) else "application/json"
        for _, content in responses
        if content is not None
    ]
    return ", ".join(dict.fromkeys(media_types)) or "*/*"


def _with_query(url: str, pairs: list[str]) -> str:
    if not pairs:
        return url
    separator = "&" if urlsplit(url).query else "?"
    return f"{url}{separator}{'&'.join(pairs)}"
