"""Where the templates are: beside the package in a checkout, inside of it when installed."""

from __future__ import annotations

from pathlib import Path

from jinja2 import BaseLoader, FileSystemLoader

_PACKAGE = Path(__file__).resolve().parent.parent


def template_folder() -> Path:
    """The folder of the templates.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if (folder / "model.j2").is_file():
            return folder
    raise FileNotFoundError("codegen's templates are missing: install it again")


def template_loader() -> BaseLoader:
    """Loads the templates by name."""
    return FileSystemLoader(template_folder())
