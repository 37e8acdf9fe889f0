"""The package of a client and its folder, as configured or by default."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from generator.config.client import ClientConfiguration
from generator.config.read_client import is_package_name
from generator.core.json import Json
from generator.source.load import DocumentLocation, StandardInput

DEFAULT_FOLDER = Path("generated")
_NOT_IN_A_NAME = re.compile(r"[^0-9A-Za-z]+")


def default_package(spec: DocumentLocation) -> str:
    """Derive a package name: `stripe_2026_05_27_client` for `specs/stripe-2026-05-27.json`.

    A document from standard input has no name, so its title is used.
    """
    stem = _title(spec) if isinstance(spec, StandardInput) else spec.stem
    return f"{_identifier(stem)}_client"


def project_package(folder: Path) -> str:
    """Derive the package name of a project: `acme_payments` for `sdk/acme-payments`."""
    name = _identifier(Path(os.path.abspath(folder)).name)
    return name if is_package_name(name) else f"api_{name}"


def configured_folder(
    settings: ClientConfiguration, name: str, spec: DocumentLocation
) -> Path:
    """Return the folder of a client, which is its package; relative as the settings are.

    Args:
        settings: the configuration of the client.
        name: the name of its table; empty for the only client of a file.
        spec: its document.
    """
    package = settings.package or name
    default = DEFAULT_FOLDER / (package or default_package(spec))
    output = Path(os.path.normpath(settings.output or default))
    if not settings.project:
        return output
    return output / "src" / (package or project_package(output))


def _identifier(words: str) -> str:
    name = _NOT_IN_A_NAME.sub("_", words).strip("_").lower() or "api"
    return f"api_{name}" if name[0].isdigit() else name


def _title(document: StandardInput) -> str:
    info: Json = document.source.tree.get("info")
    return str(info.get("title", "")) if isinstance(info, Mapping) else ""
