from __future__ import annotations

from typing import TYPE_CHECKING

from generator.runtime.auth.credentials import Bearer
from generator.runtime.client.downloads import AsyncDownloadClient, DownloadClient
from generator.runtime.client.resource import LazyResource
from generator.runtime.client.streams import AsyncStreamClient, StreamClient
from generator.runtime.operations.api import Api
from generator.runtime.operations.error_kinds import ErrorKinds

if TYPE_CHECKING:
    from .resources.customers import AsyncCustomers, Customers
    from .resources.reports import AsyncReports, Reports

API = Api(
    title="Little API (test)",
    version="2026-05-27.little",
    server="https://api.little.example/",
    authentication=Bearer,
    errors=ErrorKinds(__name__, ".errors", "KINDS"),
)

CAREFUL_API = Api(
    title="Careful API",
    version="1",
    server="https://careful.example",
    authentication=Bearer,
    idempotency_header="Once-Key",
    should_retry_header="Should-Retry",
    headers={"Careful-Version": "2026-05-27"},
    option_headers={"careful_account": "Careful-Account"},
    request_id_headers=("Careful-Request", "Request-Id"),
    errors=ErrorKinds(__name__, ".errors", "KINDS"),
)


class Client(StreamClient, DownloadClient):
    api = API
    customers: LazyResource[Customers] = LazyResource(".resources.customers")
    reports: LazyResource[Reports] = LazyResource(".resources.reports")


class AsyncClient(AsyncStreamClient, AsyncDownloadClient):
    api = API
    customers: LazyResource[AsyncCustomers] = LazyResource(".resources.customers")
    reports: LazyResource[AsyncReports] = LazyResource(".resources.reports")


class CarefulClient(DownloadClient):
    """A client of an API with idempotency keys, a retry header and its own errors."""

    api = CAREFUL_API


class AsyncCarefulClient(AsyncDownloadClient):
    api = CAREFUL_API
