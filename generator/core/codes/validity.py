"""Codes of the validation: is this an OpenAPI document as the specification wants it?"""

from __future__ import annotations

from generator.core.codes.code import Code

_WITHOUT_EFFECT = (
    "The client is the same with and without it; other tools may stumble over it."
)

VALIDITY = (
    Code(
        "not-openapi",
        "error",
        "the document does not say that it is OpenAPI",
        "The field `openapi` says which version of the specification a document is written in\n"
        "(OpenAPI 3.1.1, section 4.8.1). Without it nothing in the document has a meaning.",
        "an OpenAPI document starts with, for example, openapi: 3.1.0",
        "info: {title: Pets, version: '1'}",
        "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}",
    ),
    Code(
        "unsupported-version",
        "error",
        "the document is of a version that codegen does not read",
        "Versions differ in what words mean; reading one as another gives a wrong client.",
        "write the document in a version that codegen reads, or convert it",
        "openapi: 4.0.0",
        "openapi: 3.1.0",
    ),
    Code(
        "invalid-document",
        "error",
        "something is not as the specification wants it, and the client depends on it",
        "codegen cannot know what is meant: something is missing, of another type, or not one of\n"
        "the values that can stand there.",
        "correct it as the specification has it",
        "parameters:\n- name: limit",
        "parameters:\n- name: limit\n  in: query\n  schema: {type: integer}",
    ),
    Code(
        "invalid-detail",
        "warning",
        "something is not as the specification wants it, and the client does not depend on it",
        _WITHOUT_EFFECT,
        "correct it for the sake of other tools",
        "contact: {email: nobody}",
        "contact: {email: nobody@example.com}",
    ),
    Code(
        "misspelt-field",
        "error",
        "a field is unknown and spelt almost like one that is not",
        "What was meant would be left out in silence: a property that is `requierd` would be\n"
        "optional in the client.",
        "correct the spelling; a field of your own begins with x-",
        "type: object\nrequierd: [name]",
        "type: object\nrequired: [name]",
    ),
    Code(
        "unknown-field",
        "warning",
        "a field is not one that can stand here",
        "The specification gives it no meaning here, so tools read it in different ways or not at\n"
        "all.",
        "take it out; or begin its name with x-, as fields of your own do",
        "get:\n  owner: billing",
        "get:\n  x-owner: billing",
    ),
    Code(
        "external-reference",
        "error",
        "a reference to another file stands where OpenAPI has none",
        "Other files are read where the specification has references: for schemas, parameters,\n"
        "responses, path items and the like. Here tools read it in different ways or not at all.",
        "write here what it names: OpenAPI has no references in this place",
        "servers:\n- $ref: server.yaml",
        "servers:\n- url: https://example.com",
    ),
    Code(
        "unresolved-reference",
        "error",
        "a reference names nothing",
        "What the document means here is written nowhere.",
        "correct its spelling, or add what it names",
        "$ref: '#/components/schemas/Pets'",
        "$ref: '#/components/schemas/Pet'",
    ),
    Code(
        "wrong-reference",
        "error",
        "a reference leads to a thing of another kind",
        "Where a parameter stands, a reference leads to a parameter, and not to a schema.",
        "name a thing of the kind that stands here",
        "parameters: [{$ref: '#/components/schemas/Limit'}]",
        "parameters: [{$ref: '#/components/parameters/Limit'}]",
    ),
    Code(
        "reference-cycle",
        "error",
        "references lead back to themselves",
        "Whoever follows them never comes to a definition. Schemas that contain themselves in a\n"
        "property or an item are fine.",
        "let one of them name a definition",
        "A: {$ref: '#/components/schemas/B'}\nB: {$ref: '#/components/schemas/A'}",
        "A: {$ref: '#/components/schemas/B'}\nB: {type: string}",
    ),
    Code(
        "invalid-reference",
        "error",
        "a `$ref` is no text, or stands where it is a name",
        "A reference is a URI (OpenAPI 3.1.1, section 4.8.23), and so a string. All members of\n"
        "`components.schemas`, `properties` and the like are names, and so would `$ref` be.",
        "write where it leads as text: $ref: '#/components/…', or 'file.yaml#/…'",
        "$ref: 7",
        "$ref: '#/components/schemas/Pet'",
    ),
    Code(
        "duplicate-operation-id",
        "error",
        "two operations have the same operationId",
        "It must be unique (OpenAPI 3.1.1, section 4.8.10): functions are named by it, and\n"
        "selections and configurations mean one operation by it.",
        "give one of the two another operationId",
        "get: {operationId: pets}\npost: {operationId: pets}",
        "get: {operationId: listPets}\npost: {operationId: createPet}",
    ),
    Code(
        "duplicate-parameter",
        "error",
        "an operation has the same parameter twice",
        "A parameter is known by its name and place (OpenAPI 3.1.1, section 4.8.12); which of the\n"
        "two counts is open.",
        "take one of the two out",
        "- {name: limit, in: query, schema: {type: string}}\n"
        "- {name: limit, in: query, schema: {type: integer}}",
        "- {name: limit, in: query, schema: {type: integer}}",
    ),
    Code(
        "path-parameter",
        "error",
        "a name in braces in a path has no parameter",
        "The client would not know what to put there (OpenAPI 3.1.1, section 4.8.8.2).",
        "the names in braces in the path and the parameters with `in: path` must be the same",
        "/pets/{id}:\n  get: {responses: …}",
        "/pets/{id}:\n  get:\n    parameters: [{name: id, in: path, required: true, …}]",
    ),
    Code(
        "unfit-default",
        "warning",
        "a default does not fit its own schema",
        "A default says what a server assumes, and JSON Schema 2020-12, section 9.2, asks that it\n"
        "fits.\n" + _WITHOUT_EFFECT,
        "correct the default or the schema; the client does not depend on it",
        "type: boolean\ndefault: 'false'",
        "type: boolean\ndefault: false",
    ),
    Code(
        "unchecked-default",
        "warning",
        "whether a default fits its schema takes too long to find out",
        "A few schemas or one pattern can ask for more work than there is time. Nothing is known\n"
        "to be wrong, and the client does not depend on it.",
        "if it fits, all is well; a simpler schema or pattern can be checked",
        "pattern: '^(a+)+$'",
        "pattern: '^a+$'",
    ),
    Code(
        "undeclared-required",
        "warning",
        "a required property is declared nowhere",
        "It is allowed, but most often a name is misspelt, and then the property that was meant\n"
        "is optional in the client.",
        "declare the property, or correct its name in `required`",
        "required: [nmae]\nproperties: {name: {type: string}}",
        "required: [name]\nproperties: {name: {type: string}}",
    ),
    Code(
        "unknown-pattern",
        "warning",
        "a pattern is no regular expression",
        "Patterns are written in JavaScript's dialect (JSON Schema 2020-12, section 6.3.3); this\n"
        "one fits neither that nor Python's.\n" + _WITHOUT_EFFECT,
        "correct the pattern; the client does not depend on it",
        "pattern: '[a-'",
        "pattern: '[a-z]'",
    ),
    Code(
        "validator-failed",
        "error",
        "the validation itself failed",
        "A document that nobody could look through may have anything in it.",
        "please report it with the document",
    ),
    Code(
        "validation-timeout",
        "error",
        "the validation takes longer than for any real document",
        "A document can be written so that to look through it takes for ever.",
        "let its schemas refer to each other in fewer ways; or report it with the document",
    ),
)
