"""An API together with the names that a client gives to everything in it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.ir.api import Api
from generator.naming.apply_name_lock import KeptName
from generator.naming.names import Names


@dataclass(frozen=True, slots=True)
class NamedApi:
    """A whole API and its names.

    `kept_names` are those that the name lock preserved although the rules would choose others now.
    """

    api: Api
    names: Names
    kept_names: tuple[KeptName, ...] = ()
