"""How much combining of schemas a document may ask for: alternatives multiply, and a bound ends it.

Thirty schemas can have a billion alternatives: each with two, and each with properties of its own
that hold in all of them. No client could have that many classes.
"""

from __future__ import annotations

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.pointer import Pointer
from generator.openapi.nodes import Schema

# In the time that it takes to merge a property. Discord's whole document takes 2,500.
MOST = 1_000_000
_SCHEMA = 10


class Effort:
    """Adds up what lowering has combined so far."""

    def __init__(self) -> None:
        self._spent = 0
        self._last = Pointer()

    def spend(self, schema: Schema, times: int = 1) -> None:
        """`schema` is about to be combined with others.

        Args:
            schema: the schema.
            times: how much more is done with it than to merge it into another.

        Raises:
            DocumentError: there were too many.
        """
        self._last = schema.at
        self._spent += times * (_SCHEMA + len(schema.properties or ()))
        if self._spent <= MOST:
            return
        raise _error(
            "too-many-combinations",
            "allOf, anyOf and oneOf come to too many combinations, of which this schema is one",
            schema.at,
            "where alternatives have alternatives, say in one place only what all have in common",
        )

    def endless(self) -> DocumentError:
        """What to tell when Python's stack is not deep enough for what follows."""
        return _error(
            "endless-schema",
            "allOf, anyOf and oneOf have no end here: they lead back to where they came from, "
            "or through hundreds of schemas",
            self._last,
            "let one of these schemas name properties instead of another schema",
        )


def _error(code: str, message: str, at: Pointer, hint: str) -> DocumentError:
    return DocumentError([Diagnostic(code, message, at, hint)])
