"""Codes of the validation: does the document conform to the specification?"""

from __future__ import annotations

from generator.core.codes.code import Code

_NO_EFFECT = "The client is not affected, but other tools may be."

VALIDATION = (
    Code(
        "not-openapi",
        "error",
        "the document has no `openapi` field",
        "The field states the version of the specification (OpenAPI 3.1.1, section 4.8.1), and\n"
        "everything else depends on the version.",
        "begin the document with, for example, openapi: 3.1.0",
        "info: {title: Pets, version: '1'}",
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}",
    ),
    Code(
        "unsupported-version",
        "error",
        "codegen does not support this version of OpenAPI",
        "The same field can mean different things in different versions, so reading one version\n"
        "as another gives a wrong client.",
        "convert the document to a supported version",
        "openapi: 4.0.0",
        "openapi: 3.1.0",
    ),
    Code(
        "invalid-document",
        "error",
        "the document violates the specification in a way that affects the client",
        "A value is missing, has the wrong type, or is not one of the allowed values. codegen\n"
        "does not guess what is meant.",
        "correct it as the specification requires",
        "parameters:\n- name: limit",
        "parameters:\n- name: limit\n  in: query\n  schema: {type: integer}",
    ),
    Code(
        "invalid-detail",
        "warning",
        "the document violates the specification in a way that does not affect the client",
        _NO_EFFECT,
        "correct it for the sake of other tools",
        "contact: {email: support}",
        "contact: {email: support@example.com}",
    ),
    Code(
        "misspelt-field",
        "error",
        "a field is unknown, and its name is almost that of a known one",
        "Unknown fields are ignored: with `requierd`, a required property would silently become\n"
        "optional.",
        "correct the spelling; names of extension fields begin with x-",
        "type: object\nrequierd: [name]",
        "type: object\nrequired: [name]",
    ),
    Code(
        "unknown-field",
        "warning",
        "a field is unknown here",
        "The specification defines no field of this name here. codegen ignores it; other tools\n"
        "may not.",
        "remove it; if it is an extension, begin its name with x-",
        "get:\n  owner: billing",
        "get:\n  x-owner: billing",
    ),
    Code(
        "external-reference",
        "error",
        "a reference to another file is used where OpenAPI allows none",
        "References to other files are resolved where the specification allows references:\n"
        "schemas, parameters, responses, path items and so on. Here, tools treat them differently.",
        "copy the referenced value: OpenAPI allows no reference here",
        "servers:\n- $ref: server.yaml",
        "servers:\n- url: https://example.com",
    ),
    Code(
        "unresolved-reference",
        "error",
        "the target of a reference does not exist",
        "The definition that the document uses here is missing.",
        "correct the reference, or add its target",
        "$ref: '#/components/schemas/Pets'",
        "$ref: '#/components/schemas/Pet'",
    ),
    Code(
        "wrong-reference",
        "error",
        "the target of a reference has the wrong type",
        "For example, a parameter can refer to another parameter, but not to a schema.",
        "refer to an object of the type that is expected here",
        "parameters: [{$ref: '#/components/schemas/Limit'}]",
        "parameters: [{$ref: '#/components/parameters/Limit'}]",
    ),
    Code(
        "reference-cycle",
        "error",
        "references form a cycle",
        "Following them never reaches a definition. Schemas that contain themselves in a property\n"
        "or an item are fine.",
        "replace one of the references by a definition",
        "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}",
        "A: {$ref: '#/components/schemas/B'}\nB: {type: string}",
    ),
    Code(
        "invalid-reference",
        "error",
        "a `$ref` is not a string, or is used as a name",
        "A reference is a URI (OpenAPI 3.1.1, section 4.8.23) and therefore a string. The members\n"
        "of `components.schemas`, `properties` and similar objects are names, `$ref` included.",
        "write the target as a string: $ref: '#/components/…', or 'file.yaml#/…'",
        "$ref: 7",
        "$ref: '#/components/schemas/Pet'",
    ),
    Code(
        "duplicate-operation-id",
        "error",
        "two operations have the same operationId",
        "It must be unique (OpenAPI 3.1.1, section 4.8.10): functions are named after it, and\n"
        "selections and configurations refer to operations by it.",
        "change one of the two operationIds",
        "get: {operationId: pets}\npost: {operationId: pets}",
        "get: {operationId: listPets}\npost: {operationId: createPet}",
    ),
    Code(
        "duplicate-parameter",
        "error",
        "an operation has the same parameter twice",
        "A parameter is identified by its name and location (OpenAPI 3.1.1, section 4.8.12), and\n"
        "it is undefined which of the two counts.",
        "remove one of the two",
        "- {name: limit, in: query, schema: {type: string}}\n"
        "- {name: limit, in: query, schema: {type: integer}}",
        "- {name: limit, in: query, schema: {type: integer}}",
    ),
    Code(
        "path-parameter",
        "error",
        "the variables of a path differ from its path parameters",
        "Each name in braces needs a parameter, or the client cannot build the URL (OpenAPI\n"
        "3.1.1, section 4.8.8.2).",
        "declare a parameter with `in: path` for each name in braces, and no others",
        "/pets/{id}:\n  get: {responses: …}",
        "/pets/{id}:\n  get:\n    parameters: [{name: id, in: path, required: true, …}]",
    ),
    Code(
        "unfit-default",
        "warning",
        "a default is not valid against its own schema",
        "The default is the value that the server assumes, so it should be valid (JSON Schema\n"
        "2020-12, section 9.2).\n" + _NO_EFFECT,
        "correct the default or the schema; the client does not depend on it",
        "type: boolean\ndefault: 'false'",
        "type: boolean\ndefault: false",
    ),
    Code(
        "unchecked-default",
        "warning",
        "it takes too long to check whether a default is valid",
        "A few schemas, or a single pattern, can require an enormous amount of work. No error was\n"
        "found, and the client does not depend on the default.",
        "ignore this if the default is valid; a simpler schema or pattern can be checked",
        "pattern: '^(a+)+$'",
        "pattern: '^a+$'",
    ),
    Code(
        "undeclared-required",
        "warning",
        "a required property is not declared",
        "This is allowed, but usually a name is misspelled, and then the intended property is\n"
        "optional in the client.",
        "declare the property, or correct its name in `required`",
        "required: [nmae]\nproperties: {name: {type: string}}",
        "required: [name]\nproperties: {name: {type: string}}",
    ),
    Code(
        "unknown-pattern",
        "warning",
        "a pattern is not a valid regular expression",
        "Patterns use JavaScript's dialect (JSON Schema 2020-12, section 6.3.3). This one is\n"
        "valid neither in that dialect nor in Python's.\n" + _NO_EFFECT,
        "correct the pattern; the client does not depend on it",
        "pattern: '[a-'",
        "pattern: '[a-z]'",
    ),
    Code(
        "unchecked-pattern",
        "warning",
        "a pattern is too long or nested too deeply to be checked",
        "Compiling a regular expression takes time and memory for each character and each group\n"
        "inside of another one. No pattern that a person wrote comes near the limits.\n"
        + _NO_EFFECT,
        "replace the pattern by a simpler one; the client does not depend on it",
        "pattern: '((((…a…))))'",
        "pattern: '^a$'",
    ),
    Code(
        "validator-failed",
        "error",
        "the validation itself failed",
        "A document that could not be validated may contain any error.",
        "please report it with the document",
    ),
    Code(
        "validation-timeout",
        "error",
        "the validation takes too long",
        "No real document takes this long. A document can be written so that validating it takes\n"
        "practically forever.",
        "reduce the references between its schemas, or report it with the document",
    ),
)
