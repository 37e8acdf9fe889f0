# SPDX-License-Identifier: MIT
"""OAuth 2.0: fetch tokens with client credentials or a refresh token. Source: RFC 6749."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from time import monotonic
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import quote_plus, urlencode

from ..http.errors import ApiCredentialsError
from ..http.redaction import redacted, redacted_from
from ..http.secrets import SecretBytes, hidden
from ..http.transport import Request, Response
from ..http.urls import hide_secrets
from ..models.json_values import is_object
from .basic import Basic
from .credentials import require_encodable, require_secret
from .tokens import OAuth2, TokenContext, TokenFlow, TokenSource


class ApiTokenError(ApiCredentialsError):
    """A token endpoint issued no token. Source: RFC 6749, section 5.2.

    Attributes:
        status: The status code of its response.
        error: Its error code, such as `invalid_client`; None if there is none.
        description: Its description of the error, without secrets; None if there is none.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int,
        request: Request | None = None,
        attempts: int = 1,
        error: str | None = None,
        description: str | None = None,
    ) -> None:
        super().__init__(message, request=request, attempts=attempts)
        self.status = status
        self.error = error
        self.description = description


ClientAuthMethod = Literal["client_secret_basic", "client_secret_post"]

_EXPIRY_MARGIN: Final = 30.0
"""How long before its expiry a token is replaced, in seconds, so that it is valid on arrival."""


class _CachedToken(NamedTuple):
    """A token in memory; `expires_at` is on the clock of `time.monotonic`, None if unknown."""

    token: str
    scopes: frozenset[str]
    expires_at: float | None

    def is_expired(self, now: float) -> bool:
        return self.expires_at is not None and now >= self.expires_at


class _TokenEndpoint(TokenSource):
    """The common part of both grants: requests to a token endpoint, and the tokens it issued."""

    def __init__(
        self,
        client_id: str | None,
        client_secret: str | None,
        token_url: str | None,
        scopes: Iterable[str] | None,
        method: ClientAuthMethod,
        parameters: Mapping[str, str] | None,
    ) -> None:
        super().__init__()
        if isinstance(scopes, str):
            raise TypeError("scopes must be a list of strings, not a string")
        if method not in ("client_secret_basic", "client_secret_post"):
            raise ValueError(
                f"method must be 'client_secret_basic' or 'client_secret_post', not {method!r}"
            )
        self._client_id = (
            None if client_id is None else require_secret(client_id, "client ID")
        )
        # An empty secret is valid (RFC 6749, section 2.3.1).
        self._client_secret = client_secret and require_secret(
            client_secret, "client secret"
        )
        if token_url is not None and "@" in token_url.partition("?")[0]:
            # The message does not contain the URL, to keep the credentials out of logs.
            raise ValueError(
                "token_url must not contain a user name or password; pass client_id and "
                "client_secret"
            )
        self._token_url = token_url
        self._scopes = None if scopes is None else tuple(scopes)
        self._method = method
        self._parameters = dict(parameters or {})
        for name, value in self._parameters.items():
            require_encodable(value, f"parameter {name}")
        self._cached: dict[str, tuple[_CachedToken, ...]] = {}

    @abstractmethod
    def _token_url_of(self, oauth2: OAuth2 | None) -> str | None:
        """Return the URL of the token endpoint in the document; None if it has none."""

    @abstractmethod
    def _grant_parameters(self) -> dict[str, str]:
        """Return the form parameters of the grant."""

    @abstractmethod
    def _store_refresh_token(self, refresh_token: str) -> None:
        """Store the refresh token that the server issued along with a token."""

    def cached_token(self, context: TokenContext) -> str | None:
        requested, now = frozenset(self._requested_scopes(context)), monotonic()
        for cached in self._cached.get(self._require_token_url(context), ()):
            if not cached.is_expired(now) and requested <= cached.scopes:
                return cached.token
        return None

    def fetch(self, context: TokenContext) -> TokenFlow:
        url = self._require_token_url(context)
        requested = self._requested_scopes(context)
        request = self._request(url, requested, context.request)
        response = yield request
        issued = parse_token_response(response, request, self._secrets())
        if issued.refresh_token is not None:
            self._store_refresh_token(issued.refresh_token)
        # Requested scopes count as granted even if the server grants fewer: another request would
        # have the same result.
        scopes = frozenset((*requested, *issued.scopes))
        lifetime = issued.expires_in
        margin = min(_EXPIRY_MARGIN, (lifetime or 0.0) / 2)
        expires_at = None if lifetime is None else monotonic() + lifetime - margin
        now = monotonic()
        others = (
            cached
            for cached in self._cached.get(url, ())
            if not (cached.scopes <= scopes or cached.is_expired(now))
        )
        self._cached[url] = (*others, _CachedToken(issued.token, scopes, expires_at))
        return issued.token

    def invalidate(self, token: str) -> None:
        for url, tokens in list(self._cached.items()):
            self._cached[url] = tuple(
                cached for cached in tokens if cached.token != token
            )

    def _requested_scopes(self, context: TokenContext) -> tuple[str, ...]:
        return context.scopes if self._scopes is None else self._scopes

    def _require_token_url(self, context: TokenContext) -> str:
        url = self._token_url or self._token_url_of(context.oauth2)
        if url is None:
            raise ApiCredentialsError(
                "the document has no token endpoint for these credentials; "
                f"pass {type(self).__name__}(…, token_url=…)",
                request=context.request.without_secrets(),
            )
        return url

    def _request(self, url: str, scopes: Iterable[str], original: Request) -> Request:
        """Build the token request. Source: RFC 6749, sections 2.3.1, 4.4.2 and 6."""
        body = self._grant_parameters() | self._parameters
        if scope := " ".join(scopes):
            body["scope"] = scope
        headers = [
            ("Accept", "application/json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
            *(pair for pair in original.headers if pair[0].lower() == "user-agent"),
        ]
        if self._client_id is not None:
            if self._client_secret is None or self._method == "client_secret_post":
                body["client_id"] = self._client_id
            if self._client_secret is not None:
                if self._method == "client_secret_post":
                    body["client_secret"] = self._client_secret
                else:
                    pair = map(quote_plus, (self._client_id, self._client_secret))
                    headers += [
                        (placement.name, hidden(placement.value))
                        for placement in Basic(*pair).placements()
                    ]
        content = SecretBytes(urlencode(body).encode())
        return Request(
            "POST",
            url,
            url.partition("?")[0],
            tuple(headers),
            content,
            original.timeout,
            frozenset({"authorization"}),
            True,
        )

    def _secrets(self) -> tuple[str, ...]:
        """Return the secrets to redact from messages of the server."""
        secrets = (self._client_secret, *self._parameters.values())
        return tuple(secret for secret in secrets if secret)


class ClientCredentials(_TokenEndpoint):
    """Tokens of the client credentials grant. Source: RFC 6749, section 4.4.

    A token is fetched when a call needs one, cached until it expires, and replaced if the server
    rejects it.

    Args:
        client_id: The ID of the client.
        client_secret: The secret of the client; empty if it has none.
        token_url: The URL of the token endpoint (default: that in the document).
        scopes: The scopes to request (default: those that the called operation requires).
        method: How the secret is sent: `client_secret_basic` or `client_secret_post`.
        parameters: Further form parameters of the token request, such as `audience`.

    Raises:
        TypeError: `scopes` is a string.
        ValueError: The ID is empty, `method` is unknown, or `token_url` contains credentials.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        *,
        token_url: str | None = None,
        scopes: Iterable[str] | None = None,
        method: ClientAuthMethod = "client_secret_basic",
        parameters: Mapping[str, str] | None = None,
    ) -> None:
        client_id, client_secret = hidden(client_id), hidden(client_secret)
        token_url, parameters = hide_secrets(token_url), hidden(parameters)
        super().__init__(
            client_id, client_secret, token_url, scopes, method, parameters
        )

    def _token_url_of(self, oauth2: OAuth2 | None) -> str | None:
        return oauth2.token_url if oauth2 else None

    def _grant_parameters(self) -> dict[str, str]:
        return {"grant_type": "client_credentials"}

    def _store_refresh_token(self, refresh_token: str) -> None:
        """Ignore it: this grant needs none. Source: RFC 6749, section 4.4.3."""


class RefreshToken(_TokenEndpoint):
    """Tokens of the refresh token grant. Source: RFC 6749, section 6.

    A token is fetched when a call needs one, cached until it expires, and replaced if the server
    rejects it.

    Args:
        refresh_token: The refresh token.
        client_id: The ID of the client; None to send none.
        client_secret: The secret of the client; None for a public client.
        token_url: The URL of the token endpoint (default: that in the document).
        scopes: The scopes to request (default: all that the user granted).
        method: How the secret is sent: `client_secret_basic` or `client_secret_post`.
        parameters: Further form parameters of the token request.
        on_new: Called with each new refresh token, to store it; it replaces the old one.

    Raises:
        TypeError: `scopes` is a string.
        ValueError: The token or ID is empty, `method` is unknown, or `token_url` contains
            credentials.
    """

    def __init__(
        self,
        refresh_token: str,
        client_id: str | None = None,
        client_secret: str | None = None,
        *,
        token_url: str | None = None,
        scopes: Iterable[str] = (),
        method: ClientAuthMethod = "client_secret_basic",
        parameters: Mapping[str, str] | None = None,
        on_new: Callable[[str], object] | None = None,
    ) -> None:
        refresh_token, client_id = hidden(refresh_token), hidden(client_id)
        client_secret, parameters = hidden(client_secret), hidden(parameters)
        token_url = hide_secrets(token_url)
        super().__init__(
            client_id, client_secret, token_url, scopes, method, parameters
        )
        self._refresh_token: str = require_secret(refresh_token, "refresh token")
        self._on_new = on_new

    def _token_url_of(self, oauth2: OAuth2 | None) -> str | None:
        return oauth2.refresh_url if oauth2 else None

    def _grant_parameters(self) -> dict[str, str]:
        return {"grant_type": "refresh_token", "refresh_token": self._refresh_token}

    def _store_refresh_token(self, refresh_token: str) -> None:
        if refresh_token != self._refresh_token:
            self._refresh_token = hidden(refresh_token)
            if self._on_new is not None:
                self._on_new(str(refresh_token))

    def _secrets(self) -> tuple[str, ...]:
        return (*super()._secrets(), self._refresh_token)


# More than the syntax in RFC 6750, section 2.1, to which not all servers adhere.
_TOKEN_SYNTAX: Final = re.compile(r"[!-~]+")
_MAX_DESCRIPTION: Final = 200


class IssuedToken(NamedTuple):
    """A token issued by a token endpoint.

    Attributes:
        token: The access token.
        expires_in: Its lifetime in seconds; None if it is not known.
        scopes: The granted scopes; empty if the response does not list them.
        refresh_token: A new refresh token; None if there is none.
    """

    token: str
    expires_in: float | None
    scopes: tuple[str, ...]
    refresh_token: str | None


def parse_token_response(
    response: Response, request: Request, secrets: tuple[str, ...]
) -> IssuedToken:
    """Parse the response of a token endpoint. Source: RFC 6749, section 5.

    Args:
        response: The response.
        request: Its request.
        secrets: Secrets to redact from the server's error message.

    Raises:
        ApiTokenError: The response contains no bearer token.
    """
    fields = hidden(_json_object(response))
    if not response.is_success or "error" in fields:
        error = _redact(fields.get("error"), request, secrets)
        description = _redact(fields.get("error_description"), request, secrets)
        reason = ": ".join(part for part in (error, description) if part)
        problem = f"refused with status {response.status}{reason and f', {reason}'}"
        raise _token_error(problem, response, request, error, description)
    token, token_type = fields.get("access_token"), fields.get("token_type", "Bearer")
    if not isinstance(token, str) or not _TOKEN_SYNTAX.fullmatch(token):
        raise _token_error("sent a response without a token", response, request)
    if not isinstance(token_type, str) or token_type.lower() != "bearer":
        raise _token_error(
            "issued a token of another type than Bearer", response, request
        )
    scope, refresh = fields.get("scope"), fields.get("refresh_token")
    return IssuedToken(
        token,
        _seconds(fields.get("expires_in")),
        tuple(scope.split()) if isinstance(scope, str) else (),
        (
            refresh
            if isinstance(refresh, str) and _TOKEN_SYNTAX.fullmatch(refresh)
            else None
        ),
    )


def _json_object(response: Response) -> Mapping[str, Any]:
    try:
        value: Any = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    return value if is_object(value) else {}


def _seconds(value: object) -> float | None:
    """A lifetime in seconds, also from a string, as some servers send; None if it is invalid."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if isfinite(seconds) and seconds >= 0 else None


def _redact(value: object, request: Request, secrets: tuple[str, ...]) -> str | None:
    if not isinstance(value, str):
        return None
    text = redacted_from(redacted(value, request), secrets)
    printable = "".join(
        character if character.isprintable() else " " for character in text
    )
    return printable.strip()[:_MAX_DESCRIPTION] or None


def _token_error(
    problem: str,
    response: Response,
    request: Request,
    error: str | None = None,
    description: str | None = None,
) -> ApiTokenError:
    return ApiTokenError(
        f"the token endpoint {request.label} {problem}",
        request=request.without_secrets(),
        status=response.status,
        error=error,
        description=description,
    )
