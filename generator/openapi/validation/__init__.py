"""Validate a document against its version of the OpenAPI Specification.

`validate.validate` returns the diagnostics for a document; `process.ValidationProcess` does so in a
second process, while the build goes on.

    specifications   the versions, their JSON Schemas and dialects (from openapi-spec-validator)
    structure        the document against that JSON Schema
    references       every reference can be followed
    rules            what no JSON Schema expresses: {operation,schema,tag}_rules
    document         values with their locations, references followed; traversal finds the objects
    json_schema      a fast validator, and one whose errors can be explained
    explain          errors of that validator as diagnostics; severity makes some of them warnings
"""
