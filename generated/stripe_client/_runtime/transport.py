"""What is sent, what comes back, and what a transport between them is."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from .content import Stream
from .headers import Headers
from .options import Timeout

_CONFIDENTIAL = re.compile("auth|cookie|token|secret|password|api-?key", re.IGNORECASE)


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
    content: bytes | Stream | None = field(repr=False)
    timeout: float | Timeout | None = field(repr=False)
    confidential: frozenset[str] = field(repr=False, default=frozenset())
    repeatable: bool = field(repr=False, default=False)

    @property
    def replayable(self) -> bool:
        """Whether its body is still there to be sent once more."""
        return not isinstance(self.content, Stream) or self.content.replayable

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


@runtime_checkable
class StreamingTransport(Transport, Protocol):
    """A transport that need not have all of an answer in memory at once."""

    def send_to(self, request: Request, write: Callable[[bytes], object]) -> Response:
        """As `send`, but the content of a success goes to `write`, and the response has none."""
        ...


@runtime_checkable
class AsyncStreamingTransport(AsyncTransport, Protocol):
    """The same, to be awaited."""

    async def send_to(
        self, request: Request, write: Callable[[bytes], object]
    ) -> Response:
        """As `StreamingTransport.send_to`."""
        ...


class Head(Protocol):
    """What is there of an answer before its content."""

    @property
    def status(self) -> int: ...

    @property
    def headers(self) -> Headers: ...


class LiveResponse(Head, Protocol):
    """An answer of which the content is still to come."""

    def pieces(self) -> Iterator[bytes]:
        """The content as it comes, once.

        Raises:
            ApiConnectionError: the connection broke.
        """
        ...

    def close(self) -> None:
        """Lets go of the rest; does nothing if that was done already."""
        ...


class AsyncLiveResponse(Head, Protocol):
    """The same, to be awaited."""

    def pieces(self) -> AsyncIterator[bytes]:
        """As `LiveResponse.pieces`."""
        ...

    async def close(self) -> None:
        """As `LiveResponse.close`."""
        ...


@runtime_checkable
class LiveTransport(Transport, Protocol):
    """A transport that can leave an answer open, for streams to be read as they come."""

    def open(self, request: Request) -> LiveResponse:
        """As `send`, as soon as the head of the answer is there."""
        ...


@runtime_checkable
class AsyncLiveTransport(AsyncTransport, Protocol):
    """The same, to be awaited."""

    async def open(self, request: Request) -> AsyncLiveResponse:
        """As `LiveTransport.open`."""
        ...
