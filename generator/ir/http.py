"""How an API is talked to, beyond its types: pages, kinds of failure, credentials, headers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class LastItem:
    """The next page begins after the last item's `id`, given back in the parameter `cursor`.

    `reverse` is the parameter for the way back, `more` the property that says if there is any.
    """

    items: str
    cursor: str
    reverse: str | None
    more: str
    id: str


@dataclass(frozen=True, slots=True)
class Token:
    """The next page is told by the property `token`, given back in `parameter`.

    `more` is the property that says if there is any, if there is such a property.
    """

    items: str
    token: str
    parameter: str
    more: str | None = None


@dataclass(frozen=True, slots=True)
class NextUrl:
    """The next page is at the URL in the property `url`."""

    items: str
    url: str


Paging: TypeAlias = LastItem | Token | NextUrl


@dataclass(frozen=True, slots=True)
class Failure:
    """A kind of error answer: a value of its `type`, or (`is_code`) of its `code`.

    `base` is the type that a code belongs to.
    """

    value: str
    is_code: bool
    base: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class Conventions:
    """What an API asks of every client, which its document has no words for.

    `idempotency_header` carries a key made once per call, `should_retry_header` the server's word
    on a retry. `headers` go with every call; `option_headers` are those a single call can set,
    each under the name of its option.
    """

    idempotency_header: str | None = None
    should_retry_header: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    option_headers: tuple[tuple[str, str], ...] = ()


SchemeKind: TypeAlias = Literal["bearer", "basic", "api_key", "http", "oauth2"]
# The schemes that are needed together, each with its scopes.
Requirement: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A way to say who calls.

    `scheme` is for `http`: what stands before the value in the header `Authorization`. An API key
    has a `parameter_name` and a `location`. For OAuth2 `token_url` gives tokens for the client's
    own credentials and `refresh_url` new ones for old; None where the document has no such thing.
    """

    name: str
    kind: SchemeKind
    description: str | None = None
    scheme: str | None = None
    parameter_name: str | None = None
    location: str | None = None
    token_url: str | None = None
    refresh_url: str | None = None

    @property
    def place(self) -> tuple[str, str]:
        """Where in a request it stands."""
        if self.kind != "api_key":
            return "header", "authorization"
        name = self.parameter_name or ""
        return self.location or "", name.lower() if self.location == "header" else name

    @property
    def on_the_wire(self) -> tuple[str, ...]:
        """What a server sees of it: the same for schemes that one text can serve."""
        kind = "bearer" if self.kind == "oauth2" else self.kind
        return kind, (self.scheme or "").lower(), *self.place


@dataclass(frozen=True, slots=True)
class Security:
    """The credentials that an API takes.

    `schemes` are those that operations ask for, in the order in which a text that a user gives is
    for them: for the first, and for all that are the `same` on the wire. `is_one_enough`: whether
    they are all that any operation needs. `usual` is what most operations ask for.
    """

    schemes: tuple[SecurityScheme, ...] = ()
    same: tuple[str, ...] = ()
    is_one_enough: bool = True
    usual: tuple[Requirement, ...] = ()

    @property
    def first(self) -> SecurityScheme | None:
        """The scheme that a text is for."""
        return next(iter(self.schemes), None)


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A part of a server's URL that users choose; `default` is None if they must."""

    name: str
    default: str | None
    enum: tuple[str, ...]
    description: str | None


@dataclass(frozen=True, slots=True)
class Server:
    """A server of the API. `url` has its variables in braces."""

    url: str
    name: str | None
    description: str | None
    variables: tuple[ServerVariable, ...]

    @property
    def default_url(self) -> str | None:
        """The URL with each variable at its default; None where one has none."""
        url = self.url
        for each in self.variables:
            if each.default is None:
                return None
            url = url.replace("{" + each.name + "}", each.default)
        return url


@dataclass(frozen=True, slots=True)
class Encoding:
    """How a property of a form or multipart body is written.

    `style` and `explode` are None where the media type alone says it; `content_type` is that of the
    document, which can be a list, or have ranges in it.
    """

    name: str
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    content_type: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseHeader:
    """A header field of an answer of success; `kind` is its type or format, empty if unknown."""

    name: str
    kind: str
    description: str | None
