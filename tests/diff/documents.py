"""The two documents of a small shop, and interfaces of documents and of what is built from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.core.diagnostics import Diagnostics
from generator.diff.from_modules import interface_of_modules
from generator.diff.interface import Interface
from generator.diff.report import Report, report
from generator.lower.lower_document import lower_document
from generator.naming.names import name_everything
from generator.openapi.parse.document import parse_document
from generator.python.modules import declare
from generator.source.load import Location
from generator.workflows.diff import DiffRequest, DiffResult, diff

FOLDER = Path(__file__).parent
OLD, NEW = FOLDER / "old.yaml", FOLDER / "new.yaml"


def interface_of(tree: dict[str, Any]) -> Interface:
    """The interface of the document that `tree` is."""
    diagnostics = Diagnostics()
    api = lower_document(parse_document(tree, diagnostics), diagnostics).api
    diagnostics.raise_errors()
    return interface_of_modules(declare(api, name_everything(api), "client"))


def compared(old: Location, new: Location) -> DiffResult:
    """Two documents or clients, compared."""
    return diff(DiffRequest(old, new))


def reported(old: Location, new: Location) -> Report:
    """The report of two documents or clients."""
    result = compared(old, new)
    return report(result.old, result.new, result.changes)


def of_shop() -> Report:
    """The report of the two documents of the shop."""
    return reported(OLD, NEW)
