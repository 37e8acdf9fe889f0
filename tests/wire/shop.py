"""Stripe in small: what a server knows, and how it answers. Nothing here speaks HTTP."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

KEY = "sk_test_123"
FIRST = 1_700_000_000
_UNKNOWN = {"type": "invalid_request_error", "code": "resource_missing"}
_DECLINED = {
    "type": "card_error",
    "code": "card_declined",
    "decline_code": "insufficient_funds",
    "message": "Your card has insufficient funds.",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """What happens to a request: an error status, or (None) the connection breaks.

    `is_done`: the server has done by then what it was asked for.
    """

    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Received:
    """A request: the arguments are those of its query or its form."""

    method: str
    path: str
    arguments: Mapping[str, Any]
    headers: Mapping[str, str]

    @property
    def key(self) -> str | None:
        """Its idempotency key."""
        return self.headers.get("idempotency-key")


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back."""

    value: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Shop:
    """What the server knows. A test may look at all of it, and arrange it."""

    customers: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)
    requests: list[Received] = field(default_factory=list)
    failures: deque[Failure] = field(default_factory=deque)
    is_stuck: bool = False
    _answers: dict[str, Answer] = field(default_factory=dict)

    def create(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """One more customer; the newest stand first in lists."""
        number = len(self.customers) + 1
        made = {
            "id": f"cus_{number}",
            "object": "customer",
            "created": FIRST + number,
            "livemode": False,
            "name": None,
            "email": None,
            "address": None,
            "metadata": {},
        }
        self.customers = {made["id"]: made, **self.customers}  # type: ignore[dict-item]  # an ID is a text
        return _changed(made, given)

    def take(self, request: Received) -> Answer | None:
        """The answer to a request; None if the connection is to break."""
        self.requests.append(request)
        failure = self.failures.popleft() if self.failures else None
        if failure is None:
            return self._answer(request)
        if failure.is_done:
            self._answer(request)
        if failure.status is None:
            return None
        return _error(failure.status, {"type": "api_error"}, failure.headers)

    def _answer(self, request: Received) -> Answer:
        """What becomes of a request, once only for each idempotency key."""
        if request.headers.get("authorization") != f"Bearer {KEY}":
            return _error(401, {"type": "invalid_request_error"})
        if request.key in self._answers:
            kept = self._answers[request.key]
            replayed = {**kept.headers, "Idempotent-Replayed": "true"}
            return Answer(kept.value, kept.status, replayed)
        answer = self._routed(request, request.path.strip("/").split("/"))
        if request.method == "POST" and request.key:
            self._answers[request.key] = answer
        return answer

    def _routed(self, request: Received, steps: list[str]) -> Answer:
        given = request.arguments
        match request.method, steps:
            case "POST", ["v1", "customers"]:
                return Answer(self.create(given))
            case "GET", ["v1", "customers"]:
                return self._list(given)
            case "GET", ["v1", "customers", "search"]:
                return self._search(given)
            case method, ["v1", "customers", name] if name in self.customers:
                return self._customer(method, self.customers[name], given)
            case "POST", ["v1", "charges"]:
                return _error(402, _DECLINED)
            case "GET", ["v2", "core", "events"]:
                return self._events(int(given.get("page", 0)), int(given["limit"]))
        return _error(404, {**_UNKNOWN, "message": f"No such thing: {steps[-1]!r}"})

    def _customer(
        self, method: str, customer: dict[str, Any], given: Mapping[str, Any]
    ) -> Answer:
        if method == "DELETE":
            kept = {"id": customer["id"], "object": "customer", "deleted": True}
            self.customers[customer["id"]] = customer = kept
        elif method == "POST":
            _changed(customer, given)
        return Answer(customer)

    def _list(self, given: Mapping[str, Any]) -> Answer:
        limit = int(given.get("limit", 10))
        every = [each for each in self.customers.values() if "deleted" not in each]
        names = [each["id"] for each in every]
        start, end = 0, len(every)
        if "ending_before" in given:
            end = names.index(given["ending_before"])
            start, more = max(0, end - limit), end > limit
        elif "starting_after" in given and not self.is_stuck:
            start = names.index(given["starting_after"]) + 1
        if "ending_before" not in given:
            end, more = start + limit, start + limit < len(every)
        page: dict[str, Any] = {
            "object": "list",
            "url": "/v1/customers",
            "has_more": more,
        }
        return Answer(page | {"data": every[start:end]})

    def _search(self, given: Mapping[str, Any]) -> Answer:
        limit, start = int(given.get("limit", 10)), int(given.get("page", 0))
        found = [
            each
            for each in self.customers.values()
            if given["query"] == f"name:'{each.get('name')}'"
        ]
        more = start + limit < len(found)
        page: dict[str, Any] = {
            "object": "search_result",
            "url": "/v1/customers/search",
        }
        page |= {"data": found[start : start + limit], "has_more": more}
        return Answer(page | {"next_page": str(start + limit) if more else None})

    def _events(self, start: int, limit: int) -> Answer:
        end = start + limit
        ahead = f"/v2/core/events?limit={limit}&page={end}"
        page = {"next_page_url": ahead if end < len(self.events) else None}
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
        return Answer(page | {"data": data, "previous_page_url": None})


def _changed(customer: dict[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """A text that is empty unsets; metadata are merged."""
    for name, value in given.items():
        if name == "metadata":
            merged = {**customer["metadata"], **value}
            value = {key: each for key, each in merged.items() if each != ""}
        customer[name] = None if value == "" else value
    return customer


def _error(
    status: int, error: dict[str, Any], headers: Mapping[str, str] | None = None
) -> Answer:
    return Answer({"error": error}, status, headers or {})
