"""Two versions of the document of a shop, and functions to compare documents."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.core.diagnostics import Diagnostics
from generator.diff.compare.compare_interfaces import compare_interfaces
from generator.diff.interface.client_interface import ClientInterface
from generator.diff.interface.from_declarations import interface_from_declarations
from generator.diff.report.report import Report, build_report
from generator.lower.lower import lower
from generator.naming.names import name_everything
from generator.openapi.parse.document import parse_document
from generator.python.modules import declare
from generator.workflows.diff import Side, read_side

FOLDER = Path(__file__).parent
OLD, NEW = FOLDER / "old.yaml", FOLDER / "new.yaml"


def interface_of_tree(tree: dict[str, Any]) -> ClientInterface:
    """Return the interface of the client of a document."""
    diagnostics = Diagnostics()
    api = lower(parse_document(tree, diagnostics), diagnostics)
    diagnostics.raise_errors()
    return interface_from_declarations(declare(api, name_everything(api), "client"))


def report_between(old: Side, new: Side) -> Report:
    """Compare two sides and return the report."""
    changes = compare_interfaces(old.interface, new.interface)
    return build_report(old.interface, new.interface, changes)


def shop_report() -> Report:
    """Return the report of the two versions of the shop."""
    old = read_side(OLD)
    return report_between(old, read_side(NEW, old))
