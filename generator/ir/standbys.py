"""Standbys: the definitions that keep a type's name if the definition that named it is removed.

Types of equal structure share a class, which is named after the location of one of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.ir.types import Definition, TypeId


@dataclass(frozen=True, slots=True)
class Standby:
    """The definition that represents a structure once the present representative is removed.

    Attributes:
        id: the standby.
        key: the key of its location; its id if that is also the location of other structures.
        replaces: the same for the representative.
    """

    id: TypeId
    key: str
    replaces: str


def location_keys(definition: Definition) -> tuple[str, str]:
    """Return the keys by which a definition may be known: that of its location, and its id."""
    return definition.location.key, definition.id


def find_successors(
    standbys: Mapping[str, str | None], present: AbstractSet[str]
) -> dict[str, str]:
    """Return the standbys that replace their representative, each with what it replaces.

    Args:
        standbys: keys of representatives, each with that of its standby, if it has one.
        present: the keys of all inline definitions of the document.
    """
    return {
        standby: replaced
        for replaced, standby in sorted(standbys.items())
        if standby is not None and standby not in standbys
        if standby in present and replaced not in present
    }
