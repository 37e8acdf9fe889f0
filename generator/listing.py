"""What operations a document has, and what each is called in its client."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.build import checked
from generator.configuration import Configuration, read_configuration
from generator.diagnostics import Diagnostic, Diagnostics
from generator.load import Source, read_source
from generator.lower.api import Operation
from generator.naming.names import OperationNames
from generator.python.plan import plan_of
from generator.selection import Selection, select
from generator.whole import whole_of


@dataclass(frozen=True, slots=True)
class ListedOperation:
    """An operation, its names, and its module below `operations`."""

    operation: Operation
    names: OperationNames
    module: str

    @property
    def method(self) -> str:
        """Its method, by its attributes from the client down: `customers.create`."""
        return ".".join((*self.names.method.resource, self.names.method.name))


@dataclass(frozen=True, slots=True)
class Listing:
    """The operations of a document, by module and then in the document's order."""

    source: Source
    operations: tuple[ListedOperation, ...]
    warnings: tuple[Diagnostic, ...]


def list_operations(
    spec: Path, selection: Selection, configuration: Path | None = None
) -> Listing:
    """The operations that `selection` means, with the names that the whole client gives them.

    Raises:
        DocumentError: the document or the configuration cannot be read.
        BuildError: the document is not valid, or has nothing of what the selection asks for.
    """
    source = read_source(spec)
    declared = read_configuration(configuration) if configuration else Configuration()
    operations, found = checked(
        source,
        lambda noted: _listed(source, selection, declared, noted),
        lambda: None,
    )
    return Listing(source, operations, found)


def _listed(
    source: Source,
    selection: Selection,
    configuration: Configuration,
    diagnostics: Diagnostics,
) -> tuple[ListedOperation, ...]:
    whole = whole_of(source, configuration, diagnostics, lambda stage: None)
    diagnostics.extend(whole.found)
    selected = select(whole.document, selection, diagnostics)
    modules = plan_of(whole.api, whole.names).operations
    listed = (
        ListedOperation(each, whole.names.operations[each.key], modules[each.key])
        for each in whole.api.operations
        if selected is None or each.key in selected
    )
    return tuple(sorted(listed, key=lambda each: each.module))
