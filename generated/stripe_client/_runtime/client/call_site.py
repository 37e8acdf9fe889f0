# SPDX-License-Identifier: MIT
"""Find the caller's line outside of the client, for warnings and error messages."""

from __future__ import annotations

from inspect import currentframe
from types import FrameType
from typing import Final

_RUNTIME: Final = __name__.rpartition(".")[0].rpartition(".")[0]


def outer_frame() -> tuple[FrameType | None, int]:
    """The nearest frame outside of the runtime, and how many frames above the caller it is."""
    frame, steps = currentframe(), -1
    while frame is not None and _is_runtime(frame.f_globals.get("__package__")):
        frame, steps = frame.f_back, steps + 1
    return frame, steps


def _is_runtime(package: object) -> bool:
    return isinstance(package, str) and f"{package}.".startswith(f"{_RUNTIME}.")
