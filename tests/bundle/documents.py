"""Documents in several files, bundled, for tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from typing import Any

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.source.bundle import bundle_references
from generator.source.load import Location, Source, location_of, placed, read_source

HEAD = 'openapi: {version}\ninfo: {{title: t, version: "1"}}\npaths: {{}}\n'


@dataclass(frozen=True)
class Bundled:
    """What came out, and what there was to say, each in a line: `file:line severity[code]`."""

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
    def told(self) -> list[str]:
        return [
            f"{Path(each.file or self.source.name).name}:{each.line} {each.severity}[{each.code}]"
            for each in placed(self.diagnostics, self.source)
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
    """The file `root` of `files`, which are written to `folder`."""
    write(folder, files)
    return bundled_at(folder / root, allowed)


def bundled_at(location: Location, allowed: Iterable[str] = ()) -> Bundled:
    found = Diagnostics()
    source = bundle_references(
        read_source(location), location, [location_of(each) for each in allowed], found
    )
    return Bundled(source, tuple(found))


def components(text: str, version: str = "3.0.3") -> str:
    """A document with these schemas, of which the first is on line 6."""
    head = HEAD.format(version=version)
    inside = "".join(f"    {line}\n" for line in dedent(text).strip().splitlines())
    return f"{head}components:\n  schemas:\n{inside}"
