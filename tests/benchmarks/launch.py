"""Run a command and write its time and memory to a file: `launch.py FILE COMMAND…`.

It is a separate program because Linux includes the memory of the parent process in the peak of the
child. It imports almost nothing, so the minimum it can measure is a bare interpreter.
"""

from __future__ import annotations

import os
import sys
import time

# Linux reports kilobytes, macOS bytes.
_MEMORY_UNIT = 1 if sys.platform == "darwin" else 1024


def main(file: str, command: list[str]) -> None:
    """Write the wall time, CPU time, peak memory and exit code, one per line."""
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
