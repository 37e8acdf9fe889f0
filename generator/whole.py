"""A document as a whole: its interface, and what everything in it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.configuration import Configuration
from generator.diagnostics import Diagnostic, Diagnostics
from generator.load import Source
from generator.lower.api import Api
from generator.lower.lower import lower
from generator.lower.operations import operation_key
from generator.naming.names import Names, name_everything
from generator.spec.nodes import Document
from generator.spec.parse import parse_document


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a document has. `found` is what there is to say of operations and schemas in it."""

    document: Document
    api: Api
    names: Names
    found: tuple[Diagnostic, ...]


def whole_of(
    source: Source,
    configuration: Configuration,
    diagnostics: Diagnostics,
    progress: Callable[[str], None],
    chosen: frozenset[str] = frozenset(),
) -> Whole:
    """The whole of a document that is taken to be valid.

    Args:
        source: the document.
        configuration: what the user says of it.
        diagnostics: takes what is wrong with the document as such, or with the configuration.
        progress: called with the name of each stage as it begins.
        chosen: the places that inline types were named for in the build before.
    """
    progress("parse")
    document = parse_document(source.tree, diagnostics)
    progress("lower")
    _check_operations(document, configuration, diagnostics)
    found = Diagnostics()
    api = lower(document, found, configuration.declared, chosen)
    progress("name")
    names = name_everything(api, configuration.methods)
    _check_methods(names, configuration, diagnostics)
    return Whole(document, api, names, tuple(found))


def _check_operations(
    document: Document, configuration: Configuration, diagnostics: Diagnostics
) -> None:
    """Note what the configuration says of operations that the document does not have."""
    keys = {operation_key(operation) for operation in document.operations}
    for name in configuration.operations:
        if name not in keys:
            diagnostics.error(
                "unknown-operation",
                f"the configuration mentions {name!r}, and the document has no such operation",
                None,
                "give the operationId as the document has it",
            )


def _check_methods(
    names: Names, configuration: Configuration, diagnostics: Diagnostics
) -> None:
    """Note the methods of the configuration that are resources as well."""
    for key, path in configuration.methods.items():
        if tuple(path.split(".")) in names.resources:
            diagnostics.error(
                "configuration",
                f"`methods.{key}` cannot be {path!r}: other operations have it as a resource",
                None,
                "give the method another name",
            )
