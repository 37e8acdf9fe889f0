"""openapi-spec-validator's rules, made to say where in the document an error is.

The library checks a document in two steps: by the JSON Schema of the specification, and by rules
that no schema can say (an operationId stands once, a path's parameters are declared, a default fits
its schema). The errors of the second step have no place, or one relative to a schema, so each rule
is wrapped here in one that adds the place of what it was asked about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from jsonschema.exceptions import ValidationError
from jsonschema.protocols import Validator
from jsonschema_path.paths import SchemaPath
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.exceptions import (
    DuplicateOperationIDError,
)
from openapi_spec_validator.validation.registries import KeywordValidatorRegistry

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.path_items import METHODS
from generator.openapi.validation.schema_errors import UnfitError, no_schema
from generator.openapi.validation.seen_schemas import Collected, Identities
from generator.openapi.validation.values import Patience, UncheckedError, patient

# How many schemas are looked at inside of each other before those further inside wait: each takes
# some of Python's frames, and references lead from one to the next without end.
_DEEPEST = 100
# How many names of properties are remembered for what they are found in again: some 100 MB.
_MOST_NAMES = 1_000_000
_TEMPLATE_EXPRESSION = re.compile(r"\{([^{}]*)\}")


class LocatedError(ValidationError):
    """An error of a rule with its path from the document's root; `rule` is its own class."""

    rule: type[ValidationError] = ValidationError


class DefaultError(ValidationError):
    """A `default` that its own schema does not allow."""


class UncheckedDefaultError(ValidationError):
    """A `default` of which it cannot be told whether its schema allows it."""


@dataclass(frozen=True, slots=True)
class StructureError:
    """What is wrong somewhere, in the words of a validator that does not look at causes."""

    at: Pointer
    message: str


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


class Default(keywords.ValueValidator):
    """The check of a `default`, which ends in good time and never breaks."""

    def __init__(self, registry: KeywordValidatorRegistry) -> None:
        super().__init__(registry)
        self._patience = Patience()
        library = cast(type[Validator], self.value_validator_cls)
        self.value_validator_cls = patient(library, self._patience)

    def __call__(self, schema: SchemaPath, value: Json) -> Iterator[ValidationError]:
        self._patience.renew()
        try:
            for error in super().__call__(schema, value):
                yield located(error, *schema.parts, "default", rule=DefaultError)
        except (UncheckedError, RecursionError, ArithmeticError) as error:
            told = str(error) if isinstance(error, UncheckedError) else ""
            unchecked = ValidationError(told or "its schema cannot be followed")
            yield located(
                unchecked, *schema.parts, "default", rule=UncheckedDefaultError
            )


class Schema(keywords.SchemaValidator):
    """Says of each error in a schema where it is, and asks about each schema once."""

    def __init__(self, registry: KeywordValidatorRegistry) -> None:
        super().__init__(registry)
        self.visited_schema_ids = Identities()
        self.meta_checked_schema_ids = Identities()
        self._collected = Collected(_MOST_NAMES)
        self._depth = 0
        self._waiting: list[tuple[SchemaPath, bool, bool]] = []

    def __call__(
        self,
        schema: SchemaPath,
        require_properties: bool = True,
        meta_checked: bool = False,
    ) -> Iterator[ValidationError]:
        if self._depth > _DEEPEST:
            self._waiting.append((schema, require_properties, meta_checked))
            return
        self._depth += 1
        try:
            yield from self._placed(schema, require_properties, meta_checked)
        finally:
            self._depth -= 1
        while self._waiting and self._depth == 0:
            yield from self(*self._waiting.pop())

    def _placed(
        self, schema: SchemaPath, require_properties: bool, meta_checked: bool
    ) -> Iterator[ValidationError]:
        value = schema.read_value()
        if not isinstance(value, Mapping | bool):
            yield located(no_schema(value), *schema.parts)
            return
        try:
            for error in super().__call__(schema, require_properties, meta_checked):
                yield located(error, *schema.parts)
                for other in error.others if isinstance(error, UnfitError) else ():
                    yield located(other, *schema.parts)
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
            known = self._collected.of(id(value))
            if known is not None:
                # The parts of a chain are asked about one by one, the innermost first.
                names |= known
                continue
            if "properties" in part:
                names.update(str(name) for name, _ in (part / "properties").items())
            for keyword in ("allOf", "anyOf", "oneOf"):
                waiting.extend(part / keyword if keyword in part else ())
            waiting.extend(part / each for each in ("items", "not") if each in part)
        self._collected.keep(id(schema.read_value()), names)
        return names


class Parameters(keywords.ParametersValidator):
    """Says of each error in a list of parameters where it is; looks into their `content` too."""

    def __call__(self, parameters: SchemaPath) -> Iterator[ValidationError]:
        for error in super().__call__(parameters):
            yield located(error, *parameters.parts)
        for parameter in parameters:
            if "content" in parameter:
                contents = cast(keywords.ContentValidator, self.registry["content"])
                yield from contents(parameter / "content")


class Operation(keywords.OperationValidator):
    """Asks the library's rules also about bodies, headers and callbacks, which they leave out."""

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
        yield from self._content(operation)
        yield from self._callbacks(operation, set())

    def _content(self, operation: SchemaPath) -> Iterator[ValidationError]:
        """What is wrong with a body, and with the headers of answers."""
        if "requestBody" in operation:
            contents = cast(keywords.ContentValidator, self.registry["content"])
            yield from contents(operation / "requestBody" / "content")
        for _, response in (
            (operation / "responses").items() if "responses" in operation else ()
        ):
            if "headers" in response:
                yield from self._headers(response / "headers")

    def _callbacks(
        self, operation: SchemaPath, seen: set[int]
    ) -> Iterator[ValidationError]:
        """What is wrong in callbacks; their names for operations are nobody's to call by."""
        callbacks = operation / "callbacks" if "callbacks" in operation else None
        for _, callback in callbacks.items() if callbacks is not None else ():
            value = callback.read_value()
            # A callback may lead to an operation that has the same one.
            if id(value) in seen or not isinstance(value, Mapping):
                continue
            seen.add(id(value))
            for expression, item in callback.items():
                if not str(expression).startswith("x-"):
                    yield from self._called_back(item, seen)

    def _called_back(
        self, item: SchemaPath, seen: set[int]
    ) -> Iterator[ValidationError]:
        for method in METHODS:
            if method not in item:
                continue
            operation = item / method
            yield from self._content(operation)
            if "parameters" in operation:
                yield from self.parameters_validator(operation / "parameters")
            if "responses" in operation:
                yield from self.responses_validator(operation / "responses")
            yield from self._callbacks(operation, seen)

    def _headers(self, headers: SchemaPath) -> Iterator[ValidationError]:
        schemas = cast(keywords.SchemaValidator, self.registry["schema"])
        for _, header in headers.items():
            if "schema" in header:
                yield from schemas(header / "schema")

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
    """Says of each error in the tags where it is, if all are tags: else a warning tells of them."""

    def __call__(self, tags: SchemaPath) -> Iterator[ValidationError]:
        value = tags.read_value()
        if isinstance(value, list) and all(map(_is_tag, value)):
            for error in super().__call__(tags):
                yield located(error, *tags.parts)


def _is_tag(value: Json) -> bool:
    """Whether the rules can read it (OpenAPI 3.2.0, section 4.22): its names are text."""
    return (
        isinstance(value, Mapping)
        and isinstance(value.get("name"), str)
        and isinstance(value.get("parent", ""), str)
    )


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
