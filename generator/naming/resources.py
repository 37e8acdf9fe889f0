"""Which resource an operation belongs to: `/v1/customers/{customer}/sources` → `customers`.

A resource is the first tag, where operations have tags. Otherwise it is the shortest run of fixed
segments at the head of the path that is a path itself (or becomes one with a parameter behind it),
else all of them: `/v1/issuing/cards/{card}` is `issuing`, `cards`, since `/v1/issuing` is no path.
What a path begins with is left out where it tells nothing apart: `api`, and the lowest version.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from generator.ir.api import Operation

_VERSION = re.compile(r"v\d+([._]\d+)*", re.IGNORECASE)
_ROOT = ("root",)


def resources_of(operations: Sequence[Operation]) -> dict[str, tuple[str, ...]]:
    """The resource of each operation by its key, as the parts of its name."""
    segments = {each.key: segments_of(each.path) for each in operations}
    collections = _collections(list(segments.values()))
    lowest = lowest_version(operations)
    return {
        each.key: (
            (each.tags[0],)
            if each.tags
            else _resource(segments[each.key], collections, lowest)
        )
        for each in operations
    }


def _resource(
    segments: tuple[str, ...], collections: set[tuple[str, ...]], lowest: str | None
) -> tuple[str, ...]:
    fixed = _fixed(segments)
    for length in range(len(_head(segments)) + 1, len(fixed) + 1):
        if fixed[:length] in collections:
            fixed = fixed[:length]
            break
    return fixed[left_out(segments, lowest) :] or _ROOT


def _collections(paths: list[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The runs of fixed segments that are a path, alone or with one parameter behind them."""
    return {
        fixed
        for segments in paths
        for fixed in [_fixed(segments)]
        if len(segments) - len(fixed) <= 1
        and (len(segments) == len(fixed) or is_parameter(segments[-1]))
    }


def segments_of(path: str) -> tuple[str, ...]:
    """The parts of a path between its slashes."""
    return tuple(segment for segment in path.split("/") if segment)


def _fixed(segments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(takewhile(lambda segment: not is_parameter(segment), segments))


def is_parameter(segment: str) -> bool:
    """Whether a segment of a path is, or has in it, a path parameter."""
    return "{" in segment


def left_out(segments: tuple[str, ...], lowest: str | None) -> int:
    """How many segments at the head of a path names leave out; `lowest` is the lowest version."""
    version = _leading_version(segments)
    return len(_head(segments)) - (version is not None and version != lowest)


def _head(segments: tuple[str, ...]) -> tuple[str, ...]:
    """What a path begins with before it says what it is of: `api`, a version, or both."""
    is_api = segments[:1] and segments[0].lower() == "api" and _fixed(segments[1:])
    first = 1 if is_api else 0
    has_version = any(map(_VERSION.fullmatch, segments[first : first + 1]))
    return segments[: first + has_version]


def _leading_version(segments: tuple[str, ...]) -> str | None:
    """The version that a path begins with, such as `v1`; None if it begins with none."""
    last = "".join(_head(segments)[-1:]).lower()
    return last if _VERSION.fullmatch(last) else None


def lowest_version(operations: Sequence[Operation]) -> str | None:
    """The lowest of the versions that paths begin with: the one that names leave out."""
    versions = filter(
        None, (_leading_version(segments_of(each.path)) for each in operations)
    )
    return min(versions, key=_numbers, default=None)


def _numbers(version: str) -> tuple[tuple[int, str], ...]:
    """A sort key by which `v1.9` comes before `v1.10`: the longer number is the greater."""
    numbers = (each.lstrip("0") for each in re.findall(r"\d+", version))
    return tuple((len(each), each) for each in numbers)
