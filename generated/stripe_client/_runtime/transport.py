"""What is sent, what comes back, and what a transport between them is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Protocol

from .content import Stream
from .headers import Headers
from .options import Timeout

__all__ = ["AsyncTransport", "Request", "Response", "Transport"]

_CONFIDENTIAL = re.compile("auth|cookie|token|secret|password|api-?key", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Request:
    """What is sent. Printing it shows the method and the URL, and no secret.

    `confidential` names the headers that hold one, in lower case; `public_url` is the URL
    without those that stand in it.
    """

    method: str
    url: str = field(repr=False)
    public_url: str
    headers: tuple[tuple[str, str], ...] = field(repr=False)
    content: bytes | Stream | None = field(repr=False)
    timeout: float | Timeout | None = field(repr=False)
    confidential: frozenset[str] = field(repr=False, default=frozenset())

    @property
    def replayable(self) -> bool:
        """Whether it can be sent twice."""
        return not isinstance(self.content, Stream) or self.content.replayable

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


class Transport(Protocol):
    """Sends requests. Anything with these two methods will do."""

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
