"""Codes of parameters and bodies: what a client sends, and how it is written."""

from __future__ import annotations

from generator.core.codes.code import Code

SENDING = (
    Code(
        "undefined-style",
        "warning",
        "a parameter's style is not defined for its values",
        "OpenAPI leaves open how such values are written (OpenAPI 3.1.1, section 4.8.12.3), so\n"
        "servers differ; the client sends what most read.",
        "give the parameter another style, or a `content` that says how it is written",
        "style: spaceDelimited\nschema: {type: object, …}",
        "style: form\nschema: {type: array, …}",
    ),
    Code(
        "ignored-parameter",
        "warning",
        "a header parameter has a name that OpenAPI ignores",
        "Accept, Content-Type and Authorization are said by answers, bodies and security schemes\n"
        "(OpenAPI 3.1.1, section 4.8.12.1); the client sends them by those.",
        "leave the parameter out, and describe what it is for in that other place",
        "parameters: [{name: Authorization, in: header, …}]",
        "security: [{token: []}]",
    ),
    Code(
        "unnamed-parts",
        "warning",
        "the parts of a multipart body have no names",
        "The client names parts by the properties of an object; here the caller has to put the\n"
        "body together.",
        "describe an object, each property of which is a part",
        "multipart/form-data: {schema: {type: array, …}}",
        "multipart/form-data: {schema: {properties: {photo: …}}}",
    ),
    Code(
        "part-headers",
        "warning",
        "a part of a multipart body that is no file has headers",
        "The client sends such a part without them: only a file can have some.",
        "describe the part as a file, with `format: binary`",
        "note: {type: string}\nencoding: {note: {headers: …}}",
        "note: {type: string, format: binary}\nencoding: {note: {headers: …}}",
    ),
)
