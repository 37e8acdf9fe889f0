"""What to do about a part of a document: take it out, or put something harmless in its place."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.core.json import Json
from generator.core.pointer import Pointer


@dataclass(frozen=True, slots=True)
class Step:
    """One part to be without, and how.

    `kind` is what the part is, in one word or two; `what` says what becomes of it, as the beginning
    of a sentence. With `is_replaced` there is `value` in its place then.
    """

    at: Pointer
    kind: str
    what: str
    is_replaced: bool = False
    value: Json = field(default=None, compare=False)


def taken_out(at: Pointer, kind: str, name: str = "") -> Step:
    """Be without the part at `at`."""
    return Step(at, kind, f"the {kind}{f' {name}' if name else ''} is left out")


def put_in_place(at: Pointer, kind: str, name: str, value: Json) -> Step:
    """Have `value` at `at`, which says nothing of what stands there."""
    what = f"the {kind}{f' {name}' if name else ''} can be anything"
    return Step(at, kind, what, is_replaced=True, value=value)
