"""Values that have no place in what is sent, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Final

from .unset import UNSET

_ASKED: Final = {"datetime": "time", "date": "date"}


class EncodingError(TypeError):
    """A value that has no place in JSON; says where it stands, as in `phases[0].start_date`."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.path: list[str | int] = []

    def under(self, key: str | int) -> EncodingError:
        """The same error, seen from the container that holds the value as `key`."""
        self.path.insert(0, key)
        return self

    def __str__(self) -> str:
        steps = (
            f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path
        )
        place = "".join(steps).removeprefix(".")
        return f"{place}: {self.problem}" if place else self.problem


def undeclared(kind: type[Any]) -> Callable[[Any], Any]:
    """Refuses a value that can be written in several ways, of which the document names none."""
    problem = "bytes, where the document asks for none; pass a str"
    if issubclass(kind, date):
        name = "datetime" if issubclass(kind, datetime) else "date"
        problem = f"a {name}, where the document asks for no {_ASKED[name]}; pass an int or a str"

    def refuse(_: object) -> Any:
        raise EncodingError(problem)

    return refuse


def refuse(value: object) -> Any:
    """Says of a value that JSON has no place for it.

    Raises:
        EncodingError: always.
    """
    if value is UNSET:
        raise EncodingError("UNSET stands where there must be a value")
    kind = type(value)
    name = kind.__qualname__ if kind.__module__ == "builtins" else _full_name(kind)
    raise EncodingError(f"a value of type {name} cannot be sent as JSON")


def _full_name(kind: type[Any]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"
