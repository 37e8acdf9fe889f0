"""The documentation of an API: its catalogue with the document's own prose, and possible errors.

Descriptions stay as they are in the document, CommonMark and HTML, for whoever renders them. They
are not safe to show: the document may come from anywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import blake2b
from typing import Any

from generator.runtime.tools.catalogue import (
    Catalogue,
    JsonSchema,
    read_catalogue,
    write_catalogue,
)


@dataclass(frozen=True, slots=True)
class ErrorResponse:
    """A response of an operation that is an error.

    Attributes:
        status: the status: `404`, `4XX` or `default`.
        response: JSON Schema of its content; None without content.
    """

    status: str
    response: JsonSchema | None


@dataclass(frozen=True, slots=True)
class NamedExample:
    """An example of a call that the document gives.

    Attributes:
        title: its summary or its name.
        arguments: the arguments that it has values for.
    """

    title: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Documentation:
    """The documentation of an API.

    Attributes:
        catalogue: its operations.
        description: the description of the API.
        errors: the errors of each operation, by key.
        examples: the examples of each operation that has several, by key.
        has_markup: whether descriptions are CommonMark with HTML; otherwise they are plain text.
    """

    catalogue: Catalogue
    description: str
    errors: Mapping[str, tuple[ErrorResponse, ...]]
    has_markup: bool = True
    examples: Mapping[str, tuple[NamedExample, ...]] = field(
        default_factory=dict[str, tuple[NamedExample, ...]]
    )


def plain_documentation(catalogue: Catalogue) -> Documentation:
    """Return the documentation that a catalogue alone gives, with descriptions in plain text."""
    return Documentation(catalogue, "", {}, has_markup=False)


def write_documentation(documentation: Documentation) -> str:
    """Return documentation as lines: a digest, the description and the errors, the catalogue."""
    head = {
        "description": documentation.description,
        "has_markup": documentation.has_markup,
        "errors": {
            key: [asdict(error) for error in errors]
            for key, errors in documentation.errors.items()
        },
        "examples": {
            key: [asdict(example) for example in examples]
            for key, examples in documentation.examples.items()
        },
    }
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":"))
    content = f"{line}\n{write_catalogue(documentation.catalogue)}"
    return f"{_digest(content)}\n{content}"


def is_documentation_intact(text: str) -> bool:
    """Whether documentation is what `write_documentation` wrote: neither cut off nor edited."""
    digest, _, content = text.partition("\n")
    return digest == _digest(content)


def read_documentation(text: str) -> Documentation:
    """Read documentation, as `write_documentation` wrote it.

    Raises:
        ValueError: it is damaged, is no documentation, or was written by another version of
            codegen.
    """
    if not is_documentation_intact(text):
        raise ValueError("it is damaged")
    line, _, catalogue = text.partition("\n")[2].partition("\n")
    try:
        head: dict[str, Any] = json.loads(line)
        errors = {
            key: tuple(ErrorResponse(**error) for error in found)
            for key, found in head["errors"].items()
        }
        examples = {
            key: tuple(NamedExample(**example) for example in found)
            for key, found in head["examples"].items()
        }
        return Documentation(
            catalogue=read_catalogue(catalogue),
            description=head["description"],
            errors=errors,
            has_markup=head["has_markup"],
            examples=examples,
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"it is no valid documentation: {error!r}") from None


def _digest(content: str) -> str:
    return blake2b(content.encode(), digest_size=16).hexdigest()
