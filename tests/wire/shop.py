"""An in-memory fake of a small part of Stripe's API, independent of HTTP."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEY = "sk_test_123"
FIRST_CREATED = 1_700_000_000
_UNKNOWN = {"type": "invalid_request_error", "code": "resource_missing"}
_DECLINED = {
    "type": "card_error",
    "code": "card_declined",
    "decline_code": "insufficient_funds",
    "message": "Your card has insufficient funds.",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """A failure of a request: an error status, or None to break the connection.

    `is_done`: the server processes the request before it fails.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """A request; `arguments` are those in its query or form."""

    method: str
    path: str
    arguments: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def key(self) -> str | None:
        """Its idempotency key."""
        return self.headers.get("idempotency-key")


@dataclass(frozen=True, slots=True)
class FakeResponse:
    """A response to send."""

    value: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Shop:
    """The state of the fake. Tests may read and modify all of it."""

    customers: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    requests: list[Received] = field(default_factory=list)
    failures: deque[Failure] = field(default_factory=deque)
    is_stuck: bool = False
    _responses_by_key: dict[str, FakeResponse] = field(default_factory=dict)

    def create(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """Create a customer; lists start with the newest."""
        number = len(self.customers) + 1
        customer = {
            "id": f"cus_{number}",
            "object": "customer",
            "created": FIRST_CREATED + number,
            "livemode": False,
            "name": None,
            "email": None,
            "address": None,
            "metadata": {},
        }
        self.customers = {customer["id"]: customer, **self.customers}  # type: ignore[dict-item]  # an ID is a string
        return _update(customer, arguments)

    def handle(self, request: Received) -> FakeResponse | None:
        """Respond to a request; None to break the connection."""
        self.requests.append(request)
        failure = self.failures.popleft() if self.failures else None
        if failure is None:
            return self._respond(request)
        if failure.is_done:
            self._respond(request)
        if failure.status is None:
            return None
        return _error(failure.status, {"type": "api_error"}, failure.headers)

    def _respond(self, request: Received) -> FakeResponse:
        """Process a request; repeat the response if its idempotency key was used before."""
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return _error(401, {"type": "invalid_request_error"})
        if request.key in self._responses_by_key:
            first = self._responses_by_key[request.key]
            headers = {**first.headers, "Idempotent-Replayed": "true"}
            return FakeResponse(first.value, first.status, headers)
        response = self._route(request, request.path.strip("/").split("/"))
        if request.method == "POST" and request.key:
            self._responses_by_key[request.key] = response
        return response

    def _route(self, request: Received, segments: list[str]) -> FakeResponse:
        arguments = request.arguments
        match request.method, segments:
            case "POST", ["v1", "customers"]:
                return FakeResponse(self.create(arguments))
            case "GET", ["v1", "customers"]:
                return self._list(arguments)
            case "GET", ["v1", "customers", "search"]:
                return self._search(arguments)
            case method, ["v1", "customers", name] if name in self.customers:
                return self._customer(method, self.customers[name], arguments)
            case "POST", ["v1", "charges"]:
                return _error(402, _DECLINED)
            case "GET", ["v2", "core", "events"]:
                return self._events(
                    int(arguments.get("page", 0)), int(arguments["limit"])
                )
        return _error(404, {**_UNKNOWN, "message": f"No such thing: {segments[-1]!r}"})

    def _customer(
        self, method: str, customer: dict[str, Any], arguments: Mapping[str, Any]
    ) -> FakeResponse:
        if method == "DELETE":
            deleted = {"id": customer["id"], "object": "customer", "deleted": True}
            self.customers[customer["id"]] = customer = deleted
        elif method == "POST":
            _update(customer, arguments)
        return FakeResponse(customer)

    def _list(self, arguments: Mapping[str, Any]) -> FakeResponse:
        limit = int(arguments.get("limit", 10))
        existing = [
            customer
            for customer in self.customers.values()
            if "deleted" not in customer
        ]
        ids = [customer["id"] for customer in existing]
        start, end = 0, len(existing)
        if "ending_before" in arguments:
            end = ids.index(arguments["ending_before"])
            start, more = max(0, end - limit), end > limit
        elif "starting_after" in arguments and not self.is_stuck:
            start = ids.index(arguments["starting_after"]) + 1
        if "ending_before" not in arguments:
            end, more = start + limit, start + limit < len(existing)
        page: dict[str, Any] = {
            "object": "list",
            "url": "/v1/customers",
            "has_more": more,
        }
        return FakeResponse(page | {"data": existing[start:end]})

    def _search(self, arguments: Mapping[str, Any]) -> FakeResponse:
        limit, start = int(arguments.get("limit", 10)), int(arguments.get("page", 0))
        matches = [
            customer
            for customer in self.customers.values()
            if arguments["query"] == f"name:'{customer.get('name')}'"
        ]
        more = start + limit < len(matches)
        page: dict[str, Any] = {
            "object": "search_result",
            "url": "/v1/customers/search",
        }
        page |= {"data": matches[start : start + limit], "has_more": more}
        return FakeResponse(page | {"next_page": str(start + limit) if more else None})

    def _events(self, start: int, limit: int) -> FakeResponse:
        end = start + limit
        next_url = f"/v2/core/events?limit={limit}&page={end}"
        page = {"next_page_url": next_url if end < len(self.events) else None}
        data = [
            {
                "id": name,
                "object": "v2.core.event",
                "type": "v1.billing.meter.no_meter_found",
                "created": "2026-01-31T12:00:00.000Z",
                "livemode": False,
            }
            for name in self.events[start:end]
        ]
        return FakeResponse(page | {"data": data, "previous_page_url": None})


def _update(customer: dict[str, Any], arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Update a customer: an empty string unsets a field, and metadata are merged."""
    for name, value in arguments.items():
        if name == "metadata":
            merged = {**customer["metadata"], **value}
            value = {key: entry for key, entry in merged.items() if entry != ""}
        customer[name] = None if value == "" else value
    return customer


def _error(
    status: int, error: dict[str, Any], headers: Mapping[str, str] | None = None
) -> FakeResponse:
    return FakeResponse({"error": error}, status, headers or {})
