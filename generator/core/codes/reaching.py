"""Codes of servers and credentials: where a client sends requests, and as whom."""

from __future__ import annotations

from generator.core.codes.code import Code

REACHING = (
    Code(
        "unknown-security-scheme",
        "error",
        "an operation asks for credentials that are described nowhere",
        "The client would not know how to send them (OpenAPI 3.1.1, section 4.8.30).",
        "define it under components.securitySchemes, or correct its name",
        "security: [{tokn: []}]\ncomponents:\n  securitySchemes: {token: …}",
        "security: [{token: []}]\ncomponents:\n  securitySchemes: {token: …}",
    ),
    Code(
        "incomplete-security-scheme",
        "error",
        "a security scheme lacks what its kind needs",
        "An API key has a name and a place, HTTP authentication a scheme (OpenAPI 3.1.1, section\n"
        "4.8.27); without them the client cannot send it.",
        "add it as the specification asks for, in an overlay for example",
        "key: {type: apiKey, in: header}",
        "key: {type: apiKey, in: header, name: X-Key}",
    ),
    Code(
        "unsupported-security-scheme",
        "warning",
        "a security scheme is more than a value that is sent along",
        "Certificates are up to the connection, and some schemes of HTTP are an exchange. The\n"
        "client sends requests without them.",
        "give the client a `transport` that does it",
        "Client()",
        "Client(transport=…)      # with your certificate",
    ),
    Code(
        "unused-security-scheme",
        "warning",
        "no operation asks for a security scheme",
        "Most often `security` was forgotten. Where the document says nothing of credentials at\n"
        "all, the client sends those that its user gives; else this scheme is left out.",
        "name it under `security` of the document or of operations, or leave it out",
        "components:\n  securitySchemes: {token: …}",
        "security: [{token: []}]\ncomponents:\n  securitySchemes: {token: …}",
    ),
    Code(
        "colliding-security-schemes",
        "warning",
        "schemes that go together want different things in the same place of a request",
        "There is one header `Authorization`, and so for any other place: of two secrets for it\n"
        "only the first is sent. Most often alternatives are meant (OpenAPI 3.1.1, 4.8.30). Two\n"
        "schemes that one secret serves, as two flows of OAuth2 with their tokens, are not told.",
        "make them alternatives, each in an item of its own",
        "security: [{basic: [], token: []}]",
        "security: [{basic: []}, {token: []}]",
    ),
    Code(
        "unusable-token-url",
        "warning",
        "an OAuth flow's token URL leads nowhere",
        "The client fetches its tokens there; without it, its users have to say where.",
        "write it in full, from https:// on",
        "tokenUrl: token",
        "tokenUrl: https://example.com/token",
    ),
    Code(
        "unknown-server",
        "warning",
        "a server's URL begins where the document is on the web, which is not known",
        "A relative URL is completed by the document's own (OpenAPI 3.1.1, section 4.6), and this\n"
        "document is a file. Users of the client give its `base_url`.",
        "write it in full, from https:// on",
        "servers: [{url: /v1}]",
        "servers: [{url: 'https://api.example.com/v1'}]",
    ),
    Code(
        "unusable-server",
        "warning",
        "a server's URL is none that a client can call",
        "It has a user name, a query or a fragment in it, or is no http or https address. Users\n"
        "of the client give its `base_url`.",
        "write it in full, from https:// on, without user name, query and fragment",
        "servers: [{url: 'https://me@api.example.com'}]",
        "servers: [{url: 'https://api.example.com'}]",
    ),
    Code(
        "operation-servers",
        "warning",
        "operations have several servers of their own, or variables in them",
        "Calls of them go to the first, as it is by default.",
        "to call another one, give the client its URL as `base_url`",
        "Client()",
        "Client(base_url='https://eu.files.example.com')",
    ),
    Code(
        "undeclared-server-variable",
        "warning",
        "the URL of a server has a variable without a default",
        "A default is required (OpenAPI 3.1.1, section 4.8.6); without it users of the client\n"
        "must give a value.",
        "declare it under `variables`, with a default",
        "url: https://{region}.example.com",
        "url: https://{region}.example.com\nvariables: {region: {default: eu}}",
    ),
    Code(
        "unfit-server-default",
        "warning",
        "the default of a server's variable is none of its values",
        "It must be one of them (OpenAPI 3.1.1, section 4.8.6); the client calls that server\n"
        "nevertheless.",
        "take one of the values, or add the default to them",
        "region: {enum: [eu, us], default: de}",
        "region: {enum: [eu, us], default: eu}",
    ),
)
