"""Codes of reading a document: the file or URL, and the syntax of its content."""

from __future__ import annotations

from generator.core.codes.code import Code

READING = (
    Code(
        "missing-document",
        "error",
        "the document does not exist",
        "There is no file at the given path, so there is nothing to build from.",
        "correct the path; a relative path starts from the current folder",
        "codegen build openapi.yml",
        "codegen build openapi.yaml",
    ),
    Code(
        "unreadable-document",
        "error",
        "the document cannot be read",
        "The path is a folder, you may not read the file, or its disk fails.",
        "give the path of a file that you may read",
        "codegen build specs/",
        "codegen build specs/openapi.yaml",
    ),
    Code(
        "not-utf-8",
        "error",
        "a file is not encoded as UTF-8",
        "JSON and YAML are exchanged as UTF-8 (RFC 8259, section 8.1). Read in another encoding,\n"
        "letters would silently turn into other letters.",
        "save the file as UTF-8",
        "title: Caf\\xe9          # the byte of ISO 8859-1",
        "title: Café             # two bytes in UTF-8",
    ),
    Code(
        "wrong-hash",
        "error",
        "the document does not have the pinned hash",
        "A pinned hash guards against unnoticed changes. The document was changed, or damaged in\n"
        "transit.",
        "review the change; if it is wanted, pin the new hash",
        "codegen build api.yaml --sha256 (the hash of an older api.yaml)",
        "codegen build api.yaml --sha256 (the hash in the message)",
    ),
    Code(
        "empty-document",
        "error",
        "the document is empty",
        "Most likely the file was never completely written.",
        "download or generate the document again",
        "(nothing)",
        "openapi: 3.1.0",
    ),
    Code(
        "markup-document",
        "error",
        "the document is a web page or XML",
        "Sites that display files send an HTML page around the content. That page was saved\n"
        "instead of the file.",
        'download the file itself; sites call it "raw"',
        "<!DOCTYPE html>",
        "openapi: 3.1.0",
    ),
    Code(
        "not-a-mapping",
        "error",
        "the document is a list or a single value",
        "An OpenAPI document is an object with named members (OpenAPI 3.1.1, section 4.3), and so\n"
        "is every other file that codegen reads.",
        "give the file that begins with `openapi:`",
        "- openapi: 3.1.0",
        "openapi: 3.1.0",
    ),
    Code(
        "too-deep",
        "error",
        "the document is nested too deeply",
        "No real document is nested this deeply. Most likely the program that generated it is\n"
        "broken, or the document is an attack.",
        "replace nested schemas by references to components",
        "a: {a: {a: {a: …}}}",
        "a: {$ref: '#/components/schemas/A'}",
    ),
    Code(
        "json-syntax",
        "error",
        "the document is not valid JSON",
        "codegen does not guess what malformed JSON means.",
        "correct the syntax; a formatter or an editor shows what is wrong",
        '{"openapi": "3.1.0",}',
        '{"openapi": "3.1.0"}',
    ),
    Code(
        "truncated-document",
        "error",
        "the document ends in the middle",
        "An interrupted download leaves a file like this.",
        "download or generate the document again",
        '{"openapi": "3.1.0", "info": {"ti',
        '{"openapi": "3.1.0", "info": {"title": "Pets"}}',
    ),
    Code(
        "duplicate-key",
        "error",
        "an object has the same key twice",
        "Which of the two values counts is undefined (RFC 8259, section 4). Tools disagree, and\n"
        "one value would be lost silently.",
        "remove or rename one of the two",
        "/pets: {get: …}\n/pets: {post: …}",
        "/pets: {get: …, post: …}",
    ),
    Code(
        "yaml-syntax",
        "error",
        "the document is not valid YAML, or uses YAML that JSON cannot express",
        "OpenAPI allows the part of YAML that JSON can express, too (OpenAPI 3.1.1, section 4.4):\n"
        "string keys, one document per file, tags of the core schema, finite numbers.",
        "correct the syntax; often it is a tab, or a colon in an unquoted string",
        "description: note: this breaks",
        "description: 'note: this does not'",
    ),
    Code(
        "endless-alias",
        "error",
        "a YAML alias refers to a value that contains it",
        "Expanding the alias would never end.",
        "use `$ref` for recursion; schemas may refer to themselves",
        "Node: &node\n  properties: {next: *node}",
        "Node:\n  properties: {next: {$ref: '#/components/schemas/Node'}}",
    ),
    Code(
        "alias-bomb",
        "error",
        "the document's YAML aliases expand to too many values",
        "A few lines of aliases to aliases can expand to more values than fit into memory.",
        "define repeated values as components, and refer to them with `$ref`",
        "b: [*a, *a, *a, *a, *a, *a, *a, *a]      # and c of b, and d of c …",
        "b: {$ref: '#/components/schemas/A'}",
    ),
)

FETCHING = (
    Code(
        "address-not-allowed",
        "error",
        "codegen does not fetch from this address",
        "Only https is fetched, and http from this machine, so that the document cannot be\n"
        "changed in transit. A server on the Internet may not redirect codegen into your network.",
        "use an https URL, or download the document and build from the file",
        "codegen build http://example.com/openapi.yaml",
        "codegen build https://example.com/openapi.yaml",
    ),
    Code(
        "unreachable-document",
        "error",
        "the document could not be fetched",
        "The host is unknown, refuses connections, the connection broke, or the response is\n"
        "damaged.",
        "check that the URL opens in a browser, and whether a proxy is needed",
        "codegen build https://exmaple.com/openapi.yaml",
        "codegen build https://example.com/openapi.yaml",
    ),
    Code(
        "document-timeout",
        "error",
        "the document's server took too long",
        "codegen gives up rather than wait for a server that does not respond.",
        "run the command again, or download the document and build from the file",
    ),
    Code(
        "http-status",
        "error",
        "the document's server responded with an error",
        "The body of an error response is not the document.",
        "correct the URL, or send a credential with --header-env",
        "codegen build https://example.com/private/openapi.yaml",
        "codegen build https://example.com/private/openapi.yaml --header-env Authorization=TOKEN",
    ),
    Code(
        "document-too-large",
        "error",
        "the response is larger than any real document",
        "It is not an OpenAPI document, or a compressed file that expands to fill the disk.",
        "check the URL; if it is the document, download it and build from the file",
    ),
)
