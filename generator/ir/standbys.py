"""Standbys: the locations that keep a type's name if the location that named it is removed.

Types of equal structure share a class, which is named after the location of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet


def find_successors(
    standbys: Mapping[str, str | None], present: AbstractSet[str]
) -> dict[str, str]:
    """Return the standbys that replace their location, each with the location that it replaces.

    Args:
        standbys: keys of locations, each with that of its standby, if it has one.
        present: the keys of all locations in the document.
    """
    return {
        standby: location
        for location, standby in sorted(standbys.items())
        if standby is not None and standby not in standbys
        if standby in present and location not in present
    }
