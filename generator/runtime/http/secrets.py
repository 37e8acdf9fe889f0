# SPDX-License-Identifier: MIT
"""Strings whose `repr` does not show them, as it appears in tracebacks with local variables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, SupportsIndex, TypeVar, cast

SECRET_NAME: Final = re.compile("auth|cookie|key|password|secret|sig|token", re.I)
"""Part of the names of query parameters and headers of the user that may hold secrets."""

_T = TypeVar("_T")


class Secret(str):
    """A string without its characters in its `repr`; `str()` and `format()` return them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "'…'"

    # Error trackers shorten long strings before they print them.
    def __getitem__(self, index: SupportsIndex | slice) -> Secret:
        return Secret(super().__getitem__(index))

    def strip(self, characters: str | None = None, /) -> Secret:
        return Secret(super().strip(characters))


class SecretBytes(bytes):
    """Bytes that their `repr` does not show."""

    def __repr__(self) -> str:
        return "b'…'"

    def __getitem__(self, index: Any) -> Any:
        item = cast(Any, super().__getitem__(index))
        return SecretBytes(item) if isinstance(item, bytes) else item


def type_name(value: object) -> str:
    """Return the name of a value's type for messages, as the caller knows it."""
    names: dict[type, str] = {Secret: "str", SecretBytes: "bytes"}
    return names.get(type(value)) or type(value).__qualname__


def hidden(value: _T) -> _T:
    """Return a value with a `Secret` in place of every string in it, but not of names."""
    try:
        return _hidden(value)
    except RecursionError:
        # Nested so deeply that it is refused later, where it would be sent.
        return value


def _hidden(value: _T) -> _T:
    changed: Any = value
    if isinstance(value, str):
        changed = Secret(value)
    elif isinstance(value, bytes):
        changed = SecretBytes(value)
    elif isinstance(value, Mapping):
        mapping = cast(Mapping[Any, Any], value)
        changed = {name: _hidden(item) for name, item in mapping.items()}
    elif type(value) in (list, tuple):
        items = map(_hidden, cast(Any, value))
        changed = type(cast(Any, value))(items)
    return cast(_T, changed)
