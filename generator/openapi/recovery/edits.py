"""Edits that make a document valid: remove a value, or replace it by one without constraints."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.core.text import shortened
from generator.openapi.path_items import ADDITIONAL_OPERATIONS

# Characters of a name that a message shows.
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Edit:
    """The removal or replacement of one value.

    Attributes:
        at: its location.
        kind: the name of the part, in one or two words: `parameter`, `request body`.
        effect: a clause that describes the result, for the start of a message.
        replaces: whether `value` is inserted instead.
        value: the replacement.
    """

    at: Pointer
    kind: str
    effect: str
    replaces: bool = False
    value: Json = field(default=None, compare=False)


def remove(at: Pointer, kind: str, name: str = "") -> Edit:
    """Remove the value at `at`; `name` is shown in messages."""
    return Edit(at, kind, f"the {kind}{f' {name}' if name else ''} is left out")


def relax(at: Pointer, kind: str, name: str, value: Json) -> Edit:
    """Replace the value at `at` by `value`, which allows anything."""
    effect = f"the {kind}{f' {name}' if name else ''} can be anything"
    return Edit(at, kind, effect, replaces=True, value=value)


def quoted(name: Json) -> str:
    """A name in quotes, shortened for a message; empty if it is no string."""
    if not isinstance(name, str) or not name:
        return ""
    return shortened(name, _SHOWN)


def component_name(at: Pointer) -> str:
    """The quoted name of the component at `at`; empty at any other location."""
    match at.tokens:
        case ("components", _, name) | ("definitions", name):
            return quoted(name)
        case _:
            return ""


def method_and_path(at: Pointer) -> str:
    """The name of the operation at `at` in messages: `GET /pets`."""
    *outer, method = at.tokens
    if outer[-1:] == [ADDITIONAL_OPERATIONS]:
        outer.pop()
    else:
        method = method.upper()
    path = outer[-1] if outer else ""
    return f"{method} {path if len(path) <= _SHOWN else f'{path[:_SHOWN]}…'}"
