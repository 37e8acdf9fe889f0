"""An object around an error, what it stands in, and the simplest ways to be without part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.core.json import Json
from generator.openapi.recovery.frames import Frame
from generator.openapi.recovery.naming import quoted
from generator.openapi.recovery.steps import Step, taken_out

# Where components of Swagger 2.0 stand, and those of OpenAPI.
_SHARED = frozenset(("components", "definitions", "parameters", "responses"))
_IN_COMPONENTS = 3


class Around:
    """An object, and what it stands in."""

    def __init__(self, frame: Frame, outer: tuple[Frame, ...], whole: Json) -> None:
        self.frame = frame
        self.outer = outer
        self.whole = whole

    def is_in(self, *kinds: str) -> bool:
        """Whether it stands in an object of one of these kinds, however deep."""
        return any(each.kind in kinds for each in self.outer)

    @property
    def is_shared(self) -> bool:
        """Whether others refer to it, who are looked at once it is gone."""
        tokens = self.frame.at.tokens
        return tokens[0] in _SHARED and (
            tokens[0] != "components" or len(tokens) == _IN_COMPONENTS
        )


def extension(frame: Frame) -> Iterator[Step]:
    """The field of the document's own that the place is in."""
    name = frame.field
    if name is not None and name.startswith("x-") and frame.has(name):
        yield taken_out(frame.at / name, "extension", quoted(name))


def field(frame: Frame, allowed: frozenset[str], kind: str = "field") -> Iterator[Step]:
    """The field that the place is in, if the object can do without."""
    name = frame.field
    if frame.is_innermost and name in allowed and frame.has(name):
        yield taken_out(frame.at / name, kind, quoted(name))


def item(frame: Frame, allowed: frozenset[str]) -> Iterator[Step]:
    """The member of a field that the place is in, or else the field."""
    name = frame.field
    if not frame.is_innermost or name not in allowed or not frame.has(name):
        return
    if len(frame.rest) > 1 and frame.has(name, frame.rest[1]):
        member = frame.rest[1]
        shown = "" if isinstance(frame.value[name], list) else quoted(member)
        kind = _SINGULAR.get(name, name)
        yield taken_out(frame.at / name / member, kind, shown)
    yield from field(frame, allowed)


_SINGULAR = {
    "security": "security requirement",
    "securityDefinitions": "security scheme",
    "servers": "server",
    "tags": "tag",
}


def part(kind: str) -> Callable[[Around], Iterator[Step]]:
    """For parts that any client can be without."""

    def chosen(around: Around) -> Iterator[Step]:
        at = around.frame.at
        yield taken_out(at, kind, quoted(at.tokens[-1]))

    return chosen
