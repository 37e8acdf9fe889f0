"""Module names that are valid and distinct on every file system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container, Iterable

# Most file systems allow 255 bytes, and Python appends to the names of compiled modules.
MOST_BYTES = 150
# Device names on Windows, in any folder and with any suffix. Source: "Naming Files, Paths, and
# Namespaces" in the documentation of the Windows API.
_DEVICE = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)


def folded(name: str) -> str:
    """Fold `name`, so that names that are equal on some file system have equal results.

    Windows and macOS ignore case, and macOS treats composed and decomposed letters as equal.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def portable(name: str) -> str:
    """Shorten `name` to a length that every file system allows, and avoid device names."""
    shortened = name.encode()[:MOST_BYTES].decode("utf-8", "ignore")
    return f"{shortened}_" if _DEVICE.fullmatch(shortened) else shortened


class ModuleNames:
    """The module names of one package, distinct on every file system."""

    def __init__(self, names: Iterable[str]) -> None:
        """`names` are other names that the package exports; a module would hide them."""
        self._exported: Container[str] = frozenset(names)
        self._folded: set[str] = set()
        self._numbers: dict[str, int] = {}

    def add(self, wanted: str) -> str:
        """Reserve a module name: `wanted` if it is free, or else with `_2`, `_3` …"""
        base = portable(wanted)
        # Names that differ in case only share their numbers, since they are searched one by one.
        key = folded(base)
        name, number = base, self._numbers.get(key, 2)
        while name in self._exported or folded(name) in self._folded:
            name = f"{base}_{number}"
            number += 1
        self._numbers[key] = number
        self._folded.add(folded(name))
        return name
