"""Rules for Schema Objects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice

from referencing import Registry, Resource
from referencing.exceptions import Unresolvable

from generator.core.diagnostics import Diagnostic
from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.validation.bounded_validator import (
    Budget,
    BudgetExceeded,
    bounded,
)
from generator.openapi.validation.document import Document, Node
from generator.openapi.validation.explain import (
    explain,
    main_cause,
    quoted,
    shortened,
)
from generator.openapi.validation.json_schema import meta_schema
from generator.openapi.validation.specifications import Specification
from generator.openapi.validation.traversal import (
    inline_subschemas,
    parameter_lists,
    schemas_in_use,
    subschemas,
)

# Errors reported for one schema.
_MOST_ERRORS = 20
# Schemas searched, in one document, for the properties that others require.
_MOST_SEARCHED = 200_000
_DOCUMENT_URI = "urn:document"


def schema_diagnostics(
    document: Document, specification: Specification
) -> Iterator[Diagnostic]:
    """Apply the rules to every schema in use, once.

    A schema that does not conform to its meta-schema is not examined further.
    """
    defaults = Defaults(document, specification)
    if "swagger" in document.root.value:
        # A parameter of Swagger 2.0 is its own schema.
        for parameters in parameter_lists(document):
            for parameter in document.items(parameters):
                yield from defaults.valid_default(parameter)
    search = Budget(_MOST_SEARCHED)
    seen: set[int] = set()
    for root in schemas_in_use(document):
        pending = [(root, True)]
        while pending:
            schema, is_root = pending.pop()
            if isinstance(schema.value, Mapping):
                if id(schema.value) in seen:
                    continue
                seen.add(id(schema.value))
            if is_root or schema.is_referenced:
                errors = tuple(conforms_to_dialect(document, schema, specification))
                if errors:
                    yield from errors
                    continue
            if is_root:
                yield from declared_required(document, schema, search)
            yield from defaults.valid_default(schema)
            inner = tuple(subschemas(document, schema))
            pending.extend((subschema, False) for subschema in reversed(inner))


def conforms_to_dialect(
    document: Document, schema: Node, specification: Specification
) -> Iterator[Diagnostic]:
    """A schema conforms to the meta-schema of its dialect (OpenAPI 3.1.1, section 4.8.24.7)."""
    dialect: Json = specification.dialect
    if dialect is None:
        return
    if specification.allows_dialects:
        root = document.root
        chosen = document.get(schema, "$schema") or document.get(
            root, "jsonSchemaDialect"
        )
        if chosen is not None:
            dialect = chosen.value
            if not isinstance(dialect, str) or meta_schema(dialect) is None:
                message = f"unknown JSON Schema dialect {quoted(dialect)}"
                yield Diagnostic("invalid-document", message, schema.at)
                return
    required = meta_schema(dialect)
    if required is not None and not required.is_valid(schema.value):
        for error in islice(required.errors(schema.value), _MOST_ERRORS):
            yield from explain(error, schema.at)


def declared_required(
    document: Document, schema: Node, budget: Budget
) -> Iterator[Diagnostic]:
    """Properties that a schema with `allOf` requires are declared, in it or in its parts.

    JSON Schema does not demand it (2020-12 validation, section 6.5.3), but often the name is
    misspelt.
    """
    required = document.get(schema, "required")
    if required is None or not isinstance(required.value, list):
        return
    if document.get(schema, "allOf") is None:
        return
    missing = dict.fromkeys(name for name in required.value if isinstance(name, str))
    try:
        for name in _declared_properties(document, schema, budget):
            missing.pop(name, None)
            if not missing:
                return
    except BudgetExceeded:
        return
    if missing:
        names = ", ".join(map(quoted, missing))
        message = shortened(f"required properties are not declared: {names}")
        yield Diagnostic("undeclared-required", message, schema.at, severity="warning")


def _declared_properties(
    document: Document, schema: Node, budget: Budget
) -> Iterator[str]:
    seen: set[int] = set()
    pending = [schema]
    while pending:
        part = pending.pop()
        if id(part.value) not in seen:
            seen.add(id(part.value))
            budget.spend()
            for name, _ in document.entries(part, "properties"):
                yield name
            pending.extend(inline_subschemas(document, part))


class Defaults:
    """The rule for default values, with a budget for a whole document."""

    def __init__(self, document: Document, specification: Specification) -> None:
        self._budget = Budget()
        library = specification.value_validator
        resource = Resource.opaque(document.root.value)
        self._validator = bounded(library, self._budget)(
            {},
            registry=Registry().with_resource(_DOCUMENT_URI, resource),
            format_checker=library.FORMAT_CHECKER,
        )

    def valid_default(self, schema: Node) -> Iterator[Diagnostic]:
        """A default is valid against its schema (OpenAPI 3.1.1, section 4.8.24.2)."""
        if not isinstance(schema.value, Mapping) or "default" not in schema.value:
            return
        default, at = schema.value["default"], schema.at / "default"
        if default is None and schema.value.get("nullable") is True:
            return
        self._budget.start_value()
        reference = {"$ref": f"{_DOCUMENT_URI}{schema.at}"}
        try:
            for error in self._validator.evolve(schema=reference).iter_errors(default):
                message = f"the default does not match its schema: {main_cause(error)}"
                yield Diagnostic("unfit-default", message, at, severity="warning")
        except BudgetExceeded as error:
            yield _unchecked_default(at, str(error))
        except (ArithmeticError, RecursionError, TypeError, Unresolvable):
            yield _unchecked_default(at, "its schema cannot be evaluated")


def _unchecked_default(at: Pointer, reason: str) -> Diagnostic:
    message = f"the default was not validated: {reason}"
    hint = "use a simpler schema or pattern to have it validated"
    return Diagnostic("unchecked-default", message, at, hint, "warning")
