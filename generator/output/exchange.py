"""Exchange two folders atomically. Imports ctypes, which is slow, so import this module late."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# renameat2(2) of Linux, and renamex_np(2) of macOS.
_AT_CURRENT_FOLDER = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


def exchange(one: Path, other: Path) -> bool:
    """Swap the names of two folders in one step.

    Returns False, and changes nothing, if the operating system or the file system cannot do that.
    """
    if sys.platform not in ("linux", "darwin"):
        return False
    try:
        library = ctypes.CDLL(None)
        return _call(library, os.fsencode(one), os.fsencode(other)) == 0
    except (OSError, AttributeError):
        # The C library lacks the function.
        return False


# ctypes has no types for the functions of a library.
def _call(library: Any, one: bytes, other: bytes) -> int:
    call: Callable[..., int]
    if sys.platform == "darwin":
        call = library.renamex_np
        return call(one, other, _RENAME_SWAP)
    call = library.renameat2
    here = _AT_CURRENT_FOLDER
    return call(here, one, here, other, _RENAME_EXCHANGE)
