"""Tables of a configuration file, read with type checks that collect all errors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from generator.core.json import Json

# The similarity at which an unknown name counts as a typo of a known one.
_SIMILARITY = 0.75


@dataclass(frozen=True, slots=True)
class InvalidSetting:
    """What is wrong with the setting at `path`: the names of its tables, outermost first."""

    path: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class TomlTable:
    """A table of settings.

    Attributes:
        settings: its values and tables.
        path: the names of the tables around it, and its own.
        errors: invalid settings, collected for all tables of a file.
    """

    settings: Mapping[str, Json]
    path: tuple[str, ...] = ()
    errors: list[InvalidSetting] = field(default_factory=list)

    def reject(self, name: str, message: str) -> None:
        """Add an error about the setting `name`; the message continues the sentence."""
        self.errors.append(InvalidSetting((*self.path, name), message))

    def reject_unknown(self, known: Iterable[str]) -> None:
        """Add an error for each setting that is not in `known`."""
        names = tuple(known)
        for name in self.settings:
            if name not in names:
                close = get_close_matches(name, names, 1, _SIMILARITY)
                suggestion = (
                    f"did you mean `{close[0]}`?"
                    if close
                    else f"the settings here are {', '.join(names)}"
                )
                self.reject(name, f"is unknown; {suggestion}")

    def table(self, name: str) -> TomlTable | None:
        """The table `name`; None if it is missing or invalid."""
        if name not in self.settings:
            return None
        value = self.settings[name]
        if not isinstance(value, Mapping):
            self.reject(name, "must be a table")
            return None
        return TomlTable(value, (*self.path, name), self.errors)

    def string(self, name: str) -> str | None:
        """The string `name`; None if it is missing or invalid."""
        value = self.settings.get(name)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self.reject(name, "must be a string")
        return None

    def boolean(self, name: str) -> bool | None:
        """The boolean `name`; None if it is missing or invalid."""
        value = self.settings.get(name)
        if value is None or isinstance(value, bool):
            return value
        self.reject(name, "must be true or false")
        return None

    def integer(self, name: str) -> int | None:
        """The integer `name`; None if it is missing or invalid."""
        value = self.settings.get(name)
        if value is None or (isinstance(value, int) and not isinstance(value, bool)):
            return value
        self.reject(name, "must be an integer")
        return None

    def strings(self, name: str) -> tuple[str, ...]:
        """The list of strings `name`, without duplicates; empty if it is missing or invalid."""
        value = self.settings.get(name, [])
        if isinstance(value, list) and all(
            isinstance(item, str) and item.strip() for item in value
        ):
            return tuple(dict.fromkeys(value))
        self.reject(name, "must be a list of strings")
        return ()

    def string_map(self, name: str) -> dict[str, str]:
        """The table of strings `name`; empty if it is missing or invalid."""
        value = self.settings.get(name, {})
        if isinstance(value, Mapping) and all(
            isinstance(item, str) for item in value.values()
        ):
            return dict(value)
        self.reject(name, "must be a table of strings")
        return {}
