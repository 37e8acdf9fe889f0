"""Overlays: corrections to a document that someone else maintains, from a file of their own.

Implements the Overlay Specification 1.0 and 1.1. Overlays are applied right after a document is
loaded; the result is a `Source` like any other, so later stages need not know about them.
"""

from generator.source.overlay.apply_overlays import apply_overlays, read_with_overlays
from generator.source.overlay.nodes import Action, Copy, Info, Overlay, Remove, Update
from generator.source.overlay.read_overlays import read_overlay, read_overlays

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
