"""Fetch a document from a URL.

Only this module and `connect` use the network, and only for addresses that the user specified, or
a document that may name them. They import the HTTP library, so they are imported late.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from http import HTTPStatus

import httpx2

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.read_file import MAX_FILE_BYTES, MEBIBYTE
from generator.source.load.connect import Connector, proxy_for
from generator.source.load.content_coding import CodingError, Content, TooLargeError
from generator.source.load.document_headers import NO_HEADERS, DocumentHeaders
from generator.source.load.fetch_rules import FetchBudget, FetchRules
from generator.source.load.hosts import (
    is_loopback,
    is_loopback_address,
    is_public_address,
    resolve,
)
from generator.source.load.location import Url

TIMEOUT_SECONDS = 30.0
CONNECT_TIMEOUT_SECONDS = 10.0
MAX_REDIRECTS = 5

_MAX_PORT = 65_535
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "codegen",
    "Accept": "application/json, application/yaml, text/yaml, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """A fetched document.

    Attributes:
        content: its bytes, decompressed.
        url: where redirects led to.
        is_internal: whether its server is on this machine or in its network.
    """

    content: bytes
    url: Url
    is_internal: bool


def fetch(
    url: Url,
    headers: DocumentHeaders = NO_HEADERS,
    rules: FetchRules | None = None,
    *,
    timeout: float = TIMEOUT_SECONDS,
    max_bytes: int = MAX_FILE_BYTES,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> Fetched:
    """Fetch the document at `url`.

    Args:
        url: an `https` URL, or an `http` URL of this machine.
        headers: sent to their own origin, until a redirect leads to another one.
        rules: which URLs may be requested, and how many; None for those of a single document.
        timeout: limit for the whole exchange, in seconds.
        max_bytes: limit for the content, compressed and decompressed.
        transport: sends the requests instead of the network.

    Raises:
        DocumentError: one diagnostic, with the code `address-not-allowed`, `unreachable-document`,
            `document-timeout`, `http-status`, `document-too-large` or `too-many-references`; or
            that of `rules.check_url`.
    """
    rules = rules or FetchRules()
    budget = rules.budget
    budget.check()
    timeout = min(timeout, budget.seconds)
    started = time.monotonic()
    exchange = _Exchange(headers, rules, max_bytes)
    try:
        return asyncio.run(exchange.run(url, timeout, transport))
    except httpx2.ConnectTimeout:
        failure = _timeout("no connection", CONNECT_TIMEOUT_SECONDS)
    except (TimeoutError, httpx2.TimeoutException):
        failure = _timeout("no complete response", timeout)
    except (httpx2.InvalidURL, UnicodeError):
        failure = _not_allowed("the address is not a URL")
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        # Some versions of httpx2 parse the address of a redirect before it is followed.
        if isinstance(error.__context__, httpx2.InvalidURL):
            failure = _not_allowed("the address is not a URL")
        else:
            failure = _unreachable(str(error) or type(error).__name__)
    finally:
        budget.seconds -= time.monotonic() - started
    # Not raised above, where it would refer to an exception with the headers of the request.
    raise failure


class _Exchange:
    """The requests for one document."""

    def __init__(
        self, headers: DocumentHeaders, rules: FetchRules, max_bytes: int
    ) -> None:
        self._headers = headers
        self._rules = rules
        self._max_bytes = max_bytes
        # Whether all requests went to the origin that the headers are for. Another origin that
        # redirects back must not choose what they are sent to.
        self._is_own_origin = True
        # Whether the last server is internal, so that it may redirect to internal ones; before the
        # first request, whether that may go to one.
        self._is_internal = rules.may_be_internal

    async def run(
        self, url: Url, timeout: float, transport: httpx2.AsyncBaseTransport | None
    ) -> Fetched:
        at = httpx2.URL(url.address)
        # The library's timeouts apply to single reads: a server that sends a byte now and then
        # would never exceed them.
        async with (
            asyncio.timeout(timeout),
            httpx2.AsyncClient(
                headers=_HEADERS,
                timeout=httpx2.Timeout(timeout, connect=CONNECT_TIMEOUT_SECONDS),
                follow_redirects=False,
                transport=Connector() if transport is None else transport,
            ) as client,
        ):
            for _ in range(MAX_REDIRECTS + 1):
                request = await self._request(client, at)
                response = await client.send(request, stream=True)
                try:
                    if response.status_code not in _REDIRECTS:
                        content = await self._read_content(response)
                        return Fetched(content, Url(str(at)), self._is_internal)
                finally:
                    await response.aclose()
                at = _redirect_target(at, response)
                # A cookie could go to another origin on the same host.
                client.cookies.clear()
        raise _not_allowed(f"the server redirects more than {MAX_REDIRECTS} times")

    async def _request(
        self, client: httpx2.AsyncClient, at: httpx2.URL
    ) -> httpx2.Request:
        """The request for `at`, if it is allowed."""
        _check_address(at)
        url = Url(str(at))
        self._rules.check_url(url)
        host = at.raw_host.decode("ascii")
        addresses = await asyncio.to_thread(resolve, host)
        _check_loopback(at, addresses)
        is_internal = is_loopback(host) or not all(map(is_public_address, addresses))
        if is_internal and not self._is_internal:
            raise _not_allowed(
                f"the internal host {host} must not be reached from the public Internet"
            )
        self._is_internal = is_internal
        self._rules.budget.take_request()
        own = self._headers.for_url(url)
        self._is_own_origin = self._is_own_origin and bool(own)
        return client.build_request(
            "GET",
            at,
            headers=own if self._is_own_origin else {},
            extensions={
                "addresses": addresses,
                "proxy": proxy_for(at.scheme, host),
            },
        )

    async def _read_content(self, response: httpx2.Response) -> bytes:
        if response.status_code != HTTPStatus.OK:
            raise _bad_status(response.status_code, self._headers, self._is_own_origin)
        budget = self._rules.budget
        limit = min(self._max_bytes, budget.bytes)
        content = None
        try:
            content = Content(response.headers.get("Content-Encoding", ""), limit)
            async for chunk in response.aiter_raw():
                content.feed(chunk)
            return content.read()
        except TooLargeError:
            raise _too_large(self._max_bytes, budget) from None
        except CodingError as error:
            raise _error(
                "unreachable-document", f"the response cannot be decoded: {error}"
            ) from None
        finally:
            budget.bytes -= content.size if content is not None else 0


def _redirect_target(at: httpx2.URL, response: httpx2.Response) -> httpx2.URL:
    """The URL that a redirect from `at` leads to."""
    location = response.headers.get("Location", "")
    if not location:
        raise _not_allowed("the server redirects without an address")
    target = at.join(location).copy_with(fragment=None)
    if target.scheme == "http" and at.scheme == "https":
        raise _not_allowed("the server redirects from https to http")
    return target


def _check_address(url: httpx2.URL) -> None:
    if url.scheme in ("https", "http") and not url.host:
        raise _not_allowed("the address has no host")
    is_allowed = url.scheme == "https" or (
        url.scheme == "http" and is_loopback(url.host)
    )
    if not is_allowed:
        raise _not_allowed("only https URLs are fetched, and http URLs of this machine")
    if url.port is not None and not 0 < url.port <= _MAX_PORT:
        raise _not_allowed(f"the port {url.port} is not between 1 and {_MAX_PORT}")


def _check_loopback(url: httpx2.URL, addresses: tuple[str, ...]) -> None:
    """Check that a host that is reached without encryption really is this machine."""
    if url.scheme == "http" and not all(map(is_loopback_address, addresses)):
        raise _not_allowed(f"the host {url.host} is not this machine")


def _too_large(max_bytes: int, budget: FetchBudget) -> DocumentError:
    if budget.bytes < max_bytes:
        return budget.out_of_bytes()
    return _error(
        "document-too-large",
        f"the document is larger than {max_bytes / MEBIBYTE:g} MiB",
        "check the address; if it is correct, download the document and build from the file",
    )


def _bad_status(status: int, headers: DocumentHeaders, was_sent: bool) -> DocumentError:
    phrases = {member.value: member.phrase for member in HTTPStatus}
    status_line = f"{status} {phrases.get(status, '')}".strip()
    hint = None
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        hint = _access_hint(headers, was_sent)
    return _error("http-status", f"the server responded with {status_line}", hint)


def _access_hint(headers: DocumentHeaders, was_sent: bool) -> str:
    names = ", ".join(name for name, _ in headers.fields)
    if was_sent:
        return f"check the address, and the value of {names}"
    if names:
        return f"the server redirected to another origin, where {names} is not sent"
    return (
        "check that the address opens without signing in, or pass a credential with "
        "--header-env"
    )


def _timeout(problem: str, seconds: float) -> DocumentError:
    return _error("document-timeout", f"{problem} within {seconds:g} s")


def _unreachable(reason: str) -> DocumentError:
    return _error("unreachable-document", f"the document cannot be fetched: {reason}")


def _not_allowed(message: str) -> DocumentError:
    return _error("address-not-allowed", message)


def _error(code: str, message: str, hint: str | None = None) -> DocumentError:
    return DocumentError([Diagnostic(code, message, hint=hint)])
