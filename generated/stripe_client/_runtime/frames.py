"""Who is calling: for messages that name the user's own line, or the function that they called."""

from __future__ import annotations

from inspect import currentframe
from types import FrameType


def outer_frame() -> tuple[FrameType | None, int]:
    """The nearest frame outside of the runtime, and how many frames above the caller it is."""
    own = __name__.rpartition(".")[0]
    frame, steps = currentframe(), -1
    while frame is not None and frame.f_globals.get("__package__") == own:
        frame, steps = frame.f_back, steps + 1
    return frame, steps
