# SPDX-License-Identifier: MIT
"""API keys in headers, query parameters and cookies."""

from __future__ import annotations

from typing import Literal

from ..http.secrets import hidden
from .credentials import SecretPlacement, require_secret


class ApiKey:
    """An API key, sent in a header, query parameter or cookie.

    Source: OpenAPI 3.1, section 4.8.27, Security Scheme Object.

    Args:
        value: The key.
        name: The name of the header, parameter or cookie.
        location: Where the key is sent.

    Raises:
        ValueError: The key is empty, or has white space around it or control characters.
    """

    __slots__ = ("_value", "location", "name")

    def __init__(
        self,
        value: str,
        name: str,
        location: Literal["header", "query", "cookie"] = "header",
    ) -> None:
        self.name = name
        self.location: Literal["header", "query", "cookie"] = location
        value = hidden(value)
        self._value = require_secret(value, "API key")

    def placements(self) -> tuple[SecretPlacement, ...]:
        return (SecretPlacement(self.location, self.name, self._value),)

    def __repr__(self) -> str:
        return f"ApiKey(…, name={self.name!r}, location={self.location!r})"
