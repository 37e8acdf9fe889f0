# SPDX-License-Identifier: MIT
"""HTTP authentication schemes other than Basic and Bearer."""

from __future__ import annotations

from ..http.secrets import hidden
from .credentials import SecretPlacement, require_secret


class Http:
    """Credentials of another HTTP scheme, sent as `Authorization: <scheme> <value>`.

    Source: RFC 9110, section 11.6.2.

    Args:
        value: What follows the name of the scheme.
        scheme: The name of the scheme, such as `DPoP`.

    Raises:
        ValueError: The value is empty, or has white space around it or control characters.
    """

    __slots__ = ("_value", "scheme")

    def __init__(self, value: str, scheme: str) -> None:
        self.scheme = scheme
        value = hidden(value)
        self._value = require_secret(value, "value")

    def placements(self) -> tuple[SecretPlacement, ...]:
        return (
            SecretPlacement("header", "Authorization", f"{self.scheme} {self._value}"),
        )

    def __repr__(self) -> str:
        return f"Http(…, scheme={self.scheme!r})"
