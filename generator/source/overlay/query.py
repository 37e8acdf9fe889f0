"""JSONPath queries as an interface, without the library that implements them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from generator.core.json import Json
from generator.source.tree_editor import NormalizedPath

# Enough for 50 queries that visit all values of Stripe's document.
MAX_STEPS = 10_000_000
# Characters that regular expressions read, and 20 times the states that they compute.
MAX_REGEX_STEPS = 50_000_000


class QueryError(Exception):
    """A query is not JSONPath, or exceeds a limit."""


@dataclass(slots=True)
class QueryBudget:
    """The work that all queries of all overlays of a document may still take together.

    It is counted and not timed, so that the same overlays have the same result on every machine.

    Attributes:
        steps: visited and compared values.
        regex_steps: characters read by regular expressions, and states computed for them.
    """

    steps: int = MAX_STEPS
    regex_steps: int = MAX_REGEX_STEPS

    def take_steps(self, count: int = 1) -> None:
        """Count visited or compared values.

        Raises:
            QueryError: there are too many.
        """
        self.steps -= count
        if self.steps < 0:
            raise QueryError(
                f"the overlays take more than {MAX_STEPS:,} steps in total"
            )

    def take_regex_steps(self, count: int) -> None:
        """Count work of regular expressions.

        Raises:
            QueryError: it is too much.
        """
        self.regex_steps -= count
        if self.regex_steps < 0:
            raise QueryError(
                "the regular expressions of the overlays take more than "
                f"{MAX_REGEX_STEPS:,} steps in total"
            )


class Query(Protocol):
    """A JSONPath query (RFC 9535)."""

    @property
    def text(self) -> str: ...

    def select(self, tree: Json, budget: QueryBudget) -> tuple[NormalizedPath, ...]:
        """The paths of the selected nodes of `tree`, in the order of the result, without repeats.

        Raises:
            QueryError: the query takes more work than `budget` has left.
        """
        ...
