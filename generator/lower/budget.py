"""Limit the work of combining schemas.

Alternatives multiply: thirty schemas with two alternatives each can describe a billion
combinations. No usable client has that many classes.
"""

from __future__ import annotations

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.pointer import Pointer
from generator.openapi.nodes import Schema

# In units of one merged property. A large document, that of Discord, needs 2,500.
LIMIT = 1_000_000
_SCHEMA_COST = 10


class Budget:
    """Adds up the cost of all combinations of a document."""

    def __init__(self) -> None:
        self._spent = 0
        self._last = Pointer()

    def spend(self, schema: Schema, factor: int = 1) -> None:
        """Count the cost of combining `schema` with another one.

        Args:
            schema: the schema to combine.
            factor: how much more expensive this is than a plain merge.

        Raises:
            DocumentError: the limit is exceeded.
        """
        self._last = schema.at
        self._spent += factor * (_SCHEMA_COST + len(schema.properties or ()))
        if self._spent <= LIMIT:
            return
        raise _error(
            "too-many-combinations",
            "the combinations of allOf, anyOf and oneOf exceed the limit at this schema",
            schema.at,
            "describe what nested alternatives have in common once, outside of the alternatives",
        )

    def endless_schema_error(self) -> DocumentError:
        """The error for a recursion that exceeds Python's stack."""
        return _error(
            "endless-schema",
            "allOf, anyOf and oneOf recurse without end here, or through hundreds of schemas",
            self._last,
            "list properties in one of these schemas instead of referring to another schema",
        )


def _error(code: str, message: str, at: Pointer, hint: str) -> DocumentError:
    return DocumentError([Diagnostic(code, message, at, hint)])
