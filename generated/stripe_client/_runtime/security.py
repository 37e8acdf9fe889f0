"""Which credentials a call is sent with: of the client's, those that its operation takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from .authentication import Authentication, Fetched, OAuth2, Place, SchemeValue

if TYPE_CHECKING:
    from .api import Api
    from .tokens import TokenSource

Requirements: TypeAlias = tuple[Mapping[str, tuple[str, ...]], ...]
"""What an operation takes: alternatives, each of schemes that go together, with their scopes.

There are none where it takes no credentials. An empty one stands for calls without any. Source:
OpenAPI 3.1.1, section 4.8.30.
"""

Scheme: TypeAlias = Callable[[str], Authentication]
"""What makes credentials of a text that a user passes."""


class SchemeCredentials:
    """Credentials of several schemes, each under its name."""

    def __init__(self, **given: SchemeValue) -> None:
        self.given = {name: each for name, each in given.items() if each is not None}

    def __repr__(self) -> str:
        names = ", ".join(f"{name}=…" for name in self.given)
        return f"{type(self).__name__}({names})"


class Held(NamedTuple):
    """The credentials of a client, ready to be chosen from.

    `outright` are those that a user said to send whatever an operation asks for.
    """

    by_scheme: Mapping[str, Authentication | TokenSource]
    outright: Authentication | TokenSource | None = None

    def find(self, scheme: str) -> Authentication | TokenSource | None:
        """What there is for a scheme."""
        return self.by_scheme.get(scheme, self.outright)


NOTHING_HELD: Final = Held({})


class Wanted(NamedTuple):
    """Credentials to be fetched, the scopes that they are for, and what is known of the scheme."""

    source: TokenSource
    scopes: tuple[str, ...]
    oauth2: OAuth2 | None


class Chosen(NamedTuple):
    """The credentials for one call: those that are there, and those that are fetched for it."""

    places: tuple[Place, ...] = ()
    fetched: tuple[Wanted, ...] = ()


def choose(requirements: Requirements, held: Held, api: Api) -> Chosen | None:
    """The credentials for a call: the first alternative of which all is held.

    Without any credentials only where there is no other way. None if there is no way at all.
    """
    if not requirements:
        return Chosen()
    for alternative in requirements:
        found = [(held.find(name), name) for name in alternative]
        if found and all(each is not None for each, _ in found):
            return _chosen(alternative, found, api)
    if any(not each for each in requirements):
        # Nothing is asked for, and what a user gives outright is sent all the same.
        return _chosen({"": ()}, [(held.outright, "")], api)
    return None


def _chosen(
    scopes: Mapping[str, tuple[str, ...]],
    found: Iterable[tuple[Authentication | TokenSource | None, str]],
    api: Api,
) -> Chosen:
    places: list[Place] = []
    fetched: list[Wanted] = []
    seen: set[int] = set()
    for each, name in found:
        if each is None or id(each) in seen:
            continue
        # What is given outright serves all schemes, and is sent once.
        seen.add(id(each))
        if isinstance(each, Fetched):
            fetched.append(Wanted(each, scopes[name], _oauth2(api, name)))
        else:
            places += each.places()
    return Chosen(tuple(places), tuple(fetched))


def _oauth2(api: Api, name: str) -> OAuth2 | None:
    scheme = api.schemes.get(name) or api.authentication
    return scheme if isinstance(scheme, OAuth2) else None


def needed(requirements: Requirements, api: Api) -> str:
    """What would have been enough, as a user writes it."""
    if not api.schemes:
        return 'Client("…")'
    return " or ".join(
        f"Credentials({', '.join(f'{name}=…' for name in each)})"
        for each in requirements
    )
