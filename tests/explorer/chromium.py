"""Find Chromium, which nothing downloads."""

from __future__ import annotations

import os
import shutil
from typing import Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
# With this variable, tests fail without a browser rather than be skipped.
REQUIRED: Final = "CODEGEN_TEST_BROWSER"


def find_chromium() -> str | None:
    """Return the path of Chromium; None where there is none.

    Raises:
        RuntimeError: there is none, and the environment says that there must be.
    """
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    if os.environ.get(REQUIRED):
        raise RuntimeError(f"{REQUIRED} is set, but there is no {', '.join(_NAMES)}")
    return None
