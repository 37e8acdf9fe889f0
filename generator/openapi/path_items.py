"""Operations of a Path Item Object: those in its method fields and its `additionalOperations`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.http_methods import METHODS
from generator.core.json import Json
from generator.core.pointer import Pointer

__all__ = ["ADDITIONAL_OPERATIONS", "METHODS", "iter_operations"]

# OpenAPI 3.2.0, section 4.9.1.
ADDITIONAL_OPERATIONS = "additionalOperations"


def iter_operations(
    item: Mapping[str, Json], at: Pointer
) -> Iterator[tuple[str, Mapping[str, Json], Pointer]]:
    """Method, value and location of every operation of the path item at `at`.

    Methods of `additionalOperations` keep their spelling, the others are in lower case.
    """
    for method in METHODS:
        if isinstance(item.get(method), Mapping):
            yield method, item[method], at / method
    others = item.get(ADDITIONAL_OPERATIONS)
    if isinstance(others, Mapping):
        for method, value in others.items():
            if isinstance(value, Mapping):
                yield method, value, at / ADDITIONAL_OPERATIONS / method
