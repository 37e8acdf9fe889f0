"""What both clients share: their settings, and how a call becomes a request and an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from os import urandom
from threading import Lock
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from .api import Api, held_by
from .attempts import Attempts, Exchange
from .authentication import AnyCredentials
from .configuration import configure
from .content import require_not_awaited
from .endpoint import Endpoint
from .errors import ApiCredentialsError
from .frames import outer_frame
from .options import (
    DEFAULT_TIMEOUT,
    Timeout,
    checked_max_retries,
    unknown_option,
)
from .origins import Origin, came_from
from .raw import ApiResponse, response_of
from .requests import build_request
from .responses import read_response, require_success
from .retries import RetryPolicy
from .security import NOTHING_HELD, Chosen, Requirements, Wanted, choose, needed
from .transport import Request
from .unset import UNSET
from .watching import OnRequest, OnResponse, Watch

if TYPE_CHECKING:
    from .opening import AsyncOpening, Opening
    from .paging import Step
    from .saving import Sink
    from .servers import Server

_Transport = TypeVar("_Transport")

_MAX_RETRIES: Final = 2
_NOT_ARGUMENTS: Final = frozenset({"client", "options"})


class Prepared(NamedTuple):
    """A call that is ready to be sent, with the tokens that it `needs` to be fetched for it;
    `arguments` are those that were given."""

    endpoint: Endpoint[Any]
    arguments: Mapping[str, Any]
    options: Mapping[str, Any]
    request: Request
    policy: RetryPolicy
    needs: tuple[Wanted, ...] = ()


class BaseClient(Generic[_Transport]):
    """The part of a client that neither sends nor waits."""

    api: ClassVar[Api]
    _is_async: ClassVar[bool]

    def __init__(
        self,
        credentials: AnyCredentials = None,
        *,
        base_url: str | None = None,
        server: Server | None = None,
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
        self._configuration = configure(
            package,
            self.api,
            credentials=credentials,
            base_url=base_url,
            server=server,
            timeout=timeout,
            headers=headers,
            max_retries=max_retries,
        )
        self._watch = Watch(package, on_request, on_response)
        self._transport: _Transport | None = transport
        self._closed = False
        self._lock = Lock()

    def __repr__(self) -> str:
        url = self._configuration.base_url or self._configuration.server
        return f"{type(self).__name__}({url!r})"

    def _prepared(
        self,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
        url: str | None = None,
    ) -> Prepared:
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
            self._configuration,
            fresh_key=urandom(16).hex(),
            url=url,
            credentials=chosen.places if chosen else (),
        )
        if chosen is None and not request.has_credentials:
            raise ApiCredentialsError(
                f"{_operation(endpoint)} needs credentials that the client does not have: "
                f"{needed(self._asked(endpoint), self.api)}",
                request=request.without_secrets(),
            )
        needs = chosen.fetched if chosen else ()
        if needs and request.has_authorization:
            needs = ()
        if not self._is_async:
            require_not_awaited(request.content)
        asked = options.get("max_retries", self._configuration.max_retries)
        policy = RetryPolicy(checked_max_retries(asked), self.api.should_retry_header)
        return Prepared(endpoint, given, options, request, policy, needs)

    def _asked(self, endpoint: Endpoint[Any]) -> Requirements:
        return self.api.usual if endpoint.security is None else endpoint.security

    def _credentials(
        self, endpoint: Endpoint[Any], options: Mapping[str, Any]
    ) -> Chosen | None:
        """The credentials of a call; None if it needs some and there are none."""
        held = held_by(self.api, options.get("credentials"))
        held = held or self._configuration.credentials
        return choose(self._asked(endpoint), held or NOTHING_HELD, self.api)

    def _attempts(self, prepared: Prepared) -> Attempts:
        names = self.api.request_id_headers
        return Attempts(prepared.request, prepared.policy, self._watch, names)

    def _value(
        self,
        prepared: Prepared,
        exchange: Exchange,
        opening: Opening | AsyncOpening | None,
        send: Callable[[Prepared], Any],
    ) -> Any:
        """What the operation gives; a page is told how to `send` for the next."""
        stream = opening and opening.stream(exchange, self._configuration.package)
        if stream is not None:
            return stream

        def fetch(step: Step) -> Any:
            return send(self._further(prepared, step))

        endpoint = prepared.endpoint
        value = read_response(endpoint, exchange, self._configuration)
        if endpoint.pages is not None:
            origin = Origin(
                endpoint.pages,
                prepared.arguments,
                prepared.request,
                self._configuration.base_url,
                fetch,
                self._is_async,
            )
            came_from(value, origin)
        return value

    def _further(self, prepared: Prepared, step: Step) -> Prepared:
        """The call for another page: the same one, but for what leads there."""
        # Another request must not pass for a repetition of the first.
        options = {
            name: value
            for name, value in prepared.options.items()
            if name != "idempotency_key"
        }
        arguments = {**prepared.arguments, **step.arguments, "options": options}
        return self._prepared(prepared.endpoint, arguments, step.url)

    def _saved(self, prepared: Prepared, exchange: Exchange) -> ApiResponse[None]:
        """The answer without its content, which is in a file by now."""
        require_success(prepared.endpoint, exchange, self._configuration)
        return response_of(exchange, None)


def saved_by(sink: Sink, prepared: Prepared) -> Prepared:
    """The call; not to be repeated when its answer breaks off, if the sink cannot start over."""
    if sink.can_start_over:
        return prepared
    return prepared._replace(request=replace(prepared.request, repeatable=False))


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
