"""What a call of an operation may do: by its HTTP method, or as the user declares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias, get_args

from generator.ir.api import Operation
from generator.ir.operation_patterns import parse_pattern
from generator.runtime.tools import catalogue

Effect: TypeAlias = catalogue.Effect
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
# Source: RFC 9110, section 9.2.1; the QUERY method is safe, too.
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "QUERY", "TRACE"})


def assign_effects(
    operations: Sequence[Operation], declared: Mapping[str, Effect]
) -> dict[str, Effect]:
    """Return the effect of each operation, by its key.

    Args:
        operations: the operations.
        declared: effects by pattern. Of several patterns that match, the most specific one decides,
            and of equally specific ones the first.
    """
    patterns = [(parse_pattern(text), effect) for text, effect in declared.items()]
    patterns.sort(key=lambda entry: entry[0].specificity, reverse=True)

    def effect(operation: Operation) -> Effect:
        matching = (
            effect for pattern, effect in patterns if pattern.matches(operation)
        )
        return next(matching, effect_of_method(operation.method))

    return {operation.key: effect(operation) for operation in operations}


def effect_of_method(method: str) -> Effect:
    """Return the effect of an HTTP method: what HTTP promises about it."""
    if method in _SAFE:
        return "read"
    return "delete" if method == "DELETE" else "change"
