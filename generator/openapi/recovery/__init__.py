"""Continue past errors: remove the smallest part of the document around each one.

There is no rule per error. A diagnostic gives the location, the specification says which object is
there, and that decides what can be removed so that the client lacks something but is not wrong: a
schema then accepts anything, an optional parameter disappears, or the whole operation does.
"""

from generator.openapi.recovery.prune_document import prune_document
from generator.openapi.recovery.pruned_document import PrunedDocument

__all__ = ["PrunedDocument", "prune_document"]
