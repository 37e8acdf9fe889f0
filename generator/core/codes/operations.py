"""Codes of operations: methods, parameters, bodies, streams and webhooks."""

from __future__ import annotations

from generator.core.codes.code import Code

OPERATIONS = (
    Code(
        "method-in-another-case",
        "error",
        "`additionalOperations` has a method that has a field of its own",
        "`additionalOperations` is for methods without a field (OpenAPI 3.2.0, section 4.9).\n"
        "Methods are case-sensitive, so servers do not know this spelling.",
        "move the operation to the field of its method",
        "additionalOperations: {Get: …}",
        "get: …",
    ),
    Code(
        "long-path",
        "error",
        "a path is longer than servers accept",
        "A path may have 8,000 characters, which servers should support at least (RFC 9110,\n"
        "section 4.1), and 100 segments. Most likely the program that generated the document is\n"
        "broken, or the document is an attack.",
        "correct the path, or remove it",
        "/a/a/a/a/a…: {get: …}",
        "/a/{id}: {get: …}",
    ),
    Code(
        "undefined-style",
        "warning",
        "a parameter's style is undefined for its type",
        "OpenAPI does not define how to serialize these values (OpenAPI 3.1.1, section 4.8.12.3),\n"
        "so servers differ. The client uses the most common serialization.",
        "change the style, or describe the serialization with `content`",
        "style: spaceDelimited\nschema: {type: object, …}",
        "style: form\nschema: {type: array, …}",
    ),
    Code(
        "ignored-parameter",
        "warning",
        "OpenAPI ignores a header parameter of this name",
        "Accept, Content-Type and Authorization follow from responses, bodies and security\n"
        "schemes (OpenAPI 3.1.1, section 4.8.12.1), and the client sends them accordingly.",
        "remove the parameter, and describe the response, body or security scheme instead",
        "parameters: [{name: Authorization, in: header, …}]",
        "security: [{token: []}]",
    ),
    Code(
        "unnamed-parts",
        "warning",
        "the parts of a multipart body have no names",
        "The client names parts after the properties of an object. Without them, callers encode\n"
        "the body themselves.",
        "describe an object with a property for each part",
        "multipart/form-data: {schema: {type: array, …}}",
        "multipart/form-data: {schema: {properties: {photo: …}}}",
    ),
    Code(
        "part-headers",
        "warning",
        "a part of a multipart body has headers, but is not a file",
        "The client sends headers for files only, and this part without them.",
        "describe the part as a file, with `format: binary`",
        "note: {type: string}\nencoding: {note: {headers: …}}",
        "note: {type: string, format: binary}\nencoding: {note: {headers: …}}",
    ),
    Code(
        "unused-encoding",
        "warning",
        "the parts of a multipart body have encodings by position",
        "Encodings by position are for parts without names, which the client sends and reads as\n"
        "bytes.",
        "describe the parts as properties of an object, if they can have names",
        "itemEncoding: {contentType: image/png}",
        "encoding: {photo: {contentType: image/png}}",
    ),
    Code(
        "unread-items",
        "warning",
        "the items of a stream are not read one by one",
        "`itemSchema` describes the items, but the client has no reader for this media type and\n"
        "returns the response as a whole.",
        "use text/event-stream, application/jsonl, application/json-seq or multipart/mixed",
        "content: {text/csv: {itemSchema: …}}",
        "content: {application/jsonl: {itemSchema: …}}",
    ),
    Code(
        "webhook-in-a-form",
        "warning",
        "a webhook sends a form",
        "Webhook readers decode JSON only. They return a form as bytes.",
        "decode the form with the library that receives the request",
        "content: {application/x-www-form-urlencoded: …}",
        "content: {application/json: …}",
    ),
    Code(
        "renamed-argument",
        "warning",
        "an argument of an existing client has a new name",
        "Its name is that of an option of every operation now, so that the client cannot keep it.",
        "rename the argument where you call the operation",
        "client.things.create(extra_body='x')",
        "client.things.create(extra_body_body='x')",
    ),
)
