"""A server of many customers in pages, as Stripe lists them: `serve_customers FILE COUNT`.

Says its URL, and serves until its input ends. Pages are written before the first question.
"""

from __future__ import annotations

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

_PAGE = 100


def pages(sample: dict[str, Any], count: int) -> dict[str, bytes]:
    """Each page by the ID that it comes after, the first by an empty one."""
    written: dict[str, bytes] = {}
    after = ""
    for start in range(0, count, _PAGE):
        names = [f"cus_{number}" for number in range(start, min(start + _PAGE, count))]
        page = {
            "object": "list",
            "data": [{**sample, "id": name} for name in names],
            "has_more": start + _PAGE < count,
            "url": "/v1/customers",
        }
        written[after] = json.dumps(page, indent=2).encode()
        after = names[-1]
    return written


def handler(written: dict[str, bytes]) -> type[BaseHTTPRequestHandler]:
    """What answers with these pages, on connections that stay open."""

    class Pages(BaseHTTPRequestHandler):
        """Answers."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """The page that is asked for."""
            query = parse_qs(urlsplit(self.path).query)
            content = written[query.get("starting_after", [""])[0]]
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing."""

    return Pages


def main(file: Path, count: int) -> None:
    """Serve until nobody holds the other end of the input."""
    written = pages(json.loads(file.read_bytes()), count)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(written))
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
