"""What each supported version of the OpenAPI Specification provides for validation."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from jsonschema.protocols import Validator
from openapi_schema_validator import (
    OAS31_BASE_DIALECT_ID,
    OAS32_BASE_DIALECT_ID,
    OAS30Validator,
    OAS31Validator,
    OAS32Validator,
)
from openapi_spec_validator.schemas import (
    schema_v2,
    schema_v30,
    schema_v31,
    schema_v32,
)

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.core.json import Json
from generator.core.pointer import Pointer

_OPENAPI = re.compile(r"3\.[012]\.\d+(-.+)?")
_OPENAPI_WITHOUT_PATCH = re.compile(r"3\.[012]")
_SWAGGER = re.compile(r"2\.0")


@dataclass(frozen=True, slots=True, eq=False)
class Specification:
    """One version of the specification.

    Attributes:
        json_schema: the JSON Schema of a whole document.
        value_validator: validates values, such as defaults, against a Schema Object.
        dialect: URI of the meta-schema for Schema Objects; None where `json_schema` covers them.
        allows_dialects: whether a document may choose another dialect, with `jsonSchemaDialect`
            or `$schema` (OpenAPI 3.1.1, section 4.8.24.7).
    """

    json_schema: Mapping[str, Json]
    value_validator: type[Validator]
    dialect: str | None = None
    allows_dialects: bool = False


_SPECIFICATIONS: Mapping[str, Specification] = {
    "2.0": Specification(schema_v2, OAS30Validator),
    "3.0": Specification(
        schema_v30, OAS30Validator, "http://json-schema.org/draft-04/schema#"
    ),
    "3.1": Specification(schema_v31, OAS31Validator, OAS31_BASE_DIALECT_ID, True),
    "3.2": Specification(schema_v32, OAS32Validator, OAS32_BASE_DIALECT_ID, True),
}


def specification_of(tree: Mapping[str, Json]) -> Specification:
    """The specification that the document `tree` is written in.

    Raises:
        DocumentError: the version is missing or not supported.
    """
    return _SPECIFICATIONS[openapi_version(tree)[:3]]


def openapi_version(tree: Mapping[str, Json]) -> str:
    """The value of `openapi` (OpenAPI 3.1.1, section 4.8.1) or `swagger`.

    Returns:
        A version from 3.0.0 to 3.2.x, or 2.0.

    Raises:
        DocumentError: the version is missing or not supported; has one diagnostic.
    """
    version = tree.get("openapi", tree.get("swagger"))
    supported = _OPENAPI if "openapi" in tree else _SWAGGER
    if isinstance(version, str) and supported.fullmatch(version):
        return version
    raise DocumentError([_version_diagnostic(tree)])


def _version_diagnostic(tree: Mapping[str, Json]) -> Diagnostic:
    if "openapi" in tree:
        version = tree["openapi"]
        hint = None
        if _OPENAPI_WITHOUT_PATCH.fullmatch(str(version)):
            hint = f"write the full version as a string: openapi: '{version}.0'"
        message = f"OpenAPI {version!s:.40} is not supported; codegen reads 3.0.x, 3.1.x and 3.2.x"
        return Diagnostic("unsupported-version", message, Pointer(("openapi",)), hint)
    if "swagger" in tree:
        version = tree["swagger"]
        hint = "convert it to OpenAPI 3 first"
        if version == 2.0:
            hint = "write the version as a string: swagger: '2.0'"
        message = (
            f"Swagger {version!s:.40} is not supported; codegen reads 2.0 and OpenAPI 3"
        )
        return Diagnostic("unsupported-version", message, Pointer(("swagger",)), hint)
    return Diagnostic(
        "not-openapi",
        "not an OpenAPI document: the field 'openapi' is missing",
        Pointer(),
        "an OpenAPI document starts with, for example, openapi: 3.1.0",
    )
