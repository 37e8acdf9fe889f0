"""The credentials of a gateway: what the API takes, what a user enters, and placeholders."""

from __future__ import annotations

import secrets
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from inspect import signature
from os import environ
from types import ModuleType
from typing import Any, Final

from generator.serving.credentials import (
    CredentialsError,
    Secrets,
    create_credentials,
)

_LOGIN: Final = ("username", "password")
_CLIENT: Final = ("client_id", "client_secret")


def credential_parts(package: ModuleType) -> list[list[str]]:
    """Return the alternatives of what a user may enter, each the names of its parts.

    The part of a scheme with several parts follows the name of the scheme and a dot.
    """
    api = package.AsyncClient.api
    if hasattr(package, "Credentials"):
        names = signature(package.Credentials).parameters
        return [
            (
                [f"{name}.{part}" for part in _LOGIN]
                if _is_basic(api.schemes.schemes[name])
                else [name]
            )
            for name in names
        ]
    if api.authentication is None:
        return []
    if _is_basic(api.authentication):
        return [[*_LOGIN]]
    return (
        [["token"], [*_CLIENT]]
        if hasattr(package, "ClientCredentials")
        else [["token"]]
    )


def _is_basic(scheme: object) -> bool:
    return getattr(scheme, "__name__", "") == "Basic"


def credential_names(package: ModuleType) -> dict[str, set[str]]:
    """Return the names of the headers and query parameters that API keys are sent in.

    The names are by location, those of headers in lower case.
    """
    api = package.AsyncClient.api
    # One of several schemes, or one that OAuth 2.0 can replace.
    several = getattr(api.schemes, "schemes", {})
    schemes = [api.authentication, getattr(api.schemes, "scheme", None)]
    schemes += several.values()
    names: dict[str, set[str]] = {"header": {"authorization"}, "query": set()}
    for scheme in schemes:
        settings = getattr(scheme, "keywords", {})
        name, location = settings.get("name"), settings.get("location")
        if name is not None and location in names:
            names[location].add(name.lower() if location == "header" else name)
    return names


def entered_secrets(value: object) -> Secrets:
    """Return what a user entered: a secret, or secrets by name; `login.password` is nested.

    Raises:
        CredentialsError: it has another form, or is empty.
    """
    if isinstance(value, str) and value:
        return value
    if not isinstance(value, Mapping) or not value:
        raise CredentialsError("enter a secret, or an object of secrets by name")
    found: dict[str, Any] = {}
    for name, secret in value.items():
        scheme, dot, part = str(name).partition(".")
        if not isinstance(secret, str):
            raise CredentialsError(f"{name} must be a string")
        if dot:
            found.setdefault(scheme, {})[part] = secret
        else:
            found[scheme] = secret
    return found


def has_environment_credentials(package: ModuleType) -> bool:
    """Return whether the environment has credentials for the client of a package."""
    names = package.AsyncClient.api.credentials_env
    return bool(names and environ.get(names[0]))


@dataclass(frozen=True, slots=True)
class Placeholders:
    """Credentials for a request that is only shown: markers in place of the secrets.

    Attributes:
        credentials: the credentials; None for an API without any.
        variables: the environment variable that each marker stands for.
    """

    credentials: Any
    variables: Mapping[str, str]

    def basic_pairs(self) -> Iterator[tuple[str, str, str]]:
        """Yield each pair of variables that Basic authentication could combine, and its base64."""
        markers = list(self.variables.items())
        for user, user_variable in markers:
            yield user_variable, "", b64encode(f"{user}:".encode()).decode()
            for password, variable in markers:
                pair = b64encode(f"{user}:{password}".encode()).decode()
                yield user_variable, variable, pair


def create_placeholders(package: ModuleType, held: Secrets | None) -> Placeholders:
    """Return credentials of the same form as those that the gateway holds.

    If it holds none, those of every security scheme, so that any operation can be shown.
    """
    api = package.AsyncClient.api
    names = _VariableNames(package)
    if held is None and hasattr(package, "Credentials"):
        schemes: tuple[str, ...] = tuple(signature(package.Credentials).parameters)
        if has_environment_credentials(package):
            schemes = api.schemes.string_schemes
        parts = {
            parts[0].partition(".")[0]: parts for parts in credential_parts(package)
        }
        held = {
            scheme: dict.fromkeys(_LOGIN, "") if len(parts[scheme]) > 1 else ""
            for scheme in schemes
        }
    elif held is None:
        held = dict.fromkeys(_LOGIN, "") if _is_basic(api.authentication) else ""
        if api.authentication is None:
            return Placeholders(None, {})
    credentials = _marked(package, held, names, ())
    return Placeholders(credentials, names.variables)


class _VariableNames:
    """Creates markers, and notes the environment variable that each stands for."""

    def __init__(self, package: ModuleType) -> None:
        api = package.AsyncClient.api
        self._environment: tuple[str, ...] = api.credentials_env
        self._string_schemes: tuple[str, ...] = getattr(
            api.schemes, "string_schemes", ()
        )
        self._prefix = (api.base_url_env or "API_BASE_URL").removesuffix("_BASE_URL")
        self.variables: dict[str, str] = {}

    def marker(self, path: tuple[str, ...]) -> str:
        """Return a marker for the secret at a path: the names of its scheme and part."""
        marker = f"codegen{secrets.token_hex(12)}"
        of_scheme = path[:1] and path[0] in self._string_schemes
        if of_scheme and path[1:] in ((), _LOGIN[:1], _LOGIN[1:]):
            # Of a scheme that the environment is for.
            path = path[1:]
        position = 1 if path == _LOGIN[1:] else 0
        if path in ((), _LOGIN[:1], _LOGIN[1:]) and len(self._environment) > position:
            name = self._environment[position]
        else:
            words = "_".join(path or ("token",)).strip("_").upper()
            name = f"{self._prefix}_{words}"
        self.variables[marker] = name
        return marker


def _marked(
    package: ModuleType, held: Secrets, names: _VariableNames, path: tuple[str, ...]
) -> Any:
    """Return credentials of the form of `held` with markers."""
    if isinstance(held, str):
        return names.marker(path)
    if set(held) <= set(_CLIENT):
        # The token is not fetched for a request that is only shown.
        return package.Bearer(names.marker((*path, "access_token")))
    if set(held) <= set(_LOGIN):
        return create_credentials(
            package, {part: names.marker((*path, part)) for part in held}
        )
    if set(held) == {"token"}:
        return names.marker(path)
    marked = {
        name: _marked(package, value, names, (*path, name))
        for name, value in held.items()
    }
    if not hasattr(package, "Credentials"):
        return next(iter(marked.values()))
    return package.Credentials(**marked)
