# SPDX-License-Identifier: MIT
"""Choose the credentials of a call: among those the client holds, the ones its operation takes."""

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
"""What an operation takes: alternatives, each of schemes that go together, with their scopes.

There are none where it takes no credentials. An empty one stands for calls without any. Source:
OpenAPI 3.1.1, section 4.8.30.
"""

Scheme: TypeAlias = Callable[[str], Authentication]
"""What makes credentials of a text that a user passes."""


class SecuritySchemes(Protocol):
    """What an API says of its security: the `Api` of the client."""

    @property
    def title(self) -> str:
        """The title of the API."""
        ...

    @property
    def authentication(self) -> Scheme | None:
        """The one scheme that every operation takes, if there is one."""
        ...

    @property
    def schemes(self) -> Mapping[str, Scheme]:
        """Else the schemes, by name."""
        ...

    @property
    def text_is_for(self) -> tuple[str, ...]:
        """The schemes that a string alone is for."""
        ...


class HeldCredentials(NamedTuple):
    """The credentials of a client, ready to be chosen from.

    `outright` are those that a user said to send whatever an operation asks for.
    """

    by_scheme: Mapping[str, Authentication | FetchedCredentials]
    outright: Authentication | FetchedCredentials | None = None

    def find(self, scheme: str) -> Authentication | FetchedCredentials | None:
        """What there is for a scheme."""
        return self.by_scheme.get(scheme, self.outright)


NO_CREDENTIALS: Final = HeldCredentials({})


class ChosenCredentials(NamedTuple):
    """The credentials for one call: those that are there, and those that are fetched for it."""

    places: tuple[SecretPlacement, ...] = ()
    fetched: tuple[NeededToken, ...] = ()


def hold_credentials(
    api: SecuritySchemes, credentials: AnyCredentials
) -> HeldCredentials | None:
    """What a user passes as credentials, ready to be chosen from; None if it is nothing.

    Raises:
        TypeError: a string, for an API that has no use for one, or credentials of another API.
        ValueError: a string that cannot be right.
    """
    if credentials is None:
        return None
    if isinstance(credentials, SchemeCredentials):
        return HeldCredentials(dict(_by_scheme(api, credentials)))
    if not isinstance(credentials, str):
        return HeldCredentials({}, credentials)
    if api.authentication is not None:
        return HeldCredentials({}, api.authentication(credentials))
    if not api.text_is_for:
        raise TypeError(f"{api.title} takes no credentials in the form of a string")
    one = api.schemes[api.text_is_for[0]](credentials)
    return HeldCredentials(dict.fromkeys(api.text_is_for, one))


def _by_scheme(
    api: SecuritySchemes, credentials: SchemeCredentials
) -> Iterator[tuple[str, Authentication | FetchedCredentials]]:
    for name, given in credentials.given.items():
        if name not in api.schemes:
            raise TypeError(f"{api.title} takes no credentials called {name}")
        yield name, api.schemes[name](given) if isinstance(given, str) else given


def choose_credentials(
    requirements: Requirements, held: HeldCredentials, api: SecuritySchemes
) -> ChosenCredentials | None:
    """The credentials for a call: the first alternative of which all is held.

    Without any credentials only where there is no other way. None if there is no way at all.
    """
    if not requirements:
        return ChosenCredentials()
    for alternative in requirements:
        found = [(held.find(name), name) for name in alternative]
        if found and all(each is not None for each, _ in found):
            return _combine(alternative, found, api)
    if any(not each for each in requirements):
        # Nothing is asked for, and what a user gives outright is sent all the same.
        return _combine({"": ()}, [(held.outright, "")], api)
    return None


def _combine(
    scopes: Mapping[str, tuple[str, ...]],
    found: Iterable[tuple[Authentication | FetchedCredentials | None, str]],
    api: SecuritySchemes,
) -> ChosenCredentials:
    places: list[SecretPlacement] = []
    fetched: list[NeededToken] = []
    seen: set[int] = set()
    for each, name in found:
        if each is None or id(each) in seen:
            continue
        # What is given outright serves all schemes, and is sent once.
        seen.add(id(each))
        if isinstance(each, FetchedCredentials):
            fetched.append(NeededToken(each, scopes[name], _oauth2(api, name)))
        else:
            places += each.places()
    return ChosenCredentials(tuple(places), tuple(fetched))


def _oauth2(api: SecuritySchemes, name: str) -> OAuth2 | None:
    scheme = api.schemes.get(name) or api.authentication
    return scheme if isinstance(scheme, OAuth2) else None


def describe_requirements(requirements: Requirements, api: SecuritySchemes) -> str:
    """What would have been enough, as a user writes it."""
    if not api.schemes:
        return 'Client("…")'
    return " or ".join(
        f"Credentials({', '.join(f'{name}=…' for name in each)})"
        for each in requirements
    )
