"""Load a document: from a path or URL to a `Source`.

This package knows JSON and YAML, but nothing of OpenAPI.
"""

from generator.source.load.location import Location, Url, parse_location
from generator.source.load.render_diagnostics import (
    locate_diagnostics,
    render_diagnostic,
)
from generator.source.load.source import (
    Origin,
    Referenced,
    Source,
    document_text,
    origin_of,
    parse_text,
    read_source,
)
from generator.source.load.source_map import line_and_column

__all__ = [
    "Location",
    "Origin",
    "Referenced",
    "Source",
    "Url",
    "document_text",
    "line_and_column",
    "locate_diagnostics",
    "origin_of",
    "parse_location",
    "parse_text",
    "read_source",
    "render_diagnostic",
]
