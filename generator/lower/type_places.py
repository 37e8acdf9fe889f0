"""Where types stand, which their names are made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["schema", "response", "request"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a type stands: in a named component or an operation, and by which properties.

    `owner` is the component's name, or the operation's key. `steps` are the property names on the
    way, none for the component itself.
    """

    role: Role
    owner: str
    steps: tuple[str, ...] = ()
