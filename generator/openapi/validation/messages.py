"""What a validator's error says to a person: one cause, in few words, at the place to look at."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping

from jsonschema.exceptions import ValidationError
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
    ExtraParametersError,
    ParameterDuplicateError,
    UnresolvableParameterError,
)

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.validation.causes import causes
from generator.openapi.validation.harmless import has_no_effect, is_detail
from generator.openapi.validation.meta_schemas import is_regular_expression
from generator.openapi.validation.rules import (
    DefaultError,
    LocatedError,
    StructureError,
    UncheckedDefaultError,
)

_RULE_CODES: Mapping[type[ValidationError], str] = {
    DuplicateOperationIDError: "duplicate-operation-id",
    ParameterDuplicateError: "duplicate-parameter",
}
# How near a field must come to a known one to be meant as it, from 0 to 1.
_ALIKE = 0.8
_LONGEST_VALUE = 60
_LONGEST_MESSAGE = 240
# The library has no class of its own for this, and no client depends on what is said of tags.
_DUPLICATE_TAG = "Duplicate tag name"
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
    """What `error`, found at `at`, comes down to: one diagnostic for each cause."""
    for cause in causes(error):
        path = list(cause.absolute_path)[len(error.absolute_path) :]
        yield from _cause_diagnostics(cause, Pointer((*at.tokens, *map(str, path))))


def _cause_diagnostics(cause: ValidationError, at: Pointer) -> Iterator[Diagnostic]:
    if cause.validator in ("additionalProperties", "unevaluatedProperties"):
        fields = _unknown_fields(cause)
        if fields:
            for name in fields:
                yield _unknown_field(name, cause, at)
            return
    if (cause.validator, cause.validator_value) == ("format", "regex"):
        yield from _pattern_diagnostics(cause, at)
    elif is_detail(cause, at):
        yield Diagnostic("invalid-detail", _message(cause), at, severity="warning")
    else:
        yield Diagnostic("invalid-document", _message(cause), at, _hint(cause))


def _pattern_diagnostics(error: ValidationError, at: Pointer) -> Iterator[Diagnostic]:
    if not is_regular_expression(str(error.instance)):
        message = f"the pattern {_short(error.instance)} is no regular expression"
        yield Diagnostic("unknown-pattern", message, at, severity="warning")


def format_diagnostic(error: StructureError) -> Diagnostic:
    """What `error` says, which is about a text that is not in its format, a URL for instance."""
    message = error.message
    if len(message) > _LONGEST_MESSAGE:
        message = "a text in this is not in its format, most likely a URL"
    return Diagnostic("invalid-detail", message, error.at, severity="warning")


def rule_diagnostics(error: LocatedError, at: Pointer) -> Iterator[Diagnostic]:
    """What `error`, which a rule found at `at`, says."""
    if error.rule is DefaultError:
        # What a server assumes is the server's: no client depends on it.
        message = (
            f"the default does not fit its schema: {_message(next(causes(error)))}"
        )
        yield Diagnostic("unfit-default", message, at, severity="warning")
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
        # The library ends with the names as Python writes a list.
        names = _cut(error.message.partition(": ")[2].strip("[]"))
        message = f"required properties are declared nowhere: {names}"
        yield Diagnostic("undeclared-required", message, at, severity="warning")
    elif error.rule is UnresolvableParameterError:
        yield _path_parameter(error, at)
    elif error.rule in _RULE_CODES:
        yield Diagnostic(_RULE_CODES[error.rule], _cut(error.message), at)
    elif error.message.startswith(_DUPLICATE_TAG):
        yield Diagnostic("invalid-detail", error.message, at, severity="warning")
    else:
        yield from diagnostics_of(error, at)


def _path_parameter(error: ValidationError, at: Pointer) -> Diagnostic:
    """A name that only the path has, or only a parameter; `at` is that of the operation."""
    name = error.message.partition("'")[2].partition("'")[0]
    path = at.tokens[1] if len(at.tokens) > 1 else ""
    shown = _short(name)
    hint = None
    if f"{{{name}}}" not in path:
        message = (
            f"the parameter {shown} is in the path, and the path has no {{{name}}}"
        )
        hint = (
            f"write {{{name}}} where it stands in the path, or take the parameter out"
        )
    else:
        message = f"the path has {{{name}}}, and no parameter in the path is called so"
        if "?" in path.partition(f"{{{name}}}")[0]:
            hint = (
                "take `?` and what follows out of the path: those are query parameters"
            )
    return Diagnostic("path-parameter", _cut(message), at, hint)


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
    close = difflib.get_close_matches(name, known, n=1, cutoff=_ALIKE)
    hint = f"did you mean {close[0]!r}?" if close else None
    message = f"{_short(name)} is no field that can stand here"
    if at.tokens == ("paths",):
        hint = "a path begins with /"
        return Diagnostic("invalid-document", message, at / name, hint)
    if at.tokens[-1:] == ("responses",):
        hint = "a response stands under a status such as '200' or 4XX, or default"
        return Diagnostic("invalid-document", message, at / name, hint)
    if close and not has_no_effect(close[0]):
        return Diagnostic("misspelt-field", message, at / name, hint)
    return Diagnostic("unknown-field", message, at / name, hint, severity="warning")


def _short(value: Json) -> str:
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, list):
        return "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_MESSAGE else f"{text[:_LONGEST_MESSAGE]}…"
