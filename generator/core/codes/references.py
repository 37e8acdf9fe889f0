"""Codes of references to other files, which are bundled into one document."""

from __future__ import annotations

from generator.core.codes.code import Code

REFERENCES = (
    Code(
        "reference-not-allowed",
        "error",
        "a reference leads outside of the document's folder",
        "An untrusted document could copy any file of this machine, or any URL that only this\n"
        "machine can reach, into a client. References may lead to the document's own folder and\n"
        "to locations that you allow.",
        "move the file into the document's folder, or allow its location with --allow-references",
        "codegen build api/openapi.yaml                # has $ref: '../models/pet.yaml'",
        "codegen build api/openapi.yaml --allow-references models",
    ),
    Code(
        "too-many-references",
        "error",
        "the document's references expand to too much",
        "References to whole files that refer to whole files multiply until they no longer fit\n"
        "into memory.",
        "refer to components, which may be recursive, instead of to whole files",
    ),
    Code(
        "reference-siblings",
        "warning",
        "a field is both beside a `$ref` and in its target",
        "OpenAPI does not define which one counts. codegen uses the one beside the `$ref`.",
        "remove one of the two",
        "$ref: pets.yaml\nget: …                    # and pets.yaml has get as well",
        "$ref: pets.yaml",
    ),
    Code(
        "dynamic-reference",
        "warning",
        "a `$dynamicRef` is read like a `$ref`",
        "The target of a `$dynamicRef` depends on the schemas that were entered before it (JSON\n"
        "Schema 2020-12, section 8.2.3.2), but a class has one definition.",
        "where another schema with this anchor is meant, refer to that schema",
        "$dynamicRef: '#node'",
        "$ref: '#/components/schemas/Node'",
    ),
)
