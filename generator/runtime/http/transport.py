# SPDX-License-Identifier: MIT
"""Requests, responses, and the protocol of the transports that exchange them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from .charsets import decode_text
from .headers import Headers
from .timeouts import Timeout

CONFIDENTIAL = re.compile("auth|cookie|token|secret|password|api-?key", re.IGNORECASE)
"""Part of the names of headers and query parameters that hold secrets."""


class BodyStream(Protocol):
    """The protocol of a request body in chunks, which `UploadStream` implements."""

    @property
    def length(self) -> int | None:
        """The number of bytes; None if it is not known in advance."""
        ...

    @property
    def replayable(self) -> bool:
        """Whether the body can be read more than once."""
        ...

    @property
    def is_async(self) -> bool:
        """Whether the body can only be iterated asynchronously."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request. Its `repr` shows the method and the public URL, and no secrets.

    Attributes:
        method: The method in upper case.
        url: The URL to send the request to.
        public_url: The URL without its secrets, for logs and messages.
        headers: The header fields, in order.
        content: The body; None if there is none.
        timeout: The timeout of the attempt in seconds, or by phase; None disables it.
        confidential: The names of headers with secrets, in lower case.
        repeatable: Whether sending the request twice has the same effect as sending it once: it is
            idempotent (RFC 9110, section 9.2.2) or has an idempotency key.
        is_foreign: Whether a redirect led to another server. A transport adds no credentials.
    """

    method: str
    url: str = field(repr=False)
    public_url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    content: bytes | BodyStream | None = field(repr=False)
    timeout: float | Timeout | None = field(repr=False)
    confidential: frozenset[str] = field(repr=False, default=frozenset())
    repeatable: bool = field(repr=False, default=False)
    is_foreign: bool = field(repr=False, default=False)

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent again."""
        return isinstance(self.content, bytes | None) or self.content.replayable

    @property
    def label(self) -> str:
        """The method and the URL without its query, which identify the request in messages."""
        return f"{self.method} {self.public_url.partition('?')[0]}"

    @property
    def has_authorization(self) -> bool:
        """Whether the request has an `Authorization` header."""
        return any(name.lower() == "authorization" for name, _ in self.headers)

    def has_credentials(self, besides: str = "") -> bool:
        """Whether the URL has secrets, or a header other than `besides` looks like credentials."""
        if self.url != self.public_url:
            return True
        names = (name.lower() for name, _ in self.headers)
        return any(self._is_secret(name) for name in names if name != besides)

    def without_secrets(self) -> Request:
        """Return a copy for logs and errors: with credentials masked and without the body."""
        headers = tuple(
            (name, "…" if self._is_secret(name) else value)
            for name, value in self.headers
        )
        return replace(self, url=self.public_url, headers=headers, content=None)

    def _is_secret(self, header: str) -> bool:
        return header.lower() in self.confidential or bool(CONFIDENTIAL.search(header))


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response with its whole content.

    Attributes:
        status: The status code.
        headers: The header fields.
        content: The content, with any content coding (such as gzip) removed.
    """

    status: int
    headers: Headers = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """Whether the status is successful (2xx)."""
        return 200 <= self.status < 300

    @property
    def is_redirect(self) -> bool:
        """Whether the status is a redirection (3xx), which 304 Not Modified is as well."""
        return 300 <= self.status < 400

    @property
    def text(self) -> str:
        """The content as text, decoded by the `charset` of its `Content-Type` or as UTF-8."""
        return decode_text(self.content, self.headers.get("Content-Type", ""))


class Transport(Protocol):
    """The protocol of a transport: any object with these two methods.

    To download large files without holding them in memory, a transport also implements
    `StreamingTransport`; for streams, `LiveTransport`.
    """

    def send(self, request: Request) -> Response:
        """Send a request and return the response of any status, without following redirects.

        Raises:
            ApiConnectionError: No response was received.
        """
        ...

    def close(self) -> None:
        """Close all connections."""
        ...


class AsyncTransport(Protocol):
    """Async variant of `Transport`."""

    async def send(self, request: Request) -> Response:
        """As `Transport.send`."""
        ...

    async def close(self) -> None:
        """As `Transport.close`."""
        ...
