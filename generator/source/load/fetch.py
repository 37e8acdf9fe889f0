"""Fetch a document from a URL.

This is the only module of the generator that uses the network, and only for addresses that the
user specified. It imports the HTTP library, so it is imported late.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import httpx2

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.load.content_coding import CodingError, Content, TooLargeError
from generator.source.load.document_headers import NO_HEADERS, DocumentHeaders
from generator.source.load.hosts import is_internal, is_loopback
from generator.source.load.location import Url

TIMEOUT_SECONDS = 30.0
CONNECT_TIMEOUT_SECONDS = 10.0
MAX_BYTES = 64 * 1024 * 1024
MAX_REDIRECTS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "codegen",
    "Accept": "application/json, application/yaml, text/yaml, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


def fetch(
    url: Url,
    headers: DocumentHeaders = NO_HEADERS,
    *,
    timeout: float = TIMEOUT_SECONDS,
    max_bytes: int = MAX_BYTES,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> bytes:
    """Fetch the document at `url`.

    Args:
        url: an `https` URL, or an `http` URL of this machine.
        headers: sent to their own origin, but not to other origins that it redirects to.
        timeout: limit for the whole exchange, in seconds.
        max_bytes: limit for the decompressed content.
        transport: sends the requests instead of the network.

    Raises:
        DocumentError: one diagnostic, with the code `address-not-allowed`, `unreachable-document`,
            `document-timeout`, `http-status` or `document-too-large`.
    """
    try:
        return asyncio.run(_fetch(url, headers, timeout, max_bytes, transport))
    except httpx2.ConnectTimeout:
        failure = _timeout("no connection", CONNECT_TIMEOUT_SECONDS)
    except (TimeoutError, httpx2.TimeoutException):
        failure = _timeout("no complete response", timeout)
    except httpx2.InvalidURL:
        failure = _not_allowed("the address is not a URL")
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        reason = str(error) or type(error).__name__
        failure = _error(
            "unreachable-document", f"the document cannot be fetched: {reason}"
        )
    # Not raised above, where it would refer to an exception with the headers of the request.
    raise failure


async def _fetch(
    url: Url,
    headers: DocumentHeaders,
    timeout: float,
    max_bytes: int,
    transport: httpx2.AsyncBaseTransport | None,
) -> bytes:
    at = httpx2.URL(url.address)
    _check_address(at)
    # The library's timeouts apply to single reads: a server that sends a byte now and then would
    # never exceed them.
    async with (
        asyncio.timeout(timeout),
        httpx2.AsyncClient(
            headers=_HEADERS,
            timeout=httpx2.Timeout(timeout, connect=CONNECT_TIMEOUT_SECONDS),
            follow_redirects=False,
            transport=transport,
            # A proxy cannot reach this machine by its loopback address.
            trust_env=not is_loopback(at.host),
        ) as client,
    ):
        for _ in range(MAX_REDIRECTS + 1):
            own = headers.for_url(Url(str(at)))
            async with client.stream("GET", at, headers=own) as response:
                if response.status_code not in _REDIRECTS:
                    return await _read_content(response, max_bytes, headers)
                at = await asyncio.to_thread(_redirect_target, at, response)
    raise _not_allowed(f"the server redirects more than {MAX_REDIRECTS} times")


def _redirect_target(at: httpx2.URL, response: httpx2.Response) -> httpx2.URL:
    """The URL that a redirect from `at` leads to, if it may be followed."""
    target = at.join(response.headers.get("Location", ""))
    _check_address(target)
    if target.scheme == "http" and at.scheme == "https":
        raise _not_allowed("the server redirects from https to http")
    if is_internal(target.host) and not is_internal(at.host):
        raise _not_allowed(
            f"the server redirects from the public Internet to the internal host {target.host}"
        )
    return target


async def _read_content(
    response: httpx2.Response, max_bytes: int, headers: DocumentHeaders
) -> bytes:
    if response.status_code != HTTPStatus.OK:
        was_sent = bool(headers.for_url(Url(str(response.url))))
        raise _bad_status(response.status_code, headers, was_sent)
    try:
        content = Content(response.headers.get("Content-Encoding", ""), max_bytes)
        async for chunk in response.aiter_raw():
            content.feed(chunk)
        return content.read()
    except TooLargeError:
        raise _error(
            "document-too-large",
            f"the document is larger than {max_bytes / 1024**2:g} MiB",
            "check the address; if it is correct, download the document and build from the file",
        ) from None
    except CodingError as error:
        raise _error(
            "unreachable-document", f"the response cannot be decoded: {error}"
        ) from None


def _check_address(url: httpx2.URL) -> None:
    if url.scheme in ("https", "http") and not url.host:
        raise _not_allowed("the address has no host")
    is_allowed = url.scheme == "https" or (
        url.scheme == "http" and is_loopback(url.host)
    )
    if not is_allowed:
        raise _not_allowed("only https URLs are fetched, and http URLs of this machine")


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


def _not_allowed(message: str) -> DocumentError:
    return _error("address-not-allowed", message)


def _error(code: str, message: str, hint: str | None = None) -> DocumentError:
    return DocumentError([Diagnostic(code, message, hint=hint)])
