"""Packages from npm that tests use where they are installed: below NODE_PATH, or here."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.explorer.documented import REPOSITORY


def find_package_file(path: str) -> Path:
    """Return a file of an installed package, such as `axe-core/axe.min.js`; or skip the test."""
    named = os.environ.get("NODE_PATH", "").split(os.pathsep)
    for folder in (*map(Path, filter(None, named)), REPOSITORY / "node_modules"):
        if (folder / path).is_file():
            return folder / path
    package = path.partition("/")[0]
    pytest.skip(f"the npm package {package} is not in NODE_PATH")
