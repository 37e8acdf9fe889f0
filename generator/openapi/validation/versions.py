"""What each version of the specification asks of a document: its JSON Schema, and its rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import cast

import jsonschema_rs
from jsonschema_path.handlers.urllib import UrllibHandler
from jsonschema_path.paths import SchemaPath
from openapi_spec_validator import (
    OpenAPIV2SpecValidator,
    OpenAPIV30SpecValidator,
    OpenAPIV31SpecValidator,
    OpenAPIV32SpecValidator,
)
from openapi_spec_validator.validation import keywords
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError
from openapi_spec_validator.validation.validators import SpecValidator

from generator.core.json import Json
from generator.core.pointer import Pointer
from generator.openapi.validation.meta_schemas import (
    SchemaValue,
    fits_30,
    fits_31,
    fits_32,
    is_regular_expression,
)
from generator.openapi.validation.rules import (
    Default,
    LocatedError,
    MediaType,
    Operation,
    Parameters,
    Root,
    Schema,
    StructureError,
    SwaggerRoot,
    Tags,
    located,
)
from generator.openapi.validation.schema_errors import all_unfit
from generator.openapi.validation.value_access import root_of


def structure_errors(
    tree: Mapping[str, Json], version: str
) -> Iterator[StructureError]:
    """What the specification's JSON Schema finds."""
    for error in _structure_validator(version[:3]).iter_errors(tree):
        at = Pointer(tuple(map(str, error.instance_path)))
        yield StructureError(at, str(error.message))


# The URL of a server is a template, which the specification's schema takes for a reference.
_FORMATS: Mapping[str, Callable[[str], bool]] = {
    "regex": is_regular_expression,
    "uri-reference": lambda text: True,
}


@cache
def _structure_validator(version: str) -> jsonschema_rs.Validator:
    schema = dict(structure_schema(version))
    return jsonschema_rs.validator_cls_for(schema)(
        schema, formats=dict(_FORMATS), validate_formats=True
    )


def structure_schema(version: str) -> Mapping[str, Json]:
    """The specification's JSON Schema."""
    schema: Json = _validator(version).schema_validator.schema
    return cast(Mapping[str, Json], schema)


def rule_errors(tree: Mapping[str, Json], version: str) -> Iterator[LocatedError]:
    """What the rules find in `tree`, whose references are known to lead somewhere.

    Raises:
        Exception: of any kind, where the structure is not what the specification wants.
    """
    validator = _validator(version)(root_of(_without_extensions(tree)))
    for error in validator.root_validator(validator.schema_path):
        yield located(error)


def _without_extensions(tree: Mapping[str, Json]) -> Mapping[str, Json]:
    """`tree` without fields of its own among its paths, which the library takes for paths."""
    paths = tree.get("paths")
    if not isinstance(paths, Mapping) or not any(map(_is_extension, paths)):
        return tree
    known = {name: each for name, each in paths.items() if not _is_extension(name)}
    return {**tree, "paths": known}


def _is_extension(name: str) -> bool:
    return name.startswith("x-")


def _validator(version: str) -> type[SpecValidator]:
    return _VALIDATORS[version[:3]]


class _Default30(Default, keywords.OpenAPIV30ValueValidator):
    pass


class _Default31(Default, keywords.OpenAPIV31ValueValidator):
    pass


class _Default32(Default, keywords.OpenAPIV32ValueValidator):
    pass


class _Schema20(Schema, keywords.OpenAPIV30SchemaValidator):
    def _validate_schema_meta(
        self, schema: SchemaPath, schema_value: Json
    ) -> OpenAPIValidationError | None:
        # The JSON Schema of Swagger 2.0 has looked into all schemas.
        return None


class _Schema30(Schema, keywords.OpenAPIV30SchemaValidator):
    def _validate_schema_meta(
        self, schema: SchemaPath, schema_value: Json
    ) -> OpenAPIValidationError | None:
        if fits_30(schema_value):
            return None
        check = super()._validate_schema_meta
        return all_unfit(schema_value, partial(check, schema))


class _Schema31(Schema, keywords.OpenAPIV31SchemaValidator):
    fits = staticmethod(fits_31)

    def _validate_schema_meta(
        self, schema: SchemaPath, schema_value: Json
    ) -> OpenAPIValidationError | None:
        is_usual = (
            isinstance(schema_value, Mapping)
            and "$schema" not in schema_value
            and self._get_default_jsonschema_dialect_id(schema)
            == self.default_jsonschema_dialect_id
        )
        if is_usual and self.fits(cast(SchemaValue, schema_value)):
            return None
        check = super()._validate_schema_meta
        return all_unfit(schema_value, partial(check, schema))


class _Schema32(_Schema31, keywords.OpenAPIV32SchemaValidator):
    fits = staticmethod(fits_32)


class _Tags32(Tags, keywords.OpenAPIV32TagsValidator):
    pass


_RULES: dict[str, type[keywords.KeywordValidator]] = {
    "__root__": Root,
    "operation": Operation,
    "parameters": Parameters,
    "tags": Tags,
}
# Without handlers nothing outside of the document is ever read.
_NO_HANDLERS: dict[str, UrllibHandler] = {}


class _Document20(OpenAPIV2SpecValidator):
    resolver_handlers = _NO_HANDLERS
    keyword_validators = {  # noqa: RUF012 - as the library declares it
        **OpenAPIV2SpecValidator.keyword_validators,
        **_RULES,
        "__root__": SwaggerRoot,
        "default": _Default30,
        "schema": _Schema20,
    }


class _Document30(OpenAPIV30SpecValidator):
    resolver_handlers = _NO_HANDLERS
    keyword_validators = {  # noqa: RUF012 - as the library declares it
        **OpenAPIV30SpecValidator.keyword_validators,
        **_RULES,
        "default": _Default30,
        "schema": _Schema30,
    }


class _Document31(OpenAPIV31SpecValidator):
    resolver_handlers = _NO_HANDLERS
    keyword_validators = {  # noqa: RUF012 - as the library declares it
        **OpenAPIV31SpecValidator.keyword_validators,
        **_RULES,
        "default": _Default31,
        "schema": _Schema31,
    }


class _Document32(OpenAPIV32SpecValidator):
    resolver_handlers = _NO_HANDLERS
    keyword_validators = {  # noqa: RUF012 - as the library declares it
        **OpenAPIV32SpecValidator.keyword_validators,
        **_RULES,
        "default": _Default32,
        "mediaType": MediaType,
        "schema": _Schema32,
        "tags": _Tags32,
    }


_VALIDATORS: Mapping[str, type[SpecValidator]] = {
    "2.0": _Document20,
    "3.0": _Document30,
    "3.1": _Document31,
    "3.2": _Document32,
}
