# SPDX-License-Identifier: MIT
"""HTTP Basic authentication. Source: RFC 7617."""

from __future__ import annotations

from base64 import b64encode

from ..http.secrets import hidden
from .credentials import SecretPlacement, require_encodable, require_secret


class Basic:
    """A user name and password, sent as `Authorization: Basic …`. Source: RFC 7617.

    Either may be empty: some servers take a token as the password, without a user name.

    Raises:
        TypeError: One of them is not a string.
        ValueError: Both are empty, or the user name contains a colon, or has white space around it
            or control characters; or the password cannot be encoded as UTF-8.
    """

    __slots__ = ("_password", "_username")

    def __init__(self, username: str, password: str = "") -> None:
        username, password = hidden(username), hidden(password)
        require_encodable(username, "user name")
        require_encodable(password, "password")
        if ":" in username:
            raise ValueError(
                "a user name for Basic authentication must not contain ':'"
            )
        if username or not password:
            require_secret(username, "user name")
        self._username = username
        self._password = password

    def placements(self) -> tuple[SecretPlacement, ...]:
        pair = f"{self._username}:{self._password}".encode()
        return (
            SecretPlacement(
                "header", "Authorization", f"Basic {b64encode(pair).decode()}"
            ),
        )

    def __repr__(self) -> str:
        return "Basic(…)"
