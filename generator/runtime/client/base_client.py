# SPDX-License-Identifier: MIT
"""What both clients share: their settings, and preparing and finishing a call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import urandom
from threading import Lock
from typing import Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from ..auth.credentials import AnyCredentials, NeededToken
from ..auth.requirements import (
    NO_CREDENTIALS,
    ChosenCredentials,
    Requirements,
    choose_credentials,
    describe_requirements,
    hold_credentials,
)
from ..http.errors import ApiCredentialsError
from ..http.hooks import Instrumentation, OnRequest, OnResponse
from ..http.retries import Exchange, RetryLoop, RetryPolicy
from ..http.timeouts import DEFAULT_TIMEOUT, Timeout, checked_max_retries
from ..http.transport import BodyStream, Request
from ..models.unset import UNSET
from ..operations.api import Api
from ..operations.build_request import build_request
from ..operations.client_config import ServerLike, configure
from ..operations.endpoint import (
    AsyncResponseOpener,
    Endpoint,
    NextPage,
    ResponseOpener,
)
from ..operations.read_response import read_response
from ..operations.request_options import unknown_option
from .call_site import outer_frame

_Transport = TypeVar("_Transport")
_MAX_RETRIES: Final = 2
_NOT_ARGUMENTS: Final = frozenset({"client", "options"})


class PreparedRequest(NamedTuple):
    """A call that is ready to be sent.

    `arguments` are those that were given, `needs` the tokens to be fetched before it is sent.
    """

    endpoint: Endpoint[Any]
    arguments: Mapping[str, Any]
    options: Mapping[str, Any]
    request: Request
    policy: RetryPolicy
    needs: tuple[NeededToken, ...] = ()


class BaseClient(Generic[_Transport]):
    """The part of a client that neither sends nor waits."""

    api: ClassVar[Api]
    _is_async: ClassVar[bool]

    def __init__(
        self,
        credentials: AnyCredentials = None,
        *,
        base_url: str | None = None,
        server: ServerLike | None = None,
        timeout: float | Timeout | None = DEFAULT_TIMEOUT,
        headers: Mapping[str, str] | None = None,
        max_retries: int = _MAX_RETRIES,
        on_request: OnRequest | None = None,
        on_response: OnResponse | None = None,
        transport: _Transport | None = None,
    ) -> None:
        """Makes a client; nothing is sent yet.

        - `credentials` are what the API's authentication makes of a string, or an `Authentication`.
        - `base_url` takes the place of every server in the document, `server` of the first.
        - `timeout` is in seconds, for each attempt of a call.
        - `headers` go with each request.
        - `max_retries` is how many more attempts a call has after one that failed in passing.
        - `on_request` and `on_response`, plain functions, see each request and each answer.
        - `transport` sends the requests, in place of HTTP.

        Raises:
            TypeError, ValueError: one of them cannot be meant, such as an empty key.
        """
        package = _package(type(self))
        self._config = configure(
            package,
            self.api,
            credentials=credentials,
            base_url=base_url,
            server=server,
            timeout=timeout,
            headers=headers,
            max_retries=max_retries,
        )
        self._instrumentation = Instrumentation(package, on_request, on_response)
        self._transport: _Transport | None = transport
        self._closed = False
        self._lock = Lock()

    def __repr__(self) -> str:
        url = self._config.base_url or self._config.server
        return f"{type(self).__name__}({url!r})"

    def _prepared(
        self,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
        url: str | None = None,
    ) -> PreparedRequest:
        options: Mapping[str, Any] = arguments.get("options") or {}
        given = {
            name: value
            for name, value in arguments.items()
            if name not in _NOT_ARGUMENTS and value is not UNSET
        }
        names = arguments.keys() - _NOT_ARGUMENTS
        problem = unknown_option(options, names, self.api.option_headers)
        if problem is not None:
            raise TypeError(f"{_operation(endpoint)}() {problem}")
        chosen = self._credentials(endpoint, options)
        request = build_request(
            endpoint,
            given,
            options,
            self._config,
            fresh_key=urandom(16).hex(),
            url=url,
            credentials=chosen.places if chosen else (),
        )
        if chosen is None and not request.has_credentials:
            raise ApiCredentialsError(
                f"{_operation(endpoint)} needs credentials that the client does not have: "
                f"{describe_requirements(self._asked(endpoint), self.api)}",
                request=request.without_secrets(),
            )
        needs = chosen.fetched if chosen else ()
        if needs and request.has_authorization:
            needs = ()
        if not self._is_async and not isinstance(request.content, bytes | None):
            _require_sync(request.content)
        asked = options.get("max_retries", self._config.max_retries)
        policy = RetryPolicy(checked_max_retries(asked), self.api.should_retry_header)
        return PreparedRequest(endpoint, given, options, request, policy, needs)

    def _asked(self, endpoint: Endpoint[Any]) -> Requirements:
        return self.api.usual if endpoint.security is None else endpoint.security

    def _credentials(
        self, endpoint: Endpoint[Any], options: Mapping[str, Any]
    ) -> ChosenCredentials | None:
        """The credentials of a call; None if it needs some and there are none."""
        held = hold_credentials(self.api, options.get("credentials"))
        held = held or self._config.credentials
        return choose_credentials(
            self._asked(endpoint), held or NO_CREDENTIALS, self.api
        )

    def _retry_loop(self, request: Request, policy: RetryPolicy) -> RetryLoop:
        names = self.api.request_id_headers
        return RetryLoop(request, policy, self._instrumentation, names)

    def _value(
        self,
        prepared: PreparedRequest,
        exchange: Exchange,
        opener: ResponseOpener | AsyncResponseOpener | None,
        send: Callable[[PreparedRequest], Any],
    ) -> Any:
        """What the operation gives; a page is told how to `send` for the next."""
        stream = opener and opener.stream(exchange, self._config.package)
        if stream is not None:
            return stream

        endpoint = prepared.endpoint
        value = read_response(endpoint, exchange, self._config)
        if endpoint.pages is not None:
            endpoint.pages.set_origin(
                value,
                prepared.arguments,
                prepared.request,
                self._config.base_url,
                lambda page: send(self._prepared_page(prepared, page)),
                self._is_async,
            )
        return value

    def _prepared_page(
        self, prepared: PreparedRequest, page: NextPage
    ) -> PreparedRequest:
        """The call for another page: the same one, but for what leads there."""
        # Another request must not pass for a repetition of the first.
        options = {
            name: value
            for name, value in prepared.options.items()
            if name != "idempotency_key"
        }
        arguments = {**prepared.arguments, **page.arguments, "options": options}
        return self._prepared(prepared.endpoint, arguments, page.url)


def _package(cls: type[BaseClient[Any]]) -> str:
    """The root package of the client: that of the first class to name the API, in
    `<package>.client`. A user's own subclass, wherever it is, has the same."""
    owners = [base for base in cls.__mro__ if "api" in vars(base)]
    return owners[-1].__module__.rpartition(".")[0]


def _operation(endpoint: Endpoint[Any]) -> str:
    """The name of the function that is calling, for messages, or of the operation."""
    frame, _ = outer_frame()
    # What awaits a call need not be what made it: the function is where its endpoint is.
    known = () if frame is None else frame.f_globals.values()
    is_own = any(each is endpoint for each in known)
    return frame.f_code.co_name if frame and is_own else endpoint.name


def _require_sync(content: BodyStream) -> None:
    """Check that a client that does not await can read a body.

    Raises:
        TypeError: it can only be read asynchronously.
    """
    if content.is_async:
        raise TypeError(
            "what is read by awaiting can be uploaded by an AsyncClient only"
        )
