"""A server on this machine that plays the part of Stripe that the checkout needs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit

CREATED = 1767225600
DECLINED = {
    "error": {
        "type": "card_error",
        "code": "card_declined",
        "decline_code": "insufficient_funds",
        "message": "Your card has insufficient funds.",
        "param": "payment_method",
    }
}
# The customers of two pages, by name.
PAGES = (("Ada", ""), ("", "Grace"))
_PAGE_SIZE = 2


@dataclass(frozen=True, slots=True)
class Call:
    """A request of the program.

    Attributes:
        method, path: of the request line, without the query.
        headers: by name in lower case.
        form: names and values of a form body.
        query: names and values of the query.
        body: the bytes of any other body.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    form: Mapping[str, str]
    query: Mapping[str, str]
    body: bytes


@dataclass(slots=True)
class Stripe:
    """The server: its URL, and the calls that it received."""

    url: str
    calls: list[Call] = field(default_factory=list)

    def respond(self, call: Call) -> tuple[int, dict[str, Any]]:
        """The status and JSON of the response to a call."""
        self.calls.append(call)
        match call.method, call.path.split("/")[2:]:
            case "POST", ["customers"]:
                return 200, _customer(1, call.form["name"], call.form["email"])
            case "GET", ["customers"]:
                return 200, _page(call.query.get("starting_after"))
            case "POST", ["payment_intents"]:
                return _payment(call.form)
            case "POST", ["subscriptions"]:
                return 200, _subscription(call.form)
            case "POST", ["files"]:
                return 200, {"id": "file_1", "object": "file", "created": CREATED}
            case "POST", ["disputes", dispute]:
                return 200, {"id": dispute, "object": "dispute", "created": CREATED}
        return 404, {"error": {"type": "invalid_request_error", "message": "unknown"}}


@contextmanager
def stripe() -> Iterator[Stripe]:
    """Run the server."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, value = server.respond(_call_of(self))
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.send_header("Request-Id", f"req_{len(server.calls)}")
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET

        def log_message(self, format: str, *args: Any) -> None:
            """Log nothing."""

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Stripe(f"http://127.0.0.1:{http.server_port}")
    thread = Thread(target=http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        thread.join()
        http.server_close()


def _call_of(handler: BaseHTTPRequestHandler) -> Call:
    parts = urlsplit(handler.path)
    headers = {name.lower(): value for name, value in handler.headers.items()}
    body = _read_body(handler)
    is_form = "x-www-form-urlencoded" in headers.get("content-type", "")
    form = parse_qsl(body.decode(), keep_blank_values=True) if is_form else []
    query = parse_qsl(parts.query, keep_blank_values=True)
    assert len(dict(form)) == len(form), "a form has a name twice"
    return Call(handler.command, parts.path, headers, dict(form), dict(query), body)


def _read_body(handler: BaseHTTPRequestHandler) -> bytes:
    if handler.headers.get("Transfer-Encoding") != "chunked":
        return handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    # RFC 9112, section 7.1.
    body = b""
    while size := int(handler.rfile.readline(), 16):
        body += handler.rfile.read(size)
        handler.rfile.readline()
    handler.rfile.readline()
    return body


def _customer(number: int, name: str, email: str | None = None) -> dict[str, Any]:
    return {
        "id": f"cus_{number}",
        "object": "customer",
        "created": CREATED,
        "livemode": False,
        "name": name or None,
        "email": email,
    }


def _page(after: str | None) -> dict[str, Any]:
    number = 0 if after is None else int(after.removeprefix("cus_")) // _PAGE_SIZE
    customers = [
        _customer(number * _PAGE_SIZE + index, name)
        for index, name in enumerate(PAGES[number], 1)
    ]
    return {
        "object": "list",
        "url": "/v1/customers",
        "has_more": number + 1 < len(PAGES),
        "data": customers,
    }


def _payment(form: Mapping[str, str]) -> tuple[int, dict[str, Any]]:
    if form["payment_method"] == "pm_declined":
        return 402, DECLINED
    expand = {value for name, value in form.items() if name.startswith("expand[")}
    customer, charge = form.get("customer"), "ch_1"
    return 200, {
        "id": "pi_1",
        "object": "payment_intent",
        "created": CREATED,
        "amount": int(form["amount"]),
        "currency": form["currency"],
        "status": "succeeded",
        "customer": (
            _customer(1, "Ada", "ada@example.com") if "customer" in expand else customer
        ),
        "latest_charge": (
            {
                "id": charge,
                "object": "charge",
                "created": CREATED,
                "receipt_url": "https://pay.example.com/receipts/ch_1",
            }
            if "latest_charge" in expand
            else charge
        ),
    }


def _subscription(form: Mapping[str, str]) -> dict[str, Any]:
    invoice = {
        "id": "in_1",
        "object": "invoice",
        "created": CREATED,
        "hosted_invoice_url": "https://invoice.example.com/in_1",
    }
    return {
        "id": "sub_1",
        "object": "subscription",
        "created": CREATED,
        "status": "incomplete",
        "customer": form["customer"],
        "latest_invoice": invoice if form.get("expand[0]") else "in_1",
    }
