"""What a call of an operation may do, from its HTTP method."""

from __future__ import annotations

from generator.ir.api import Operation
from generator.runtime.tools.catalogue import Effect

# Source: RFC 9110, section 9.2.1; the QUERY method is safe, too.
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "QUERY", "TRACE"})


def effect_of(operation: Operation) -> Effect:
    """Return the effect of an operation: what HTTP promises about its method."""
    if operation.method in _SAFE:
        return "read"
    return "delete" if operation.method == "DELETE" else "change"
