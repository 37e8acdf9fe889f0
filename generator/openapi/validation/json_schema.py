"""Validation against a JSON Schema: a fast validator in Rust, and one that explains errors.

`jsonschema_rs` is some fifty times faster. `jsonschema` reports the errors of each alternative of
an `anyOf` or `oneOf`, which helpful messages need. So the former decides which values are valid,
and the latter explains those that are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast

import jsonschema_rs
from jsonschema import FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import validator_for

# The meta-schemas of all dialects; the library has no public name for them.
from openapi_schema_validator._specifications import REGISTRY

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.validation.patterns import exceeds_limits

_FAST_FORMATS = {
    name: jsonschema_rs.validator_for({"format": name}, validate_formats=True)
    for name in ("email", "regex", "uri")
}


class JsonSchema:
    """A JSON Schema to validate values against."""

    def __init__(self, schema: Mapping[str, Json]) -> None:
        contents = dict(schema)
        resources = [(uri, REGISTRY.contents(uri)) for uri in REGISTRY]
        self._fast = jsonschema_rs.validator_for(
            contents,
            formats={
                "regex": _is_regular_expression,
                # The specification's schema has this format for server URLs, which are templates.
                "uri-reference": lambda _: True,
            },
            validate_formats=True,
            registry=jsonschema_rs.Registry(resources),
            offline=True,
        )
        self._explaining = validator_for(contents)(
            contents, format_checker=_format_checker(), registry=REGISTRY
        )

    def is_valid(self, value: Json) -> bool:
        """Whether `value` is certainly valid; False may be a limit of the fast validator."""
        try:
            return self._fast.is_valid(value)
        except ValueError:
            # The fast validator only takes numbers of 64 bits.
            return False

    def invalid_locations(self, value: Json) -> tuple[Pointer, ...]:
        """Where the errors of `value` are, by the fast validator.

        Raises:
            ValueError: the value is beyond the fast validator's limits.
        """
        errors = self._fast.iter_errors(value)
        return tuple(Pointer(tuple(map(str, error.instance_path))) for error in errors)

    def errors(self, value: Json) -> Iterator[ValidationError]:
        """All errors of `value` with their causes, by the explaining validator."""
        return self._explaining.iter_errors(value)


@cache
def meta_schema(dialect: str) -> JsonSchema | None:
    """The meta-schema of a dialect of JSON Schema; None if the dialect is unknown."""
    validator = cast(Any, validator_for)({"$schema": dialect}, default=None)
    return None if validator is None else JsonSchema(validator.META_SCHEMA)


def _format_checker() -> FormatChecker:
    """The formats of the fast validator for the explaining one."""
    checker = FormatChecker(formats=())
    checker.checks("regex")(_is_regular_expression)
    for name in ("email", "uri"):
        checker.checks(name)(_FAST_FORMATS[name].is_valid)
    return checker


def _is_regular_expression(pattern: Json) -> bool:
    """Whether `pattern` is valid in Python's dialect or in that of ECMA-262.

    JSON Schema 2020-12 (validation), section 6.3.3, recommends the latter; many documents use the
    former. Values that are not strings have no format. Patterns beyond the limits are not compiled,
    and not valid.
    """
    if not isinstance(pattern, str):
        return True
    if exceeds_limits(pattern):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return _FAST_FORMATS["regex"].is_valid(pattern)
    return True
