"""References beyond `#/…`: what a document has in other files comes into the one tree.

It comes after `overlay`. What it gives is a `Source` again, in which every reference is a JSON
Pointer into the tree, and later stages need not know that there was more than one file.
"""

from generator.source.bundle.bundle_references import bundle_references

__all__ = ["bundle_references"]
