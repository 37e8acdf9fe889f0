"""The way from a path or URL to what can be compared: a document, or a client that was built."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import Diagnostics
from generator.core.gc import without_collection
from generator.diff.from_client import interface_of_client
from generator.diff.from_modules import interface_of_modules
from generator.diff.interface import Interface
from generator.frontend.attempt import attempt_valid
from generator.frontend.open_document import read_bundled
from generator.lower.operation_keys import operation_key
from generator.naming.lock import NOTHING_LOCKED, NameLock
from generator.naming.locking import lock_of
from generator.openapi.parse.document import parse_document
from generator.openapi.recovery import Remaining
from generator.openapi.swagger2 import upgraded
from generator.output import MANIFEST_NAME
from generator.source.load import Location, Source, Url
from generator.workflows.client_record import recorded
from generator.workflows.compile_client import Plan, declare_client

# Names and modules are the same whatever the package is called.
_PACKAGE = "client"
# What makes a name more than an operationId: a glob, a path, a tag.
_PATTERN = frozenset("*?/:")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are compared, and how it was made: so the other one is to be made too."""

    interface: Interface
    options: ClientOptions = NO_OPTIONS
    lock: NameLock = NOTHING_LOCKED


# With nothing beside it, a document is read as a first build would.
_UNSAID = (NO_OPTIONS, NOTHING_LOCKED)


def is_client(location: Location) -> bool:
    """Whether it is a folder with a manifest in it: a client that codegen built."""
    return _client_folder(location) is not None


def _client_folder(location: Location) -> Path | None:
    if isinstance(location, Url):
        return None
    try:
        return location if (location / MANIFEST_NAME).is_file() else None
    except OSError:
        # What cannot be looked into is told when it is read.
        return None


def read_side(
    location: Location,
    like: Side | None = None,
    overlays: tuple[Path, ...] = (),
    allow_references: tuple[Location, ...] = (),
    is_lenient: bool = False,
) -> Side:
    """The document, or the client that codegen built, at `location`.

    Args:
        location: a folder with a manifest in it is a client, all else a document.
        like: the other side; a document is read as it would be built in the other one's place,
            with its options and its names.
        overlays: what is applied to a document first, one after the other.
        allow_references: what a document may refer to beside what is in its own folder.
        is_lenient: leave out what a document has errors in, where that can be; so it is beside a
            client that was built like that, too.

    Raises:
        DocumentError: the document or an overlay cannot be read, or does not fit the other.
        BuildError: the document cannot be represented.
        OutputError: the client cannot be read, or is not as codegen writes it.
    """
    with without_collection():
        folder = _client_folder(location)
        if folder is not None:
            return _client_side(folder)
        diagnostics = Diagnostics()
        options, lock = (like.options, like.lock) if like else _UNSAID
        if is_lenient:
            options = replace(options, lenient=True)
        source = read_bundled(
            location,
            overlays,
            diagnostics,
            allowed=allow_references,
            keeps_broken=bool(options.lenient),
        )
        return _declared_side(source, options, lock, diagnostics)


def _declared_side(
    source: Source, options: ClientOptions, lock: NameLock, diagnostics: Diagnostics
) -> Side:
    def make(remaining: Remaining, noted: Diagnostics) -> Side:
        document, told = upgraded(remaining.source, noted)
        return _document_side(document, options, lock, told)

    return attempt_valid(source, diagnostics, make, bool(options.lenient)).made


def _client_side(folder: Path) -> Side:
    record = recorded(folder)
    return Side(interface_of_client(folder), record.options, record.lock)


def _document_side(
    source: Source, options: ClientOptions, lock: NameLock, diagnostics: Diagnostics
) -> Side:
    options = _fitting(options, source)
    plan = Plan(_PACKAGE, options, lock)
    declared = declare_client(source, plan, diagnostics, lambda stage: None)
    return Side(
        interface_of_modules(declared.modules),
        options,
        lock_of(declared.api, declared.names, options.methods),
    )


def _fitting(options: ClientOptions, source: Source) -> ClientOptions:
    """`options` without the operations that the document does not have.

    An operation that came or went is a change to tell, and no mistake in the options.
    """
    selection = options.selection
    if not (selection.operations or selection.exclude or any(options.mentioned)):
        return options
    operations = parse_document(source.tree, Diagnostics()).operations
    keys = {operation_key(each) for each in operations}

    def known(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(each for each in names if each in keys or _PATTERN & set(each))

    fitting = replace(
        selection,
        operations=known(selection.operations),
        exclude=known(selection.exclude),
    )
    if not fitting.names_operations:
        # None of them at all is an error to tell, and no reason to take all there are.
        fitting = replace(fitting, operations=selection.operations)
    paging = {key: rule for key, rule in options.declared.paging.items() if key in keys}
    return replace(
        options,
        selection=fitting,
        methods={key: path for key, path in options.methods.items() if key in keys},
        declared=replace(options.declared, paging=paging),
    )
