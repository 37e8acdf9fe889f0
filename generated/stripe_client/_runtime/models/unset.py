# SPDX-License-Identifier: MIT
"""`UNSET`: the default of optional arguments and fields, distinct from `None`."""

from __future__ import annotations

from typing import Final, Literal, final


@final
class Unset:
    """The type of `UNSET`, its only instance, which is falsy."""

    __slots__ = ()

    def __new__(cls) -> Unset:
        return UNSET

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        # Pickle and copy look up this name, so `UNSET` stays the only instance.
        return "UNSET"


UNSET: Final[Unset] = object.__new__(Unset)
"""Omit this argument from the request; `None` is sent as `null` or as an empty value."""
