"""Validation of values by the library, within a budget.

Schemas that refer to each other can require more work than any machine can do, and so can a regular
expression of eight characters.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sized
from typing import Any, TypeAlias, cast

import attrs
import regex
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from generator.core.json import Json
from generator.openapi.validation.patterns import exceeds_limits

# For one value, and for all values of a document. A default of a page takes a few hundred steps.
MOST_STEPS = 20_000
MOST_STEPS_IN_TOTAL = 200_000
# For all patterns of a document together; an ordinary one takes microseconds.
MOST_SECONDS = 2.0

_Keyword: TypeAlias = Callable[..., Iterator[ValidationError] | None]
# Keywords that match the names of an object against the patterns in `patternProperties`.
_PATTERN_PROPERTIES = (
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
)


class BudgetExceeded(Exception):
    """Validating the value takes too long; the message says why."""


class Budget:
    """The steps left in total and for the current value, and the seconds left for patterns."""

    def __init__(self, steps: int = MOST_STEPS_IN_TOTAL) -> None:
        self._steps_in_total = self._steps = steps
        self._seconds = MOST_SECONDS

    def start_value(self) -> None:
        """Grant the next value steps of its own; steps in total and seconds are not renewed."""
        self._steps = MOST_STEPS

    def spend(self, steps: int = 1) -> None:
        """Account for work.

        Raises:
            BudgetExceeded: no steps are left.
        """
        self._steps -= steps
        self._steps_in_total -= steps
        if min(self._steps, self._steps_in_total) < 0:
            raise BudgetExceeded("its schema refers to too many other schemas")

    def search(self, pattern: str, string: str) -> bool:
        """Whether `pattern` matches somewhere in `string`.

        Raises:
            BudgetExceeded: no time is left, or the pattern is not supported.
        """
        if exceeds_limits(pattern):
            raise BudgetExceeded("its pattern is too long or nested too deeply")
        start = time.monotonic()
        try:
            match = regex.search(pattern, string, timeout=max(self._seconds, 0.001))
        except TimeoutError:
            raise BudgetExceeded("its pattern takes too long to match") from None
        except regex.error:
            # `re` accepts a few patterns that `regex` does not.
            raise BudgetExceeded("its pattern is not supported") from None
        finally:
            self._seconds -= time.monotonic() - start
        return match is not None


def bounded(library: type[Validator], budget: Budget) -> type[Validator]:
    """The validator class `library`, except that it raises `BudgetExceeded` beyond `budget`."""
    # The library's protocol for validators does not declare these.
    keywords = cast(Mapping[str, _Keyword], cast(Any, library).VALIDATORS)
    extend_class = cast(Callable[..., type[Validator]], extend)
    bounded_keywords = {
        name: _bounded_keyword(keyword, budget) for name, keyword in keywords.items()
    }
    bounded_keywords["pattern"] = _bounded_pattern(budget)
    for name in _PATTERN_PROPERTIES:
        if name in bounded_keywords:
            bounded_keywords[name] = _match_names_first(bounded_keywords[name], budget)
    validator = extend_class(library, bounded_keywords)
    # The library's own method replaces the class at a schema with `$schema`, and so the budget.
    cast(Any, validator).evolve = attrs.evolve
    return validator


def _bounded_keyword(keyword: _Keyword, budget: Budget) -> _Keyword:
    def validate(
        validator: Validator, value: Json, instance: Json, schema: Json
    ) -> Iterator[ValidationError] | None:
        size = len(value) if isinstance(value, Sized) else 1
        if value is True and isinstance(instance, list):
            # `uniqueItems` compares every item with every other.
            size += len(instance) ** 2
        budget.spend(1 + size // 10)
        return keyword(validator, value, instance, schema)

    return validate


def _bounded_pattern(budget: Budget) -> _Keyword:
    def validate(
        _: Validator, pattern: Json, instance: Json, __: Json
    ) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not budget.search(pattern, instance):
            yield ValidationError(f"{instance!r} does not match {pattern!r}")

    return validate


def _match_names_first(keyword: _Keyword, budget: Budget) -> _Keyword:
    """Match names against patterns here, since the library does it without a time limit.

    The library then gets a schema whose patterns are the exact names that matched.
    """

    def validate(
        validator: Validator, value: Json, instance: Json, schema: Json
    ) -> Iterator[ValidationError] | None:
        patterns = schema.get("patternProperties")
        if isinstance(instance, dict) and patterns:
            schemas_by_name: dict[str, list[Json]] = {}
            for pattern, subschema in patterns.items():
                for name in instance:
                    budget.spend()
                    if budget.search(pattern, name):
                        exact = rf"^{re.escape(name)}\Z"
                        schemas_by_name.setdefault(exact, []).append(subschema)
            exact_patterns = {
                name: {"allOf": subschemas}
                for name, subschemas in schemas_by_name.items()
            }
            schema = {**schema, "patternProperties": exact_patterns}
            value = exact_patterns if value is patterns else value
        return keyword(validator, value, instance, schema)

    return validate
