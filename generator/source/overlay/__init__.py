"""Corrections to a document one does not own, from a file beside it: the Overlay Specification.

It comes right after `load`. What it gives is a `Source` again, and later stages need not know.
"""

from generator.source.overlay.apply import apply_overlays
from generator.source.overlay.document import (
    Action,
    Copy,
    Info,
    Overlay,
    Remove,
    Update,
)
from generator.source.overlay.read import read_overlay, read_overlays
from generator.source.overlay.read_with_overlays import read_with_overlays

__all__ = [
    "Action",
    "Copy",
    "Info",
    "Overlay",
    "Remove",
    "Update",
    "apply_overlays",
    "read_overlay",
    "read_overlays",
    "read_with_overlays",
]
