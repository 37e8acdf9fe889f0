"""Codes of the stage `load`: the file, and the syntax of what is in it."""

from __future__ import annotations

from generator.core.codes.code import Code

LOADING = (
    Code(
        "missing-document",
        "error",
        "there is no file at the path of the document",
        "Without the document there is nothing to build from.",
        "correct the path; a relative one starts from the current folder",
        "codegen build openapi.yml",
        "codegen build openapi.yaml",
    ),
    Code(
        "unreadable-document",
        "error",
        "the file of the document cannot be read",
        "It is a folder, belongs to somebody else, or its disk fails.",
        "give the path of a file that you may read",
        "codegen build specs/",
        "codegen build specs/openapi.yaml",
    ),
    Code(
        "not-utf-8",
        "error",
        "a file is not text in the UTF-8 encoding",
        "JSON and YAML that programs exchange are UTF-8 (RFC 8259, section 8.1). In another\n"
        "encoding letters would silently become other letters.",
        "save the file in the UTF-8 encoding",
        "title: Caf\\xe9          # the byte of ISO 8859-1",
        "title: Café             # two bytes in UTF-8",
    ),
    Code(
        "wrong-hash",
        "error",
        "the document is not the one that was pinned",
        "A pinned hash says that nobody changes the document unseen; now somebody did, or it was\n"
        "damaged on the way.",
        "look at what changed; if it is wanted, write down the new hash",
        "codegen build api.yaml --sha256 (the hash of an older api.yaml)",
        "codegen build api.yaml --sha256 (the hash that the message names)",
    ),
    Code(
        "empty-document",
        "error",
        "the file has nothing in it",
        "Most likely it was never written to the end.",
        "download or generate the document again",
        "(nothing)",
        "openapi: 3.1.0",
    ),
    Code(
        "markup-document",
        "error",
        "the file is a web page or XML",
        "Sites that show files answer with a page around them, and that page was saved.",
        'download the file itself; sites call it "raw"',
        "<!DOCTYPE html>",
        "openapi: 3.1.0",
    ),
    Code(
        "not-a-mapping",
        "error",
        "the document is a list or a single value",
        "An OpenAPI document, and so every file that codegen reads, is an object with named\n"
        "members (OpenAPI 3.1.1, section 4.3).",
        "give the file whose first lines have `openapi:` in them",
        "- openapi: 3.1.0",
        "openapi: 3.1.0",
    ),
    Code(
        "too-deep",
        "error",
        "the document nests deeper than any real one",
        "Such a document is a mistake of the program that wrote it, or made to break others.",
        "let the schemas inside of each other refer to components instead",
        "a: {a: {a: {a: …}}}",
        "a: {$ref: '#/components/schemas/A'}",
    ),
    Code(
        "json-syntax",
        "error",
        "the text is not JSON",
        "What a program guesses of broken text is not what its author meant.",
        "correct the text at this place; a formatter or an editor shows what is wrong",
        '{"openapi": "3.1.0",}',
        '{"openapi": "3.1.0"}',
    ),
    Code(
        "truncated-document",
        "error",
        "the text of the document ends in the middle",
        "A download that broke off leaves such a file.",
        "download or write the document again",
        '{"openapi": "3.1.0", "info": {"ti',
        '{"openapi": "3.1.0", "info": {"title": "Pets"}}',
    ),
    Code(
        "duplicate-key",
        "error",
        "an object has the same name twice",
        "Which of the two counts is open (RFC 8259, section 4), so tools disagree, and one of\n"
        "them is lost in silence.",
        "keep one of the two, or give one another name",
        "/pets: {get: …}\n/pets: {post: …}",
        "/pets: {get: …, post: …}",
    ),
    Code(
        "yaml-syntax",
        "error",
        "the text is not YAML, or YAML that JSON has no words for",
        "OpenAPI takes from YAML what JSON can say too (OpenAPI 3.1.1, section 4.4): names that\n"
        "are text, one document in a file, the tags of the core schema, finite numbers.",
        "correct the text at this place; most often it is a tab, or a colon in text without quotes",
        "description: note: this breaks",
        "description: 'note: this does not'",
    ),
    Code(
        "endless-alias",
        "error",
        "a YAML alias stands inside of what it names",
        "Written out, such a value would never end.",
        "say what repeats itself with `$ref`, which may go in circles in schemas",
        "Node: &node\n  properties: {next: *node}",
        "Node:\n  properties: {next: {$ref: '#/components/schemas/Node'}}",
    ),
    Code(
        "alias-bomb",
        "error",
        "the document's YAML aliases multiply without measure",
        "A few lines of aliases to aliases stand for more values than memory holds.",
        "write the values that repeat as components, and refer to them with `$ref`",
        "b: [*a, *a, *a, *a, *a, *a, *a, *a]      # and c of b, and d of c …",
        "b: {$ref: '#/components/schemas/A'}",
    ),
)
