# SPDX-License-Identifier: MIT
"""An operation as data: where it is, what it takes, what it returns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar

from ..auth.requirements import Requirements
from ..http.retries import Exchange
from ..http.transport import (
    AsyncTransport,
    BodyStream,
    Request,
    Response,
    Transport,
)
from .parameters import Parameter

# What the operation gives. Only type checkers look at it.
T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Content:
    """An answer of another media type than JSON, or one whose media type matters.

    `type` is an annotation, or `"bytes"` or `"str"` for content that is not JSON.
    """

    is_stream: ClassVar[bool] = False

    media_type: str
    type: str


EncodedBody: TypeAlias = tuple[bytes | BodyStream, str]
"""The content of a request, and its media type."""


class RequestBody(Protocol):
    """The body that an operation takes: a `Body`, or a `BodyChoice` among several kinds."""

    def encode_given(
        self, arguments: Mapping[str, Any], package: str
    ) -> EncodedBody | None:
        """The body made of `arguments`; None if there is nothing to send."""
        ...


class Cookies(Protocol):
    """The cookies that an operation takes: `CookieParameters`."""

    def encode_given(self, arguments: Mapping[str, Any], package: str) -> list[str]:
        """The cookies that have a value, as `name=value`."""
        ...


class NextPage(Protocol):
    """What leads to another page: arguments that replace those of the call, or its whole URL."""

    @property
    def arguments(self) -> Mapping[str, Any]: ...

    @property
    def url(self) -> str | None: ...


class Pages(Protocol):
    """How an operation pages: a rule of `paging.rules`."""

    def set_origin(
        self,
        page: object,
        arguments: Mapping[str, Any],
        request: Request,
        base_url: str | None,
        fetch: Callable[[NextPage], Any],
        is_async: bool,
    ) -> None:
        """Tell a page which call returned it, and how to `fetch` another one."""
        ...


class ResponseOpener(Protocol):
    """Sends a request and leaves the response open where it is a stream."""

    def send(self, request: Request) -> Response:
        """The response, without its content if that is a stream."""
        ...

    def stream(self, exchange: Exchange, package: str) -> Any | None:
        """The stream that the operation returns; None if the response is not one."""
        ...


class AsyncResponseOpener(Protocol):
    """Like `ResponseOpener`, awaited."""

    async def send(self, request: Request) -> Response:
        """Like `ResponseOpener.send`."""
        ...

    def stream(self, exchange: Exchange, package: str) -> Any | None:
        """Like `ResponseOpener.stream`."""
        ...


# Without slots: with them, Python 3.11 cannot make an `Endpoint[Customer](…)`.
@dataclass(frozen=True)
class Endpoint(Generic[T]):
    """One operation of the document.

    Source: OpenAPI 3.1, sections 4.8.8 to 4.8.17.

    `name` is its operation ID. `responses` gives for each status code, range (`2XX`) or `default`
    the type of the answer: an annotation for JSON, `Content` for anything else, None for nothing.
    `server` is set where the operation has its own, `security` where it asks for other
    credentials than most. `pages` is set where the answer is a page of a list.
    """

    name: str
    method: str
    template: str
    path: tuple[str | Parameter, ...] = ()
    query: tuple[str | Parameter, ...] = ()
    headers: tuple[str | Parameter, ...] = ()
    cookies: Cookies | None = None
    body: RequestBody | None = None
    responses: Mapping[str, Content | str | None] = field(
        default_factory=dict[str, "Content | str | None"]
    )
    server: str | None = None
    security: Requirements | None = None
    pages: Pages | None = None

    def opener(self, transport: Transport) -> ResponseOpener | None:
        """What sends the request where the response may be a stream; else None."""
        return None

    def async_opener(self, transport: AsyncTransport) -> AsyncResponseOpener | None:
        """Like `opener`, for an async transport."""
        return None
