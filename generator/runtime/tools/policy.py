# SPDX-License-Identifier: MIT
"""Which operations an agent may call. What a policy does not understand is an error."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from ..models.suggestions import did_you_mean
from .catalogue import CatalogueOperation
from .operation_globs import PATH, TAG, compile_glob


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Which operations may be called.

    Attributes:
        read_only: Only operations that read.
        allow: Patterns of operations that are allowed; None for all.
        deny: Patterns of operations that are not, whatever else allows them.

    A pattern is an operationId, `tag:NAME`, a path or a path after an HTTP method, or a glob over
    one of these: `Get*`, `GET /v1/customers/**`.

    Raises:
        TypeError: an attribute has the wrong type.
        ValueError: `allow` is empty, or a pattern is.
    """

    read_only: bool = False
    allow: Iterable[str] | None = None
    deny: Iterable[str] = ()

    def __post_init__(self) -> None:
        # Not by truth: the string "false" is true.
        read_only = cast(object, self.read_only)
        if not isinstance(read_only, bool):
            raise TypeError(f"read_only must be a bool, not {read_only!r}")
        # Read once: a generator would be empty when the policy is applied.
        allow = None if self.allow is None else _patterns("allow", self.allow)
        object.__setattr__(self, "allow", allow)
        object.__setattr__(self, "deny", _patterns("deny", self.deny))
        if allow == ():
            raise ValueError("allow is empty: leave it out to allow all operations")

    def select(
        self, operations: Sequence[CatalogueOperation]
    ) -> tuple[CatalogueOperation, ...]:
        """Return the operations that may be called.

        Raises:
            ValueError: a pattern matches no operation, so that the policy cannot be what its author
                meant.
        """
        allowed = None if self.allow is None else _matched(self.allow, operations)
        denied = _matched(self.deny, operations)
        return tuple(
            operation
            for operation in operations
            if (allowed is None or id(operation) in allowed)
            and id(operation) not in denied
            and not (self.read_only and operation.effect != "read")
        )


def _patterns(name: str, patterns: Any) -> tuple[str, ...]:
    problem = f"{name} must be a list of patterns, not {patterns!r}"
    if isinstance(patterns, str | bytes | Mapping):
        raise TypeError(problem)
    try:
        found: tuple[object, ...] = tuple(patterns)
    except TypeError:
        raise TypeError(problem) from None
    strings = tuple(pattern for pattern in found if isinstance(pattern, str))
    if len(strings) < len(found):
        raise TypeError(f"{name} must be a list of patterns, not {found!r}")
    if "" in strings:
        raise ValueError(f"a pattern of {name} is empty")
    return strings


def _matched(
    patterns: Iterable[str], operations: Sequence[CatalogueOperation]
) -> set[int]:
    matched: set[int] = set()
    for pattern in patterns:
        found = {
            id(operation) for operation in operations if matches(pattern, operation)
        }
        if not found:
            keys = [operation.key for operation in operations]
            raise ValueError(
                f"no operation matches {pattern!r}{did_you_mean(pattern, keys)}"
            )
        matched |= found
    return matched


def matches(pattern: str, operation: CatalogueOperation) -> bool:
    """Return whether a pattern matches an operation.

    The key of an operation matches its streaming variant, too.
    """
    if pattern.startswith(TAG):
        tag = pattern.removeprefix(TAG)
        glob = compile_glob(tag)
        return any(name == tag or glob.fullmatch(name) for name in operation.tags)
    parsed = PATH.fullmatch(pattern)
    if parsed is None:
        glob = compile_glob(pattern)
        keys = (operation.key, operation.variant_of or operation.key)
        return any(key == pattern or glob.fullmatch(key) for key in keys)
    method, path = parsed[1], parsed[2]
    if method is not None and method.upper() != operation.method.upper():
        return False
    return operation.path == path or bool(
        compile_glob(path, "[^/]").fullmatch(operation.path)
    )
