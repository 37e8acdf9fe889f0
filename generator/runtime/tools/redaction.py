# SPDX-License-Identifier: MIT
"""Keep the credentials of a client out of results, even if the server sends them back."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import repeat
from typing import Any, Final, TypeVar, cast
from urllib.parse import quote

from ..models.json_values import is_array, is_object

REDACTED: Final = "[secret]"
# Shorter strings are no secrets: replacing them would destroy results.
_SHORTEST: Final = 6
_DEEPEST: Final = 4
_T = TypeVar("_T")


def secrets_of(client: Any) -> tuple[str, ...]:
    """Return the secrets that a client holds now, the longest first.

    These are what its credentials add to requests, and the private strings of credentials that
    fetch tokens. The client is known by its shape only: it may be of any generated package.
    """
    config = getattr(client, "_config", None)
    found = {
        secret
        for text in _secrets(getattr(config, "credentials", None), 0)
        for secret in _spellings(text)
        if len(secret) >= _SHORTEST
    }
    return tuple(sorted(found, key=lambda secret: (-len(secret), secret)))


def redact(data: _T, secrets: Iterable[str]) -> _T:
    """Return JSON data, or a dataclass of JSON data, without secrets."""
    found = tuple(secrets)
    return cast(_T, _redacted(data, found)) if found else data


def _redacted(data: Any, secrets: tuple[str, ...]) -> Any:
    if isinstance(data, str):
        for secret in secrets:
            data = data.replace(secret, REDACTED)
        return data
    if is_object(data):
        return {
            _redacted(name, secrets): _redacted(value, secrets)
            for name, value in data.items()
        }
    if is_array(data):
        return [_redacted(item, secrets) for item in data]
    if isinstance(data, tuple):
        return tuple(map(_redacted, cast(Any, data), repeat(secrets)))
    if is_dataclass(data) and not isinstance(data, type):
        changed = {
            field.name: _redacted(getattr(data, field.name), secrets)
            for field in fields(data)
        }
        return type(data)(**changed)
    return data


def _secrets(holder: Any, depth: int) -> Iterator[str]:
    """Yield the secrets of credentials, wherever in `holder` they are."""
    if holder is None or depth > _DEEPEST:
        return
    if hasattr(holder, "placements") and not isinstance(holder, type):
        yield from (placement.value for placement in holder.placements())
        # A user name is no secret.
        return
    for name, value in _attributes(holder):
        if not isinstance(value, str):
            yield from _secrets(value, depth + 1)
        elif name.startswith("_") or name == "token":
            yield value


def _attributes(holder: Any) -> Iterator[tuple[str, Any]]:
    """Yield the attributes of an object, and the values of a mapping without names."""
    if isinstance(holder, Mapping):
        for value in cast(Mapping[str, Any], holder).values():
            yield "", value
        return
    instance = cast(object, holder)
    names: list[str] = [*getattr(instance, "_fields", ())]
    names += getattr(instance, "__dict__", ())
    for cls in type(instance).__mro__:
        slots: str | Iterable[str] = getattr(cls, "__slots__", ())
        names += [slots] if isinstance(slots, str) else slots
    for name in names:
        if not name.startswith("__"):
            yield name, getattr(instance, name, None)


def _spellings(secret: str) -> Iterator[str]:
    """Yield a secret as servers may send it back: in a URL, and without its scheme."""
    yield secret
    yield quote(secret, safe="")
    scheme, space, rest = secret.partition(" ")
    if space and scheme.lower() in ("basic", "bearer"):
        yield rest
        yield quote(rest, safe="")
    if space and scheme.lower() == "basic":
        try:
            pair = b64decode(rest, validate=True).decode()
        except ValueError:
            return
        yield pair
        yield pair.partition(":")[2]
