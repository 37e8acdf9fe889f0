"""A Swagger 2.0 document as OpenAPI 3.0, so that later stages need to know one language only.

What it gives is a `Source` again, which knows for each value where in the 2.0 document it was
written; `upgraded` also gives a collector of diagnostics that tells of those places.
"""

from generator.openapi.swagger2.convert import convert_swagger2

__all__ = ["convert_swagger2"]
