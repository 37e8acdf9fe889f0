"""Names of modules that every file system takes for what they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

# 255 bytes is what most file systems take; Python adds its own to the names of compiled modules.
MOST_BYTES = 150
# Windows has devices of these names, in any folder and whatever the file's suffix. Source: "Naming
# Files, Paths, and Namespaces" in the documentation of the Windows API.
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)


def folded(name: str) -> str:
    """What is the same for all names that some file system takes for one.

    Windows and macOS take capitals for small letters, and macOS letters with accents that are one
    character for those that are two.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def portable(name: str) -> str:
    """`name`, or as much of it as a file system takes."""
    cut = name.encode()[:MOST_BYTES].decode("utf-8", "ignore")
    return f"{cut}_" if _DEVICE.fullmatch(cut) else cut


class ModuleNames:
    """The modules of one package: each has a name of its own on every file system."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names`: what the package hands on besides, which a module of that name would hide."""
        self._names: Container[str] = frozenset(names)
        self._folded: set[str] = set()
        self._numbers: dict[str, int] = {}

    def add(self, wanted: str) -> str:
        """The name of another module that wants to be called so; `_2`, `_3` … come after it."""
        base = portable(wanted)
        name, number = base, self._numbers.get(base, 2)
        while name in self._names or folded(name) in self._folded:
            name = f"{base}_{number}"
            number += 1
        self._numbers[base] = number
        self._folded.add(folded(name))
        return name
