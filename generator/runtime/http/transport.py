# SPDX-License-Identifier: MIT
"""Requests, responses, and the protocol of a transport that sends them."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from .headers import Headers
from .timeouts import Timeout

_CONFIDENTIAL = re.compile("auth|cookie|token|secret|password|api-?key", re.IGNORECASE)


class BodyStream(Protocol):
    """A request body in chunks: an `UploadStream`."""

    @property
    def length(self) -> int | None:
        """The number of bytes, if that is known beforehand."""
        ...

    @property
    def replayable(self) -> bool:
        """Whether the body can be sent twice."""
        ...

    @property
    def is_async(self) -> bool:
        """Whether it can only be read asynchronously."""
        ...

    def __iter__(self) -> Iterator[bytes]: ...

    def __aiter__(self) -> AsyncIterator[bytes]: ...


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. Printing it shows the method and the URL, and no secret.

    `confidential` names the headers that hold one, in lower case; `public_url` is the URL
    without those that stand in it. `repeatable` says that to receive the request twice does no
    more than to receive it once.
    """

    method: str
    url: str = field(repr=False)
    public_url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    content: bytes | BodyStream | None = field(repr=False)
    timeout: float | Timeout | None = field(repr=False)
    confidential: frozenset[str] = field(repr=False, default=frozenset())
    repeatable: bool = field(repr=False, default=False)

    @property
    def replayable(self) -> bool:
        """Whether its body is still there to be sent once more."""
        return isinstance(self.content, bytes | None) or self.content.replayable

    @property
    def place(self) -> str:
        """The method and the URL, without the query: what to call the request in a message."""
        return f"{self.method} {self.public_url.partition('?')[0]}"

    @property
    def has_authorization(self) -> bool:
        """Whether the header that most credentials stand in is there."""
        return any(name.lower() == "authorization" for name, _ in self.headers)

    @property
    def has_credentials(self) -> bool:
        """Whether there is a header that seems to hold some."""
        return any(self._hides(name) for name, _ in self.headers)

    def without_secrets(self) -> Request:
        """The same request, to be shown and kept: without credentials and without its body."""
        headers = tuple(
            (name, "…" if self._hides(name) else value) for name, value in self.headers
        )
        return replace(self, url=self.public_url, headers=headers, content=None)

    def _hides(self, header: str) -> bool:
        return header.lower() in self.confidential or bool(_CONFIDENTIAL.search(header))


@dataclass(frozen=True, slots=True)
class Response:
    """What came back, read to the end."""

    status: int
    headers: Headers = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300


class Transport(Protocol):
    """Sends requests. Anything with these two methods will do.

    One that can also hand on an answer piece by piece is a `StreamingTransport`.
    """

    def send(self, request: Request) -> Response:
        """The server's answer, whatever its status; redirects are not followed.

        Raises:
            ApiConnectionError: there is none.
        """
        ...

    def close(self) -> None:
        """Gives up what the transport holds open."""
        ...


class AsyncTransport(Protocol):
    """Sends requests, to be awaited."""

    async def send(self, request: Request) -> Response:
        """As `Transport.send`."""
        ...

    async def close(self) -> None:
        """As `Transport.close`."""
        ...
