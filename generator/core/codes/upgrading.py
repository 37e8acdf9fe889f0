"""Codes of Swagger 2.0 documents, which are read as OpenAPI 3.0."""

from __future__ import annotations

from generator.core.codes.code import Code

UPGRADING = (
    Code(
        "several-bodies",
        "error",
        "an operation of a Swagger 2.0 document has more than one body",
        "A request has one body: one parameter with `in: body`, or fields of a form\n"
        "(Swagger 2.0, Parameter Object).",
        "leave out all but one, or put what they hold into one object",
        "- {name: pet, in: body, schema: …}\n- {name: owner, in: body, schema: …}",
        "- name: body\n  in: body\n  schema: {properties: {pet: …, owner: …}}",
    ),
    Code(
        "list-as-text",
        "warning",
        "a list of a Swagger 2.0 document takes text in the client",
        "OpenAPI 3 has no style for lists with this separator, so the client takes the values\n"
        "joined already.",
        "join the values yourself, or say another collectionFormat",
        "type: array\ncollectionFormat: tsv",
        "type: array\ncollectionFormat: csv",
    ),
    Code(
        "assumed-scheme",
        "warning",
        "a Swagger 2.0 document names a host and no scheme",
        "The client has to know whether to speak http or https; https is assumed.",
        "say which: schemes: [https]",
        "host: example.com",
        "host: example.com\nschemes: [https]",
    ),
)
