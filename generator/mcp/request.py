"""What to serve, and how: the arguments of `codegen mcp`."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from generator.serving.request import CredentialsSource, HttpAddress, Selection

Mode: TypeAlias = Literal["find", "each"]
"""The tools to offer: those that find and call operations, or one for each operation."""


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
    selection: Selection = field(default_factory=Selection)
    mode: Mode = "find"
    credentials: CredentialsSource = field(default_factory=CredentialsSource)
    upload_folders: tuple[Path, ...] = ()
    download_folder: Path | None = None
    address: HttpAddress | None = None
