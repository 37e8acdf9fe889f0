"""Tokens from a token endpoint, fetched with a client's own credentials or a refresh token."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from time import monotonic
from typing import Final, Literal, NamedTuple
from urllib.parse import quote_plus, urlencode, urlsplit

from .authentication import Basic, OAuth2, present
from .errors import ApiCredentialsError
from .token_answers import read_answer
from .token_calls import Need, Steps
from .tokens import TokenSource
from .transport import Request

Method = Literal["client_secret_basic", "client_secret_post"]

_MARGIN: Final = 30.0
"""How many seconds before it expires a token is taken for old: it has a way to go."""


class _Kept(NamedTuple):
    token: str
    scopes: frozenset[str]
    good_until: float | None


class _Endpoint(TokenSource):
    """What both grants have in common: a client at a token endpoint, and what it was given."""

    def __init__(
        self,
        client_id: str | None,
        client_secret: str | None,
        token_url: str | None,
        scopes: Iterable[str] | None,
        method: Method,
        parameters: Mapping[str, str] | None,
    ) -> None:
        super().__init__()
        if isinstance(scopes, str):
            raise TypeError("scopes must be a list of texts, not one text")
        if method not in ("client_secret_basic", "client_secret_post"):
            raise ValueError(f"no way to send a client's secret is called {method!r}")
        self._client_id = None if client_id is None else present(client_id, "client ID")
        self._client_secret = (
            None if client_secret is None else present(client_secret, "client secret")
        )
        if token_url is not None and "@" in urlsplit(token_url).netloc:
            # URLs are printed and logged, credentials are not.
            raise ValueError("token_url must not have a user name or password in it")
        self._token_url = token_url
        self._scopes = None if scopes is None else tuple(scopes)
        self._method = method
        self._parameters = dict(parameters or {})
        self._kept: dict[str, tuple[_Kept, ...]] = {}

    @abstractmethod
    def _url(self, oauth2: OAuth2 | None) -> str | None:
        """The token endpoint, as the document has it."""

    @abstractmethod
    def _grant(self) -> dict[str, str]:
        """What the grant has in the body of its request."""

    @abstractmethod
    def _renew(self, refresh_token: str) -> None:
        """The server gave this for the next time."""

    def ready(self, need: Need) -> str | None:
        wanted, now = frozenset(self._wanted(need)), monotonic()
        for each in self._kept.get(self._endpoint(need), ()):
            is_good = each.good_until is None or now < each.good_until
            if is_good and wanted <= each.scopes:
                return each.token
        return None

    def fetch(self, need: Need) -> Steps:
        url, wanted = self._endpoint(need), self._wanted(need)
        request = self._request(url, wanted, need.request)
        response = yield request
        given = read_answer(response, request, self._secrets())
        if given.refresh_token is not None:
            self._renew(given.refresh_token)
        # A server may leave out what it gave, and give less than it was asked for: asking it again
        # would change nothing.
        scopes = frozenset((*wanted, *given.scopes))
        seconds = given.expires_in
        margin = min(_MARGIN, (seconds or 0.0) / 2)
        until = None if seconds is None else monotonic() + seconds - margin
        others = (e for e in self._kept.get(url, ()) if not e.scopes <= scopes)
        self._kept[url] = (*others, _Kept(given.token, scopes, until))
        return given.token

    def refuse(self, token: str) -> None:
        for url, kept in list(self._kept.items()):
            self._kept[url] = tuple(each for each in kept if each.token != token)

    def _wanted(self, need: Need) -> tuple[str, ...]:
        return need.scopes if self._scopes is None else self._scopes

    def _endpoint(self, need: Need) -> str:
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


class ClientCredentials(_Endpoint):
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
        method: Method = "client_secret_basic",
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


class RefreshToken(_Endpoint):
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
        method: Method = "client_secret_basic",
        parameters: Mapping[str, str] | None = None,
        on_new: Callable[[str], object] | None = None,
    ) -> None:
        super().__init__(
            client_id, client_secret, token_url, scopes, method, parameters
        )
        self._refresh_token = present(refresh_token, "refresh token")
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
