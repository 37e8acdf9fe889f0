"""A document with its overlays and all that it refers to, read as one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.core.diagnostics import Diagnostics
from generator.source.bundle.bundling import bundle
from generator.source.load import Location, Source
from generator.source.overlay import read_overlaid


def read_bundled(
    location: Location,
    overlays: Sequence[Path],
    diagnostics: Diagnostics,
    sha256: str | None = None,
    allowed: Sequence[Location] = (),
    keeps_broken: bool = False,
) -> Source:
    """The document at `location` after its overlays, with the files that it then refers to.

    `sha256` is the hash that the document itself must have, if any; `allowed` is what it may refer
    to beside files in its own folder. What is wrong with references is noted in `diagnostics`,
    and the source is without them, but for references that lead nowhere with `keeps_broken`.

    Raises:
        DocumentError: the document or an overlay cannot be read, or one does not fit the other.
    """
    source = read_overlaid(location, overlays, diagnostics, sha256)
    return bundle(source, location, allowed, diagnostics, keeps_broken)
