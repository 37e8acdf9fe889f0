"""Documents by URL. Importing this imports the HTTP library, so it is done late.

This is the only place where the tool itself goes to the network, and it only does so for an
address that the person gave it.
"""

from __future__ import annotations

import asyncio
from http import HTTPStatus

import httpx2

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.load.content_coding import CodingError, Content, TooLargeError
from generator.source.load.hosts import is_internal, is_loopback
from generator.source.load.location import Url

SECONDS = 30.0
SECONDS_TO_CONNECT = 10.0
LARGEST = 64 * 1024 * 1024
MOST_REDIRECTS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": "codegen",
    "Accept": "application/json, application/yaml, text/yaml, */*;q=0.5",
    "Accept-Encoding": "gzip",
}


def fetch(
    url: Url,
    *,
    seconds: float = SECONDS,
    largest: int = LARGEST,
    transport: httpx2.AsyncBaseTransport | None = None,
) -> bytes:
    """The bytes of the document at `url`.

    Only `https` is fetched, and `http` from this machine itself. `seconds` is how long all of it
    may take, `largest` how many bytes there may be once compression is undone; `transport` sends
    the requests where the network is not to.

    Raises:
        DocumentError: one diagnostic, with the code `address-not-allowed`, `unreachable-document`,
            `document-timeout`, `http-status` or `document-too-large`.
    """
    try:
        return asyncio.run(_fetched(url, seconds, largest, transport))
    except httpx2.ConnectTimeout:
        raise _timeout("no connection was made", SECONDS_TO_CONNECT) from None
    except (TimeoutError, httpx2.TimeoutException):
        raise _timeout("the document did not come", seconds) from None
    except httpx2.InvalidURL:
        raise _not_allowed("this is no URL") from None
    except (httpx2.HTTPError, httpx2.StreamError, OSError) as error:
        reason = str(error) or type(error).__name__
        raise _error(
            "unreachable-document", f"the document cannot be fetched: {reason}"
        ) from None


async def _fetched(
    url: Url,
    seconds: float,
    largest: int,
    transport: httpx2.AsyncBaseTransport | None,
) -> bytes:
    at = httpx2.URL(url.address)
    _check_address(at)
    # A task of its own can be ended at any moment: a server that sends a byte now and then would
    # never run into the library's timeouts, which are for each read.
    async with (
        asyncio.timeout(seconds),
        httpx2.AsyncClient(
            headers=_HEADERS,
            timeout=httpx2.Timeout(seconds, connect=SECONDS_TO_CONNECT),
            follow_redirects=False,
            transport=transport,
            # A proxy could not find this machine under its own loopback address.
            trust_env=not is_loopback(at.host),
        ) as client,
    ):
        for _ in range(MOST_REDIRECTS + 1):
            async with client.stream("GET", at) as answer:
                if answer.status_code not in _REDIRECTS:
                    return await _content(answer, largest)
                at = await asyncio.to_thread(_redirected, at, answer)
    raise _not_allowed(f"the server redirects more than {MOST_REDIRECTS} times")


def _redirected(at: httpx2.URL, answer: httpx2.Response) -> httpx2.URL:
    """Where `answer` from `at` sends us."""
    target = at.join(answer.headers.get("Location", ""))
    _check_address(target)
    if target.scheme == "http" and at.scheme == "https":
        raise _not_allowed("the server redirects from https to http")
    if is_internal(target.host) and not is_internal(at.host):
        raise _not_allowed(
            f"the server redirects from the public Internet to {target.host}, which is not on it"
        )
    return target


async def _content(answer: httpx2.Response, largest: int) -> bytes:
    if answer.status_code != HTTPStatus.OK:
        raise _bad_status(answer.status_code)
    try:
        content = Content(answer.headers.get("Content-Encoding", ""), largest)
        async for chunk in answer.aiter_raw():
            content.feed(chunk)
        return content.whole()
    except TooLargeError:
        raise _error(
            "document-too-large",
            f"the document is larger than {largest / 1024**2:g} MiB",
            "is it the document? if so, download it, and build from the file",
        ) from None
    except CodingError as error:
        raise _error(
            "unreachable-document", f"the document came damaged: {error}"
        ) from None


def _check_address(url: httpx2.URL) -> None:
    if url.scheme in ("https", "http") and not url.host:
        raise _not_allowed("the address has no host")
    is_known = url.scheme == "https" or (url.scheme == "http" and is_loopback(url.host))
    if not is_known:
        raise _not_allowed("only https is fetched, and http from this machine itself")


def _bad_status(status: int) -> DocumentError:
    phrases = {each.value: each.phrase for each in HTTPStatus}
    said = f"{status} {phrases.get(status, '')}".strip()
    hint = None
    if status in (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND):
        hint = "does the address open without signing in?"
    return _error("http-status", f"the server answered {said}", hint)


def _timeout(what: str, seconds: float) -> DocumentError:
    return _error("document-timeout", f"{what} in {seconds:g} s")


def _not_allowed(message: str) -> DocumentError:
    return _error("address-not-allowed", message)


def _error(code: str, message: str, hint: str | None = None) -> DocumentError:
    return DocumentError([Diagnostic(code, message, hint=hint)])
