"""Does a value fit its schema? Asked of the library, and not for longer than an answer is worth.

Schemas that refer to each other can ask for more work than there is time in the world, and so can
one pattern of eight characters.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Mapping, Sized
from typing import Any, TypeAlias, cast

import regex
from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from generator.core.json import Json

# Of one value, and of all values of one document; a default as long as a page takes some hundred.
MOST_STEPS = 20_000
MOST_STEPS_IN_ALL = 200_000
# Of all patterns of one document together; a sane one takes microseconds.
MOST_SECONDS = 2.0

_Keyword: TypeAlias = Callable[..., Iterator[ValidationError] | None]
# Keywords that search the names of an object for the patterns beside them.
_BESIDE_PATTERNS = (
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
)


class UncheckedError(Exception):
    """To check the value takes too long; says why."""


class Patience:
    """How much may still be done for one value, and how long patterns may still be searched for."""

    def __init__(self) -> None:
        self._steps = 0
        self._steps_in_all = MOST_STEPS_IN_ALL
        self._seconds = MOST_SECONDS

    def renew(self) -> None:
        """Another value: it has steps of its own. The time is that of the whole document."""
        self._steps = MOST_STEPS

    def step(self, cost: int = 1) -> None:
        """Do a part of the work.

        Raises:
            UncheckedError: it was the last.
        """
        self._steps -= cost
        self._steps_in_all -= cost
        if min(self._steps, self._steps_in_all) < 0:
            raise UncheckedError("its schema refers to too many others")

    def search(self, pattern: str, text: str) -> bool:
        """Whether `pattern` is found in `text`.

        Raises:
            UncheckedError: it cannot be told in time.
        """
        began = time.monotonic()
        try:
            return (
                regex.search(pattern, text, timeout=max(self._seconds, 0.001))
                is not None
            )
        except TimeoutError:
            raise UncheckedError("its pattern takes too long") from None
        except regex.error:
            # Python's own expressions and these differ where hardly anybody goes.
            raise UncheckedError("its pattern cannot be searched for") from None
        finally:
            self._seconds -= time.monotonic() - began


def patient(library: type[Validator], patience: Patience) -> type[Validator]:
    """The library's validator for schemas of one version, held to `patience`.

    Where that ends, it raises `UncheckedError`.
    """
    # The library's protocol for validators leaves their tables out.
    known = cast(Mapping[str, _Keyword], cast(Any, library).VALIDATORS)
    extended = cast(Callable[..., type[Validator]], extend)
    keywords = {name: _counted(keyword, patience) for name, keyword in known.items()}
    keywords["pattern"] = _pattern(patience)
    for name in _BESIDE_PATTERNS:
        if name in keywords:
            keywords[name] = _beside_patterns(keywords[name], patience)
    return extended(library, keywords)


def _counted(keyword: _Keyword, patience: Patience) -> _Keyword:
    def check(validator: Validator, value: Json, instance: Json, schema: Json) -> Any:
        size = len(value) if isinstance(value, Sized) else 1
        if value is True and isinstance(instance, list):
            # `uniqueItems` compares each with each.
            size += len(instance) ** 2
        patience.step(1 + size // 10)
        return keyword(validator, value, instance, schema)

    return check


def _pattern(patience: Patience) -> _Keyword:
    def check(
        _: Validator, pattern: Json, instance: Json, __: Json
    ) -> Iterator[ValidationError]:
        if isinstance(instance, str) and not patience.search(pattern, instance):
            yield ValidationError(f"{instance!r} does not match {pattern!r}")

    return check


def _beside_patterns(keyword: _Keyword, patience: Patience) -> _Keyword:
    """The keyword, in a schema whose patterns are the very names that each is found in.

    The library searches for them itself, and with exact names it is done at once.
    """

    def check(validator: Validator, value: Json, instance: Json, schema: Json) -> Any:
        patterns = schema.get("patternProperties")
        if isinstance(instance, dict) and patterns:
            found: dict[str, list[Json]] = {}
            for pattern, inner in patterns.items():
                for name in instance:
                    patience.step()
                    if patience.search(pattern, name):
                        found.setdefault(rf"^{re.escape(name)}\Z", []).append(inner)
            exact = {name: {"allOf": inner} for name, inner in found.items()}
            schema = {**schema, "patternProperties": exact}
            value = exact if value is patterns else value
        return keyword(validator, value, instance, schema)

    return check
