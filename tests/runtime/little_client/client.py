from __future__ import annotations

from generator.runtime.authentication import Bearer
from generator.runtime.client import Api, AsyncBaseClient, SyncClient

API = Api(
    title="Little API (test)",
    version="2026-05-27.little",
    server="https://api.little.example/",
    authentication=Bearer,
)


class Client(SyncClient):
    api = API


class AsyncClient(AsyncBaseClient):
    api = API
