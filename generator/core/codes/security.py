"""Codes of security schemes and servers."""

from __future__ import annotations

from generator.core.codes.code import Code

SECURITY = (
    Code(
        "unknown-security-scheme",
        "error",
        "an operation requires an undefined security scheme",
        "The client would not know how to send the credentials (OpenAPI 3.1.1, section 4.8.30).",
        "define it under components.securitySchemes, or correct its name",
        "security: [{tokn: []}]\ncomponents:\n  securitySchemes: {token: …}",
        "security: [{token: []}]\ncomponents:\n  securitySchemes: {token: …}",
    ),
    Code(
        "incomplete-security-scheme",
        "error",
        "a security scheme is incomplete",
        "An API key needs `name` and `in`, HTTP authentication needs `scheme` (OpenAPI 3.1.1,\n"
        "section 4.8.27). Without them, the client cannot send the credentials.",
        "add the missing field, in an overlay for example",
        "key: {type: apiKey, in: header}",
        "key: {type: apiKey, in: header, name: X-Key}",
    ),
    Code(
        "unsupported-security-scheme",
        "warning",
        "the client does not implement this security scheme",
        "Client certificates belong to the connection, and some HTTP schemes need several\n"
        "requests. The client sends requests without these credentials.",
        "pass the client a `transport` that implements it",
        "Client()",
        "Client(transport=…)      # with your certificate",
    ),
    Code(
        "unused-security-scheme",
        "warning",
        "no operation requires a security scheme",
        "Usually `security` is missing. If the document never mentions `security`, the client\n"
        "sends the credentials that it is given; otherwise it leaves this scheme out.",
        "list it under `security` of the document or of operations, or remove it",
        "components:\n  securitySchemes: {token: …}",
        "security: [{token: []}]\ncomponents:\n  securitySchemes: {token: …}",
    ),
    Code(
        "colliding-security-schemes",
        "warning",
        "security schemes that apply together set the same header or parameter",
        "A request has one `Authorization` header, so only the first of two credentials for it is\n"
        "sent. Usually alternatives are intended (OpenAPI 3.1.1, section 4.8.30). Schemes that\n"
        "share one credential, like two OAuth2 flows, are not reported.",
        "make them alternatives: one list item for each",
        "security: [{basic: [], token: []}]",
        "security: [{basic: []}, {token: []}]",
    ),
    Code(
        "unusable-token-url",
        "warning",
        "the token URL of an OAuth flow is unusable",
        "The client fetches its tokens from this URL. Without it, users have to pass one.",
        "write the complete URL, beginning with https://",
        "tokenUrl: token",
        "tokenUrl: https://example.com/token",
    ),
)

SERVERS = (
    Code(
        "unknown-server",
        "warning",
        "a server's URL is relative, and the document's own URL is unknown",
        "A relative URL is resolved against the document's URL (OpenAPI 3.1.1, section 4.6), and\n"
        "this document is a file. Users of the client have to pass `base_url`.",
        "write the complete URL, beginning with https://",
        "servers: [{url: /v1}]",
        "servers: [{url: 'https://api.example.com/v1'}]",
    ),
    Code(
        "unusable-server",
        "warning",
        "a client cannot send requests to a server's URL",
        "The URL has a user name, query or fragment, no valid host or port, or is neither http\n"
        "nor https, if its variables have their defaults. Users of the client have to pass\n"
        "`base_url`.",
        "write the complete URL, beginning with https://, without user name, query and fragment",
        "servers: [{url: 'https://me@api.example.com'}]",
        "servers: [{url: 'https://api.example.com'}]",
    ),
    Code(
        "operation-servers",
        "warning",
        "operations have several servers, or server variables, of their own",
        "The client sends their requests to the first server, with the default of each variable.",
        "to use another server, pass its URL as `base_url`",
        "Client()",
        "Client(base_url='https://eu.files.example.com')",
    ),
    Code(
        "undeclared-server-variable",
        "warning",
        "a variable of a server's URL has no default",
        "The default is required (OpenAPI 3.1.1, section 4.8.6). Without it, users of the client\n"
        "have to pass a value.",
        "declare it under `variables`, with a default",
        "url: https://{region}.example.com",
        "url: https://{region}.example.com\nvariables: {region: {default: eu}}",
    ),
    Code(
        "unfit-server-default",
        "warning",
        "the default of a server variable is not one of its values",
        "It must be one of them (OpenAPI 3.1.1, section 4.8.6). The client uses the default\n"
        "anyway.",
        "use one of the values, or add the default to them",
        "region: {enum: [eu, us], default: de}",
        "region: {enum: [eu, us], default: eu}",
    ),
)
