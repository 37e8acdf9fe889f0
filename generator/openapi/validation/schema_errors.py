"""All that is wrong with one Schema Object, of which the library tells a single thing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

from jsonschema.exceptions import ValidationError
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from generator.core.json import Json

# Whoever has more to mend in one schema is told of the rest the next time.
_MOST = 20


class UnfitError(OpenAPIValidationError):
    """What is wrong with a schema first, and the `others`."""

    others: Sequence[ValidationError] = ()


def all_unfit(
    schema: Json, check: Callable[[Json], OpenAPIValidationError | None]
) -> OpenAPIValidationError | None:
    """All that `check` finds in `schema`, which says one thing at a time; None if that is nothing.

    What was told is taken out of a copy, so that what else there is can be seen.
    """
    first = check(schema)
    if first is None or not first.absolute_path:
        return first
    rest = copy.deepcopy(schema)
    others: list[ValidationError] = []
    error: ValidationError | None = first
    while error is not None and error.absolute_path and len(others) < _MOST:
        if not _take_out(rest, list(error.absolute_path)):
            break
        error = check(rest)
        if error is not None:
            others.append(error)
    unfit: UnfitError = UnfitError.create_from(first)
    unfit.others = others
    return unfit


def _take_out(schema: Json, path: list[str | int]) -> bool:
    """Whether there was a member of an object at `path`, which is then gone."""
    holder = schema
    for token in path[:-1]:
        holder = holder[token]
    if not isinstance(holder, dict):
        return False
    return holder.pop(path[-1], holder) is not holder


def no_schema(value: Json) -> ValidationError:
    """The error that `value` is neither an object nor a boolean, as a schema is."""
    return ValidationError(
        f"{value!r} is no schema",
        validator="type",
        validator_value=["object", "boolean"],
        instance=value,
    )
