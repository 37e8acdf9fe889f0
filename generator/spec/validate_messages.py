"""What a validator's error says to a person: one cause, in few words, at the place to look at."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from jsonschema.exceptions import ValidationError
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
    ExtraParametersError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)

from generator.diagnostics import Diagnostic, Severity
from generator.json_value import Json
from generator.pointer import Pointer
from generator.spec.validate_rules import (
    DefaultError,
    LocatedError,
    UncheckedDefaultError,
)

_RULE_CODES: Mapping[type[ValidationError], str] = {
    DuplicateOperationIDError: "duplicate-operation-id",
    ParameterDuplicateError: "duplicate-parameter",
    UnresolvableParameterError: "path-parameter",
}
_RULE_HINTS: Mapping[type[ValidationError], str] = {
    UnresolvableParameterError: "the names in braces in the path and the parameters with "
    "`in: path` must be the same",
}
_LONGEST_VALUE = 60
_LONGEST_MESSAGE = 240
_KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "a string",
}


def diagnostics_of(error: ValidationError, at: Pointer) -> Iterator[Diagnostic]:
    """What `error`, found at `at`, comes down to; one diagnostic for each unknown field."""
    cause = _cause(error)
    for token in list(cause.absolute_path)[len(error.absolute_path) :]:
        at = at / token
    if cause.validator in ("additionalProperties", "unevaluatedProperties"):
        fields = _unknown_fields(cause)
        if fields:
            for name in fields:
                yield _unknown_field(name, cause, at)
            return
    yield Diagnostic("invalid-document", _message(cause), at, _hint(cause))


def rule_diagnostics(
    error: LocatedError, at: Pointer, version: str
) -> Iterator[Diagnostic]:
    """What `error`, which a rule found at `at`, says."""
    if error.rule is DefaultError:
        # JSON Schema 2020-12, which OpenAPI 3.1 refers to, only recommends that it fits (9.2).
        severity: Severity = "error" if version.startswith("3.0.") else "warning"
        message = f"the default does not fit its schema: {_message(_cause(error))}"
        yield Diagnostic("unfit-default", message, at, severity=severity)
    elif error.rule is UncheckedDefaultError:
        message = f"the default is not checked: {error.message}"
        yield Diagnostic(
            "unchecked-default",
            message,
            at,
            "if it fits, all is well; a simpler schema or pattern can be checked",
            "warning",
        )
    elif error.rule is ExtraParametersError:
        # No version of OpenAPI forbids this, but often a name is misspelt.
        names = _cut(error.message.partition(": ")[2])
        message = f"required properties are declared nowhere: {names}"
        yield Diagnostic("undeclared-required", message, at, severity="warning")
    elif error.rule in _RULE_CODES:
        yield Diagnostic(
            _RULE_CODES[error.rule],
            _cut(error.message),
            at,
            _RULE_HINTS.get(error.rule),
        )
    elif (error.validator, error.validator_value) == ("format", "regex"):
        # The rules ask Python's `re`, and a pattern is written in JavaScript's dialect.
        pattern = _short(error.instance)
        message = f"Python does not understand the pattern {pattern}"
        yield Diagnostic("unknown-pattern", message, at, severity="warning")
    else:
        yield from diagnostics_of(error, at)


def _cause(error: ValidationError) -> ValidationError:
    """The most telling error below an `anyOf` or `oneOf` none of whose branches fits."""
    while error.context:
        branches = [
            list(branch)
            for _, branch in groupby(
                error.context, key=lambda each: each.relative_schema_path[0]
            )
        ]
        fitting = [
            branch for branch in branches if not _is_other_kind(branch)
        ] or branches
        error = max(
            (each for branch in fitting for each in branch), key=_depth_then_strictness
        )
    return error


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


def _message(error: ValidationError) -> str:
    found, wanted = _short(error.instance), error.validator_value
    match error.validator, wanted:
        case "type", str() | list():
            return f"this must be {_kinds(wanted)}, not {found}"
        case "enum", list():
            return _cut(f"{found} is not one of {', '.join(map(_short, wanted))}")
        case "required", _:
            missing = error.message.replace(" is a required property", "")
            return f"{missing} is missing here"
        case "pattern", _:
            return _cut(f"{found} does not match {wanted}")
        case "format", _:
            return f"{found} is no {wanted}"
        case "uniqueItems", _:
            return "the list holds the same thing twice"
        case ("oneOf" | "anyOf"), _ if "under each" in error.message:
            return "this is several of the things that can stand here at once"
        case ("oneOf" | "anyOf"), _:
            return "this is none of the things that can stand here"
    message = error.message.replace(repr(error.instance), found)
    return _cut(message.partition("\n")[0])


def _kinds(types: str | list[str]) -> str:
    names = [types] if isinstance(types, str) else types
    return " or ".join(_KINDS.get(name, name) for name in names)


def _hint(error: ValidationError) -> str | None:
    wants_string = error.validator == "type" and error.validator_value == "string"
    is_number = isinstance(error.instance, bool | int | float)
    return "put it in quotes" if wants_string and is_number else None


def _unknown_fields(error: ValidationError) -> list[str]:
    """The members that the object may not have: those that the message names."""
    if not isinstance(error.instance, Mapping):
        return []
    return [name for name in error.instance if repr(name) in error.message]


def _unknown_field(name: str, error: ValidationError, at: Pointer) -> Diagnostic:
    known = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]!r}?" if close else None
    message = f"{_short(name)} is no field that can stand here"
    return Diagnostic("unknown-field", message, at / name, hint)


def _short(value: Json) -> str:
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"
