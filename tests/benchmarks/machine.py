"""Describe the machine that the benchmark runs on."""

from __future__ import annotations

import os
import platform
from pathlib import Path

_PROCESSORS = Path("/proc/cpuinfo")
_MODEL = "model name"


def machine() -> str:
    """The processor, available cores, operating system and Python version."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    count = cores or os.cpu_count() or 1
    return (
        f"{_processor()}, {count} core{'' if count == 1 else 's'}, "
        f"{platform.system()}, {platform.python_implementation()} {platform.python_version()}"
    )


def _processor() -> str:
    if _PROCESSORS.is_file():
        for line in _PROCESSORS.read_text("utf-8", "replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() == _MODEL:
                return value.strip()
    return platform.processor() or platform.machine()
