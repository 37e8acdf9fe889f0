"""All diagnostic codes, each with an explanation of what it means and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.core.codes.code import Code
from generator.core.codes.documents import FETCHING, READING
from generator.core.codes.operations import OPERATIONS
from generator.core.codes.output import OUTPUT
from generator.core.codes.overlays import OVERLAYS
from generator.core.codes.references import REFERENCES
from generator.core.codes.schemas import SCHEMAS
from generator.core.codes.security import SECURITY, SERVERS
from generator.core.codes.selection import SELECTION
from generator.core.codes.swagger2 import SWAGGER2
from generator.core.codes.templates import TEMPLATES
from generator.core.codes.validation import VALIDATION

__all__ = ["CODES", "GROUPS", "Code"]

# The codes by headings of the reference, in the order of the stages.
GROUPS: Mapping[str, tuple[Code, ...]] = MappingProxyType(
    {
        "Reading a document": READING,
        "Fetching a document": FETCHING,
        "Overlays": OVERLAYS,
        "References to other files": REFERENCES,
        "Validation": VALIDATION,
        "Swagger 2.0": SWAGGER2,
        "Schemas": SCHEMAS,
        "Operations": OPERATIONS,
        "Security schemes": SECURITY,
        "Servers": SERVERS,
        "Configuration and selection": SELECTION,
        "Templates": TEMPLATES,
        "Output": OUTPUT,
    }
)
CODES: Mapping[str, Code] = MappingProxyType(
    {code.name: code for group in GROUPS.values() for code in group}
)
