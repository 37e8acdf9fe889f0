"""Progress of a workflow: a callback that gets the name of each stage as it begins."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

Progress: TypeAlias = Callable[[str], None]


def no_progress(stage: str) -> None:
    """Ignore the progress of a workflow."""
