"""JSON that came from elsewhere, read as what the document says that it is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Any, Final

from .annotations import Array, Constant, Map, Tagged, Tuple, alternatives, evaluate
from .decoding import decoder_of
from .formats import Format
from .shapes import is_model

_OBJECT = "an object"
_NAMES: Final[Mapping[type, str]] = {
    dict: _OBJECT,
    list: "an array",
    str: "a string",
    int: "a number",
    float: "a number",
    bool: "a boolean",
    NoneType: "null",
}


class UnreadableError(ValueError):
    """It cannot be read. The message is what one says of it: `is not JSON: …`."""


def read_json(content: bytes | str, annotation: str, package: str) -> Any:
    """JSON text as a value of the type that `annotation` is in a client `package`.

    Raises:
        UnreadableError: it is no JSON, or none of this type.
    """
    try:
        value = json.loads(content)
    except RecursionError:
        raise UnreadableError("is nested too deeply") from None
    except ValueError as error:
        problem = f"is not JSON: {error}" if content.strip() else "is empty"
        raise UnreadableError(problem) from None
    return read_value(value, annotation, package)


def read_value(value: Any, annotation: str, package: str) -> Any:
    """A JSON value as one of the type that `annotation` is; inside of it nothing is refused.

    Raises:
        UnreadableError: it is another kind of value, or nested too deeply.
    """
    expected = _kinds_of(annotation, package)
    if expected and _kind(value) not in expected:
        problem = f"is {_kind(value)}, and should be {' or '.join(expected)}"
        raise UnreadableError(problem)
    decode = decoder_of(annotation, package)
    try:
        return value if decode is None else decode(value)
    except RecursionError:
        raise UnreadableError("is nested too deeply") from None


def _kind(value: object) -> str | None:
    return _OBJECT if isinstance(value, Mapping) else _NAMES.get(type(value))


def _kinds(annotation: str, package: str) -> tuple[str, ...]:
    """The kinds of JSON value that one of this type can be; none where that is not known."""
    found: dict[str, None] = {}
    for member in alternatives(evaluate(annotation, package, {}), package):
        kinds = tuple(_kinds_of_member(member, package))
        if not kinds:
            return ()
        found.update(dict.fromkeys(kinds))
    return tuple(found)


_kinds_of: Final[Callable[[str, str], tuple[str, ...]]] = cache(_kinds)


def _kinds_of_member(member: Any, package: str) -> Iterator[str]:
    match member:
        case Map():
            yield _OBJECT
        case Tagged():
            for each in alternatives(member.members, package):
                yield from _kinds_of_member(each, package)
        case Array() | Tuple():
            yield _NAMES[list]
        case Constant():
            yield from (_NAMES[type(each)] for each in member.values)
        case Format():
            yield from (_NAMES[str], _NAMES[int])
        case _ if is_model(member):
            yield _OBJECT
        case _ if member in _NAMES:
            yield _NAMES[member]
        case _:
            pass
