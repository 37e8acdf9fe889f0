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
from jsonschema_path.paths import SchemaPath
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
)
from openapi_spec_validator.validation.registries import KeywordValidatorRegistry

_TEMPLATE_EXPRESSION = re.compile(r"\{([^{}]*)\}")


class LocatedError(ValidationError):
    """An error of a rule with its path from the document's root; `rule` is its own class."""

    rule: type[ValidationError] = ValidationError


class DefaultError(ValidationError):
    """A `default` that its own schema does not allow."""


def located(
    error: ValidationError,
    *place: str | int,
    rule: type[ValidationError] | None = None,
) -> LocatedError:
    """`error` at `place`; one that a rule further inside has placed stays there."""
    if isinstance(error, LocatedError):
        return error
    placed: LocatedError = LocatedError.create_from(error)
    placed.rule = rule or type(error)
    placed.path.extendleft(reversed(place))
    return placed


class _Identities(list[int]):
    """Stands in for the library's lists of the schemas it has seen, which it searches often."""

    def __init__(self) -> None:
        super().__init__()
        self._members: set[int] = set()

    def append(self, identity: int) -> None:
        self._members.add(identity)

    def __contains__(self, identity: object) -> bool:
        return identity in self._members


class Schema(keywords.SchemaValidator):
    """Says of each error in a schema where it is, and asks about each schema once."""

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
                yield located(error, *schema.parts)
        except Exception:
            # A part that is reached by a reference is taken apart before it was checked.
            unfit = self._validate_schema_meta(schema, schema.read_value())
            if unfit is None:
                raise
            yield located(unfit, *schema.parts)

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


class Parameters(keywords.ParametersValidator):
    """Says of each error in a list of parameters where it is."""

    def __call__(self, parameters: SchemaPath) -> Iterator[ValidationError]:
        for error in super().__call__(parameters):
            yield located(error, *parameters.parts)


class Operation(keywords.OperationValidator):
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
            yield located(error, *operation.parts, *field)
        if "requestBody" in operation:
            contents = cast(keywords.ContentValidator, self.registry["content"])
            yield from contents(operation / "requestBody" / "content")

    def _get_path_params_from_url(self, url: str) -> Iterator[str]:
        """The names between braces; the library reads them as Python's format strings."""
        return iter(_TEMPLATE_EXPRESSION.findall(url))


class Root(keywords.RootValidator):
    """Asks the library's rules also about webhooks, which they leave out."""

    def __call__(self, spec: SchemaPath) -> Iterator[ValidationError]:
        yield from super().__call__(spec)
        if "webhooks" in spec:
            yield from self.paths_validator(spec / "webhooks")


class Tags(keywords.TagsValidator):
    """Says of each error in the tags where it is."""

    def __call__(self, tags: SchemaPath) -> Iterator[ValidationError]:
        for error in super().__call__(tags):
            yield located(error, *tags.parts)


class MediaType(keywords.MediaTypeValidator):
    """Asks the library's rules also about the items of streams, which they leave out."""

    def __call__(
        self, mimetype: str, media_type: SchemaPath
    ) -> Iterator[ValidationError]:
        yield from super().__call__(mimetype, media_type)
        if "itemSchema" in media_type:
            yield from self.schema_validator(media_type / "itemSchema")


class SwaggerRoot(Root):
    """Asks the library's rules also about the definitions of Swagger 2.0, which they leave out."""

    def __call__(self, spec: SchemaPath) -> Iterator[ValidationError]:
        yield from super().__call__(spec)
        if "definitions" in spec:
            schemas = cast(keywords.SchemasValidator, self.registry["schemas"])
            yield from schemas(spec / "definitions")
