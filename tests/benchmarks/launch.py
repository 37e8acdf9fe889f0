"""Starts a command, waits for its end, and writes down what it took: `launch.py FILE COMMAND…`.

A process of its own, because Linux counts what the starting process has in memory as the peak of
what it starts; so this one imports next to nothing, and a bare interpreter is the least that can
be seen.
"""

from __future__ import annotations

import os
import sys
import time

# Linux counts in kilobytes, macOS in bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def main(file: str, command: list[str]) -> None:
    """Write the wall time, the CPU time, the peak memory and the exit code, a line each."""
    started = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(process, 0)
    wall = time.perf_counter() - started
    figures = (
        wall,
        usage.ru_utime + usage.ru_stime,
        usage.ru_maxrss * _MEMORY_UNIT,
        os.waitstatus_to_exitcode(status),
    )
    with open(file, "w", encoding="ascii") as out:
        out.write("\n".join(map(repr, figures)))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
