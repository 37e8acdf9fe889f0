"""The life of an explorer: `explorer_up DOCUMENT` starts it, requests a page, and ends it."""

from __future__ import annotations

import signal
import subprocess
import sys
from urllib.request import urlopen

_PAGE = "operations/PostCustomers.html"
_SECONDS = 120


def main(document: str) -> None:
    """Start, request and end."""
    command = [sys.executable, "-m", "generator", "explore", document, "--no-open"]
    process = subprocess.Popen(
        [*command, "--port", "0"], stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    lines: list[str] = []
    for line in process.stderr:
        lines.append(line)
        if line.startswith("http://"):
            break
    else:
        raise SystemExit("".join(lines))
    url = line.partition("#")[0]
    with urlopen(f"{url}{_PAGE}", timeout=_SECONDS) as response:
        response.read()
    process.send_signal(signal.SIGINT)
    process.wait(_SECONDS)


if __name__ == "__main__":
    main(*sys.argv[1:])
