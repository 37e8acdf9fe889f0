"""Omissions: what a lenient build leaves out of a client."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.json import Json
from generator.core.pointer import Pointer


@dataclass(frozen=True, slots=True, order=True)
class Omission:
    """A part of the document that its client lacks, or has with fewer constraints.

    Attributes:
        at: location in the document.
        kind: the name of the part, such as `parameter`.
        effect: a clause that says what happened to it: "the parameter 'limit' is left out".
        code: the code of the error that caused the removal.
    """

    at: Pointer
    kind: str
    effect: str
    code: str

    def to_json(self) -> dict[str, Json]:
        """The omission as an entry of a client's manifest."""
        return {
            "at": str(self.at),
            "kind": self.kind,
            "what": self.effect,
            "code": self.code,
        }
