"""The packages of `corpus.toml`, and the cache folder that they are fetched into."""

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
    """A package of the npm registry, and which of its files are documents to build."""

    name: str
    version: str
    integrity: str
    documents: tuple[str, ...]

    @property
    def folder(self) -> Path:
        """Where its files are once it is fetched."""
        return cache_folder() / f"{self.slug}-{self.version}"

    @property
    def slug(self) -> str:
        """Its name as a file can have it."""
        return self.name.removeprefix("@").replace("/", "-")

    def found(self) -> Iterator[str]:
        """The documents that were fetched, by their paths inside the package."""
        for pattern in self.documents:
            for path in sorted(self.folder.glob(pattern)):
                yield path.relative_to(self.folder).as_posix()


def cache_folder() -> Path:
    """`CODEGEN_CORPUS`, or a folder in the user's own cache."""
    named = os.environ.get("CODEGEN_CORPUS")
    return Path(named) if named else user_cache_path("codegen-corpus", appauthor=False)


def packages() -> tuple[Package, ...]:
    """All of `corpus.toml`, in its order."""
    listed = tomllib.loads(_CORPUS.read_text("utf-8"))["package"]
    return tuple(
        Package(**{**each, "documents": tuple(each["documents"])}) for each in listed
    )
