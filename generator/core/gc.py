"""Suspension of Python's garbage collector while a document is compiled."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_collection() -> Iterator[None]:
    """Suspend the cyclic garbage collector for the duration of a `with` block.

    Nearly everything that a build allocates lives until its end, so the collector would take more
    than a third of the time and free next to nothing. Reference counting is not affected.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
