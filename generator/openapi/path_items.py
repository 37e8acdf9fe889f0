"""The operations of a Path Item Object: those under its own methods, and any others it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.core.json import Json
from generator.core.pointer import Pointer

# OpenAPI 3.2.0, section 4.9.1.
METHODS = (
    *("get", "put", "post", "delete", "options", "head", "patch", "trace"),
    "query",
)
ADDITIONAL = "additionalOperations"


def operations_in(
    item: Mapping[str, Json], at: Pointer
) -> Iterator[tuple[str, Mapping[str, Json], Pointer]]:
    """Method, value and place of each operation of the path item at `at`.

    The methods of `additionalOperations` are spelt as there.
    """
    for method in METHODS:
        if isinstance(item.get(method), Mapping):
            yield method, item[method], at / method
    others = item.get(ADDITIONAL)
    if isinstance(others, Mapping):
        for method, value in others.items():
            if isinstance(value, Mapping):
                yield method, value, at / ADDITIONAL / method
