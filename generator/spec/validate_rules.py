"""openapi-spec-validator's rules, made to say where in the document an error is.

The library checks a document in two steps: by the JSON Schema of the specification, and by rules
that no schema can say (an operationId stands once, a path's parameters are declared, a default fits
its schema). The errors of the second step have no place, or one relative to a schema, so each rule
is wrapped here in one that adds the place of what it was asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from jsonschema.exceptions import ValidationError
from jsonschema_path.handlers.urllib import UrllibHandler
from jsonschema_path.paths import SchemaPath
from openapi_spec_validator import OpenAPIV30SpecValidator, OpenAPIV31SpecValidator
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
    OpenAPIValidationError,
)
from openapi_spec_validator.validation.registries import KeywordValidatorRegistry

from generator.json_value import Json
from generator.spec.validate_access import root_of
from generator.spec.validate_meta import fits_30, fits_31

_TEMPLATE_EXPRESSION = re.compile(r"\{([^{}]*)\}")


class LocatedError(ValidationError):
    """An error of a rule with its path from the document's root; `rule` is its own class."""

    rule: type[ValidationError] = ValidationError


class DefaultError(ValidationError):
    """A `default` that its own schema does not allow."""


def structure_errors(
    tree: Mapping[str, Json], version: str
) -> Iterator[ValidationError]:
    """What the specification's JSON Schema finds; by `jsonschema-rs`, if that is installed."""
    return iter(_validator(version).schema_validator.iter_errors(tree))


def structure_schema(version: str) -> Mapping[str, Json]:
    """The specification's JSON Schema."""
    schema: Json = _validator(version).schema_validator.schema
    return cast(Mapping[str, Json], schema)


def rule_errors(tree: Mapping[str, Json], version: str) -> Iterator[LocatedError]:
    """What the rules find in `tree`, whose references are known to lead somewhere.

    Raises:
        Exception: of any kind, where the structure is not what the specification wants.
    """
    validator = _validator(version)(root_of(tree))
    for error in validator.root_validator(validator.schema_path):
        yield _located(error)


def _validator(
    version: str,
) -> type[OpenAPIV30SpecValidator] | type[OpenAPIV31SpecValidator]:
    return _Document30 if version.startswith("3.0.") else _Document31


def _located(
    error: ValidationError,
    *place: str | int,
    rule: type[ValidationError] | None = None,
) -> LocatedError:
    """`error` at `place`; one that a rule further inside has placed stays there."""
    if isinstance(error, LocatedError):
        return error
    located: LocatedError = LocatedError.create_from(error)
    located.rule = rule or type(error)
    located.path.extendleft(reversed(place))
    return located


class _Default30(keywords.OpenAPIV30ValueValidator):
    def __call__(self, schema: SchemaPath, value: Json) -> Iterator[ValidationError]:
        for error in super().__call__(schema, value):
            yield _located(error, *schema.parts, "default", rule=DefaultError)


class _Default31(keywords.OpenAPIV31ValueValidator):
    def __call__(self, schema: SchemaPath, value: Json) -> Iterator[ValidationError]:
        for error in super().__call__(schema, value):
            yield _located(error, *schema.parts, "default", rule=DefaultError)


class _Identities(list[int]):
    """Stands in for the library's lists of the schemas it has seen, which it searches often."""

    def __init__(self) -> None:
        super().__init__()
        self._members: set[int] = set()

    def append(self, identity: int) -> None:
        self._members.add(identity)

    def __contains__(self, identity: object) -> bool:
        return identity in self._members


class _Schema(keywords.SchemaValidator):
    def __init__(self, registry: KeywordValidatorRegistry) -> None:
        super().__init__(registry)
        self.visited_schema_ids = _Identities()
        self.meta_checked_schema_ids = _Identities()

    def __call__(
        self,
        schema: SchemaPath,
        require_properties: bool = True,
        meta_checked: bool = False,
    ) -> Iterator[ValidationError]:
        try:
            for error in super().__call__(schema, require_properties, meta_checked):
                yield _located(error, *schema.parts)
        except Exception:
            # A part that is reached by a reference is taken apart before it was checked.
            unfit = self._validate_schema_meta(schema, schema.read_value())
            if unfit is None:
                raise
            yield _located(unfit, *schema.parts)

    def _collect_properties(self, schema: SchemaPath) -> set[str]:
        """The names of all properties of a schema and its parts; the parts may be recursive."""
        names: set[str] = set()
        seen: set[int] = set()
        waiting = [schema]
        while waiting:
            part = waiting.pop()
            value = part.read_value()
            if not isinstance(value, Mapping) or id(value) in seen:
                continue
            seen.add(id(value))
            if "properties" in part:
                names.update(str(name) for name, _ in (part / "properties").items())
            for keyword in ("allOf", "anyOf", "oneOf"):
                waiting.extend(part / keyword if keyword in part else ())
            waiting.extend(part / each for each in ("items", "not") if each in part)
        return names


class _Schema30(_Schema, keywords.OpenAPIV30SchemaValidator):
    def _validate_schema_meta(
        self, schema: SchemaPath, schema_value: Json
    ) -> OpenAPIValidationError | None:
        if fits_30(schema_value):
            return None
        return super()._validate_schema_meta(schema, schema_value)


class _Schema31(_Schema, keywords.OpenAPIV31SchemaValidator):
    def _validate_schema_meta(
        self, schema: SchemaPath, schema_value: Json
    ) -> OpenAPIValidationError | None:
        is_usual = (
            isinstance(schema_value, Mapping)
            and "$schema" not in schema_value
            and self._get_default_jsonschema_dialect_id(schema)
            == self.default_jsonschema_dialect_id
        )
        if is_usual and fits_31(schema_value):
            return None
        return super()._validate_schema_meta(schema, schema_value)


class _Parameters(keywords.ParametersValidator):
    def __call__(self, parameters: SchemaPath) -> Iterator[ValidationError]:
        for error in super().__call__(parameters):
            yield _located(error, *parameters.parts)


class _Operation(keywords.OperationValidator):
    """Asks the library's rules also about request bodies, which they leave out."""

    def __call__(
        self,
        url: str,
        name: str,
        operation: SchemaPath,
        path_parameters: SchemaPath | None,
    ) -> Iterator[ValidationError]:
        for error in super().__call__(url, name, operation, path_parameters):
            is_name = isinstance(error, DuplicateOperationIDError)
            field = ("operationId",) if is_name else ()
            yield _located(error, *operation.parts, *field)
        if "requestBody" in operation:
            contents = cast(keywords.ContentValidator, self.registry["content"])
            yield from contents(operation / "requestBody" / "content")

    def _get_path_params_from_url(self, url: str) -> Iterator[str]:
        """The names between braces; the library reads them as Python's format strings."""
        return iter(_TEMPLATE_EXPRESSION.findall(url))


class _Root(keywords.RootValidator):
    """Asks the library's rules also about webhooks, which they leave out."""

    def __call__(self, spec: SchemaPath) -> Iterator[ValidationError]:
        yield from super().__call__(spec)
        if "webhooks" in spec:
            yield from self.paths_validator(spec / "webhooks")


class _Tags(keywords.TagsValidator):
    def __call__(self, tags: SchemaPath) -> Iterator[ValidationError]:
        for error in super().__call__(tags):
            yield _located(error, *tags.parts)


_RULES: dict[str, type[keywords.KeywordValidator]] = {
    "__root__": _Root,
    "operation": _Operation,
    "parameters": _Parameters,
    "tags": _Tags,
}
_RULES_30 = {
    **OpenAPIV30SpecValidator.keyword_validators,
    **_RULES,
    "default": _Default30,
    "schema": _Schema30,
}
_RULES_31 = {
    **OpenAPIV31SpecValidator.keyword_validators,
    **_RULES,
    "default": _Default31,
    "schema": _Schema31,
}
# Without handlers nothing outside of the document is ever read.
_NO_HANDLERS: dict[str, UrllibHandler] = {}


class _Document30(OpenAPIV30SpecValidator):
    resolver_handlers = _NO_HANDLERS
    keyword_validators = _RULES_30


class _Document31(OpenAPIV31SpecValidator):
    resolver_handlers = _NO_HANDLERS
    keyword_validators = _RULES_31
