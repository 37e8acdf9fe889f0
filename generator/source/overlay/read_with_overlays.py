"""A document and its overlays, read as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostics
from generator.source.load import Location, Source, read_source
from generator.source.overlay.apply import apply_overlays
from generator.source.overlay.read import read_overlays


def read_with_overlays(
    location: Location,
    overlays: Sequence[Path],
    diagnostics: Diagnostics,
    sha256: str | None = None,
) -> Source:
    """The document at `location` after the overlays at `overlays`, in this order.

    Without overlays it is what `read_source` gives; `sha256` is the hash that the document itself
    must have, if any. Warnings are noted in `diagnostics`.

    Raises:
        DocumentError: one of the files cannot be read or is no overlay, or an action cannot be
            carried out. What is about an overlay names its file.
    """
    source = read_source(location, sha256)
    if not overlays:
        return source
    read = read_overlays(overlays)
    found = Diagnostics()
    overlaid = apply_overlays(source, read, found)
    found.raise_errors()
    diagnostics.extend(found)
    return overlaid
