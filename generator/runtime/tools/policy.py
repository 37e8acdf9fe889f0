# SPDX-License-Identifier: MIT
"""Which operations an agent may call. What a policy does not understand is an error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..models.suggestions import did_you_mean
from .catalogue import CatalogueOperation
from .operation_globs import PATH, TAG, compile_glob


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Which operations may be called.

    Attributes:
        read_only: Only operations that read.
        allow: Patterns of operations that are allowed; empty for all.
        deny: Patterns of operations that are not, whatever else allows them.

    A pattern is an operationId, `tag:NAME`, a path or a path after an HTTP method, or a glob over
    one of these: `Get*`, `GET /v1/customers/**`.
    """

    read_only: bool = False
    allow: Sequence[str] = field(default=())
    deny: Sequence[str] = field(default=())

    def __post_init__(self) -> None:
        for name in ("allow", "deny"):
            patterns = getattr(self, name)
            if isinstance(patterns, str) or not all(
                isinstance(pattern, str) and pattern for pattern in patterns
            ):
                raise TypeError(f"{name} must be a list of patterns")
        # A string such as "false" would be true.
        if self.read_only not in (True, False):
            raise TypeError("read_only must be a bool")

    def select(
        self, operations: Sequence[CatalogueOperation]
    ) -> tuple[CatalogueOperation, ...]:
        """Return the operations that may be called.

        Raises:
            ValueError: a pattern matches no operation, so that the policy cannot be what its author
                meant.
        """
        allowed = self._matched(self.allow, operations)
        denied = self._matched(self.deny, operations)
        return tuple(
            operation
            for operation in operations
            if (not self.allow or operation.key in allowed)
            and operation.key not in denied
            and not (self.read_only and operation.effect != "read")
        )

    def _matched(
        self, patterns: Iterable[str], operations: Sequence[CatalogueOperation]
    ) -> set[str]:
        matched: set[str] = set()
        for pattern in patterns:
            found = {
                operation.key for operation in operations if matches(pattern, operation)
            }
            if not found:
                keys = [operation.key for operation in operations]
                raise ValueError(
                    f"no operation matches {pattern!r}{did_you_mean(pattern, keys)}"
                )
            matched |= found
        return matched


def matches(pattern: str, operation: CatalogueOperation) -> bool:
    """Return whether a pattern matches an operation."""
    if pattern.startswith(TAG):
        tag = pattern.removeprefix(TAG)
        glob = compile_glob(tag)
        return any(name == tag or glob.fullmatch(name) for name in operation.tags)
    parsed = PATH.fullmatch(pattern)
    if parsed is None:
        return operation.key == pattern or bool(
            compile_glob(pattern).fullmatch(operation.key)
        )
    method, path = parsed[1], parsed[2]
    if method is not None and method.upper() != operation.method.upper():
        return False
    return operation.path == path or bool(
        compile_glob(path, "[^/]").fullmatch(operation.path)
    )
