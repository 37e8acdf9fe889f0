"""The document of a configured client, with its overlays, references and headers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.config import ClientConfiguration
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.frontend.document_request import DocumentRequest
from generator.source.load import (
    NO_HEADERS,
    DocumentHeaders,
    DocumentLocation,
    HeaderError,
    HeaderValue,
    Url,
    parse_location,
)


def configured_document(
    spec: DocumentLocation, settings: ClientConfiguration, headers: DocumentHeaders
) -> DocumentRequest:
    """Return a document with what a configuration says of it, and headers for its URL."""
    return DocumentRequest(
        spec=spec,
        overlays=tuple(map(Path, settings.overlays)),
        allow_references=tuple(map(parse_location, settings.allow_references)),
        sha256=settings.sha256,
        headers=headers,
    )


def headers_from_environment(
    location: DocumentLocation,
    variables: Mapping[str, str],
    headers: Iterable[tuple[str, str]] = (),
) -> DocumentHeaders:
    """Return the headers for a document.

    Args:
        location: the document; only a URL has headers.
        variables: headers, each with the environment variable that has its value.
        headers: further headers with their values.

    Raises:
        DocumentError: a variable is not set, or its value cannot be sent.
    """
    if not isinstance(location, Url):
        return NO_HEADERS
    from_environment = [
        (name, _environment_value(name, variable))
        for name, variable in variables.items()
    ]
    try:
        return DocumentHeaders.for_document(location, (*from_environment, *headers))
    except HeaderError as error:
        raise _invalid(str(error), "correct the environment variable") from None


def _environment_value(name: str, variable: str) -> str:
    if variable not in os.environ:
        raise _invalid(
            f"the environment variable {variable} is not set, but the header {name} is taken "
            "from it",
            f"set it before you run codegen: export {variable}=…",
        )
    return HeaderValue(os.environ[variable])


def _invalid(message: str, hint: str) -> DocumentError:
    return DocumentError([Diagnostic("configuration", message, hint=hint)])
