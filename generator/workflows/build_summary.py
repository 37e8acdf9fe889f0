"""The summary of a build, and its form in the cache.

A file of the cache is input like any other: whatever was done to it, it is a summary or nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from typing import TypeVar

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json, require_string
from generator.core.omission import Omission
from generator.core.pointer import Pointer
from generator.frontend.coverage import Coverage, Tally
from generator.naming.apply_name_lock import KeptName
from generator.slicing.slice import SchemaCount

# No document has as many parts or lines.
_MAX_NUMBER = 10**9
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """What a build reports besides the files that it wrote.

    Attributes:
        coverage: how much of the document is in the client.
        diagnostics: warnings.
        kept_names: names that the lock preserved.
        schema_count: the size of a slice; None for a whole API.
        omissions: parts of the document that a lenient build left out.
    """

    coverage: Coverage
    diagnostics: tuple[Diagnostic, ...] = ()
    kept_names: tuple[KeptName, ...] = ()
    schema_count: SchemaCount | None = None
    omissions: tuple[Omission, ...] = ()


def summary_to_json(summary: BuildSummary) -> dict[str, Json]:
    """Convert a summary to JSON, for the cache."""
    coverage, count = summary.coverage, summary.schema_count
    return {
        "operations": astuple(coverage.operations),
        "schemas": astuple(coverage.schemas),
        "webhooks": astuple(coverage.webhooks),
        "diagnostics": [diagnostic.to_json() for diagnostic in summary.diagnostics],
        "kept_names": [astuple(kept) for kept in summary.kept_names],
        "schema_count": None if count is None else astuple(count),
        "omissions": [omission.to_json() for omission in summary.omissions],
    }


def summary_from_json(value: Json) -> BuildSummary | None:
    """Convert the JSON of `summary_to_json` back; None if it is anything else."""
    try:
        return _summary(value)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _summary(value: Json) -> BuildSummary:
    count = value["schema_count"]
    return BuildSummary(
        coverage=Coverage(
            _tally(value["operations"]),
            _tally(value["schemas"]),
            _tally(value["webhooks"]),
        ),
        diagnostics=_list(value["diagnostics"], _diagnostic),
        kept_names=_list(value["kept_names"], _kept_name),
        schema_count=None if count is None else SchemaCount(*_numbers(count, 2)),
        omissions=_list(value["omissions"], _omission),
    )


def _tally(value: Json) -> Tally:
    return Tally(*_numbers(value, 4))


def _diagnostic(value: Json) -> Diagnostic:
    severity = value["severity"]
    if severity not in ("error", "warning"):
        raise ValueError(severity)
    at, code = value["at"], _string(value["code"])
    return Diagnostic(
        code=code,
        message=_string(value["message"]),
        at=None if at is None else Pointer(_list(at, _string)),
        hint=_optional(value["hint"], _string),
        severity=severity,
        line=_optional(value["line"], _number),
        column=_optional(value["column"], _number),
        file=_optional(value["file"], _string),
    )


def _kept_name(value: Json) -> KeptName:
    name, derived = _list(value, _string)
    return KeptName(name, derived)


def _omission(value: Json) -> Omission:
    at, kind, effect, code = (
        _string(value[name]) for name in ("at", "kind", "what", "code")
    )
    return Omission(Pointer.parse(at), kind, effect, code)


def _list(value: Json, convert: Callable[[Json], _T]) -> tuple[_T, ...]:
    if not isinstance(value, list):
        raise TypeError(f"expected a list, not {type(value).__name__}")
    return tuple(map(convert, value))


def _optional(value: Json, convert: Callable[[Json], _T]) -> _T | None:
    return None if value is None else convert(value)


def _numbers(value: Json, count: int) -> Sequence[int]:
    numbers = _list(value, _number)
    if len(numbers) != count:
        raise ValueError(f"expected {count} numbers, not {len(numbers)}")
    return numbers


def _number(value: Json) -> int:
    if type(value) is not int or not 0 <= value <= _MAX_NUMBER:
        raise TypeError("expected a natural number")
    return value


def _string(value: Json) -> str:
    string = require_string(value)
    # A half surrogate could not be printed.
    string.encode()
    return string
