"""The version of codegen."""

__version__ = "0.1.0"
