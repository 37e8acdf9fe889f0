"""Compile an OpenAPI document into a typed Python client.

The stages, left to right, each a package that imports only from those before it:
`load` → `spec` → `lower` → `naming` → `python` → `render` → `output`; `build` joins them and
`cli` is the only place that prints.
"""
