"""Load a document: from a path, a URL or standard input to a `Source`.

This package knows JSON and YAML, but nothing of OpenAPI.
"""

from generator.source.load.document_headers import (
    NO_HEADERS,
    DocumentHeaders,
    HeaderError,
    HeaderValue,
    check_header,
)
from generator.source.load.fetch_rules import FetchBudget, FetchRules
from generator.source.load.location import Location, Url, parse_location, url_origin
from generator.source.load.render_diagnostics import (
    locate_diagnostics,
    render_diagnostic,
)
from generator.source.load.source import (
    MAX_DOCUMENT_BYTES,
    DocumentLocation,
    Origin,
    Referenced,
    Retrieval,
    Source,
    StandardInput,
    document_text,
    origin_of,
    parse_standard_input,
    parse_text,
    read_source,
)
from generator.source.load.source_map import line_and_column

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "NO_HEADERS",
    "DocumentHeaders",
    "DocumentLocation",
    "FetchBudget",
    "FetchRules",
    "HeaderError",
    "HeaderValue",
    "Location",
    "Origin",
    "Referenced",
    "Retrieval",
    "Source",
    "StandardInput",
    "Url",
    "check_header",
    "document_text",
    "line_and_column",
    "locate_diagnostics",
    "origin_of",
    "parse_location",
    "parse_standard_input",
    "parse_text",
    "read_source",
    "render_diagnostic",
    "url_origin",
]
