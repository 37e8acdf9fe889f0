"""The first stage: from a path to a `Source`. It knows JSON and YAML, and not what OpenAPI is."""

from generator.load.messages import placed, render_diagnostic
from generator.load.positions import locate
from generator.load.source import Origin, Source, read_source

__all__ = [
    "Origin",
    "Source",
    "locate",
    "placed",
    "read_source",
    "render_diagnostic",
]
