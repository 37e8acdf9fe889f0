# SPDX-License-Identifier: MIT
"""HTTP header fields: checks for those of requests, a mapping for those of responses."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, TypeVar, cast

from .secrets import type_name

REQUEST_ID_HEADERS: Final = ("Request-Id", "X-Request-Id")
"""The default names of the response headers with the server's ID of the request."""

NAME: Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
"""The syntax of header and cookie names. Source: RFC 9110, section 5.6.2, `token`."""

_Value = TypeVar("_Value", str, int, float, bool, datetime)
_CONTROL_CHARACTER = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")


def checked_header(name: Any, value: object) -> tuple[str, str]:
    """Return a header as a pair, with white space around the value removed.

    Source: RFC 9110, sections 5.1 and 5.5.

    Raises:
        TypeError: The name or the value is not a string.
        ValueError: The name or the value has characters that HTTP does not allow. The message does
            not contain the value, which may be a secret.
    """
    if not isinstance(name, str) or not isinstance(value, str):
        wrong = name if isinstance(value, str) else value
        raise TypeError(f"the header {name!r} must be a str, not {type_name(wrong)}")
    if NAME.fullmatch(name) is None:
        raise ValueError(f"{name!r} is not a valid header name")
    if _CONTROL_CHARACTER.search(value) is not None:
        raise ValueError(
            f"the header {name!r} contains a line break or control character"
        )
    if not value.isascii() and any(character > "\xff" for character in value):
        raise ValueError(
            f"the header {name!r} contains a character outside of Latin-1, which headers "
            "cannot carry"
        )
    return name, value.strip(" \t")


def checked_headers(
    fields: Iterable[tuple[str, str]],
) -> dict[str, tuple[str, str]]:
    """Check header fields like `checked_header`; return them by lower-case name, later ones win."""
    checked = (checked_header(name, value) for name, value in fields)
    return {field[0].lower(): field for field in checked}


_PARSERS: Mapping[type, Callable[[str], object]] = {
    bool: lambda string: {"true": True, "false": False}[string.lower()],
    datetime: datetime.fromisoformat,
    float: float,
    int: int,
    str: str,
}


class Headers(Mapping[str, str]):
    """The header fields of a response: a mapping with case-insensitive names.

    The values of a repeated field are joined with `, ` (RFC 9110, section 5.3); `get_list` returns
    them one by one.
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
        """Return the values of all fields with this name, in the order received."""
        return list(self._values.get(name.lower(), ()))

    def read(self, name: str, value_type: type[_Value]) -> _Value | None:
        """Return the value of a field as an `int`, `float`, `bool`, `datetime` or `str`.

        None if the response does not have the field.

        Raises:
            ValueError: The value is not of this type.
        """
        string = self.get(name)
        if string is None:
            return None
        try:
            return cast(_Value, _PARSERS[value_type](string))
        except (KeyError, ValueError):
            problem = (
                f"the header {name!r} is not a valid {value_type.__name__}: {string!r}"
            )
        raise ValueError(problem)

    def first(self, names: Iterable[str]) -> str | None:
        """Return the first value of these fields that is not empty; None if all are."""
        return next((self[name] for name in names if self.get(name)), None)
