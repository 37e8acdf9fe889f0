"""Collect problems with references in several files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import shortened
from generator.source.bundle.access import UnresolvedUriError
from generator.source.bundle.document_file import DocumentFile, Target
from generator.source.load import locate_diagnostics


class BundleDiagnostics:
    """Diagnostics by file; lines and columns are computed at the end, once per file."""

    def __init__(self, root: DocumentFile) -> None:
        self._root = root
        self._diagnostics: dict[DocumentFile, dict[Diagnostic, None]] = {}

    def report(
        self,
        at: Target,
        code: str,
        message: str,
        hint: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Add a diagnostic about the value at `at`."""
        diagnostic = Diagnostic(code, message, at.at, hint, severity)
        self._diagnostics.setdefault(at.file, {})[diagnostic] = None

    def report_unresolved(
        self, at: Target, reference: str, error: UnresolvedUriError
    ) -> None:
        """Add an error about a reference that cannot be resolved."""
        message = (
            f"the reference {shortened(reference)} cannot be resolved: {error.message}"
        )
        self.report(at, error.code, message, error.hint)

    def located(self) -> Iterator[Diagnostic]:
        """All diagnostics, with line and column, and the file if it is not the document."""
        for file, diagnostics in self._diagnostics.items():
            for diagnostic in locate_diagnostics(diagnostics, file.source):
                is_complete = file is self._root or diagnostic.file is not None
                yield (
                    diagnostic
                    if is_complete
                    else replace(diagnostic, file=file.source.name)
                )
