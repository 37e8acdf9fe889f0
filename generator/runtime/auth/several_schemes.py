# SPDX-License-Identifier: MIT
"""Choose among credentials for several security schemes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from ..http.secrets import hidden
from .credentials import (
    AnyCredentials,
    FetchedCredentials,
    NeededToken,
    Scheme,
    SchemeValue,
    SecretPlacement,
    check_credentials,
)
from .requirements import (
    AnyAuthentication,
    ChosenCredentials,
    HeldCredentials,
    Requirements,
    no_string_error,
    send_credentials,
)


class SchemeCredentials:
    """Credentials for several security schemes.

    Args:
        by_scheme: The credentials by the Python name of the scheme; None is ignored.
    """

    def __init__(self, **by_scheme: SchemeValue) -> None:
        self.by_scheme = {
            name: hidden(value)
            for name, value in by_scheme.items()
            if value is not None
        }

    def __repr__(self) -> str:
        names = ", ".join(f"{name}=…" for name in self.by_scheme)
        return f"{type(self).__name__}({names})"


class SeveralSchemes(NamedTuple):
    """The security schemes of an API where no single one is sufficient for every operation.

    Attributes:
        schemes: The schemes by Python name.
        string_schemes: The names of the schemes for which a single string is used as credentials.
        token_schemes: The names of the schemes with a token endpoint in the document.
    """

    schemes: Mapping[str, Scheme]
    string_schemes: tuple[str, ...]
    token_schemes: tuple[str, ...] = ()

    def hold(
        self, credentials: AnyCredentials, title: str, package: str
    ) -> HeldCredentials:
        values = getattr(credentials, "by_scheme", None)
        if isinstance(values, Mapping):
            by_name = cast(Mapping[str, SchemeValue], values)
            by_scheme = dict(self._by_scheme(by_name, title, package))
            return _HeldForSeveral(self.schemes, by_scheme, None)
        check_credentials(credentials, package)
        if not isinstance(credentials, str):
            unconditional = cast(AnyAuthentication | None, credentials)
            fetching = isinstance(credentials, FetchedCredentials)
            preferred = self.token_schemes if fetching else ()
            return _HeldForSeveral(self.schemes, {}, unconditional, preferred)
        if not self.string_schemes:
            raise no_string_error(title)
        authentication = self.schemes[self.string_schemes[0]](credentials)
        by_scheme = dict.fromkeys(self.string_schemes, authentication)
        return _HeldForSeveral(self.schemes, by_scheme, None)

    def from_strings(self, *strings: str) -> AnyCredentials:
        if not self.string_schemes:
            return None
        authentication = self.schemes[self.string_schemes[0]](*strings)
        return SchemeCredentials(**dict.fromkeys(self.string_schemes, authentication))

    def alternatives(self) -> Requirements:
        return tuple({name: ()} for name in self.schemes)

    def describe(self, requirements: Requirements) -> str:
        return " or ".join(
            f"Credentials({', '.join(f'{name}=…' for name in alternative)})"
            for alternative in requirements
        )

    def _by_scheme(
        self, values: Mapping[str, SchemeValue], title: str, package: str
    ) -> Iterator[tuple[str, AnyAuthentication]]:
        for name, value in values.items():
            if name not in self.schemes:
                raise TypeError(f"{title} has no security scheme {name!r}")
            check_credentials(value, package)
            if isinstance(value, str):
                yield name, self.schemes[name](value)
            elif value is not None:
                yield name, value


class _HeldForSeveral(NamedTuple):
    """Credentials by scheme, and those to send whichever scheme an operation requires.

    `preferred` are the schemes that the unconditional ones are meant for, if there is a choice.
    """

    schemes: Mapping[str, Scheme]
    by_scheme: Mapping[str, AnyAuthentication]
    unconditional: AnyAuthentication | None
    preferred: tuple[str, ...] = ()

    def choose(self, requirements: Requirements) -> ChosenCredentials | None:
        """Choose the credentials of the first alternative that is complete.

        Those with a preferred scheme come first. The alternative without credentials is the last
        resort.
        """
        if not requirements:
            return ChosenCredentials()
        for alternative in self._ordered(requirements):
            available = [
                (self.by_scheme.get(name, self.unconditional), name)
                for name in alternative
            ]
            if available and all(
                credentials is not None for credentials, _ in available
            ):
                return self._combine(alternative, available)
        if any(not alternative for alternative in requirements):
            # No credentials are required; unconditional ones are sent nevertheless.
            return self._combine({"": ()}, [(self.unconditional, "")])
        return None

    def _ordered(self, requirements: Requirements) -> Requirements:
        """The alternatives, those with a preferred scheme first, which comes first in each."""
        if not self.preferred:
            return requirements
        first: list[Mapping[str, tuple[str, ...]]] = []
        others: list[Mapping[str, tuple[str, ...]]] = []
        for alternative in requirements:
            preferred = [name for name in self.preferred if name in alternative]
            names = dict.fromkeys((*preferred, *alternative))
            ordered = {name: alternative[name] for name in names}
            (first if preferred else others).append(ordered)
        return (*first, *others)

    def _combine(
        self,
        scopes: Mapping[str, tuple[str, ...]],
        available: Iterable[tuple[AnyAuthentication | None, str]],
    ) -> ChosenCredentials:
        placements: list[SecretPlacement] = []
        needed_token: NeededToken | None = None
        added: set[int] = set()
        for credentials, name in available:
            # Credentials that serve several schemes are sent once.
            if credentials is None or id(credentials) in added:
                continue
            added.add(id(credentials))
            sent = send_credentials(credentials, scopes[name], self.schemes.get(name))
            placements += sent.placements
            # Only one token fits into `Authorization`.
            needed_token = needed_token or sent.needed_token
        return ChosenCredentials(tuple(placements), needed_token)
