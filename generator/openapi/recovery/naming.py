"""What parts of a document are called in messages."""

from __future__ import annotations

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.core.text import shortened
from generator.openapi.path_items import ADDITIONAL_OPERATIONS

# How much of a name a message shows, in characters.
_SHOWN = 80
_SECTIONS = ("components", "definitions", "parameters", "responses")


def quoted(name: Json) -> str:
    """A name in quotes, cut to what a message can hold; empty if there is none."""
    if not isinstance(name, str) or not name:
        return ""
    return shortened(name, _SHOWN)


def name_of(at: Pointer) -> str:
    """The name of a component, in quotes; empty for what stands anywhere else."""
    match at.tokens:
        case ("components", _, name) | ("definitions", name):
            return quoted(name)
        case _:
            return ""


def method_and_path(at: Pointer) -> str:
    """`GET /pets`, of the operation at `at`."""
    *outer, method = at.tokens
    if outer[-1:] == [ADDITIONAL_OPERATIONS]:
        outer.pop()
    else:
        method = method.upper()
    path = outer[-1] if outer else ""
    return f"{method} {path if len(path) <= _SHOWN else f'{path[:_SHOWN]}…'}"
