"""References: following `$ref` by JSON Pointer, with chains and cycles."""

from __future__ import annotations

from collections.abc import Mapping

from generator.core.diagnostics import Diagnostics
from generator.core.json import Json
from generator.core.pointer import Pointer, UnresolvedPointer, value_at
from generator.core.text import shortened
from generator.openapi.reference_targets import kind_at, problem_as


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
                f"the reference {shortened(text)} leaves the document",
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
                f"the reference {shortened(text)} names nothing in the document",
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
                f"the reference leads to {shortened(str(end))}, which {problem}",
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
