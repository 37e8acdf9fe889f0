"""What the exceptions of a client are laid out from."""

from __future__ import annotations

from dataclasses import dataclass

from generator.python.expressions import Expr


@dataclass(frozen=True, slots=True)
class ErrorDeclaration:
    """An exception for a kind of failure."""

    name: str
    base: str
    doc: str


@dataclass(frozen=True, slots=True)
class ErrorsModule:
    """`errors.py`: the exceptions that every client has, and those of this API."""

    path: str
    doc: str
    # The runtime's exceptions, re-exported: each module with its names, both in order.
    common: tuple[tuple[str, tuple[str, ...]], ...]
    errors: tuple[ErrorDeclaration, ...]
    # Which exception each value is, in order.
    kinds: Expr
    # Those of a shared runtime, by the full names of their modules.
    shared: tuple[tuple[str, tuple[str, ...]], ...] = ()
