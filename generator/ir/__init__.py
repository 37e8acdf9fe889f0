"""Intermediate representation: the API that a document describes, independent of OpenAPI syntax."""
