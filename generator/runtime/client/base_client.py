# SPDX-License-Identifier: MIT
"""The part shared by sync and async clients: settings, and preparing and finishing a call."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from os import urandom
from typing import (
    TYPE_CHECKING,
    Any,
    ClassVar,
    Final,
    Generic,
    NamedTuple,
    Self,
    TypeVar,
    Unpack,
    cast,
)

from ..auth.credentials import AnyCredentials, NeededToken
from ..auth.requirements import HeldCredentials, Requirements, without_schemes
from ..http.errors import ApiCredentialsError
from ..http.headers import checked_headers
from ..http.hooks import Instrumentation, OnRequest, OnResponse
from ..http.http_settings import HttpSettings
from ..http.process_lock import ProcessLock
from ..http.retries import Exchange, RetryLoop, RetryPolicy
from ..http.secrets import hidden
from ..http.timeouts import (
    DEFAULT_TIMEOUT,
    Timeout,
    checked_max_retries,
    deadline_of,
)
from ..http.transport import Request
from ..http.urls import checked_url, hide_secrets
from ..models.unset import UNSET
from ..operations.api import Api
from ..operations.build_request import build_request
from ..operations.client_config import ClientConfig, ServerLike, user_agent
from ..operations.endpoint import Endpoint
from ..operations.extra_query import extra_pairs, require_mapping
from ..operations.read_response import read_response, status_error
from ..operations.request_options import given_options, hide_options, unknown_option
from .call_site import outer_frame
from .client_settings import (
    TRANSPORT_SETTINGS,
    ClientSettings,
    NoSettings,
    changed_settings,
    given_settings,
    unknown_setting,
    without_transport,
)
from .environment import environment_base_url, environment_credentials
from .resource import client_of

if TYPE_CHECKING:
    import ssl
    from os import PathLike

    import httpx2

_Transport = TypeVar("_Transport")
_HttpClient = TypeVar("_HttpClient")
_MAX_RETRIES: Final = 2
# Parameters of an operation's function that are not arguments of the operation.
_FUNCTION_PARAMETERS: Final = frozenset({"client", "options"})


class PreparedRequest(NamedTuple):
    """A call that is ready to be sent.

    Attributes:
        endpoint: The operation.
        arguments: The given arguments by Python name, without those left out.
        options: The given per-request options.
        request: The request to send.
        policy: The rules for retries.
        needed_token: Access token to fetch before the request is sent.
        follow_redirects: Whether to send the request to where the server redirects it.
    """

    endpoint: Endpoint[Any]
    arguments: Mapping[str, Any]
    options: Mapping[str, Any]
    request: Request
    policy: RetryPolicy
    needed_token: NeededToken | None = None
    follow_redirects: bool = False

    def started(self) -> PreparedRequest:
        """Return the call with the deadline of its total timeout, which starts now."""
        deadline = deadline_of(self.request.timeout)
        if deadline is None:
            return self
        return self._replace(policy=self.policy._replace(deadline=deadline))


class BaseClient(Generic[_Transport, _HttpClient]):
    """The part of a client that neither sends requests nor waits."""

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
        query: Mapping[str, object] | None = None,
        max_retries: int | None = None,
        follow_redirects: bool | None = None,
        on_request: OnRequest | None = None,
        on_response: OnResponse | None = None,
        transport: _Transport | None = None,
        http_client: _HttpClient | None = None,
        proxy: str | httpx2.URL | httpx2.Proxy | None = None,
        verify: ssl.SSLContext | str | PathLike[str] | bool = True,
        limits: httpx2.Limits | None = None,
        keep_cookies: bool | None = None,
        strict: bool = False,
        **unknown: Unpack[NoSettings],
    ) -> None:
        """Create a client, without sending a request.

        Without `credentials`, and without `base_url` and `server`, the client reads them from the
        environment variables that its class names, if there are any.

        Args:
            credentials: A string such as an API key, or an authentication object.
            base_url: URL that replaces every server in the document.
            server: Server to use instead of the first one in the document.
            timeout: Timeout of each attempt in seconds, or by phase; None disables it. Downloads
                and streams are limited until they begin, and in each wait for their content.
            headers: Headers to add to every request.
            query: Query parameters to add to every request.
            max_retries: Maximum number of retries of a call after temporary failures (default 2).
            follow_redirects: Whether calls follow redirects (default False). Other servers get no
                credentials.
            on_request: Function to call before each attempt, with the request.
            on_response: Function to call after each attempt, with the response.
            transport: Sends the requests, instead of the default HTTP transport.
            http_client: Client of httpx2 that sends the requests. It is not closed.
            proxy: URL of a proxy, instead of those in environment variables.
            verify: Whether to verify certificates, or whose to trust: a path or an SSL context.
            limits: Limits of the connection pool.
            keep_cookies: Whether to send the cookies that the server has set. By default, if
                the document has credentials in cookies.
            strict: Raise `ApiResponseError` if a response lacks a property that the document
                requires; else the attribute of the model is None.
            unknown: Nothing; any other argument raises an error that names the right one.

        Raises:
            TypeError: an argument has the wrong type or is unknown, or `base_url` is required and
                missing.
            ValueError: an argument is not valid, such as an empty API key.
            ImportError: httpx2 is not installed.
        """
        # Tracebacks show the variables of this function, too.
        credentials, headers, query = (
            hidden(credentials),
            hidden(headers),
            hidden(query),
        )
        proxy, base_url = hidden(proxy), hide_secrets(base_url)
        rejected = tuple(unknown)
        del unknown
        settings = {
            name: value
            for name, value in locals().items()
            if name in ClientSettings.__annotations__
        }
        package, api = _package(type(self)), self.api
        for name in rejected:
            raise TypeError(f"{type(self).__name__}() {_unknown(name, api, settings)}")
        if credentials is None:
            credentials = environment_credentials(api)
        if base_url is None and server is None:
            base_url = environment_base_url(api)
        self._settings = {**settings, "credentials": credentials, "base_url": base_url}
        http_settings = HttpSettings(
            cast(Any, http_client), proxy, verify, limits, keep_cookies
        )
        http_settings.check(transport, self._is_async)
        self._http_settings = http_settings.with_default(bool(api.session_cookies))
        self._config = ClientConfig(
            package,
            api,
            base_url,
            api.server if server is None else _server_url(server),
            api.security_schemes.hold(credentials, api.title, package),
            checked_headers(
                (
                    user_agent(api),
                    *api.headers.items(),
                    *require_mapping(headers or {}, "headers").items(),
                )
            ),
            tuple(extra_pairs(query, "query", package)),
            timeout,
            _MAX_RETRIES if max_retries is None else max_retries,
            bool(follow_redirects),
            strict,
        )
        self._instrumentation = Instrumentation(package, on_request, on_response)
        self._transport: _Transport | None = transport
        self._closed = False
        self._lock = ProcessLock()
        # The client whose connections this one uses, if it is a copy.
        self._lender: Self | None = None
        if http_settings.are_given:
            # Now, so that invalid settings raise their errors here.
            self._open_transport()

    def with_options(
        self, **changes: Unpack[ClientSettings[_Transport, _HttpClient]]
    ) -> Self:
        """Return a copy of the client with some settings changed: `with_options(timeout=5.0)`.

        The copy shares the connections of the client, unless a setting of the connections, such as
        `proxy` or `transport`, is changed. Closing either closes both.

        Args:
            changes: The settings to change. `headers` and `query` are added to those of the
                client. None leaves a setting as it is, except `timeout=None`, which disables it.

        Raises:
            TypeError: a setting has the wrong type or is unknown.
            ValueError: a setting is not valid.
        """
        twin = type(self).__new__(type(self))
        # Without the resources, which would call this client.
        vars(twin).update(
            (name, value)
            for name, value in vars(self).items()
            if client_of(value) is not self
        )
        given = given_settings(changes)
        del changes
        settings = changed_settings(self._settings, given)
        shares = TRANSPORT_SETTINGS.isdisjoint(given)
        # Not the constructor of a subclass, which may have other arguments.
        cast(Any, BaseClient).__init__(
            twin, **(without_transport(settings) if shares else settings)
        )
        if shares:
            twin._settings = settings
            twin._lender = self._lender or self
        return twin

    def __repr__(self) -> str:
        config: ClientConfig | None = getattr(self, "_config", None)
        if config is None:
            # A setting was refused, and a traceback shows the client.
            return f"{type(self).__name__}(…)"
        return f"{type(self).__name__}({config.base_url or config.server!r})"

    def _prepare(
        self,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
        url: str | None = None,
    ) -> PreparedRequest:
        options: Mapping[str, Any] = arguments.get("options") or {}
        # In place, because it is a variable of the calling functions, too.
        hide_options(options)
        given = {
            name: value
            for name, value in arguments.items()
            if name not in _FUNCTION_PARAMETERS and value is not UNSET
        }
        names = arguments.keys() - _FUNCTION_PARAMETERS
        problem = unknown_option(options, names, self.api.option_headers)
        if problem is not None:
            raise TypeError(f"{_function_name(endpoint)}() {problem}")
        options = given_options(options)
        try:
            request, needed_token = self._build(endpoint, given, options, url)
        except RecursionError:
            raise ValueError(
                f"an argument of {endpoint.name} contains itself or is nested too deeply"
            ) from None
        content = None if self._is_async else request.content
        if not isinstance(content, bytes | None) and content.is_async:
            raise TypeError(
                "asynchronous content can only be uploaded with AsyncClient; "
                "pass bytes or a path"
            )
        max_retries = options.get("max_retries", self._config.max_retries)
        policy = RetryPolicy(
            checked_max_retries(max_retries), self.api.should_retry_header
        )
        return PreparedRequest(
            endpoint,
            given,
            options,
            request,
            policy,
            needed_token,
            options.get("follow_redirects", self._config.follow_redirects),
        )

    def _build(
        self,
        endpoint: Endpoint[Any],
        arguments: Mapping[str, Any],
        options: Mapping[str, Any],
        url: str | None,
    ) -> tuple[Request, NeededToken | None]:
        """Build the request of a call, with the credentials that it requires."""
        build = partial(
            build_request,
            endpoint,
            arguments,
            options,
            self._config,
            generated_key=urandom(16).hex(),
            url=url,
        )
        requirements = self._requirements(endpoint)
        held = self._held_credentials(options)
        chosen = held.choose(requirements)
        request = build(credentials=chosen.placements if chosen else ())
        if chosen is None:
            kept = self._schemes_of_kept_cookies(request)
            chosen = held.choose(without_schemes(requirements, kept)) if kept else None
            if chosen is not None:
                request = build(credentials=chosen.placements)
        # A cookie that is a parameter of the operation is no credential.
        parameters = "cookie" if endpoint.cookies else ""
        if chosen is None and not request.has_credentials(besides=parameters):
            raise ApiCredentialsError(
                f"{_function_name(endpoint)} needs credentials that the client does not have: "
                + self.api.security_schemes.describe(requirements)
                + "".join(f", or set {name}" for name in self.api.credentials_env[:1]),
                request=request.without_secrets(),
            )
        needed_token = chosen.needed_token if chosen else None
        return request, None if request.has_authorization else needed_token

    def _open_transport(self) -> _Transport:
        """Return the transport, which is created on first use."""
        raise NotImplementedError

    def _requirements(self, endpoint: Endpoint[Any]) -> Requirements:
        if not endpoint.is_documented:
            return self.api.undocumented_security
        if endpoint.security is None:
            return self.api.default_security
        return endpoint.security

    def _held_credentials(self, options: Mapping[str, Any]) -> HeldCredentials:
        """Return the credentials of a call or, by default, of the client."""
        credentials = options.get("credentials")
        if credentials is None:
            return self._config.credentials
        return self.api.security_schemes.hold(
            credentials, self.api.title, self._config.package
        )

    def _schemes_of_kept_cookies(self, request: Request) -> set[str]:
        """Return the security schemes whose cookie the transport is going to add."""
        cookies = self.api.session_cookies
        transport = self._open_transport() if cookies else None
        names_for = getattr(transport, "cookie_names", None)
        added = names_for(request.url) if names_for else ()
        return {scheme for scheme, cookie in cookies.items() if cookie in added}

    def _retry_loop(self, request: Request, policy: RetryPolicy) -> RetryLoop:
        names = self.api.request_id_headers
        return RetryLoop(request, policy, self._instrumentation, names)

    def _raise_for_error(self, endpoint: Endpoint[Any], exchange: Exchange) -> None:
        """Raise the error of a response that is neither successful nor a redirect."""
        response = exchange.response
        if not (response.is_success or response.is_redirect):
            raise status_error(endpoint, exchange, self._config)

    def _read_value(
        self,
        prepared: PreparedRequest,
        exchange: Exchange,
        send: Callable[[PreparedRequest], Any],
    ) -> Any:
        """Decode the value of a call; `send` is how a page requests the next one."""
        endpoint = prepared.endpoint
        value = read_response(endpoint, exchange, self._config)
        if endpoint.pages is None:
            return value
        return endpoint.pages.page_of(
            value,
            prepared.arguments,
            prepared.request,
            exchange.response.headers,
            self._config.base_url,
            lambda arguments, url: send(self._prepare_page(prepared, arguments, url)),
            self._is_async,
        )

    def _prepare_page(
        self,
        prepared: PreparedRequest,
        changed: Mapping[str, Any],
        url: str | None,
    ) -> PreparedRequest:
        """Prepare the same call for another page, whose arguments or whole URL are different."""
        # With the same idempotency key, the server would replay the first response.
        options = {
            name: value
            for name, value in prepared.options.items()
            if name != "idempotency_key"
        }
        arguments = {**prepared.arguments, **changed, "options": options}
        return self._prepare(prepared.endpoint, arguments, url)


def _server_url(server: object) -> str:
    url = getattr(server, "url", None)
    if not isinstance(url, str):
        type_name = type(server).__name__
        raise TypeError(
            f"server must have a url, which {type_name} has not: use base_url"
        )
    return checked_url("the URL of the server", url)


def _unknown(name: str, api: Api, settings: Iterable[str]) -> str:
    schemes = api.security_schemes
    example = schemes.describe(api.default_security)
    names = [name for requirement in schemes.alternatives() for name in requirement]
    return unknown_setting(name, settings, example, names)


def _package(cls: type[BaseClient[Any, Any]]) -> str:
    """Return the root package of a client class.

    The generated class, in `<package>.client`, is the first one that defines `api`; subclasses in
    other packages share its root.
    """
    owners = [base for base in cls.__mro__ if "api" in vars(base)]
    return owners[-1].__module__.rpartition(".")[0]


def _function_name(endpoint: Endpoint[Any]) -> str:
    """Return the name of the calling function for messages, or else the operation ID."""
    frame, _ = outer_frame()
    # The frame may be that of code that awaits the call. The operation's own function is in the
    # module that defines its endpoint.
    module_values = () if frame is None else frame.f_globals.values()
    is_operation = any(value is endpoint for value in module_values)
    return frame.f_code.co_name if frame and is_operation else endpoint.name
