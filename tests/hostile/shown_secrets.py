"""Find secrets in what error trackers and consoles show of an exception: all that leads to it.

Sentry, rich and cgitb print the `repr` of every local variable of every function in a traceback, of
the exceptions that led to it, too. Sentry also prints what is in containers, shortened.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Set
from traceback import walk_tb
from types import FrameType
from typing import Any
from urllib.parse import quote, quote_plus

MOST_LEVELS = 6
SHORTENED = 40
# What a server sent, which is not printed.
PAGES = ("first", "next_page", "page")
RAW = ("Headers", "Response", "ResponseContent")


def forms_of(secret: str) -> set[str]:
    """A secret as it may appear in a text: as it is, and in the encodings in which it is sent."""
    encoded = secret.encode()
    encodings = {
        b64encode(prefix + encoded).decode().rstrip("=")[len(prefix) * 2 : -2]
        for prefix in (b"", b":", b"::")
    }
    return {
        secret,
        quote(secret),
        quote(secret, safe=""),
        quote_plus(secret),
        json.dumps(secret)[1:-1],
        repr(secret)[1:-1],
        # Also inside of a longer string that is encoded as a whole.
        *encodings,
    }


def shown_secrets(error: BaseException, secrets: Iterable[str]) -> list[str]:
    """Where an exception and its tracebacks show one of `secrets`, in any form of it."""
    # The beginning is enough to tell, also where the rest is cut off.
    forms = {form[:12] for secret in secrets for form in forms_of(secret)}
    return [
        f"{location}: {text[:300]}"
        for location, text in _texts(error)
        if any(form in text for form in forms)
    ]


def frames_of(error: BaseException) -> Iterator[FrameType]:
    """All functions in the tracebacks of an exception and of those that led to it."""
    for exception in _exceptions(error):
        for frame, _ in walk_tb(exception.__traceback__):
            yield frame


def _texts(error: BaseException) -> Iterator[tuple[str, str]]:
    for exception in _exceptions(error):
        name = type(exception).__name__
        yield f"str of {name}", str(exception)
        yield f"repr of {name}", repr(exception)
        for text in _shown(exception.args):
            yield f"args of {name}", text
    for frame in frames_of(error):
        # Programs keep their own variables, and so do the tests.
        if "/tests/" in frame.f_code.co_filename:
            continue
        for name, value in frame.f_locals.items():
            if name in PAGES:
                continue
            location = f"{frame.f_code.co_filename}, {frame.f_code.co_name}, {name}"
            for text in _shown(value):
                yield location, text
            for attribute, member in _attributes(value):
                for text in _shown(member):
                    yield f"{location}.{attribute}", text


def _exceptions(error: BaseException) -> Iterator[BaseException]:
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        current = waiting.pop()
        if current is None or id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        waiting += [current.__cause__, current.__context__]
        waiting += getattr(current, "exceptions", ())


def _shown(value: Any, levels: int = MOST_LEVELS) -> Iterator[str]:
    """What is printed of a value: its `repr`, that of its beginning, and of what it contains."""
    yield repr(value)
    if isinstance(value, (str, bytes)):
        yield repr(value[:SHORTENED])
    elif levels and isinstance(value, Mapping):
        for key, item in list(value.items()):
            yield from _shown(key, levels - 1)
            yield from _shown(item, levels - 1)
    elif levels and isinstance(value, (list, tuple, Set)):
        for item in list(value):
            yield from _shown(item, levels - 1)


def _attributes(value: Any) -> Iterator[tuple[str, Any]]:
    """The attributes of an instance of a client's class, apart from a response's own content."""
    owner = type(value)
    if "_runtime" not in owner.__module__ or owner.__name__ in RAW:
        return
    names = {
        name for base in owner.__mro__ for name in getattr(base, "__slots__", ())
    } | getattr(value, "__dict__", {}).keys()
    for name in sorted(names):
        if hasattr(value, name):
            yield name, getattr(value, name)
