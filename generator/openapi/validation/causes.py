"""What a validator's error comes down to, where it is about alternatives none of which fits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from jsonschema.exceptions import ValidationError

from generator.core.json import Json


def causes(error: ValidationError) -> Iterator[ValidationError]:
    """All errors of the branch below an `anyOf` or `oneOf` that comes nearest; or the error."""
    if not error.context:
        yield error
        return
    branches = [
        list(branch)
        for _, branch in groupby(
            error.context, key=lambda each: each.relative_schema_path[0]
        )
    ]
    fitting = [branch for branch in branches if not _is_other_kind(branch)] or branches
    # Of what could be meant, the one that is right for longest.
    nearest = max(fitting, key=lambda branch: max(map(_depth_then_strictness, branch)))
    for each in nearest:
        yield from causes(each)


def _is_other_kind(branch: Iterable[ValidationError]) -> bool:
    """Whether a branch describes something else than was meant, and its errors mislead.

    So it is for a Reference Object where there is no `$ref`, for another type, and for another
    value in a field that has only one, such as `in`.
    """
    return any(
        (each.validator == "required" and each.validator_value == ["$ref"])
        or (each.validator == "type" and not each.relative_path)
        or (_wants_one_value(each) and len(each.relative_path) == 1)
        for each in branch
    )


def _wants_one_value(error: ValidationError) -> bool:
    wanted: Json = error.validator_value
    return error.validator == "const" or (
        error.validator == "enum" and len(wanted) == 1
    )


def _depth_then_strictness(error: ValidationError) -> tuple[int, bool]:
    return len(error.relative_path), error.validator not in ("oneOf", "anyOf", "not")
