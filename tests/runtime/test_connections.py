"""Connections belong to the process and the event loop that opened them."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread

import httpx2
import pytest

from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import (
    get_customer,
    get_customer_async,
)
from tests.runtime.local_server import send, serve

ROOT = Path(__file__).parents[2]
WORKERS = 4
CALLS = 20

# Each worker asks for customers of its own, and prints those that it got instead.
FORKING = """
import asyncio, os, sys
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import get_customer, get_customer_async

def call(client, name):
    return get_customer(client, name).id

async def call_async(client, *names):
    return [(await get_customer_async(client, name)).id for name in names]

kind, url, workers, calls = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
if kind == "sync":
    client = Client("sk", base_url=url, max_retries=0, timeout=5)
    call(client, "warm")
else:
    client = AsyncClient("sk", base_url=url, max_retries=0, timeout=5)
    asyncio.run(call_async(client, "warm"))
pids = []
for worker in range(workers):
    pid = os.fork()
    if pid:
        pids.append(pid)
        continue
    names = [f"{worker}-{number}" for number in range(calls)]
    if kind == "sync":
        got = [call(client, name) for name in names]
    else:
        got = asyncio.run(call_async(client, *names))
    os._exit(0 if got == [f"/v1/customers/{name}" for name in names] else 1)
print([os.waitpid(pid, 0)[1] for pid in pids])
"""


def respond(handler: BaseHTTPRequestHandler) -> None:
    # Long enough for the requests of several workers to overlap.
    time.sleep(0.001)
    content = {"id": handler.path, "object": str(handler.client_address)}
    send(handler, json.dumps(content).encode())


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve(respond) as url:
        yield url


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.parametrize("kind", ["sync", "async"])
def test_forked_workers_do_not_share_connections(kind: str, server: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FORKING, kind, server, str(WORKERS), str(CALLS)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == str([0] * WORKERS), done.stderr


def test_client_works_in_a_second_event_loop(server: str) -> None:
    async def call(name: str) -> str | None:
        return (await get_customer_async(client, name)).id

    client = AsyncClient("sk", base_url=server, max_retries=0)
    with warnings.catch_warnings():
        # The connections of the first loop are closed when they are garbage.
        warnings.simplefilter("ignore", ResourceWarning)
        for name in ("a", "b", "c"):
            assert asyncio.run(call(name)) == f"/v1/customers/{name}"
        asyncio.run(client.aclose())
        gc.collect()


def test_clients_of_closed_event_loops_are_dropped(server: str) -> None:
    created: list[httpx2.AsyncClient] = []

    class Counting(AsyncClient):
        def __init__(self) -> None:
            super().__init__("sk", base_url=server, limits=httpx2.Limits())

    async def call() -> None:
        await get_customer_async(client, "x")
        transport = client._open_transport()
        created.extend(transport._clients._by_owner.values())  # type: ignore[attr-defined]  # no protocol has it

    client = Counting()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        for _ in range(3):
            asyncio.run(call())
        assert len(created) == 3
        assert len(set(map(id, created))) == 3
        created.clear()
        asyncio.run(client.aclose())
        gc.collect()


def test_event_loops_in_several_threads(server: str) -> None:
    async def call(name: str) -> None:
        found.append((await get_customer_async(client, name)).id)

    async def call_and_close() -> None:
        await call("last")
        await client.aclose()

    found: list[str | None] = []
    client = AsyncClient("sk", base_url=server, max_retries=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        threads = [
            Thread(target=lambda name=name: asyncio.run(call(name))) for name in "abc"
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        asyncio.run(call_and_close())
        gc.collect()
    assert sorted(map(str, found)) == [
        *("/v1/customers/a", "/v1/customers/b", "/v1/customers/c"),
        "/v1/customers/last",
    ]


def test_connection_is_reused(server: str) -> None:
    with Client("sk", base_url=server) as client:
        first, second = (str(get_customer(client, name).object) for name in "ab")
    assert first == second

    async def run() -> list[str]:
        async with AsyncClient("sk", base_url=server) as client:
            return [
                str((await get_customer_async(client, name)).object) for name in "ab"
            ]

    first, second = asyncio.run(run())
    assert first == second
