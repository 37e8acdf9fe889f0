"""Create overlays and documents for tests."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.source.load import Source, read_source
from generator.source.overlay import apply_overlays, read_overlay

HEAD = 'overlay: {version}\ninfo: {{title: t, version: "1"}}\nactions:\n'


def overlay_file(
    folder: Path, actions: str, version: str = "1.0.0", name: str = "o.yaml"
) -> Path:
    """Write an overlay to `folder`; its first action is on line 4."""
    path = folder / name
    head = HEAD.format(version=version)
    path.write_text(head + dedent(actions).lstrip("\n"), "utf-8")
    return path


def document_file(folder: Path, text: str, name: str = "d.yaml") -> Path:
    path = folder / name
    path.write_text(dedent(text).lstrip("\n"), "utf-8")
    return path


def overlaid(
    folder: Path, document: str, actions: str, version: str = "1.0.0"
) -> tuple[Source, list[Diagnostic]]:
    """The document after the actions, and their diagnostics."""
    diagnostics = Diagnostics()
    source = apply_overlays(
        read_source(document_file(folder, document)),
        [read_overlay(overlay_file(folder, actions, version))],
        diagnostics,
    )
    return source, list(diagnostics)


def summary(diagnostic: Diagnostic) -> str:
    """One line: file, position, severity, code and message."""
    file = Path(diagnostic.file).name if diagnostic.file else "-"
    position = f"{file}:{diagnostic.line}:{diagnostic.column}"
    return f"{position} {diagnostic.severity}[{diagnostic.code}] {diagnostic.message}"
