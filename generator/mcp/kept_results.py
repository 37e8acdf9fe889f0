"""Results that were cut, kept so that their rest can be read without calling the API again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from generator.core.json import Json
from generator.runtime.tools.cut import Cut, LeftOut, cut_data, cut_parts
from generator.runtime.tools.results import select_fields

# Characters of a result: about 6,000 tokens.
RESULT_LIMIT: Final = 20_000
_MOST_RESULTS: Final = 16
_MOST_NAMES: Final = 12


@dataclass(frozen=True, slots=True)
class _KeptResult:
    data: Json
    left_out: tuple[LeftOut, ...]


class KeptResults:
    """Cuts results to a size, and keeps the latest ones that were longer."""

    def __init__(self, limit: int = RESULT_LIMIT) -> None:
        self._limit = limit
        self._results: OrderedDict[str, _KeptResult] = OrderedDict()
        self._count = 0

    def shorten(self, data: Json) -> dict[str, Json]:
        """Return the reply with data, cut if it is long; then `more` says what is left out."""
        return self._reply(data, cut_data(data, self._limit))

    def rest(self, key: str, fields: Sequence[str]) -> dict[str, Json] | None:
        """Return the reply with what was left out of a result; None if it is not kept any more.

        Args:
            key: what `more.rest` was.
            fields: dotted paths to return of the whole result instead.
        """
        kept = self._results.get(key)
        if kept is None:
            return None
        if fields:
            return self.shorten(select_fields(kept.data, list(fields)))
        return self._reply(kept.data, cut_parts(kept.data, kept.left_out, self._limit))

    def _reply(self, data: Json, cut: Cut) -> dict[str, Json]:
        if not cut.left_out:
            return {"data": cut.data}
        self._count += 1
        key = f"r{self._count}"
        self._results[key] = _KeptResult(data, cut.left_out)
        if len(self._results) > _MOST_RESULTS:
            self._results.popitem(last=False)
        names = [str(part) for part in cut.left_out[:_MOST_NAMES]]
        unnamed = len(cut.left_out) - len(names)
        more: dict[str, Json] = {"left_out": names, "rest": key}
        if unnamed:
            more["and"] = unnamed
        more["hint"] = (
            f'pass rest: "{key}" to get what is left out, or with fields, parts of it; '
            "this calls nothing again"
        )
        return {"data": cut.data, "more": more}
