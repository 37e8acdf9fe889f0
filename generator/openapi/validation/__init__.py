"""Validate a document against its version of the OpenAPI Specification."""
