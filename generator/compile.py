"""From a document that was read to the files of its client, all in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.accounting import Account, account
from generator.configuration import NO_OPTIONS, ClientOptions
from generator.diagnostics import Diagnostics
from generator.load import Source
from generator.lower.api import Api
from generator.lower.lower import lower
from generator.lower.operations import operation_key
from generator.naming.lock import NOTHING_LOCKED, NameLock
from generator.naming.locking import KeptName, lock_of, names_with_lock
from generator.naming.names import Names
from generator.output import OutputFile
from generator.python.declarations import Module
from generator.python.modules import declare
from generator.render.render import render
from generator.render.templates import OwnTemplates
from generator.spec.nodes import Document
from generator.spec.parse import parse_document


@dataclass(frozen=True, slots=True)
class Plan:
    """What a client is to be: the name of its package, options, and names that it has already.

    `templates` are those that take the place of codegen's, if any.
    """

    package: str
    options: ClientOptions = NO_OPTIONS
    lock: NameLock = NOTHING_LOCKED
    templates: OwnTemplates | None = None


@dataclass(frozen=True, slots=True)
class Declared:
    """A client before it is text: what its document says, and its modules as declarations."""

    document: Document
    api: Api
    names: Names
    kept_names: tuple[KeptName, ...]
    modules: tuple[Module, ...]


@dataclass(frozen=True, slots=True)
class Compilation:
    """A client in memory, what it was made from, and how much of that is in it."""

    document: Document
    account: Account
    lock: NameLock
    kept_names: tuple[KeptName, ...]
    files: tuple[OutputFile, ...]
    templates: OwnTemplates | None = None


def compile_client(
    source: Source,
    plan: Plan,
    diagnostics: Diagnostics,
    progress: Callable[[str], None],
) -> Compilation:
    """The files of a client, from a document that is taken to be valid.

    Raises:
        DocumentError: it cannot be represented, the options do not fit it, or a template is wrong.
    """
    declared = declare_client(source, plan, diagnostics, progress)
    progress("render")
    files = render(declared.modules, _header(declared.document), plan.templates)
    return Compilation(
        document=declared.document,
        account=account(
            source.tree,
            plan.options.operations,
            declared.api,
            declared.names,
            declared.modules,
        ),
        lock=lock_of(declared.api, declared.names, plan.options.methods),
        kept_names=declared.kept_names,
        files=files,
        templates=plan.templates,
    )


def declare_client(
    source: Source,
    plan: Plan,
    diagnostics: Diagnostics,
    progress: Callable[[str], None],
) -> Declared:
    """The declarations of a client, from a document that is taken to be valid.

    Raises:
        DocumentError: it cannot be represented, or the options do not fit it.
    """
    progress("parse")
    document = parse_document(source.tree, diagnostics)
    progress("lower")
    _check_operations(document, plan.options, diagnostics)
    api = lower(
        document,
        plan.options.operations,
        diagnostics,
        plan.options.declared,
        plan.lock.places,
    )
    progress("name")
    names, kept = names_with_lock(api, plan.options.methods, plan.lock)
    _check_methods(names, plan.options, diagnostics)
    diagnostics.raise_errors()
    progress("declare")
    modules = tuple(declare(api, names, plan.package))
    return Declared(document, api, names, kept, modules)


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


def _header(document: Document) -> str:
    """The comment at the head of each file. Without the version: a new one is no change to each."""
    title = "".join(c for c in " ".join(document.title.split()) if c.isprintable())
    return f"# Generated by codegen from {title or 'an OpenAPI document'}; do not edit by hand."
