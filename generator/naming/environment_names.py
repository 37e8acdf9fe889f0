"""Name the environment variables from which a client reads its credentials and its URL."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.ir.http import Security
from generator.naming.spelling import snake_case

# Words at the end of a package or title that do not tell one API from another.
_GENERIC = frozenset({"api", "client", "rest", "sdk"})
# What `Client("…")` takes, by kind of the first security scheme; `API_KEY` for all others.
_SUFFIXES = {"basic": ("USERNAME", "PASSWORD"), "oauth2": ("ACCESS_TOKEN",)}


@dataclass(frozen=True, slots=True)
class EnvironmentNames:
    """The environment variables of a client.

    Attributes:
        credentials: the variable with the string that credentials are created from, or those with
            a user name and a password; empty if the client reads none.
        base_url: the variable with the base URL; empty if the client reads none.
    """

    credentials: tuple[str, ...] = ()
    base_url: str = ""


def name_environment(
    package: str,
    title: str,
    security: Security,
    credentials: tuple[str, ...] | None = None,
    base_url: str | None = None,
) -> EnvironmentNames:
    """Return the environment variables of a client: `STRIPE_API_KEY` and `STRIPE_BASE_URL`.

    They begin with the name of the package without words such as `client`, or with the title if
    the package has no other words. There is one for credentials if a string is accepted as such.

    Args:
        package: the name of the package.
        title: the title of the API.
        security: the security of the API.
        credentials: the variables that the configuration gives; None for the default.
        base_url: the variable that the configuration gives; None for the default.
    """
    prefix = _prefix(package) or _prefix(title) or snake_case(package, "client").upper()
    if credentials is None:
        kind = "" if security.first is None else security.first.kind
        suffixes = _SUFFIXES.get(kind, ("API_KEY",))
        credentials = tuple(f"{prefix}_{suffix}" for suffix in suffixes)
    return EnvironmentNames(
        credentials=() if security.first is None else credentials,
        base_url=f"{prefix}_BASE_URL" if base_url is None else base_url,
    )


def _prefix(name: str) -> str:
    """Convert a name to upper case, without generic words; empty if there are no others."""
    words = re.findall("[A-Z0-9]+", snake_case(name, "").upper())
    while words and words[-1].lower() in _GENERIC:
        words.pop()
    prefix = "_".join(words)
    # Shells cannot set variables whose names begin with a digit.
    return f"API_{prefix}" if prefix[:1].isdigit() else prefix
