# SPDX-License-Identifier: MIT
"""Follow redirects without handing credentials to another server.

Nothing here sends requests, so that sync and async clients share the code. Source: RFC 9110,
section 15.4, and the Fetch Standard, "HTTP-redirect fetch", for what the RFC leaves open.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final, NamedTuple
from urllib.parse import SplitResult, unquote_plus, urlsplit

from .errors import ApiStatusError
from .locations import FOLLOWED, describe_url, location_of, resolve_location
from .redaction import redacted
from .retries import Exchange
from .secrets import hidden
from .transport import CONFIDENTIAL, Request, Response

MAX_REDIRECTS: Final = 20
"""How many redirects one call follows."""

_NEEDS_KEY: Final = frozenset({"POST", "PATCH"})
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
# Every other header may hold a secret, such as an API key under a name of the API's own.
_PUBLIC_HEADER = re.compile(
    r"accept(-.*)?|content-.*|user-agent|range|if-.*|prefer|traceparent",
    re.IGNORECASE,
)
_CONTENT_HEADER = re.compile(r"content-.*|digest|last-modified", re.IGNORECASE)


class Origin(NamedTuple):
    """Scheme, host and port of a URL. Source: RFC 6454."""

    scheme: str
    host: str | None
    port: int | None


class RedirectChain:
    """The redirects of one call.

    Args:
        request: The first request.
    """

    def __init__(self, request: Request) -> None:
        self._request = request
        # Whether no redirect has led to another origin. Secrets do not return after that.
        self._is_home = True
        self._visited = {(request.method, hidden(request.url))}
        self._exchanges: list[Exchange] = []

    def next_request(self, exchange: Exchange) -> Request | None:
        """Return the request that a response redirects to; None if it is not a redirect.

        The method stays the same, but 303 changes it to GET, and so do 301 and 302 if it is POST.
        Another origin receives neither credentials nor headers that might hold them.

        Raises:
            ApiStatusError: The redirect cannot be followed safely: it leads to no HTTP URL, from
                HTTPS to HTTP or in circles, there were too many, or the body cannot be sent again.
        """
        request, response = exchange.request, exchange.response
        if response.status not in FOLLOWED or location_of(response) is None:
            return None
        try:
            redirected = self._redirect(request, response)
        except ValueError as error:
            problem = str(error)
        else:
            self._exchanges.append(exchange)
            return redirected
        raise ApiStatusError(
            redacted(f"redirect not followed: {problem}", request),
            response=response,
            request=request.without_secrets(),
            attempts=exchange.attempts,
            request_id=exchange.request_id,
        )

    def combine(self, exchange: Exchange) -> Exchange:
        """Return the last exchange with the attempts and the time of those before it."""
        attempts = sum(earlier.attempts for earlier in self._exchanges)
        elapsed = sum(earlier.elapsed for earlier in self._exchanges)
        return exchange._replace(
            attempts=attempts + exchange.attempts, elapsed=elapsed + exchange.elapsed
        )

    def _redirect(self, request: Request, response: Response) -> Request:
        target = resolve_location(request.url, location_of(response) or "")
        origin, target_origin = _origin(urlsplit(request.url)), _origin(target)
        is_home = self._is_home and origin == target_origin
        method = _method(request.method, response.status)
        query = self._query(target.query, is_home)
        url = hidden(target._replace(query=query, fragment="").geturl())
        if origin.scheme == "https" and target_origin.scheme != "https":
            raise ValueError(f"{describe_url(target)} is not HTTPS")
        if method == request.method and not request.replayable:
            raise ValueError("the body cannot be sent again")
        if (method, url) in self._visited:
            raise ValueError(f"{describe_url(target)} was requested already")
        if len(self._visited) > MAX_REDIRECTS:
            raise ValueError(f"more than {MAX_REDIRECTS} redirects")
        self._visited.add((method, url))
        self._is_home = is_home
        headers = [
            (name, value)
            for name, value in request.headers
            if (is_home or _PUBLIC_HEADER.fullmatch(name))
            and (method == request.method or not _CONTENT_HEADER.fullmatch(name))
        ]
        return replace(
            request,
            is_foreign=not is_home,
            method=method,
            url=url,
            # The query of a redirect is often a signature.
            public_url=target._replace(query="", fragment="").geturl(),
            headers=tuple(headers),
            content=request.content if method == request.method else None,
            # Another origin does not receive an idempotency key.
            repeatable=method == "GET"
            or (request.repeatable and (is_home or method not in _NEEDS_KEY)),
        )

    def _query(self, query: str, is_home: bool) -> str:
        """Return the query of a redirect: with the client's credentials at home, else without."""
        if is_home:
            secrets = _secret_pairs(self._request)
            given = set(map(unquote_plus, _pairs(query)))
            missing = (pair for pair in secrets if unquote_plus(pair) not in given)
            return "&".join(filter(None, (query, *missing)))
        secret = _secret_values(self._request)
        if not secret:
            return query
        return "&".join(pair for pair in _pairs(query) if _value(pair) not in secret)


def _origin(url: SplitResult) -> Origin:
    port = _DEFAULT_PORTS.get(url.scheme) if url.port is None else url.port
    return Origin(url.scheme, url.hostname, port)


def _method(method: str, status: int) -> str:
    if status == 303:
        return method if method == "HEAD" else "GET"
    return "GET" if status in (301, 302) and method == "POST" else method


def _secret_pairs(request: Request) -> list[str]:
    """Return the pairs of the query that contain the credentials of the client."""
    query = request.url.removeprefix(request.public_url)
    return _pairs(query.lstrip("?&"))


def _secret_values(request: Request) -> set[str]:
    """Return the credentials in the query, and the values of parameters named like secrets."""
    pairs = _pairs(urlsplit(request.url).query)
    named = (pair for pair in pairs if CONFIDENTIAL.search(pair.partition("=")[0]))
    return {_value(pair) for pair in (*_secret_pairs(request), *named)} - {""}


def _pairs(query: str) -> list[str]:
    return [pair for pair in query.split("&") if pair]


def _value(pair: str) -> str:
    return unquote_plus(pair.partition("=")[2])
