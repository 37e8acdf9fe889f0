"""Codes of the stages that make an interface of a valid document."""

from __future__ import annotations

from generator.core.codes.code import Code

MEANING = (
    Code(
        "invalid-schema",
        "error",
        "a schema is neither an object nor a boolean",
        "A schema says which values are allowed; a list or a text says nothing of that.",
        "write an object, for example {type: string}",
        "schema: [string]",
        "schema: {type: string}",
    ),
    Code(
        "conflicting-all-of",
        "warning",
        "no value fits all parts of an `allOf`",
        "All parts hold at once (JSON Schema 2020-12, section 10.2.1.1). Where one asks for a\n"
        "text and another for an object, no value fits; the client takes either.",
        "give the parts types that a value can have at once; for a choice, use oneOf",
        "allOf: [{type: string}, {type: object}]",
        "oneOf: [{type: string}, {type: object}]",
    ),
    Code(
        "empty-enum",
        "warning",
        "an `enum` has no values",
        "No value fits it (JSON Schema 2020-12, section 6.1.2), which nobody means: the client\n"
        "goes by what else the schema says, and takes any value of its `type`.",
        "write the values that there are, or leave `enum` out",
        "type: string\nenum: []",
        "type: string\nenum: [cat, dog]",
    ),
    Code(
        "enum-contradicts-type",
        "warning",
        "a value of an `enum` is not of the schema's type",
        "Both hold at once, so that value can never come or be sent; most often it lacks quotes.",
        "correct `type`, or write the value as one of that type: with quotes for a string",
        "type: string\nenum: [1, 2]",
        "type: string\nenum: ['1', '2']",
    ),
    Code(
        "ignored-beside-reference",
        "warning",
        "a keyword stands beside a `$ref`, where it has no meaning before OpenAPI 3.1",
        "In OpenAPI 3.0 all that stands beside a `$ref` is to be ignored (3.0.4, section 4.7.23);\n"
        "since 3.1 it counts. What is meant is open.",
        "put the reference into an allOf: allOf: [{$ref: …}]",
        "$ref: '#/components/schemas/Pet'\nrequired: [name]",
        "allOf: [{$ref: '#/components/schemas/Pet'}]\nrequired: [name]",
    ),
    Code(
        "too-many-alternatives",
        "warning",
        "two unions hold at once, with too many members to pair",
        "A value fits a member of each, so every pair would be a type of its own. The client\n"
        "knows the members of one of the two.",
        "write the alternatives that there really are as one oneOf",
        "allOf: [{oneOf: [… 20]}, {oneOf: [… 20]}]",
        "oneOf: [… 20]",
    ),
    Code(
        "webhook-in-a-form",
        "warning",
        "what an API sends to you is a form",
        "The reader of a webhook makes values of JSON; a form it gives as it came, as bytes.",
        "decode the form with the library that receives the request",
        "content: {application/x-www-form-urlencoded: …}",
        "content: {application/json: …}",
    ),
    Code(
        "too-many-combinations",
        "error",
        "allOf, anyOf and oneOf come to more types than a client can have",
        "Alternatives inside of alternatives multiply: thirty schemas can stand for a billion\n"
        "types.",
        "where alternatives have alternatives, say in one place only what all have in common",
        "A: {properties: …, oneOf: [B, B2]}      # and B is of the same kind, and so on",
        "A: {oneOf: [B, B2]}",
    ),
    Code(
        "endless-schema",
        "error",
        "combined schemas lead back to where they came from",
        "What holds at once is put together in one type; here that never ends.",
        "let one of these schemas name properties instead of another schema",
    ),
    Code(
        "unread-items",
        "warning",
        "a stream is of a kind that the client does not read item by item",
        "Its `itemSchema` says what each item is, and the client gives the answer as a whole.",
        "items are read of text/event-stream, application/jsonl, application/json-seq and "
        "multipart/mixed",
        "content: {text/csv: {itemSchema: …}}",
        "content: {application/jsonl: {itemSchema: …}}",
    ),
    Code(
        "unused-encoding",
        "warning",
        "the parts of a multipart body have encodings by place",
        "They are for parts without names, which the client sends and reads as they are.",
        "describe the parts as properties of an object, if they can have names",
        "itemEncoding: {contentType: image/png}",
        "encoding: {photo: {contentType: image/png}}",
    ),
    Code(
        "method-in-another-case",
        "error",
        "a method that paths have a field for is spelt otherwise",
        "`additionalOperations` are for methods that have no field (OpenAPI 3.2.0, section 4.9);\n"
        "methods are case-sensitive, and servers do not know this one.",
        "put the operation under the field of its method",
        "additionalOperations: {Get: …}",
        "get: …",
    ),
    Code(
        "unresolved-expansion",
        "warning",
        "a field says that it expands to a schema that there is not",
        "`x-expansionResources` names what can be sent in full instead of an identifier; what has\n"
        "no schema is left out of the field's type.",
        "name a schema of components.schemas",
        "x-expansionResources:\n  oneOf: [{$ref: '#/components/schemas/Custmer'}]",
        "x-expansionResources:\n  oneOf: [{$ref: '#/components/schemas/Customer'}]",
    ),
)
