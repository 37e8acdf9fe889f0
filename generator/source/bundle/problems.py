"""What is wrong with references, each with its place in the file that it was written in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.text import shortened
from generator.source.bundle.addresses import RefusedError
from generator.source.bundle.resource import Resource, Target
from generator.source.load import placed


class Problems:
    """Collects problems of several files; their places are worked out at the end, all at once."""

    def __init__(self, root: Resource) -> None:
        self._root = root
        self._found: dict[Resource, dict[Diagnostic, None]] = {}

    def note(
        self,
        place: Target,
        code: str,
        message: str,
        hint: str | None = None,
        severity: Severity = "error",
    ) -> None:
        """Note what is wrong at `place`."""
        diagnostic = Diagnostic(code, message, place.at, hint, severity)
        self._found.setdefault(place.resource, {})[diagnostic] = None

    def refuse(self, place: Target, text: str, refused: RefusedError) -> None:
        """Note why the reference `text` at `place` is not followed."""
        message = f"the reference {shortened(text)} is not followed: {refused.message}"
        self.note(place, refused.code, message, refused.hint)

    def placed(self) -> Iterator[Diagnostic]:
        """All of them, each with its line and column, and its file if that is another one."""
        for resource, found in self._found.items():
            for each in placed(found, resource.source):
                is_own = resource is self._root or each.file is not None
                yield each if is_own else replace(each, file=resource.source.name)
