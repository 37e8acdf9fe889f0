"""Garbage collection, which a build has no use for: nearly all it makes lives until its end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Do without looking for cycles of garbage; what nothing refers to is freed all the same.

    Looking for them takes more than a third of a build, because each look goes through all that
    was made so far. What has piled up is collected at the end, for a process that goes on.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
