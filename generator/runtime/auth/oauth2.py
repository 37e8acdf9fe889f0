# SPDX-License-Identifier: MIT
"""OAuth 2.0: tokens for a client's own credentials or for a refresh token. Source: RFC 6749."""

from __future__ import annotations

import json
import re
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from math import isfinite
from time import monotonic
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import quote_plus, urlencode, urlsplit

from ..http.errors import ApiCredentialsError
from ..http.transport import Request, Response
from ..models.json_values import is_object
from .credentials import Basic, OAuth2, require_secret
from .tokens import TokenFlow, TokenNeed, TokenSource


class ApiTokenError(ApiCredentialsError):
    """A token endpoint gave no token: `error` is its code for why, such as `invalid_client`.

    Source: RFC 6749, section 5.2.
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

_MARGIN: Final = 30.0
"""How many seconds before it expires a token is taken for old: it has a way to go."""


class _CachedToken(NamedTuple):
    token: str
    scopes: frozenset[str]
    good_until: float | None


class _TokenEndpoint(TokenSource):
    """What both grants have in common: a client at a token endpoint, and what it was given."""

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
            raise TypeError("scopes must be a list of texts, not one text")
        if method not in ("client_secret_basic", "client_secret_post"):
            raise ValueError(f"no way to send a client's secret is called {method!r}")
        self._client_id = (
            None if client_id is None else require_secret(client_id, "client ID")
        )
        self._client_secret = (
            None
            if client_secret is None
            else require_secret(client_secret, "client secret")
        )
        if token_url is not None and "@" in urlsplit(token_url).netloc:
            # URLs are printed and logged, credentials are not.
            raise ValueError("token_url must not have a user name or password in it")
        self._token_url = token_url
        self._scopes = None if scopes is None else tuple(scopes)
        self._method = method
        self._parameters = dict(parameters or {})
        self._kept: dict[str, tuple[_CachedToken, ...]] = {}

    @abstractmethod
    def _url(self, oauth2: OAuth2 | None) -> str | None:
        """The token endpoint, as the document has it."""

    @abstractmethod
    def _grant(self) -> dict[str, str]:
        """What the grant has in the body of its request."""

    @abstractmethod
    def _renew(self, refresh_token: str) -> None:
        """The server gave this for the next time."""

    def ready(self, need: TokenNeed) -> str | None:
        wanted, now = frozenset(self._wanted(need)), monotonic()
        for each in self._kept.get(self._endpoint(need), ()):
            is_good = each.good_until is None or now < each.good_until
            if is_good and wanted <= each.scopes:
                return each.token
        return None

    def fetch(self, need: TokenNeed) -> TokenFlow:
        url, wanted = self._endpoint(need), self._wanted(need)
        request = self._request(url, wanted, need.request)
        response = yield request
        given = parse_token_response(response, request, self._secrets())
        if given.refresh_token is not None:
            self._renew(given.refresh_token)
        # A server may leave out what it gave, and give less than it was asked for: asking it again
        # would change nothing.
        scopes = frozenset((*wanted, *given.scopes))
        seconds = given.expires_in
        margin = min(_MARGIN, (seconds or 0.0) / 2)
        until = None if seconds is None else monotonic() + seconds - margin
        others = (e for e in self._kept.get(url, ()) if not e.scopes <= scopes)
        self._kept[url] = (*others, _CachedToken(given.token, scopes, until))
        return given.token

    def refuse(self, token: str) -> None:
        for url, kept in list(self._kept.items()):
            self._kept[url] = tuple(each for each in kept if each.token != token)

    def _wanted(self, need: TokenNeed) -> tuple[str, ...]:
        return need.scopes if self._scopes is None else self._scopes

    def _endpoint(self, need: TokenNeed) -> str:
        url = self._token_url or self._url(need.oauth2)
        if url is None:
            raise ApiCredentialsError(
                "the document does not say where tokens come from: "
                f"{type(self).__name__}(…, token_url=…) does",
                request=need.request.without_secrets(),
            )
        return url

    def _request(self, url: str, scopes: Iterable[str], call: Request) -> Request:
        """Source: RFC 6749, sections 2.3.1, 4.4.2 and 6."""
        body = self._grant() | self._parameters
        if scope := " ".join(scopes):
            body["scope"] = scope
        headers = [
            ("Accept", "application/json"),
            ("Content-Type", "application/x-www-form-urlencoded"),
            *(pair for pair in call.headers if pair[0].lower() == "user-agent"),
        ]
        if self._client_id is not None:
            if self._client_secret is None or self._method == "client_secret_post":
                body["client_id"] = self._client_id
            if self._client_secret is not None:
                if self._method == "client_secret_post":
                    body["client_secret"] = self._client_secret
                else:
                    pair = map(quote_plus, (self._client_id, self._client_secret))
                    headers += [place[1:] for place in Basic(*pair).places()]
        content = urlencode(body).encode()
        return Request(
            "POST",
            url,
            url,
            tuple(headers),
            content,
            call.timeout,
            frozenset({"authorization"}),
            True,
        )

    def _secrets(self) -> tuple[str, ...]:
        """What no message may repeat."""
        return (self._client_secret,) if self._client_secret else ()


class ClientCredentials(_TokenEndpoint):
    """Tokens for the client itself. Source: RFC 6749, section 4.4.

    They are fetched when a call needs one, kept while they are good, and fetched anew if the server
    does not accept one. `scopes` are those that the called operations ask for, where nothing is
    said; `parameters`, such as `audience`, go with the request for a token. `token_url` takes the
    place of the document's.
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
        super().__init__(
            client_id, client_secret, token_url, scopes, method, parameters
        )

    def _url(self, oauth2: OAuth2 | None) -> str | None:
        return oauth2.token_url if oauth2 else None

    def _grant(self) -> dict[str, str]:
        return {"grant_type": "client_credentials"}

    def _renew(self, refresh_token: str) -> None:
        """There is no use for it. Source: RFC 6749, section 4.4.3."""


class RefreshToken(_TokenEndpoint):
    """Tokens for a refresh token that a user's consent gave. Source: RFC 6749, section 6.

    A server may give a new refresh token in place of the old; `on_new` is called with it, to be
    kept for the next time. `scopes` are all that were consented to, where nothing is said.
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
        super().__init__(
            client_id, client_secret, token_url, scopes, method, parameters
        )
        self._refresh_token = require_secret(refresh_token, "refresh token")
        self._on_new = on_new

    def _url(self, oauth2: OAuth2 | None) -> str | None:
        return oauth2.refresh_url if oauth2 else None

    def _grant(self) -> dict[str, str]:
        return {"grant_type": "refresh_token", "refresh_token": self._refresh_token}

    def _renew(self, refresh_token: str) -> None:
        if refresh_token != self._refresh_token:
            self._refresh_token = refresh_token
            if self._on_new is not None:
                self._on_new(refresh_token)

    def _secrets(self) -> tuple[str, ...]:
        return (*super()._secrets(), self._refresh_token)


# What a header can carry: RFC 6750, section 2.1, is stricter than servers are.
_TOKEN: Final = re.compile(r"[!-~]+")
_LONGEST_NOTE: Final = 200


class IssuedToken(NamedTuple):
    """What a token endpoint gave. `expires_in` is in seconds; None if it does not say."""

    token: str
    expires_in: float | None
    scopes: tuple[str, ...]
    refresh_token: str | None


def parse_token_response(
    response: Response, request: Request, secrets: tuple[str, ...]
) -> IssuedToken:
    """What was given. Source: RFC 6749, section 5.

    Raises:
        ApiTokenError: nothing was; without any of the `secrets`, even if the server repeats them.
    """
    answer = _json_object(response)
    if not response.is_success or "error" in answer:
        error = _redacted(answer.get("error"), secrets)
        told = _redacted(answer.get("error_description"), secrets)
        said = ": ".join(each for each in (error, told) if each)
        problem = f"refused with status {response.status}{said and f', {said}'}"
        raise _token_error(problem, response, request, error, told)
    token, kind = answer.get("access_token"), answer.get("token_type", "Bearer")
    if not isinstance(token, str) or not _TOKEN.fullmatch(token):
        raise _token_error("gave an answer without a token in it", response, request)
    if not isinstance(kind, str) or kind.lower() != "bearer":
        raise _token_error("gave a token that is no bearer token", response, request)
    scope, refresh = answer.get("scope"), answer.get("refresh_token")
    return IssuedToken(
        token,
        _seconds(answer.get("expires_in")),
        tuple(scope.split()) if isinstance(scope, str) else (),
        refresh if isinstance(refresh, str) and _TOKEN.fullmatch(refresh) else None,
    )


def _json_object(response: Response) -> Mapping[str, Any]:
    try:
        found: Any = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    return found if is_object(found) else {}


def _seconds(value: object) -> float | None:
    """How long a token is good; servers give text, too. Nonsense says nothing."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        seconds = float(value)
    except (ValueError, OverflowError):
        return None
    return seconds if isfinite(seconds) and seconds >= 0 else None


def _redacted(value: object, secrets: tuple[str, ...]) -> str | None:
    if not isinstance(value, str):
        return None
    for each in secrets:
        value = value.replace(each, "…")
    shown = "".join(each if each.isprintable() else " " for each in value).strip()
    return shown[:_LONGEST_NOTE] or None


def _token_error(
    problem: str,
    response: Response,
    request: Request,
    error: str | None = None,
    description: str | None = None,
) -> ApiTokenError:
    return ApiTokenError(
        f"the token endpoint {request.place} {problem}",
        request=request.without_secrets(),
        status=response.status,
        error=error,
        description=description,
    )
