# SPDX-License-Identifier: MIT
"""One sufficient security scheme, with an OAuth 2.0 scheme as the alternative for token sources."""

from __future__ import annotations

from typing import NamedTuple

from .credentials import AnyCredentials, FetchedCredentials, Scheme
from .requirements import (
    ChosenCredentials,
    HeldCredentials,
    OneScheme,
    Requirements,
    send_credentials,
)
from .tokens import OAuth2


class SchemeOrOAuth2(NamedTuple):
    """The security scheme that is sufficient for every operation, and an OAuth 2.0 alternative.

    Credentials that fetch tokens are for the alternative, all others for the scheme.

    Attributes:
        scheme: The sufficient scheme.
        name: The name of the alternative in requirements.
        oauth2: The alternative.
    """

    scheme: Scheme
    name: str
    oauth2: OAuth2

    def hold(
        self, credentials: AnyCredentials, title: str, package: str
    ) -> HeldCredentials:
        if isinstance(credentials, FetchedCredentials):
            return _HeldTokens(self.name, self.oauth2, credentials)
        return OneScheme(self.scheme).hold(credentials, title, package)

    def from_strings(self, *strings: str) -> AnyCredentials:
        return self.scheme(*strings)

    def alternatives(self) -> Requirements:
        return ()

    def describe(self, requirements: Requirements) -> str:
        return OneScheme(self.scheme).describe(requirements)


class _HeldTokens(NamedTuple):
    """A source of tokens for every operation that requires credentials."""

    name: str
    oauth2: OAuth2
    credentials: FetchedCredentials

    def choose(self, requirements: Requirements) -> ChosenCredentials | None:
        if not requirements:
            return ChosenCredentials()
        required = (
            alternative[self.name]
            for alternative in requirements
            if self.name in alternative
        )
        return send_credentials(self.credentials, next(required, ()), self.oauth2)
