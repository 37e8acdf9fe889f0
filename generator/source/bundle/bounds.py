"""How much references may bring into a document: no more than `load` lets one file have."""

from __future__ import annotations

from generator.core.json import Json
from generator.source.bundle.problems import Problems
from generator.source.bundle.resource import Target
from generator.source.load.depth import DEEPEST
from generator.source.load.yaml_nodes import EXPANDED_NODES


class Bounds:
    """Counts what was brought in, with all that is shared written out."""

    def __init__(self, problems: Problems) -> None:
        self._problems = problems
        self._brought = 0
        self._measured: dict[int, tuple[Json, int, int]] = {}

    def allow(self, value: Json, place: Target, level: int) -> bool:
        """Whether `value` may come in `level` levels deep; `place`, which asks, is told if not."""
        _, size, depth = self._measure(value)
        if level + depth > DEEPEST:
            message = (
                f"with what this refers to the document nests over {DEEPEST} levels"
            )
            self._problems.note(place, "too-deep", message)
            return False
        if self._brought + size > EXPANDED_NODES:
            count = f"{EXPANDED_NODES:,}"
            message = (
                f"what the document refers to has over {count} values, written out"
            )
            self._problems.note(place, "too-many-references", message)
            return False
        self._brought += size
        return True

    def _measure(self, value: Json) -> tuple[Json, int, int]:
        """A value, so that it lives as long as its size and its depth are known."""
        if not isinstance(value, dict | list):
            return value, 1, 0
        if id(value) not in self._measured:
            inner = value.values() if isinstance(value, dict) else value
            measures = [self._measure(each) for each in inner]
            size = 1 + sum(each for _, each, _ in measures)
            depth = 1 + max((each for _, _, each in measures), default=0)
            self._measured[id(value)] = value, size, depth
        return self._measured[id(value)]
