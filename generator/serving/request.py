"""What every server of APIs is started with: operations, credentials, and where to listen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Announce: TypeAlias = Callable[[str], None]
"""Shows a line to the person who started the server."""


class ServeError(Exception):
    """What was requested cannot be served. The message contains no secrets."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The operations to serve. An empty selection is all of them.

    Attributes:
        operations: operationIds, or globs over them.
        tags: tags, or globs over them.
        paths: globs over paths, optionally after an HTTP method.
        exclude: patterns of any of these forms; a tag is written `tag:NAME`.
    """

    operations: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of all operations to serve, as a policy takes them."""
        return (*self.operations, *(f"tag:{tag}" for tag in self.tags), *self.paths)


@dataclass(frozen=True, slots=True)
class CredentialsSource:
    """Where credentials are, besides the environment variables of the clients.

    Attributes:
        file: a file that only its owner may read.
        keyring: whether to read the system's keyring.
    """

    file: Path | None = None
    keyring: bool = False


@dataclass(frozen=True, slots=True)
class HttpAddress:
    """Where to listen.

    Attributes:
        host: the address.
        port: the port; 0 for any that is free.
    """

    host: str
    port: int
