"""Diagnostics about an upgraded document, told of the document as it was written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.pointer import Pointer, has_value_at
from generator.source.load import Source, origin_of

# A pointer in a message, as `Pointer` spells it.
_MENTIONED = re.compile(r"#(?:/[^\s/%]*(?:%[0-9A-F]{2}[^\s/%]*)*)+")
_PUNCTUATION = ").,;:'"


@dataclass(slots=True)
class WrittenPlaces(Diagnostics):
    """Collects diagnostics about `upgraded`, with the place in `source` that each means."""

    source: Source = field(kw_only=True)
    upgraded: Source = field(kw_only=True)

    def note(self, diagnostic: Diagnostic) -> None:
        """Take one more, which is about `upgraded`."""
        at = None if diagnostic.at is None else self._written(diagnostic.at)
        message = _MENTIONED.sub(self._mention, diagnostic.message)
        self.found.append(replace(diagnostic, at=at, message=message))

    def _mention(self, match: re.Match[str]) -> str:
        """A pointer in a message, and the punctuation that may follow it."""
        pointer = match[0].rstrip(_PUNCTUATION)
        try:
            at = Pointer.parse(pointer)
        except ValueError:
            return match[0]
        if not has_value_at(self.upgraded.tree, at):
            return match[0]
        return str(self._written(at)) + match[0][len(pointer) :]

    def _written(self, at: Pointer) -> Pointer:
        """Where the value at `at`, or else what is around it, was written."""
        written = origin_of(self.upgraded, at).at
        for length in range(len(written.tokens), 0, -1):
            place = Pointer(written.tokens[:length])
            if has_value_at(self.source.tree, place):
                return place
        return Pointer()
