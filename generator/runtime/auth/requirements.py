# SPDX-License-Identifier: MIT
"""Choose the credentials of a call: those of the client that its operation accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple, Protocol, TypeAlias

from .credentials import (
    AnyCredentials,
    Authentication,
    FetchedCredentials,
    NeededToken,
    OAuth2,
    SchemeCredentials,
    SecretPlacement,
)

Requirements: TypeAlias = tuple[Mapping[str, tuple[str, ...]], ...]
"""The security requirements of an operation. Source: OpenAPI 3.1.1, section 4.8.30.

Alternatives, each of which maps the security schemes that it combines to their scopes. An empty
mapping permits calls without credentials; without alternatives, credentials are never sent.
"""

Scheme: TypeAlias = Callable[[str], Authentication]
"""Creates credentials from a string."""


class SecuritySchemes(Protocol):
    """The security schemes of an API; implemented by `Api`."""

    @property
    def title(self) -> str:
        """The title of the API."""
        ...

    @property
    def authentication(self) -> Scheme | None:
        """The one scheme sufficient for every operation; None if there is none."""
        ...

    @property
    def schemes(self) -> Mapping[str, Scheme]:
        """The schemes by Python name; empty if there is `authentication`."""
        ...

    @property
    def string_schemes(self) -> tuple[str, ...]:
        """The names of the schemes for which a single string is used as credentials."""
        ...


class HeldCredentials(NamedTuple):
    """The credentials of a client.

    Attributes:
        by_scheme: The credentials by scheme.
        unconditional: Credentials to send whichever scheme an operation requires.
    """

    by_scheme: Mapping[str, Authentication | FetchedCredentials]
    unconditional: Authentication | FetchedCredentials | None = None

    def find(self, scheme: str) -> Authentication | FetchedCredentials | None:
        """Return the credentials for a scheme; None if there are none."""
        return self.by_scheme.get(scheme, self.unconditional)


NO_CREDENTIALS: Final = HeldCredentials({})


class ChosenCredentials(NamedTuple):
    """The credentials of a call: secrets to add to the request, and tokens to fetch before it."""

    placements: tuple[SecretPlacement, ...] = ()
    needed_tokens: tuple[NeededToken, ...] = ()


def hold_credentials(
    api: SecuritySchemes, credentials: AnyCredentials
) -> HeldCredentials | None:
    """Assign the `credentials` of a client or call to security schemes.

    Returns:
        The credentials by scheme; None if `credentials` is None.

    Raises:
        TypeError: The API accepts no string, or has no scheme of this name.
        ValueError: A string is empty, or has white space around it or control characters.
    """
    if credentials is None:
        return None
    if isinstance(credentials, SchemeCredentials):
        return HeldCredentials(dict(_credentials_by_scheme(api, credentials)))
    if not isinstance(credentials, str):
        return HeldCredentials({}, credentials)
    if api.authentication is not None:
        return HeldCredentials({}, api.authentication(credentials))
    if not api.string_schemes:
        raise TypeError(
            f"{api.title} accepts no string as credentials; pass an object such as "
            "Bearer(…)"
        )
    authentication = api.schemes[api.string_schemes[0]](credentials)
    return HeldCredentials(dict.fromkeys(api.string_schemes, authentication))


def _credentials_by_scheme(
    api: SecuritySchemes, credentials: SchemeCredentials
) -> Iterator[tuple[str, Authentication | FetchedCredentials]]:
    for name, value in credentials.by_scheme.items():
        if name not in api.schemes:
            raise TypeError(f"{api.title} has no security scheme {name!r}")
        yield name, api.schemes[name](value) if isinstance(value, str) else value


def choose_credentials(
    requirements: Requirements, held: HeldCredentials, api: SecuritySchemes
) -> ChosenCredentials | None:
    """Choose the credentials of a call: those of the first alternative that is complete.

    The alternative without credentials is the last resort.

    Returns:
        The credentials; None if the client satisfies no alternative.
    """
    if not requirements:
        return ChosenCredentials()
    for alternative in requirements:
        available = [(held.find(name), name) for name in alternative]
        if available and all(credentials is not None for credentials, _ in available):
            return _combine(alternative, available, api)
    if any(not alternative for alternative in requirements):
        # No credentials are required; unconditional ones are sent nevertheless.
        return _combine({"": ()}, [(held.unconditional, "")], api)
    return None


def _combine(
    scopes: Mapping[str, tuple[str, ...]],
    available: Iterable[tuple[Authentication | FetchedCredentials | None, str]],
    api: SecuritySchemes,
) -> ChosenCredentials:
    placements: list[SecretPlacement] = []
    needed_tokens: list[NeededToken] = []
    added: set[int] = set()
    for credentials, name in available:
        # Credentials that serve several schemes are sent once.
        if credentials is None or id(credentials) in added:
            continue
        added.add(id(credentials))
        if isinstance(credentials, FetchedCredentials):
            needed_tokens.append(
                NeededToken(credentials, scopes[name], _oauth2(api, name))
            )
        else:
            placements += credentials.placements()
    return ChosenCredentials(tuple(placements), tuple(needed_tokens))


def _oauth2(api: SecuritySchemes, name: str) -> OAuth2 | None:
    scheme = api.schemes.get(name) or api.authentication
    return scheme if isinstance(scheme, OAuth2) else None


def describe_requirements(requirements: Requirements, api: SecuritySchemes) -> str:
    """Format the requirements as code that satisfies them, for error messages."""
    if not api.schemes:
        return 'Client("…")'
    return " or ".join(
        f"Credentials({', '.join(f'{name}=…' for name in alternative)})"
        for alternative in requirements
    )
