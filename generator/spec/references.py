"""References: following `$ref` by JSON Pointer, with chains and cycles."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.diagnostics import Diagnostics
from generator.json_value import Json
from generator.pointer import Pointer
from generator.spec.kinds import kind_at, problem_as

# How much of a reference's text a message shows, in characters.
_SHOWN = 120
# No list has an index of twenty digits, and Python refuses to read one of thousands.
_INDEX = re.compile(r"0|[1-9][0-9]{0,17}")


class UnresolvedPointer(LookupError):
    """A JSON Pointer names nothing in the document."""


def value_at(tree: Json, pointer: Pointer) -> Json:
    """The JSON value that `pointer` names in `tree` (RFC 6901, section 4).

    Raises:
        UnresolvedPointer: a token on the way names no member.
    """
    value = tree
    for token in pointer.tokens:
        if isinstance(value, Mapping) and token in value:
            value = value[token]
        elif (
            isinstance(value, list)
            and _INDEX.fullmatch(token)
            and int(token) < len(value)
        ):
            value = value[int(token)]
        else:
            raise UnresolvedPointer(str(pointer))
    return value


def _shortened(text: str) -> str:
    """`text` in quotes, cut to what a message can hold."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


class References:
    """Follows the references of one document tree and notes those that lead nowhere."""

    def __init__(self, tree: Mapping[str, Json], diagnostics: Diagnostics) -> None:
        self._tree = tree
        self._diagnostics = diagnostics
        # What references were followed to the end already, and where that is.
        self._ends: dict[Pointer, Pointer | None] = {}

    def target(self, text: Json, at: Pointer) -> Pointer | None:
        """The pointer a `$ref` at `at` names; None, and an error noted, if it is no local one."""
        if not isinstance(text, str):
            self._diagnostics.error(
                "invalid-reference", "a $ref must be a string", at / "$ref"
            )
            return None
        if not text.startswith("#"):
            self._diagnostics.error(
                "external-reference",
                f"the reference {_shortened(text)} leaves the document",
                at / "$ref",
                "write here what it names: OpenAPI has no references in this place",
            )
            return None
        try:
            pointer = Pointer.parse(text)
            value_at(self._tree, pointer)
        except (ValueError, UnresolvedPointer):
            self._diagnostics.error(
                "unresolved-reference",
                f"the reference {_shortened(text)} names nothing in the document",
                at / "$ref",
                "correct its spelling, or add what it names",
            )
            return None
        return pointer

    def follow(self, value: Json, at: Pointer) -> tuple[Json, Pointer] | None:
        """`value`, or what it refers to through any chain of `$ref`s, and where that stands.

        For objects other than schemas: parameters, responses, request bodies and so on. None, and
        an error noted, where the chain leads nowhere, back to itself, or to something else.
        """
        seen: dict[Pointer, None] = {at: None}
        end: Pointer | None = at
        while end is not None and isinstance(value, Mapping) and "$ref" in value:
            end = self._next(value["$ref"], end, seen)
            if end is not None:
                value = value_at(self._tree, end)
        self._ends |= dict.fromkeys(seen, end)
        if end is None or (end != at and not self._is_meant(value, end, at)):
            return None
        return value, end

    def _is_meant(self, value: Json, end: Pointer, at: Pointer) -> bool:
        """Whether `value` at `end` can stand at `at`; if not, an error is noted."""
        wanted = kind_at(at)
        is_swagger = "swagger" in self._tree
        problem = wanted and problem_as(value, wanted, is_swagger=is_swagger)
        if problem is not None:
            self._diagnostics.error(
                "wrong-reference",
                f"the reference leads to {_shortened(str(end))}, which {problem}",
                at / "$ref",
                f"name a {wanted}",
            )
        return problem is None

    def _next(
        self, text: Json, at: Pointer, seen: dict[Pointer, None]
    ) -> Pointer | None:
        """Where a `$ref` leads, or the end of what it leads to if that is known; and it is seen."""
        target = self.target(text, at)
        if target is not None and target in seen:
            self._diagnostics.error(
                "reference-cycle",
                f"the references at {target} lead back to themselves",
                at / "$ref",
                "let one of them name a definition",
            )
            return None
        if target is None or target in self._ends:
            return self._ends.get(target) if target is not None else None
        seen[target] = None
        return target
