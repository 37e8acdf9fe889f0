"""The SPEC of a command line: a path, a URL, or `-` for standard input; and its headers."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from typing import BinaryIO

import click

from generator.cli.terminal import print_error_line
from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.load import (
    MAX_DOCUMENT_BYTES,
    NO_HEADERS,
    DocumentHeaders,
    DocumentLocation,
    HeaderError,
    HeaderValue,
    Url,
    check_header,
    parse_location,
    parse_standard_input,
)

STDIN_ARGUMENT = "-"
# Names of header fields, each with a value or with the environment variable that has it.
Headers = tuple[tuple[str, str], ...]

_CHUNK = 1024 * 1024


def read_location(argument: str) -> DocumentLocation:
    """Parse a SPEC, and read standard input if it is `-`.

    Raises:
        click.UsageError: standard input is closed or cannot be read.
        DocumentError: standard input has no document.
    """
    if argument != STDIN_ARGUMENT:
        return parse_location(argument)
    return parse_standard_input(_read_standard_input())


def parse_headers(arguments: Iterable[str]) -> Headers:
    """Parse the arguments of `--header`, each `NAME: VALUE`.

    Raises:
        click.BadParameter: one is not a header. The message does not contain its value.
    """
    fields: list[tuple[str, str]] = []
    for argument in arguments:
        name, colon, value = argument.partition(":")
        # Without a colon, all of it may be a secret.
        if not colon:
            raise click.BadParameter(
                "a header is written 'NAME: VALUE'", param_hint="'--header'"
            )
        try:
            fields.append(check_header(name, value))
        except HeaderError as error:
            raise click.BadParameter(str(error), param_hint="'--header'") from None
    return tuple(fields)


def parse_header_variables(arguments: Iterable[str]) -> dict[str, str]:
    """Parse the arguments of `--header-env`, each `NAME=VARIABLE`.

    Raises:
        click.BadParameter: one is not of this form.
    """
    variables: dict[str, str] = {}
    for argument in arguments:
        name, equals, variable = argument.partition("=")
        if not (name and equals and variable):
            raise click.BadParameter(
                "give a header and an environment variable: Authorization=API_TOKEN",
                param_hint="'--header-env'",
            )
        variables[name] = variable
    return variables


def document_headers(
    location: DocumentLocation, headers: Headers, variables: Mapping[str, str]
) -> DocumentHeaders:
    """The headers for a document, with the values that are in environment variables.

    Raises:
        click.UsageError: the document is not behind a URL.
        DocumentError: a variable is not set, or its value cannot be sent.
    """
    if not headers and not variables:
        return NO_HEADERS
    if not isinstance(location, Url):
        raise click.UsageError(
            f"--header and --header-env require a document behind a URL, not {location}"
        )
    from_environment = tuple(
        (name, _environment_value(name, variable))
        for name, variable in variables.items()
    )
    try:
        return DocumentHeaders.for_document(location, (*from_environment, *headers))
    except HeaderError as error:
        raise _invalid(str(error), "correct the environment variable") from None


def require_single_standard_input(arguments: Iterable[str]) -> None:
    """Require that at most one SPEC is standard input.

    Raises:
        click.UsageError: there are several.
    """
    if list(arguments).count(STDIN_ARGUMENT) > 1:
        raise click.UsageError(
            "standard input can be read only once: give a file instead of one -"
        )


def _read_standard_input() -> bytes:
    # A process can be started without standard input: `codegen build - <&-`.
    if sys.stdin is None:
        raise click.UsageError(
            "standard input is closed: pipe the document into codegen"
        )
    if sys.stdin.isatty():
        print_error_line("reading the document from standard input")
    try:
        return _read_at_most(sys.stdin.buffer, MAX_DOCUMENT_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise click.UsageError(f"standard input cannot be read: {reason}") from None


def _read_at_most(stream: BinaryIO, max_bytes: int) -> bytes:
    """Read a stream to its end, or only the beginning of one that is too long or has no end."""
    parts: list[bytes] = []
    left = max_bytes
    while left and (part := stream.read(min(left, _CHUNK))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


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
