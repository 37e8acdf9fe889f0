"""Convert a Swagger 2.0 source to OpenAPI 3.0, and relocate diagnostics about the result."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, has_value_at
from generator.source.load import Source, origin_of

# A pointer in a message, as `Pointer` formats it.
_POINTER = re.compile(r"#(?:/[^\s/%]*(?:%[0-9A-F]{2}[^\s/%]*)*)+")
_PUNCTUATION = ").,;:'"


def convert_swagger2(
    source: Source, diagnostics: Diagnostics
) -> tuple[Source, Diagnostics]:
    """Convert a Swagger 2.0 document to OpenAPI 3.0; return any other document unchanged.

    The document need not be valid: what does not conform to 2.0 is copied as it is.

    Args:
        source: the document.
        diagnostics: receives errors and warnings about what 3.0 cannot express.

    Returns:
        The converted document, and a collector for diagnostics about it, which passes them on to
        `diagnostics` with their locations in `source`. For any other document, both arguments.
    """
    if not _is_swagger2(source.tree):
        return source, diagnostics
    # Imported late: most documents do not need it.
    from generator.openapi.swagger2.convert_document import convert_document

    document = convert_document(source, diagnostics)
    converted = replace(source, tree=document.value, origin=document.origin)
    relocated = RelocatedDiagnostics(
        diagnostics.found, source=source, converted=converted
    )
    return converted, relocated


def _is_swagger2(tree: Json) -> bool:
    """Whether a document declares itself as Swagger 2.0 (OpenAPI 2.0, "Swagger Object")."""
    return (
        isinstance(tree, dict)
        and "openapi" not in tree
        and tree.get("swagger") == "2.0"
    )


@dataclass(slots=True)
class RelocatedDiagnostics(Diagnostics):
    """Collects diagnostics about `converted`, relocated to `source`."""

    source: Source = field(kw_only=True)
    converted: Source = field(kw_only=True)

    def note(self, diagnostic: Diagnostic) -> None:
        """Add a diagnostic about `converted`."""
        at = None if diagnostic.at is None else self._original(diagnostic.at)
        message = _POINTER.sub(self._relocate_mention, diagnostic.message)
        self.found.append(replace(diagnostic, at=at, message=message))

    def _relocate_mention(self, match: re.Match[str]) -> str:
        """Replace a pointer in a message, but not the punctuation after it."""
        pointer = match[0].rstrip(_PUNCTUATION)
        try:
            at = Pointer.parse(pointer)
        except ValueError:
            return match[0]
        if not has_value_at(self.converted.tree, at):
            return match[0]
        return str(self._original(at)) + match[0][len(pointer) :]

    def _original(self, at: Pointer) -> Pointer:
        """Where the value at `at` was written, or the nearest value around it."""
        written = origin_of(self.converted, at).at
        for length in range(len(written.tokens), 0, -1):
            outer = Pointer(written.tokens[:length])
            if has_value_at(self.source.tree, outer):
                return outer
        return Pointer()
