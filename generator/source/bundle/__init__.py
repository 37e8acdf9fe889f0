"""Bundle a document: copy what its references name in other files into its own tree.

Bundling follows `overlay`. The result is a `Source` in which every reference is a JSON Pointer into
the tree, so later stages need not know that there was more than one file.
"""

from generator.source.bundle.bundle_references import bundle_references

__all__ = ["bundle_references"]
