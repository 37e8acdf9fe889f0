"""HTTP facts of an API beyond its types: servers, credentials, headers and encodings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class ErrorKind:
    """A value of `type` or `code` that error responses contain; clients raise a class for it.

    Attributes:
        value: the value in the response.
        is_code: whether it is a value of `code` rather than `type`.
        base: the `type` that a code belongs to, if there is only one.
        description: what the document says about the error.
    """

    value: str
    is_code: bool
    base: str | None
    description: str | None


@dataclass(frozen=True, slots=True)
class Conventions:
    """Rules of an API that OpenAPI has no fields for.

    Attributes:
        idempotency_header: the request header for a key that stays the same across retries.
        should_retry_header: the response header that says whether to retry.
        headers: names and values of headers that every request has.
        option_headers: names of request options, each with the header that carries its value.
    """

    idempotency_header: str | None = None
    should_retry_header: str | None = None
    headers: tuple[tuple[str, str], ...] = ()
    option_headers: tuple[tuple[str, str], ...] = ()


SchemeKind: TypeAlias = Literal["bearer", "basic", "api_key", "http", "oauth2"]
# Names of the schemes that are required together, each with its scopes.
Requirement: TypeAlias = tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class SecurityScheme:
    """A way to authenticate.

    Attributes:
        name: its name in the document.
        kind: which credentials it takes.
        description: what the document says about it.
        scheme: for `http`, the authentication scheme in the `Authorization` header.
        parameter_name: for `api_key`, the name of the header, query parameter or cookie.
        location: for `api_key`, one of `header`, `query` and `cookie`.
        token_url: for `oauth2`, the token endpoint of the client credentials flow.
        refresh_url: for `oauth2`, the endpoint that refreshes tokens.
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
    def has_token_endpoint(self) -> bool:
        """Whether the document says where tokens for this scheme are issued."""
        return bool(self.token_url or self.refresh_url)

    @property
    def request_field(self) -> tuple[str, str]:
        """The location and name of the request field that carries the credentials."""
        if self.kind != "api_key":
            return "header", "authorization"
        name = self.parameter_name or ""
        return self.location or "", name.lower() if self.location == "header" else name

    @property
    def wire_form(self) -> tuple[str, ...]:
        """What a server sees of the scheme: equal for schemes that one secret can serve."""
        kind = "bearer" if self.kind == "oauth2" else self.kind
        return kind, (self.scheme or "").lower(), *self.request_field


@dataclass(frozen=True, slots=True)
class Security:
    """The credentials that an API accepts.

    Attributes:
        schemes: the schemes that operations require; a single secret is for the first of them.
        equivalent: names of the schemes with the same wire form as the first, itself included.
        is_first_sufficient: whether the first scheme is sufficient for every operation.
        default: the alternatives that apply to operations without their own.
        token_scheme: an OAuth 2.0 scheme with a token endpoint that is an alternative to the first
            one, if the first is sufficient and has no token endpoint itself.
    """

    schemes: tuple[SecurityScheme, ...] = ()
    equivalent: tuple[str, ...] = ()
    is_first_sufficient: bool = True
    default: tuple[Requirement, ...] = ()
    token_scheme: SecurityScheme | None = None

    @property
    def first(self) -> SecurityScheme | None:
        """The scheme that a single secret is for; None if no operation requires credentials."""
        return next(iter(self.schemes), None)


@dataclass(frozen=True, slots=True)
class ServerVariable:
    """A variable in a server URL. Users must choose a value where `default` is None."""

    name: str
    default: str | None
    enum: tuple[str, ...]
    description: str | None


@dataclass(frozen=True, slots=True)
class Server:
    """A server of the API; `url` contains its variables in braces."""

    url: str
    name: str | None
    description: str | None
    variables: tuple[ServerVariable, ...]

    @property
    def default_url(self) -> str | None:
        """The URL with every variable at its default; None if one has no default."""
        url = self.url
        for variable in self.variables:
            if variable.default is None:
                return None
            url = url.replace("{" + variable.name + "}", variable.default)
        return url


@dataclass(frozen=True, slots=True)
class Encoding:
    """How to serialize one property of a form or multipart body.

    Attributes:
        name: the property.
        style: the serialization style; None if the media type decides.
        explode: whether list items are separate parts; None if the media type decides.
        allow_reserved: whether reserved characters are sent without percent-encoding.
        content_type: media types and ranges as in the document, separated by commas.
        part_media_type: the media type of a part that is not a file; None if `content_type`
            contains only ranges.
    """

    name: str
    style: str | None = None
    explode: bool | None = None
    allow_reserved: bool = False
    content_type: str | None = None
    part_media_type: str | None = None


@dataclass(frozen=True, slots=True)
class ResponseHeader:
    """A header of successful responses; `kind` is its type or format, empty if unknown."""

    name: str
    kind: str
    description: str | None
