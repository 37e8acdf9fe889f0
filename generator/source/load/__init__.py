"""The first stage: a path or URL to a `Source`. It knows JSON and YAML, not what OpenAPI is."""

from generator.source.load.location import Location, Url, location_of
from generator.source.load.messages import placed, render_diagnostic
from generator.source.load.positions import locate
from generator.source.load.source import Origin, Referenced, Source, read_source

__all__ = [
    "Location",
    "Origin",
    "Referenced",
    "Source",
    "Url",
    "locate",
    "location_of",
    "placed",
    "read_source",
    "render_diagnostic",
]
