"""The two documents of a small shop, and interfaces of documents and of what is built from them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.core.diagnostics import Diagnostics
from generator.diff.compare import compare
from generator.diff.from_modules import interface_of_modules
from generator.diff.interface import Interface
from generator.diff.report import Report, report
from generator.lower.lower import lower
from generator.naming.names import name_everything
from generator.openapi.parse.document import parse_document
from generator.python.declare import declare
from generator.workflows.diff import Side, read_side

FOLDER = Path(__file__).parent
OLD, NEW = FOLDER / "old.yaml", FOLDER / "new.yaml"


def interface_of(tree: dict[str, Any]) -> Interface:
    """The interface of the document that `tree` is."""
    diagnostics = Diagnostics()
    api = lower(parse_document(tree, diagnostics), diagnostics)
    diagnostics.raise_errors()
    return interface_of_modules(declare(api, name_everything(api), "client"))


def reported(old: Side, new: Side) -> Report:
    """The report of two sides."""
    changes = compare(old.interface, new.interface)
    return report(old.interface, new.interface, changes)


def of_shop() -> Report:
    """The report of the two documents of the shop."""
    old = read_side(OLD)
    return reported(old, read_side(NEW, old))
