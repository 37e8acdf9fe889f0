"""Calls with unions, nested queries, uploads, binary responses and JSON bodies."""

from __future__ import annotations

from datetime import UTC, datetime

from generated.stripe_client import Client
from generated.stripe_client.models import (
    Customer,
    DeletedCustomer,
    File,
    V2BillingMeterEvent,
)
from generated.stripe_client.operations import (
    get_customers,
    get_customers_customer,
    get_quotes_quote_pdf,
    post_files,
    post_v2_billing_meter_events,
)
from tests.cases.serving import Server
from tests.real.stripe_responses import CUSTOMER


def test_union_response_is_discriminated(client: Client, server: Server) -> None:
    server.answer({"id": "cus_1", "object": "customer", "deleted": True})
    assert isinstance(get_customers_customer(client, "cus_1"), DeletedCustomer)
    server.answer(CUSTOMER)
    assert isinstance(get_customers_customer(client, "cus_1"), Customer)


def test_nested_query_parameters_use_brackets(client: Client, server: Server) -> None:
    server.answer(
        {"object": "list", "data": [CUSTOMER], "has_more": False, "url": "/v1"}
    )
    listed = get_customers(client, created={"gte": 1, "lt": 9}, limit=3)
    assert server.last.query == "created%5Bgte%5D=1&created%5Blt%5D=9&limit=3"
    assert [type(customer) for customer in listed.data] == [Customer]

    get_customers(client, created={"gte": 1}, expand=["data.default_source"])
    assert server.last.arguments == [
        ("created[gte]", "1"),
        ("expand[0]", "data.default_source"),
    ]


def test_multipart_file_upload(client: Client, server: Server) -> None:
    server.answer({"id": "file_1", "object": "file", "created": 1, "size": 4})
    file = post_files(
        client, file=("ü.png", b"\x89PNG", "image/png"), purpose="business_icon"
    )
    assert isinstance(file, File)
    media_type, _, boundary = server.last.headers["content-type"].partition(
        "; boundary="
    )
    assert media_type == "multipart/form-data"
    parts = server.last.body.split(f"--{boundary}".encode())
    assert parts[0] == b""
    assert parts[-1] == b"--\r\n"
    heads = {part.partition(b"\r\n\r\n")[0]: part for part in parts[1:-1]}
    assert len(heads) == 2
    assert any(b'name="purpose"' in head for head in heads)
    assert [part for part in parts if b"image/png\r\n\r\n\x89PNG\r\n" in part]


def test_binary_response_is_bytes(client: Client, server: Server) -> None:
    server.answer(b"%PDF-1.7 \xff", media_type="application/pdf")
    assert get_quotes_quote_pdf(client, "qt_1") == b"%PDF-1.7 \xff"
    assert server.last.path == "/v1/quotes/qt_1/pdf"
    assert "application/pdf" in server.last.headers["accept"]


def test_v2_operation_sends_and_receives_json(client: Client, server: Server) -> None:
    response = {
        "object": "v2.billing.meter_event",
        "created": "2026-01-02T03:04:05Z",
        "event_name": "tokens",
        "identifier": "idmp_1",
        "livemode": False,
        "payload": {"value": "25"},
        "timestamp": "2026-01-02T03:04:05Z",
    }
    server.answer(response)
    event = post_v2_billing_meter_events(
        client,
        event_name="tokens",
        payload={"value": "25"},
        timestamp=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )
    assert server.last.headers["content-type"] == "application/json"
    assert server.last.json == {
        "event_name": "tokens",
        "payload": {"value": "25"},
        "timestamp": "2026-01-02T03:04:05Z",
    }
    assert isinstance(event, V2BillingMeterEvent)
    assert event.to_dict() == response
