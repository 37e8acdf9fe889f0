"""From a document that was read to the files of its client, all in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from generator.config import NO_OPTIONS, ClientOptions
from generator.core.diagnostics import Diagnostics
from generator.frontend.analyze import whole_of
from generator.frontend.coverage import Account, account
from generator.ir.api import Api
from generator.naming.lock import NOTHING_LOCKED, NameLock
from generator.naming.locking import lock_of
from generator.naming.names import Names
from generator.openapi.nodes import Document
from generator.openapi.recovery import LeftOut
from generator.output import OutputFile
from generator.python.arrangement import arrange_modules
from generator.python.declarations import Module
from generator.python.declare import declare
from generator.render.render import render
from generator.render.templates import CustomTemplates
from generator.slicing.slice import Part, select_part, told_of_part
from generator.slicing.used_by.files import read_uses
from generator.slicing.used_by.select import used_selection
from generator.slicing.used_by.surface import surface_of
from generator.source.load import Source


@dataclass(frozen=True, slots=True)
class Plan:
    """What a client is to be: the name of its package, options, and names that it has already.

    `templates` are those that take the place of codegen's, if any. `used_by` are Python sources:
    what they use is selected besides, and nothing else if the options name no operations.
    `left_out` is what the document had beside what there is to compile.
    """

    package: str
    options: ClientOptions = NO_OPTIONS
    lock: NameLock = NOTHING_LOCKED
    templates: CustomTemplates | None = None
    used_by: tuple[Path, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A client before it is text: what of its document it has, and its modules as declarations.

    `options` name the operations and types that sources use.
    """

    document: Document
    options: ClientOptions
    part: Part
    modules: tuple[Module, ...]

    @property
    def api(self) -> Api:
        """What the client is made from."""
        return self.part.api

    @property
    def names(self) -> Names:
        """What all of that is called."""
        return self.part.names


@dataclass(frozen=True, slots=True)
class Compilation:
    """A client in memory, what it was made from, and how much of that is in it."""

    document: Document
    options: ClientOptions
    part: Part
    account: Account
    lock: NameLock
    files: tuple[OutputFile, ...]
    templates: CustomTemplates | None = None


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
    files = render(declared.modules, plan.templates)
    return Compilation(
        document=declared.document,
        options=declared.options,
        part=declared.part,
        account=account(source.tree, declared.part, declared.modules),
        lock=lock_of(declared.api, declared.names, plan.options.methods),
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
    whole = whole_of(source, plan.options, plan.lock, diagnostics, progress)
    arrangement = arrange_modules(whole.api, whole.names)
    options = plan.options
    if plan.used_by:
        uses = read_uses(plan.used_by, plan.package, diagnostics)
        diagnostics.raise_errors()
        surface = surface_of(whole.api, whole.names, arrangement)
        used = used_selection(uses, plan.package, surface, diagnostics)
        options = replace(options, selection=options.selection.joined(used))
    cut = bool(options.cut_expansions)
    part = select_part(whole, options.selection, cut, diagnostics)
    diagnostics.extend(told_of_part(whole, part))
    diagnostics.raise_errors()
    progress("declare")
    missing = [(str(each.at), each.what) for each in plan.left_out]
    modules = tuple(declare(part.api, part.names, plan.package, arrangement, missing))
    return Declared(whole.document, options, part, modules)
