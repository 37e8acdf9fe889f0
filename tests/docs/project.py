"""The project's metadata in pyproject.toml, and the text files that refer to it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[2]
METADATA: dict[str, Any] = tomllib.loads(
    (REPOSITORY / "pyproject.toml").read_text("utf-8")
)["project"]
NAME: str = METADATA["name"]
HOME: str = METADATA["urls"]["Homepage"]


def texts() -> Iterator[tuple[str, str]]:
    """Paths and contents of documents, settings and code."""
    for pattern in (
        *("*.md", "*.toml", "LICENSE", ".*.yaml", ".ci/*", ".github/**/*"),
        *("docs/**/*.md", "docs/*.yml", "specs/*.md", "templates/*"),
        *("generator/**/*.py", "generated/*/README.md"),
    ):
        for path in sorted(REPOSITORY.glob(pattern)):
            if path.is_file():
                yield path.relative_to(REPOSITORY).as_posix(), path.read_text("utf-8")
