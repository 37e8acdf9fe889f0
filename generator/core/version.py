"""The version of codegen, said once."""

__version__ = "0.1.0"
