"""Write documents in several files, and bundle them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.source.bundle import bundle_references
from generator.source.load import (
    Location,
    Source,
    locate_diagnostics,
    parse_location,
    read_source,
)

HEAD = 'openapi: {version}\ninfo: {{title: t, version: "1"}}\npaths: {{}}\n'


@dataclass(frozen=True)
class Bundled:
    """The bundled document and its diagnostics."""

    source: Source
    diagnostics: tuple[Diagnostic, ...]

    @property
    def tree(self) -> dict[str, Any]:
        tree: dict[str, Any] = self.source.tree
        return tree

    @property
    def schemas(self) -> dict[str, Any]:
        schemas: dict[str, Any] = self.tree["components"]["schemas"]
        return schemas

    @property
    def summary(self) -> list[str]:
        """The diagnostics, one per line: `file:line severity[code]`."""
        return [
            f"{Path(diagnostic.file or self.source.name).name}:{diagnostic.line} "
            f"{diagnostic.severity}[{diagnostic.code}]"
            for diagnostic in locate_diagnostics(self.diagnostics, self.source)
        ]


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), "utf-8")


def bundled(
    folder: Path,
    files: Mapping[str, str],
    root: str = "api.yaml",
    allowed: Iterable[str] = (),
) -> Bundled:
    """Write `files` to `folder` and bundle the one called `root`."""
    write(folder, files)
    return bundled_at(folder / root, allowed)


def bundled_at(location: Location, allowed: Iterable[str] = ()) -> Bundled:
    found = Diagnostics()
    source = bundle_references(
        read_source(location),
        location,
        [parse_location(location) for location in allowed],
        found,
    )
    return Bundled(source, tuple(found))


def components(text: str, version: str = "3.0.3") -> str:
    """A document with these schemas; the first one is on line 6."""
    head = HEAD.format(version=version)
    inside = "".join(f"    {line}\n" for line in dedent(text).strip().splitlines())
    return f"{head}components:\n  schemas:\n{inside}"
