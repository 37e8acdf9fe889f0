# SPDX-License-Identifier: MIT
"""The credentials of a call: those of the client, if its operation accepts them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple, Protocol, TypeAlias, cast

from ..http.secrets import hidden
from .credentials import (
    AnyCredentials,
    Authentication,
    FetchedCredentials,
    NeededToken,
    Scheme,
    SecretPlacement,
    check_credentials,
)

Requirements: TypeAlias = tuple[Mapping[str, tuple[str, ...]], ...]
"""The security requirements of an operation. Source: OpenAPI 3.1.1, section 4.8.30.

Alternatives, each of which maps the security schemes that it combines to their scopes. An empty
mapping permits calls without credentials; without alternatives, credentials are never sent.
"""


AnyAuthentication: TypeAlias = Authentication | FetchedCredentials
"""The credentials of one security scheme."""


def without_schemes(requirements: Requirements, names: Collection[str]) -> Requirements:
    """Return requirements without the security schemes of these names."""
    return tuple(
        {name: scopes for name, scopes in alternative.items() if name not in names}
        for alternative in requirements
    )


class ChosenCredentials(NamedTuple):
    """The credentials of a call: secrets to add to the request, and a token to fetch before it."""

    placements: tuple[SecretPlacement, ...] = ()
    needed_token: NeededToken | None = None


class HeldCredentials(Protocol):
    """The credentials of a client, assigned to its security schemes."""

    def choose(self, requirements: Requirements) -> ChosenCredentials | None:
        """Choose the credentials of a call; None if they satisfy no alternative."""
        ...


class SecuritySchemes(Protocol):
    """The security schemes of an API: `OneScheme`, or `SeveralSchemes`."""

    def hold(
        self, credentials: AnyCredentials, title: str, package: str
    ) -> HeldCredentials:
        """Assign the `credentials` of a client or call to security schemes.

        Args:
            credentials: The credentials.
            title: The title of the API, for messages.
            package: The root package of the client, for messages.

        Raises:
            TypeError: They are no credentials or those of another client, the API accepts no
                string, or it has no scheme of this name.
            ValueError: A string is empty, or has white space around it or control characters.
        """
        ...

    def from_strings(self, *strings: str) -> AnyCredentials:
        """Create the credentials that a string stands for; None if no scheme accepts one.

        Args:
            strings: The string, or several for a scheme that needs them, such as `Basic`.
        """
        ...

    def alternatives(self) -> Requirements:
        """Return a requirement for each scheme, if there are several."""
        ...

    def describe(self, requirements: Requirements) -> str:
        """Format the requirements as code that satisfies them, for error messages."""
        ...


class OneScheme(NamedTuple):
    """The security scheme that is sufficient for every operation; None if there is none."""

    scheme: Scheme | None

    def hold(
        self, credentials: AnyCredentials, title: str, package: str
    ) -> HeldCredentials:
        check_credentials(credentials, package)
        if not isinstance(credentials, str):
            return _HeldForOne(self.scheme, cast(AnyAuthentication, credentials))
        if self.scheme is None:
            raise no_string_error(title)
        return _HeldForOne(self.scheme, self.scheme(credentials))

    def from_strings(self, *strings: str) -> AnyCredentials:
        return self.scheme(*strings) if self.scheme else None

    def alternatives(self) -> Requirements:
        return ()

    def describe(self, requirements: Requirements) -> str:
        return 'Client("…")' if self.scheme else 'Client(Bearer("…"))'


class _HeldForOne(NamedTuple):
    """Credentials to send unless an operation forbids it."""

    scheme: Scheme | None
    credentials: AnyAuthentication | None

    def choose(self, requirements: Requirements) -> ChosenCredentials | None:
        if not requirements:
            return ChosenCredentials()
        if self.credentials is None:
            is_optional = any(not alternative for alternative in requirements)
            return ChosenCredentials() if is_optional else None
        required = next(filter(None, requirements), {"": ()})
        scopes = next(iter(required.values()))
        return send_credentials(self.credentials, scopes, self.scheme)


def no_string_error(title: str) -> TypeError:
    """Return the error for a string as credentials where no scheme accepts one."""
    return TypeError(
        f"{title} accepts no string as credentials; pass an object such as Bearer(…)"
    )


def send_credentials(
    credentials: AnyAuthentication,
    scopes: tuple[str, ...],
    scheme: Scheme | None,
) -> ChosenCredentials:
    """Return the secrets of credentials, or the token that they have to fetch first."""
    if isinstance(credentials, FetchedCredentials):
        return ChosenCredentials((), NeededToken(credentials, scopes, scheme))
    # Hidden here, because credentials may be of a class of the user's.
    return ChosenCredentials(
        tuple(
            SecretPlacement(location, name, hidden(value))
            for location, name, value in credentials.placements()
        )
    )
