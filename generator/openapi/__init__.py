"""OpenAPI documents: frozen nodes, parsing, validation, conversion of Swagger 2.0, recovery.

Knows nothing of Python clients.
"""
