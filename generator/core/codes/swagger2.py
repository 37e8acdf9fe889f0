"""Codes of Swagger 2.0 documents, which are converted to OpenAPI 3.0."""

from __future__ import annotations

from generator.core.codes.code import Code

SWAGGER2 = (
    Code(
        "several-bodies",
        "error",
        "an operation of a Swagger 2.0 document has more than one body",
        "A request has one body: one parameter with `in: body`, or the fields of a form\n"
        "(Swagger 2.0, Parameter Object).",
        "remove all but one, or combine them into one object",
        "- {name: pet, in: body, schema: …}\n- {name: owner, in: body, schema: …}",
        "- name: body\n  in: body\n  schema: {properties: {pet: …, owner: …}}",
    ),
    Code(
        "list-as-text",
        "warning",
        "a list parameter of a Swagger 2.0 document is a string in the client",
        "OpenAPI 3 has no style for this separator, so callers pass the items as one string.",
        "join the items in your code, or change collectionFormat",
        "type: array\ncollectionFormat: tsv",
        "type: array\ncollectionFormat: csv",
    ),
    Code(
        "assumed-scheme",
        "warning",
        "a Swagger 2.0 document has a host, but no scheme",
        "The client assumes https.",
        "declare the scheme: schemes: [https]",
        "host: example.com",
        "host: example.com\nschemes: [https]",
    ),
)
