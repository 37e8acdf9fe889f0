# SPDX-License-Identifier: MIT
"""Describe an operation as data: method, path, parameters, body and responses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Generic, Protocol, TypeAlias, TypeVar

from ..auth.requirements import Requirements
from ..http.headers import Headers
from ..http.transport import BodyStream, Request
from .parameters import Parameter

# The return type of the operation; used by type checkers only.
T = TypeVar("T", covariant=True)


@dataclass(frozen=True, slots=True)
class Content:
    """The content of a response whose media type is not `application/json`, or not only that.

    Source: OpenAPI 3.1.1, section 4.8.17 (Response Object), `content`.

    Attributes:
        media_type: The declared media type.
        type: Annotation to decode JSON to; `"bytes"` or `"str"` for other media types.
        others: Further declared media types, which the client does not request. Their content is
            text or bytes.
        is_stream: Whether the content is a stream of items.
    """

    is_stream: ClassVar[bool] = False

    media_type: str
    type: str
    others: tuple[str, ...] = ()


EncodedBody: TypeAlias = tuple[bytes | BodyStream, str]
"""The content of a request and its `Content-Type`."""


class RequestBody(Protocol):
    """The request body of an operation: a `Body`, or a `BodyChoice` if it has several."""

    @property
    def empty(self) -> EncodedBody | None:
        """What methods with a body send without arguments; None for no body."""
        ...

    def encode_given(
        self,
        arguments: Mapping[str, Any],
        package: str,
        extra: Mapping[str, object] | None = None,
    ) -> EncodedBody | None:
        """Serialize the body from `arguments` and the properties of the option `extra_body`.

        Return None if there is nothing to send.
        """
        ...


class Cookies(Protocol):
    """The cookie parameters of an operation: `CookieParameters`."""

    def encode_given(self, arguments: Mapping[str, Any], package: str) -> list[str]:
        """Serialize the cookies that have a value, each as `name=value`."""
        ...


class Pages(Protocol):
    """The paging rule of an operation, defined in `paging.rules`."""

    def page_of(
        self,
        value: Any,
        arguments: Mapping[str, Any],
        request: Request,
        headers: Headers,
        base_url: str | None,
        fetch: Callable[[Mapping[str, Any], str | None], Any],
        is_async: bool,
    ) -> Any:
        """Return a decoded response as a page that knows the call that returned it.

        `fetch` takes the arguments that replace those of the call, and a URL that replaces its own.
        """
        ...


# Without slots: with them, Python 3.11 cannot instantiate `Endpoint[Customer](…)`.
@dataclass(frozen=True)
class Endpoint(Generic[T]):
    """One operation of the OpenAPI document.

    Source: OpenAPI 3.1.1, sections 4.8.8 (Paths Object) to 4.8.17 (Response Object).

    Attributes:
        name: The operation ID.
        method: The HTTP method.
        template: The path, with parameters in braces: `/customers/{id}`; or the URL of a request
            that the document lacks.
        path: Path parameters: argument names, or `Parameter` for more than a name. The same holds
            for `query` and `headers`.
        query: Query parameters.
        headers: Header parameters.
        cookies: Cookie parameters, if any.
        body: The request body, if any.
        responses: The content of the response for each status code, range (`2XX`) or `default`:
            an annotation for JSON, `Content` for other media types, None for no content.
        server: Base URL of the operation, if it differs from the API's.
        security: Security requirements, if they differ from the API's.
        pages: The paging rule, if the response is a page of a list.
        is_documented: Whether the operation is in the document.
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
    is_documented: bool = True
