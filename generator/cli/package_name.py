"""Names of packages: which ones Python can import, and one for a document without a given name."""

from __future__ import annotations

import keyword
import re
from pathlib import Path

_NOT_IN_A_NAME = re.compile(r"[^0-9A-Za-z]+")


def is_package_name(name: str) -> bool:
    """Whether `import name` is Python (its reference, sections 2.3 and 2.4), in ASCII.

    Python takes other letters too, but normalises them, and file systems do so in other ways.
    """
    return name.isascii() and name.isidentifier() and not keyword.iskeyword(name)


def default_package(spec: Path) -> str:
    """`stripe_2026_05_27_client` for `specs/stripe-2026-05-27.json`."""
    stem = _NOT_IN_A_NAME.sub("_", spec.stem).strip("_").lower() or "api"
    return f"{'api_' if stem[0].isdigit() else ''}{stem}_client"
