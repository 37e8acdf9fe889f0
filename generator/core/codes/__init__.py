"""Every diagnostic code that codegen can print: what it means, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from generator.core.codes.asking import ASKING
from generator.core.codes.bundling import BUNDLING
from generator.core.codes.code import Code
from generator.core.codes.fetching import FETCHING
from generator.core.codes.loading import LOADING
from generator.core.codes.meaning import MEANING
from generator.core.codes.output import OUTPUT
from generator.core.codes.overlays import OVERLAYS
from generator.core.codes.reaching import REACHING
from generator.core.codes.sending import SENDING
from generator.core.codes.templates import TEMPLATES
from generator.core.codes.upgrading import UPGRADING
from generator.core.codes.validity import VALIDITY

__all__ = ["CODES", "GROUPS", "Code"]

# Under the headings that people look for them by, in the order of the stages.
GROUPS: Mapping[str, tuple[Code, ...]] = MappingProxyType(
    {
        "Reading a document": LOADING,
        "Fetching a document": FETCHING,
        "Overlays": OVERLAYS,
        "References into other files": BUNDLING,
        "Is it OpenAPI?": VALIDITY,
        "Swagger 2.0": UPGRADING,
        "What it means": MEANING,
        "Parameters and bodies": SENDING,
        "Servers and credentials": REACHING,
        "What was asked for": ASKING,
        "Templates of your own": TEMPLATES,
        "Clients on disk": OUTPUT,
    }
)
CODES: Mapping[str, Code] = MappingProxyType(
    {code.name: code for group in GROUPS.values() for code in group}
)
