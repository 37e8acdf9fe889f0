# SPDX-License-Identifier: MIT
"""`UNSET`: the value of an argument that was left out, as opposed to `None`."""

from __future__ import annotations

from typing import Final, Literal, final


@final
class Unset:
    """The type of `UNSET`. It has one instance, which is false in a condition."""

    __slots__ = ()

    def __new__(cls) -> Unset:
        return UNSET

    def __bool__(self) -> Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"

    def __reduce__(self) -> str:
        # Pickle and copy look the name up again, so that there is one instance for ever.
        return "UNSET"


UNSET: Final[Unset] = object.__new__(Unset)
"""Leave this argument out of the request. `None` is sent, as `null` or as an empty value."""
