"""Assign operations to resources: `/v1/customers/{customer}/sources` → `customers`.

The resource of an operation with tags is its first tag. Otherwise it is the shortest prefix of
fixed segments that is a path by itself or with one parameter appended, or else all leading fixed
segments: `/v1/issuing/cards/{card}` belongs to `issuing`, `cards` if there is no `/v1/issuing`.
A leading `api` and the lowest version in the document are omitted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from generator.ir.api import Operation

_VERSION = re.compile(r"v\d+([._]\d+)*", re.IGNORECASE)
_ROOT = ("root",)


def assign_resources(operations: Sequence[Operation]) -> dict[str, tuple[str, ...]]:
    """Return the resource of each operation, by key, as the segments of its name."""
    segments = {operation.key: split_path(operation.path) for operation in operations}
    collections = _collections(list(segments.values()))
    lowest = lowest_version(operations)
    return {
        operation.key: (
            (operation.tags[0],)
            if operation.tags
            else _resource(segments[operation.key], collections, lowest)
        )
        for operation in operations
    }


def _resource(
    segments: tuple[str, ...], collections: set[tuple[str, ...]], lowest: str | None
) -> tuple[str, ...]:
    fixed = _fixed(segments)
    for length in range(len(_head(segments)) + 1, len(fixed) + 1):
        if fixed[:length] in collections:
            fixed = fixed[:length]
            break
    return fixed[count_omitted_segments(segments, lowest) :] or _ROOT


def _collections(paths: list[tuple[str, ...]]) -> set[tuple[str, ...]]:
    """The fixed prefixes that are a path by themselves or with one parameter appended."""
    return {
        fixed
        for segments in paths
        for fixed in [_fixed(segments)]
        if len(segments) - len(fixed) <= 1
        and (len(segments) == len(fixed) or is_parameter(segments[-1]))
    }


def split_path(path: str) -> tuple[str, ...]:
    """Split a path at its slashes."""
    return tuple(segment for segment in path.split("/") if segment)


def _fixed(segments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(takewhile(lambda segment: not is_parameter(segment), segments))


def is_parameter(segment: str) -> bool:
    """Whether a segment of a path contains a path parameter."""
    return "{" in segment


def count_omitted_segments(segments: tuple[str, ...], lowest: str | None) -> int:
    """Return how many leading segments of a path to omit; `lowest` is the lowest version."""
    version = _leading_version(segments)
    return len(_head(segments)) - (version is not None and version != lowest)


def _head(segments: tuple[str, ...]) -> tuple[str, ...]:
    """The leading `api`, version, or both of a path."""
    is_api = segments[:1] and segments[0].lower() == "api" and _fixed(segments[1:])
    first = 1 if is_api else 0
    has_version = any(map(_VERSION.fullmatch, segments[first : first + 1]))
    return segments[: first + has_version]


def _leading_version(segments: tuple[str, ...]) -> str | None:
    """The version at the start of a path, such as `v1`, or None."""
    last = "".join(_head(segments)[-1:]).lower()
    return last if _VERSION.fullmatch(last) else None


def lowest_version(operations: Sequence[Operation]) -> str | None:
    """Return the lowest version at the start of a path, which names omit, or None."""
    versions = filter(
        None, (_leading_version(split_path(operation.path)) for operation in operations)
    )
    return min(versions, key=_numbers, default=None)


def _numbers(version: str) -> tuple[tuple[int, str], ...]:
    """A sort key for natural order, in which `v1.9` comes before `v1.10`."""
    numbers = (number.lstrip("0") for number in re.findall(r"\d+", version))
    return tuple((len(number), number) for number in numbers)
