"""Diagnostics for the errors of a JSON Schema validator: the likely causes, in few words."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from jsonschema.exceptions import ValidationError

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.validation.patterns import (
    MAX_LENGTH,
    MAX_NESTING,
    exceeds_limits,
)
from generator.openapi.validation.severity import affects_client, is_known_harmless

# How similar an unknown field must be to a known one to be a misspelling of it, from 0 to 1.
_SIMILAR = 0.8
_LONGEST_VALUE = 60
_PYTHON_STRING = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\"""", re.DOTALL)
_LONGEST_MESSAGE = 240
_TYPES = {
    "array": "an array",
    "boolean": "a boolean",
    "integer": "an integer",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def explain(error: ValidationError, at: Pointer) -> Iterator[Diagnostic]:
    """One diagnostic for each cause of `error`, which was found in the value at `at`."""
    for cause in _causes(error):
        path = map(str, cause.absolute_path)
        yield from _diagnostics(cause, Pointer((*at.tokens, *path)))


def main_cause(error: ValidationError) -> str:
    """The message for the first cause of `error`."""
    return _message(next(_causes(error)))


def quoted(value: Json) -> str:
    """A JSON value for a message: as JSON if it is short and scalar."""
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "an array"
    literal = json.dumps(value, ensure_ascii=False, default=str)
    if len(literal) <= _LONGEST_VALUE:
        return literal
    return f"{literal[:_LONGEST_VALUE]}…"


def shortened(message: str) -> str:
    """`message`, cut to what a person reads."""
    if len(message) <= _LONGEST_MESSAGE:
        return message
    return f"{message[:_LONGEST_MESSAGE]}…"


def _causes(error: ValidationError) -> Iterator[ValidationError]:
    """The error itself; of an `anyOf` or `oneOf`, all errors of the closest alternative."""
    if not error.context:
        yield error
        return
    alternatives = [
        list(errors)
        for _, errors in groupby(
            error.context, key=lambda cause: cause.relative_schema_path[0]
        )
    ]
    plausible = [errors for errors in alternatives if not _is_unrelated(errors)]
    # The one that matches furthest into the value.
    closest = max(
        plausible or alternatives, key=lambda errors: max(map(_depth, errors))
    )
    for cause in closest:
        yield from _causes(cause)


def _is_unrelated(errors: Sequence[ValidationError]) -> bool:
    """Whether an alternative describes something else than the author intended.

    For example a Reference Object where there is no `$ref`, a value of another type, or another
    value of a field that distinguishes alternatives, like the `in` of a parameter.
    """
    return any(
        (error.validator == "required" and error.validator_value == ["$ref"])
        or (error.validator == "type" and not error.relative_path)
        or (_allows_one_value(error) and len(error.relative_path) == 1)
        for error in errors
    )


def _allows_one_value(error: ValidationError) -> bool:
    allowed: Json = error.validator_value
    return error.validator == "const" or (
        error.validator == "enum" and len(allowed) == 1
    )


def _depth(error: ValidationError) -> tuple[int, bool]:
    return len(error.relative_path), error.validator not in ("oneOf", "anyOf", "not")


def _diagnostics(cause: ValidationError, at: Pointer) -> Iterator[Diagnostic]:
    unknown_fields = _unknown_fields(cause)
    if unknown_fields:
        for name in unknown_fields:
            yield _unknown_field(name, cause, at)
    elif (cause.validator, cause.validator_value) == ("format", "regex"):
        yield _pattern_diagnostic(str(cause.instance), at)
    elif is_known_harmless(cause, at):
        yield Diagnostic("invalid-detail", _message(cause), at, severity="warning")
    else:
        yield Diagnostic("invalid-document", _message(cause), at, _hint(cause))


def _pattern_diagnostic(pattern: str, at: Pointer) -> Diagnostic:
    if exceeds_limits(pattern):
        message = f"the pattern {quoted(pattern)} was not checked: "
        message += (
            f"it has more than {MAX_LENGTH:,} characters"
            if len(pattern) > MAX_LENGTH
            else f"its groups are nested more than {MAX_NESTING} levels deep"
        )
        return Diagnostic("unchecked-pattern", message, at, severity="warning")
    message = f"the pattern {quoted(pattern)} is not a valid regular expression"
    return Diagnostic("unknown-pattern", message, at, severity="warning")


def _message(error: ValidationError) -> str:
    value, keyword = quoted(error.instance), error.validator_value
    match error.validator, keyword:
        case "type", str() | list():
            return f"expected {_type_names(keyword)}, got {value}"
        case "enum", list():
            return shortened(f"{value} is not one of {', '.join(map(quoted, keyword))}")
        case "required", _:
            name = error.message.replace(" is a required property", "")
            return f"required field {name} is missing"
        case "pattern", _:
            return shortened(f"{value} does not match {keyword}")
        case "format", _:
            return f"{value} is not a valid {keyword}"
        case "uniqueItems", _:
            return "the array has duplicate items"
        case (("oneOf" | "anyOf"), _) if "under each" in error.message:
            return "this matches more than one of the allowed alternatives"
        case (("oneOf" | "anyOf"), _):
            return "this matches none of the allowed alternatives"
    message = error.message.replace(repr(error.instance), value)
    return shortened(message.partition("\n")[0])


def _type_names(types: str | list[str]) -> str:
    names = [types] if isinstance(types, str) else types
    return " or ".join(_TYPES.get(name, name) for name in names)


def _hint(error: ValidationError) -> str | None:
    expects_string = error.validator == "type" and error.validator_value == "string"
    is_number = isinstance(error.instance, bool | int | float)
    return "put it in quotes" if expects_string and is_number else None


def _unknown_fields(error: ValidationError) -> list[str]:
    """The fields of an object that the error is about, if its schema does not allow them."""
    if error.validator not in ("additionalProperties", "unevaluatedProperties"):
        return []
    if not isinstance(error.instance, Mapping):
        return []
    # The error has no list of them, but quotes each in its message.
    quoted_names = frozenset(_PYTHON_STRING.findall(error.message))
    return [name for name in error.instance if repr(name) in quoted_names]


def _unknown_field(name: str, error: ValidationError, parent: Pointer) -> Diagnostic:
    at = parent / name
    message = f"unknown field {quoted(name)}"
    if parent.tokens == ("paths",):
        return Diagnostic("invalid-document", message, at, "paths start with /")
    if parent.tokens[-1:] == ("responses",):
        keys = "use a status code such as '200', a range such as 4XX, or default"
        return Diagnostic("invalid-document", message, at, keys)
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    similar = difflib.get_close_matches(name, known, n=1, cutoff=_SIMILAR)
    hint = f"did you mean {similar[0]!r}?" if similar else None
    if similar and affects_client(similar[0]):
        return Diagnostic("misspelt-field", message, at, hint)
    return Diagnostic("unknown-field", message, at, hint, severity="warning")
