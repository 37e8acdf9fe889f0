"""Codes of schemas: contradictions, and schemas that a type cannot represent."""

from __future__ import annotations

from generator.core.codes.code import Code

SCHEMAS = (
    Code(
        "invalid-schema",
        "error",
        "a schema is neither an object nor a boolean",
        "A schema describes which values are allowed. A list or a string does not.",
        "write an object, for example {type: string}",
        "schema: [string]",
        "schema: {type: string}",
    ),
    Code(
        "conflicting-all-of",
        "warning",
        "no value is valid against all parts of an `allOf`",
        "All parts apply at once (JSON Schema 2020-12, section 10.2.1.1), but no value is, for\n"
        "example, both a string and an object. The client accepts either.",
        "give the parts compatible types; for alternatives, use oneOf",
        "allOf: [{type: string}, {type: object}]",
        "oneOf: [{type: string}, {type: object}]",
    ),
    Code(
        "empty-enum",
        "warning",
        "an `enum` has no values",
        "No value is valid (JSON Schema 2020-12, section 6.1.2), which cannot be intended. The\n"
        "client ignores the `enum`.",
        "list the values, or remove `enum`",
        "type: string\nenum: []",
        "type: string\nenum: [cat, dog]",
    ),
    Code(
        "enum-contradicts-type",
        "warning",
        "a value of an `enum` does not have the schema's type",
        "Both keywords apply, so the value is never valid. Usually quotes are missing.",
        "correct `type`, or the type of the value: strings need quotes",
        "type: string\nenum: [1, 2]",
        "type: string\nenum: ['1', '2']",
    ),
    Code(
        "ignored-beside-reference",
        "warning",
        "a keyword beside a `$ref` is ignored before OpenAPI 3.1",
        "OpenAPI 3.0 ignores everything beside a `$ref` (3.0.4, section 4.7.23); 3.1 does not.\n"
        "The author may have expected the keyword to apply.",
        "wrap the reference: allOf: [{$ref: …}]",
        "$ref: '#/components/schemas/Pet'\nrequired: [name]",
        "allOf: [{$ref: '#/components/schemas/Pet'}]\nrequired: [name]",
    ),
    Code(
        "too-many-alternatives",
        "warning",
        "two combined unions have too many members to combine in pairs",
        "A value has to match a member of each union, so every pair would be a type. The client\n"
        "has the members of one of the two.",
        "list the actual alternatives in one oneOf",
        "allOf: [{oneOf: [… 20]}, {oneOf: [… 20]}]",
        "oneOf: [… 20]",
    ),
    Code(
        "too-many-combinations",
        "error",
        "allOf, anyOf and oneOf combine to too many types",
        "Nested alternatives multiply: thirty schemas can combine to a billion types.",
        "where alternatives have alternatives, state their common properties only once",
        "A: {properties: …, oneOf: [B, B2]}      # and B is written like A, and so on",
        "A: {oneOf: [B, B2]}",
    ),
    Code(
        "endless-schema",
        "error",
        "combining schemas never ends",
        "Schemas that apply together are merged into one type, but these schemas contain\n"
        "themselves.",
        "replace one of the references by properties",
    ),
    Code(
        "unresolved-expansion",
        "warning",
        "a field expands to a schema that does not exist",
        "`x-expansionResources` lists the objects that can replace an ID. An object without a\n"
        "schema is left out of the field's type.",
        "refer to a schema of components.schemas",
        "x-expansionResources:\n  oneOf: [{$ref: '#/components/schemas/Custmer'}]",
        "x-expansionResources:\n  oneOf: [{$ref: '#/components/schemas/Customer'}]",
    ),
)
