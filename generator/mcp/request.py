"""What to serve, and how: the arguments of `codegen mcp`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Mode: TypeAlias = Literal["find", "each"]
"""The tools to offer: those that find and call operations, or one for each operation."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeRequest:
    """What to serve, and how.

    Attributes:
        targets: the APIs: names of configured clients, folders of clients, or documents.
        configuration: the configuration file; None to look for one from the current folder.
        base_url: the server to call instead of the document's.
        read_only: serve only operations that read.
        selection: the operations to serve.
        mode: the tools to offer.
        credentials: where credentials are.
        upload_folders: folders whose files may be sent.
        download_folder: where downloads are written; None to refuse them.
        address: where to listen; None for standard input and output.
    """

    targets: tuple[str, ...]
    configuration: Path | None = None
    base_url: str | None = None
    read_only: bool = False
    selection: Selection = Selection()
    mode: Mode = "find"
    credentials: CredentialsSource = CredentialsSource()
    upload_folders: tuple[Path, ...] = ()
    download_folder: Path | None = None
    address: HttpAddress | None = None
