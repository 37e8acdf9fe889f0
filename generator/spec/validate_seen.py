"""Which schemas the library's rules have seen."""

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
