# SPDX-License-Identifier: MIT
"""Find the caller outside of the runtime, for warnings and error messages."""

from __future__ import annotations

from inspect import currentframe
from types import FrameType
from typing import Final

_RUNTIME: Final = __name__.rpartition(".")[0].rpartition(".")[0]


def outer_frame() -> tuple[FrameType | None, int]:
    """Return the nearest frame outside of the runtime, and its distance from the caller."""
    frame, steps = currentframe(), -1
    while frame is not None and _is_runtime(frame.f_globals.get("__package__")):
        frame, steps = frame.f_back, steps + 1
    return frame, steps


def _is_runtime(package: object) -> bool:
    return isinstance(package, str) and f"{package}.".startswith(f"{_RUNTIME}.")
