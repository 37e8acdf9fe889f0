"""Credentials of the APIs that are served: from a file or the keyring, besides the environment."""

from __future__ import annotations

import os
import stat
import tomllib
from collections.abc import Iterator, Mapping
from inspect import signature
from os import environ
from pathlib import Path
from types import ModuleType
from typing import Any, Final, TypeAlias

from generator.core.text import printable
from generator.runtime.models.suggestions import did_you_mean
from generator.serving.request import ServeError

Secrets: TypeAlias = str | Mapping[str, Any]
"""A secret; or secrets by name: of the parts of one scheme, or of security schemes."""

_LARGEST_FILE: Final = 64 * 1024
# The classes of credentials with several parts, by the names of these: the secret one is last.
_SCHEMES: Final = {
    ("username", "password"): "Basic",
    ("client_id", "client_secret"): "ClientCredentials",
}


class CredentialsError(ServeError):
    """Credentials cannot be read or used."""


def read_credentials_file(path: Path) -> Secrets:
    """Return what a file contains: one secret, or secrets by name in TOML.

    Raises:
        CredentialsError: it cannot be read, is no regular file, others than its owner may read it,
            it is not the user's, or it has neither of the two forms.
    """
    try:
        # Checked once it is open, so that no other file can take its place in between.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise _problem(path, f"cannot be read: {error.strerror}") from None
    try:
        _check_owner(path, os.fstat(descriptor))
        content = os.read(descriptor, _LARGEST_FILE + 1)
    finally:
        os.close(descriptor)
    if len(content) > _LARGEST_FILE:
        raise _problem(path, f"is larger than {_LARGEST_FILE // 1024} KiB")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise _problem(path, "is not encoded in UTF-8") from None
    return _parse(path, text)


def _check_owner(path: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise _problem(path, "is not a regular file")
    if not hasattr(os, "getuid"):
        # Windows: access is not in the mode.
        return
    if status.st_uid != os.getuid():
        raise _problem(path, "belongs to another user")
    mode = stat.S_IMODE(status.st_mode)
    if mode & 0o177:
        raise _problem(
            path, f"has mode {mode:04o}: make it yours alone with `chmod 600`"
        )


def _parse(path: Path, text: str) -> Secrets:
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        table = {}
    # `key=123` is TOML as well, but no secret is a number: then all of it is the secret.
    if table and all(isinstance(value, str | dict) for value in table.values()):
        return table
    secret = text.strip()
    if not secret or "\n" in secret:
        raise _problem(path, 'contains neither one secret nor TOML such as name = "…"')
    return secret


def secrets_of(secrets: Secrets, api: str, others: bool) -> Secrets | None:
    """Return the secrets for one API; None if there are none for it.

    Args:
        secrets: the secrets of a file.
        api: the name of the API.
        others: whether other APIs are served: a table for each says whose secrets are whose.

    Raises:
        CredentialsError: there are several APIs, but not a table for each.
    """
    if isinstance(secrets, str):
        tables: Mapping[str, Any] | None = None
    else:
        own = secrets.get(api)
        if isinstance(own, Mapping):
            token = own.get("token")
            return token if isinstance(token, str) and len(own) == 1 else own
        tables = secrets
    if not others:
        return secrets
    if tables is None or not all(
        isinstance(table, Mapping) for table in tables.values()
    ):
        raise CredentialsError(
            f"several APIs need a table each in the credentials file, such as [{api}] with "
            'token = "…"'
        )
    return None


def create_credentials(package: ModuleType, secrets: Secrets) -> Any:
    """Return secrets as credentials of a client.

    Raises:
        CredentialsError: the client has no such security scheme.
    """
    if isinstance(secrets, str):
        return secrets
    for names, scheme in _SCHEMES.items():
        if set(secrets) <= set(names):
            return _create(package, scheme, secrets)
    if set(secrets) == {"token"}:
        return secrets["token"]
    by_scheme = {
        name: value if isinstance(value, str) else create_credentials(package, value)
        for name, value in secrets.items()
    }
    if not hasattr(package, "Credentials") and len(by_scheme) == 1:
        return next(iter(by_scheme.values()))
    return _create(package, "Credentials", by_scheme)


def _create(package: ModuleType, name: str, arguments: Mapping[str, Any]) -> Any:
    create = getattr(package, name, None)
    names = ", ".join(arguments)
    if create is None:
        raise CredentialsError(f"the API takes one secret as credentials, not {names}")
    known = signature(create).parameters
    for argument in arguments:
        if argument not in known:
            hint = did_you_mean(argument, known)
            raise CredentialsError(f"the API has no security scheme {argument!r}{hint}")
    try:
        return create(**arguments)
    except (TypeError, ValueError) as error:
        # `from None`: the context of the error could show a secret.
        raise CredentialsError(f"credentials with {names}: {error}") from None


def secret_strings(secrets: Secrets) -> Iterator[str]:
    """Yield the strings among secrets that must not be shown."""
    if isinstance(secrets, str):
        yield secrets
        return
    for public, private in _SCHEMES:
        if secrets.get(private):
            secrets = {name: v for name, v in secrets.items() if name != public}
    for value in secrets.values():
        if isinstance(value, str | Mapping):
            yield from secret_strings(value)


def environment_secrets(names: tuple[str, ...]) -> Iterator[str]:
    """Yield the secrets in the environment variables of a client.

    Of a user name and a password, only the latter is one, unless it is missing.
    """
    values = [value for name in names if (value := environ.get(name))]
    yield from values[-1:]


def _problem(path: Path, message: str) -> CredentialsError:
    return CredentialsError(f"the credentials file {printable(str(path))} {message}")
