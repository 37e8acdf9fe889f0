"""How a request says who sends it. None of these shows its secret when it is printed."""

from __future__ import annotations

from base64 import b64encode
from typing import Literal, NamedTuple, Protocol

__all__ = ["ApiKey", "Authentication", "Basic", "Bearer", "Place"]


class Place(NamedTuple):
    """One secret, and where in the request it stands."""

    location: Literal["header", "query", "cookie"]
    name: str
    value: str


class Authentication(Protocol):
    """What a client takes as credentials: anything that can say what to add to a request."""

    def places(self) -> tuple[Place, ...]:
        """The secrets to add, asked for anew with each request."""
        ...


class Bearer:
    """A token in the header `Authorization: Bearer …`. Source: RFC 6750, section 2.1."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = _present(token, "token")

    def places(self) -> tuple[Place, ...]:
        return (Place("header", "Authorization", f"Bearer {self._token}"),)

    def __repr__(self) -> str:
        return "Bearer(…)"


class Basic:
    """A name and a password in the header `Authorization: Basic …`. Source: RFC 7617."""

    __slots__ = ("_password", "_username")

    def __init__(self, username: str, password: str = "") -> None:
        if ":" in username:
            raise ValueError("the user name for Basic authentication contains a colon")
        self._username = _present(username, "user name")
        self._password = password

    def places(self) -> tuple[Place, ...]:
        pair = f"{self._username}:{self._password}".encode()
        return (Place("header", "Authorization", f"Basic {b64encode(pair).decode()}"),)

    def __repr__(self) -> str:
        return "Basic(…)"


class ApiKey:
    """A key in a header, query parameter or cookie. Source: OpenAPI 3.1, section 4.8.27."""

    __slots__ = ("_value", "location", "name")

    def __init__(
        self,
        value: str,
        name: str,
        location: Literal["header", "query", "cookie"] = "header",
    ) -> None:
        self._value = _present(value, "API key")
        self.name = name
        self.location: Literal["header", "query", "cookie"] = location

    def places(self) -> tuple[Place, ...]:
        return (Place(self.location, self.name, self._value),)

    def __repr__(self) -> str:
        return f"ApiKey(…, name={self.name!r}, location={self.location!r})"


def _present(secret: str, what: str) -> str:
    """Spares people the search for an empty environment variable, or one with a line break.

    Raises:
        ValueError: without the secret in it.
    """
    if not secret:
        raise ValueError(f"the {what} is empty")
    if secret != secret.strip() or not secret.isprintable():
        raise ValueError(f"the {what} has white space around it, or control characters")
    return secret
