"""Which schemas the library's rules have seen, and what was found in them."""

from __future__ import annotations


class Identities(list[int]):
    """Stands in for the library's lists of the schemas it has seen, which it searches often."""

    def __init__(self) -> None:
        super().__init__()
        self._members: set[int] = set()

    def append(self, identity: int) -> None:
        self._members.add(identity)

    def __contains__(self, identity: object) -> bool:
        return identity in self._members


class Collected:
    """The names of properties that were found in schemas, by identity: those found last.

    All of them, for a chain in which each schema has the names of the next, could fill the memory.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._names: dict[int, set[str]] = {}
        self._kept = 0

    def of(self, identity: int) -> set[str] | None:
        """The names that are known of a schema; None if they are not, or not any more."""
        return self._names.get(identity)

    def keep(self, identity: int, names: set[str]) -> None:
        """Remember the names, and forget others if there are more than `most`."""
        self._kept += len(names) - len(self._names.pop(identity, ()))
        self._names[identity] = names
        while self._kept > self._most and len(self._names) > 1:
            self._kept -= len(self._names.pop(next(iter(self._names))))
