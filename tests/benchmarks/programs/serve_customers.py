"""Serve many customers in pages, like Stripe: `serve_customers FILE COUNT`.

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
    """The pages by the ID that they start after; the first by an empty string."""
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
    """A request handler that responds with these pages on persistent connections."""

    class Pages(BaseHTTPRequestHandler):
        """Responds with pages."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Respond with the requested page."""
            query = parse_qs(urlsplit(self.path).query)
            content = written[query.get("starting_after", [""])[0]]
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    return Pages


def main(file: Path, count: int) -> None:
    """Serve until standard input is closed."""
    written = pages(json.loads(file.read_bytes()), count)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(written))
    Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_port}", flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
