"""Find Chromium, which nothing downloads."""

from __future__ import annotations

import os
import shutil
from typing import Final

_NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
# With `1`, tests fail without a browser rather than be skipped; with `0`, they are skipped even if
# there is one.
VARIABLE: Final = "CODEGEN_TEST_BROWSER"


def find_chromium() -> str | None:
    """Return the path of Chromium; None where it is missing or not wanted.

    Raises:
        RuntimeError: it is missing, and the environment requires it.
    """
    wanted = os.environ.get(VARIABLE)
    if wanted == "0":
        return None
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    if wanted:
        raise RuntimeError(f"{VARIABLE} is set, but there is no {', '.join(_NAMES)}")
    return None
