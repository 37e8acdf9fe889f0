"""The packages listed in `corpus.toml`, and the cache folder that they are downloaded to."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

_CORPUS = Path(__file__).parent / "corpus.toml"


@dataclass(frozen=True, slots=True)
class Package:
    """An npm package, and globs for the documents in it."""

    name: str
    version: str
    integrity: str
    documents: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """The folder with its files, once it is downloaded."""
        return cache_folder() / f"{self.slug}-{self.version}"

    @property
    def slug(self) -> str:
        """Its name as a file name."""
        return self.name.removeprefix("@").replace("/", "-")

    def fetched_documents(self) -> Iterator[str]:
        """The paths of the downloaded documents, relative to the package."""
        for pattern in self.documents:
            for path in sorted(self.folder.glob(pattern)):
                yield path.relative_to(self.folder).as_posix()


def cache_folder() -> Path:
    """`CODEGEN_CORPUS`, or by default a folder in the user's cache."""
    folder = os.environ.get("CODEGEN_CORPUS")
    return (
        Path(folder) if folder else user_cache_path("codegen-corpus", appauthor=False)
    )


def packages() -> tuple[Package, ...]:
    """Read the packages in `corpus.toml`, in order."""
    listed = tomllib.loads(_CORPUS.read_text("utf-8"))["package"]
    return tuple(
        Package(**{**table, "documents": tuple(table["documents"])}) for table in listed
    )
