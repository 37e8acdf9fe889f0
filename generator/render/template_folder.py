"""Where codegen's templates are."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def template_folder() -> Path:
    """Return the folder of codegen's templates: in the package, or beside it in a checkout.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    for folder in (_PACKAGE / "templates", _PACKAGE.parent / "templates"):
        if (folder / "model.j2").is_file():
            return folder
    raise FileNotFoundError("codegen's templates are missing: reinstall codegen")
