"""Declarations of Python modules: what each says and imports, but not how it is laid out."""
