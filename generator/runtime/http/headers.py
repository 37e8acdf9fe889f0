# SPDX-License-Identifier: MIT
"""HTTP header fields: checked before they are sent, case-insensitive when received."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Final, TypeVar, cast

REQUEST_ID_HEADERS: Final = ("Request-Id", "X-Request-Id")
"""Where a server says what it calls a request, if an API does not say otherwise."""

NAME: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
"""What can be the name of a header, or of a cookie. Source: RFC 9110, section 5.6.2, `token`."""

_V = TypeVar("_V", str, int, float, bool, datetime)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def checked_header(name: str, value: object) -> tuple[str, str]:
    """The pair, without spaces around the value. Source: RFC 9110, section 5.

    Raises:
        TypeError: the value is no text.
        ValueError: it could be taken for something else. The value is not in the message.
    """
    if not isinstance(value, str):
        kind = type(value).__qualname__
        raise TypeError(f"the header {name!r} must be text, not {kind}")
    if NAME.fullmatch(name) is None:
        raise ValueError(f"{name!r} cannot be the name of a header")
    if _CONTROL.search(value) is not None:
        raise ValueError(f"the header {name!r} has a line break or control character")
    if not value.isascii() and any(character > "\xff" for character in value):
        raise ValueError(
            f"the header {name!r} has a character that no header can carry"
        )
    return name, value.strip(" \t")


_READERS: Mapping[type, Callable[[str], object]] = {
    bool: lambda text: {"true": True, "false": False}[text.lower()],
    datetime: datetime.fromisoformat,
    float: float,
    int: int,
    str: str,
}


class Headers(Mapping[str, str]):
    """The header fields of an answer. Names are found in upper and lower case alike.

    A field that came several times reads as one, joined with `, `; `get_list` has each.
    """

    __slots__ = ("_values",)

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in pairs:
            self._values.setdefault(name.lower(), []).append(value)

    def __getitem__(self, name: str) -> str:
        return ", ".join(self._values[name.lower()])

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name.lower() in self._values

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __repr__(self) -> str:
        return f"Headers({dict(self)!r})"

    def get_list(self, name: str) -> list[str]:
        """Each value of the field, in the order they came."""
        return list(self._values.get(name.lower(), ()))

    def read(self, name: str, kind: type[_V]) -> _V | None:
        """The value of the field as an `int`, `float`, `bool`, `datetime` or `str`.

        None if it did not come.

        Raises:
            ValueError: it is nothing of this kind.
        """
        text = self.get(name)
        if text is None:
            return None
        try:
            return cast(_V, _READERS[kind](text))
        except (KeyError, ValueError):
            problem = f"the header {name!r} is no {kind.__name__}: {text!r}"
        raise ValueError(problem)

    def first(self, names: Iterable[str]) -> str | None:
        """The value of the first of these fields that is there and not empty."""
        return next((self[name] for name in names if self.get(name)), None)
