"""Codes of references into other files, which are brought into one document."""

from __future__ import annotations

from generator.core.codes.code import Code

BUNDLING = (
    Code(
        "reference-not-allowed",
        "error",
        "a reference leads to where a document may not have files read",
        "A document that somebody else wrote could have any file of this machine, or any address\n"
        "that only it can reach, read into a client. It may name what is in its own folder, and\n"
        "what you allow.",
        "move the file into the document's folder; if you trust the document: --allow-references",
        "codegen build api/openapi.yaml                # has $ref: '../models/pet.yaml'",
        "codegen build api/openapi.yaml --allow-references models",
    ),
    Code(
        "too-many-references",
        "error",
        "what a document refers to has more values than any real one",
        "References to references, in several files, stand for more than memory holds.",
        "let schemas refer to components, which may go in circles, instead of to whole files",
    ),
    Code(
        "reference-siblings",
        "warning",
        "a field stands both beside a `$ref` and in what it leads to",
        "OpenAPI does not say which one holds; codegen takes the one beside the `$ref`.",
        "leave one of them out",
        "$ref: pets.yaml\nget: …                    # and pets.yaml has get as well",
        "$ref: pets.yaml",
    ),
    Code(
        "dynamic-reference",
        "warning",
        "a `$dynamicRef` is read as the schema that it names where it stands",
        "What it means depends on where one comes from (JSON Schema 2020-12, section 8.2.3.2),\n"
        "and a class has one meaning.",
        "where another schema with this anchor is meant, refer to that one",
        "$dynamicRef: '#node'",
        "$ref: '#/components/schemas/Node'",
    ),
)
