"""Tables of a configuration and their members, with all that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from generator.core.json import Json

# How alike two names must be for one to be taken for a slip of the other.
_CLOSE = 0.75


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with the member at `path`, the names of tables from the outermost on."""

    path: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table at its `path`; what is wrong goes to `problems`, which all tables of a file share."""

    members: Mapping[str, Json]
    path: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, name: str, message: str) -> None:
        """Note what is wrong with the member `name`."""
        self.problems.append(Problem((*self.path, name), message))

    def check_known(self, known: Iterable[str]) -> None:
        """Note each member that has another name than these."""
        names = tuple(known)
        for name in self.members:
            if name not in names:
                close = get_close_matches(name, names, 1, _CLOSE)
                rest = (
                    f"did you mean `{close[0]}`?"
                    if close
                    else f"there are {', '.join(names)}"
                )
                self.wrong(name, f"is not known; {rest}")

    def table(self, name: str) -> Table | None:
        """The table `name`; None where there is none, or something else."""
        if name not in self.members:
            return None
        found = self.members[name]
        if not isinstance(found, Mapping):
            self.wrong(name, "must be a table")
            return None
        return Table(found, (*self.path, name), self.problems)

    def text(self, name: str) -> str | None:
        """The text `name`; None where there is none."""
        found = self.members.get(name)
        if found is None or (isinstance(found, str) and found.strip()):
            return found
        self.wrong(name, "must be a text")
        return None

    def flag(self, name: str) -> bool | None:
        """Whether `name` is true; None where it is not said."""
        found = self.members.get(name)
        if found is None or isinstance(found, bool):
            return found
        self.wrong(name, "must be true or false")
        return None

    def texts(self, name: str) -> tuple[str, ...]:
        """The list of texts `name`; empty where there is none."""
        found = self.members.get(name, [])
        if isinstance(found, list) and all(
            isinstance(each, str) and each.strip() for each in found
        ):
            return tuple(dict.fromkeys(found))
        self.wrong(name, "must be a list of texts")
        return ()

    def pairs(self, name: str) -> dict[str, str]:
        """The table of texts `name`; empty where there is none."""
        found = self.members.get(name, {})
        if isinstance(found, Mapping) and all(
            isinstance(each, str) for each in found.values()
        ):
            return dict(found)
        self.wrong(name, "must be a table of texts")
        return {}
