"""Convert Swagger 2.0 documents to OpenAPI 3.0, so that later stages handle one language only.

The result is a `Source` that records where every value was written in the 2.0 document. Diagnostics
about it are relocated to the 2.0 document.
"""

from generator.openapi.swagger2.convert_swagger2 import (
    RelocatedDiagnostics,
    convert_swagger2,
)

__all__ = ["RelocatedDiagnostics", "convert_swagger2"]
