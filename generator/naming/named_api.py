"""An API together with the names that a client gives to everything in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.ir.api import Api
from generator.ir.standbys import Standby
from generator.ir.types import TypeId
from generator.naming.apply_name_lock import KeptName
from generator.naming.names import Names
from generator.naming.wire_spelling import Spelling


@dataclass(frozen=True, slots=True)
class NamedApi:
    """A whole API and its names.

    Attributes:
        api: the API.
        names: its names.
        kept_names: those that the name lock preserved although the rules would choose others now.
        spelling: the spelling by which the next lock recalls names that it does not list.
        standbys: for types, the definition that keeps the name once the one that it is named after
            is removed.
    """

    api: Api
    names: Names
    kept_names: tuple[KeptName, ...] = ()
    spelling: Spelling = "snake"
    standbys: Mapping[TypeId, Standby] = field(default_factory=dict)
