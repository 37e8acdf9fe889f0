"""Two versions of the document of a shop, and functions to compare documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.core.diagnostics import Diagnostics
from generator.interface_diff.interface.client_interface import ClientInterface
from generator.interface_diff.interface.from_declarations import (
    interface_from_declarations,
)
from generator.interface_diff.report.report import Report, build_report
from generator.lower.lower_document import lower_document
from generator.naming.names import name_api
from generator.openapi.parse import parse_document
from generator.python.declare import declare
from generator.source.load import Location
from generator.workflows.diff import DiffRequest, DiffResult, diff

FOLDER = Path(__file__).parent
OLD, NEW = FOLDER / "old.yaml", FOLDER / "new.yaml"


def interface_of_tree(tree: dict[str, Any]) -> ClientInterface:
    """Return the interface of the client of a document."""
    diagnostics = Diagnostics()
    api = lower_document(parse_document(tree, diagnostics), diagnostics).api
    diagnostics.raise_errors()
    return interface_from_declarations(declare(api, name_api(api), "client"))


def compare_documents(old: Location, new: Location) -> DiffResult:
    """Compare two documents or clients."""
    return diff(DiffRequest(old, new))


def report_between(old: Location, new: Location) -> Report:
    """Compare two documents or clients and return the report."""
    result = compare_documents(old, new)
    return build_report(result.old, result.new, result.changes)


def shop_report() -> Report:
    """Return the report of the two versions of the shop."""
    return report_between(OLD, NEW)
