# SPDX-License-Identifier: MIT
"""API-wide settings taken from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Protocol

from ..auth.credentials import Scheme
from ..auth.requirements import OneScheme, Requirements, SecuritySchemes
from ..http.errors import ApiStatusError
from ..http.headers import REQUEST_ID_HEADERS


class StatusErrors(Protocol):
    """Exceptions of the API's own: `ErrorKinds`."""

    def combine(
        self, code: str | None, type: str | None, by_status: type[ApiStatusError]
    ) -> type[ApiStatusError]:
        """Return the class for an error's `code`, `type` and status code."""
        ...

    def decode_body(self, content: Any, annotation: str, package: str) -> Any:
        """Decode the body of an error to its declared type; else raise `UnreadableError`."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Api:
    """API-wide settings that every operation of a client shares.

    Source: OpenAPI 3.1.1, sections 4.8.1 (OpenAPI Object), 4.8.27 (Security Scheme Object) and
    4.8.30 (Security Requirement Object).

    Attributes:
        title: `info.title`, used in messages and in the `User-Agent` header.
        version: `info.version`, used in the `User-Agent` header.
        server: Base URL of the first server; None if the document has no absolute one.
        authentication: Converts the string that a user passes into credentials, if one scheme is
            sufficient for every operation.
        schemes: Otherwise the security schemes, if there are any.
        security: Requirements of operations without requirements of their own. If None, they
            require `authentication` if there is one; otherwise credentials are optional.
        session_cookies: Cookies that are credentials, by the name of their security scheme. The
            client keeps cookies if there are any.
        idempotency_header: Request header for the idempotency key. If set, POST and PATCH get a
            generated key, which stays the same on every attempt of a call.
        should_retry_header: Response header whose value, `true` or `false`, overrides the rules
            for retries.
        headers: Headers of every request.
        option_headers: Request header of each API-specific option, by the option's name; these
            options extend `RequestOptions`.
        request_id_headers: Response headers that may hold the request ID; the first one present
            is used.
        errors: How the bodies of errors are decoded, and the exceptions for them, if declared.
        credentials_env: Environment variables with the strings that the credentials are created
            from, for a client that gets none; usually one.
        base_url_env: Environment variable with the `base_url`, for a client that gets neither
            `base_url` nor `server`.
    """

    title: str
    version: str
    server: str | None
    authentication: Scheme | None = None
    _: KW_ONLY
    schemes: SecuritySchemes | None = None
    security: Requirements | None = None
    session_cookies: Mapping[str, str] = field(default_factory=dict[str, str])
    idempotency_header: str | None = None
    should_retry_header: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    option_headers: Mapping[str, str] = field(default_factory=dict[str, str])
    request_id_headers: tuple[str, ...] = REQUEST_ID_HEADERS
    errors: StatusErrors | None = None
    credentials_env: tuple[str, ...] = ()
    base_url_env: str | None = None

    @property
    def security_schemes(self) -> SecuritySchemes:
        """The security schemes: `schemes`, or else the one of `authentication`."""
        return self.schemes or OneScheme(self.authentication)

    @property
    def default_security(self) -> Requirements:
        """Security requirements of operations that declare none of their own."""
        if self.security is not None:
            return self.security
        # One unnamed scheme, without scopes: that of `authentication`.
        return ({"": ()},) if self.authentication is not None else ({},)

    @property
    def undocumented_security(self) -> Requirements:
        """Security requirements of requests that the document lacks: any scheme is accepted."""
        return (*self.default_security, *self.security_schemes.alternatives())
