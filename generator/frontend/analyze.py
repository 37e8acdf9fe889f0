"""A document as a whole: its interface, and what everything in it is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.config import ClientOptions
from generator.core.diagnostics import Diagnostic, Diagnostics
from generator.ir.api import Api
from generator.lower.lower_document import lower_document
from generator.lower.operation_keys import operation_key
from generator.naming.lock import NameLock
from generator.naming.locking import KeptName, names_with_lock
from generator.naming.names import Names
from generator.openapi.nodes import Document
from generator.openapi.parse.document import parse_document
from generator.source.load import Source


@dataclass(frozen=True, slots=True)
class Whole:
    """All that a document has.

    `found` is what there is to say of operations and schemas in it, `kept_names` are the names that
    would be others without the lock.
    """

    document: Document
    api: Api
    names: Names
    kept_names: tuple[KeptName, ...]
    found: tuple[Diagnostic, ...]


def whole_of(
    source: Source,
    options: ClientOptions,
    lock: NameLock,
    diagnostics: Diagnostics,
    progress: Callable[[str], None],
) -> Whole:
    """The whole of a document that is taken to be valid.

    Args:
        source: the document.
        options: what the user says of it; what they select is no matter here.
        lock: the names that there are already.
        diagnostics: takes what is wrong with the document as such, or with the options.
        progress: called with the name of each stage as it begins.
    """
    progress("parse")
    document = parse_document(source.tree, diagnostics, source.url)
    progress("lower")
    _check_operations(document, options, diagnostics)
    found = Diagnostics()
    lowered = lower_document(document, found, options.declared, lock.places)
    api = lowered.api
    progress("name")
    names, kept = names_with_lock(
        api, options.methods, lock, lowered.unlocked_locations
    )
    _check_methods(names, options, diagnostics)
    return Whole(document, api, names, kept, tuple(found))


def _check_operations(
    document: Document, options: ClientOptions, diagnostics: Diagnostics
) -> None:
    """Note what the options say of operations that the document does not have."""
    keys = {operation_key(operation) for operation in document.operations}
    for name in options.mentioned:
        if name not in keys:
            diagnostics.error(
                "unknown-operation",
                f"the configuration mentions {name!r}, and the document has no such operation",
                None,
                "give the operationId as the document has it",
            )


def _check_methods(
    names: Names, options: ClientOptions, diagnostics: Diagnostics
) -> None:
    """Note the methods of the options that are resources as well."""
    for key, path in options.methods.items():
        if tuple(path.split(".")) in names.resources:
            diagnostics.error(
                "configuration",
                f"`methods.{key}` cannot be {path!r}: other operations have it as a resource",
                None,
                "give the method another name",
            )
