"""Compile an OpenAPI document into a typed Python client.

The public Python API:

    from pathlib import Path
    from generator import BuildRequest, DocumentRequest, build

    document = DocumentRequest(Path("openapi.yaml"))
    result = build(BuildRequest(document, output=Path("generated/pets_client")))

`build`, `check` and `diff` do what the commands of the same names do, without printing; `load_api`
returns the model that everything else is made from. A `LoadedApi` can be given to other backends.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.config import ClientOptions
    from generator.core.diagnostics import Diagnostic, DocumentError
    from generator.core.version import __version__
    from generator.frontend.document_request import DocumentRequest
    from generator.frontend.validation import InvalidDocumentError
    from generator.output import OutputError
    from generator.slicing.selection import Selection
    from generator.workflows.build import BuildRequest, BuildResult, build
    from generator.workflows.check import CheckRequest, CheckResult, check
    from generator.workflows.diff import DiffRequest, DiffResult, diff
    from generator.workflows.load_api import LoadedApi, load_api

__all__ = [
    "BuildRequest",
    "BuildResult",
    "CheckRequest",
    "CheckResult",
    "ClientOptions",
    "Diagnostic",
    "DiffRequest",
    "DiffResult",
    "DocumentError",
    "DocumentRequest",
    "InvalidDocumentError",
    "LoadedApi",
    "OutputError",
    "Selection",
    "__version__",
    "build",
    "check",
    "diff",
    "load_api",
]

_MODULES = {
    "generator.config": ("ClientOptions",),
    "generator.core.diagnostics": ("Diagnostic", "DocumentError"),
    "generator.core.version": ("__version__",),
    "generator.frontend.open_document": ("DocumentRequest",),
    "generator.frontend.validation": ("InvalidDocumentError",),
    "generator.output": ("OutputError",),
    "generator.slicing.selection": ("Selection",),
    "generator.workflows.build": ("BuildRequest", "BuildResult", "build"),
    "generator.workflows.check": ("CheckRequest", "CheckResult", "check"),
    "generator.workflows.diff": ("DiffRequest", "DiffResult", "diff"),
    "generator.workflows.load_api": ("LoadedApi", "load_api"),
}

if not TYPE_CHECKING:  # so that type checkers report names that do not exist

    def __getattr__(name: str) -> object:
        """Import a name of the public API on first use: one command does not wait for the rest."""
        for module, names in _MODULES.items():
            if name in names:
                return getattr(import_module(module), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        """List the public API, whether imported already or not."""
        return sorted({*globals(), *__all__})
