"""Processes that fork while other threads use a client, its credentials or its responses."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from tests.runtime.local_server import send, serve

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the system cannot fork"
)
# Runs a thread that does not leave `held` while the process forks; the child then calls `after`.
FORKING = """
import asyncio, os, sys, threading, time
from tests.runtime.little_client.client import AsyncClient, Client
from tests.runtime.little_client.operations.customers import get_customer, get_customer_async

url = sys.argv[1]
entered, leave = threading.Event(), threading.Event()

def wait_inside(*_):
    entered.set()
    leave.wait(20)

{setup}
threading.Thread(target=held, daemon=True).start()
assert entered.wait(10)
pid = os.fork()
if pid == 0:
    import signal
    signal.alarm(10)
    leave.set()
    entered.clear()
    after()
    os._exit(0)
status = os.waitpid(pid, 0)[1]
leave.set()
time.sleep(0.05)
after()
print(status)
"""
CASES = {
    "lock of a client": """
        client = Client("sk", base_url=url)
        def held():
            with client._lock:
                wait_inside()
        def after():
            get_customer(client, "x")
            client.with_options(timeout=1).close()
    """,
    "lock of a token function": """
        from generator.runtime.auth.token_from import TokenFrom
        def token():
            if threading.current_thread() is not threading.main_thread():
                wait_inside()
            return "t"
        source = TokenFrom(token)
        need = type("Need", (), {"scopes": (), "scheme": None})()
        def held():
            source.obtain(None, need, None)
        def after():
            assert source.obtain(None, need, None) == "t"
    """,
    "lock of a token function, async": """
        from generator.runtime.auth.token_from import TokenFrom
        source = TokenFrom(lambda: "t")
        def held():
            with source._locks.lock:
                wait_inside()
        def after():
            assert asyncio.run(source.obtain_async(None, None, None)) == "t"
    """,
    "cookies": """
        client = Client("sk", base_url=url, keep_cookies=True)
        get_customer(client, "x")
        transport = client._open_transport()
        jar = transport._clients._jar()
        def held():
            with jar._cookies_lock:
                wait_inside()
        def after():
            get_customer(client, "x")
            assert transport.cookie_names(url + "/v1/") == {"session"}
    """,
    "value of a response": """
        from generator.runtime.client.api_response import ApiResponse
        def response(read):
            return ApiResponse(200, {}, None, b"1", None, 1, 0.0, read)
        def held():
            response(wait_inside).value
        def after():
            assert response(lambda: 1).value == 1
    """,
    "type of a field": """
        from generator.runtime.models.fields import ModelField, schema_of
        from tests.runtime.little_client.models import Customer
        field = schema_of(Customer).fields[0]
        class Slow:
            def __str__(self):
                wait_inside()
                return "x | None"
        import copy
        slow = copy.copy(field)
        slow.annotation = Slow()
        def held():
            slow.admits_none
        def after():
            for other in schema_of(Customer).fields:
                other.admits_none
    """,
    "pool of connections": """
        client = Client("sk", base_url=url)
        get_customer(client, "x")
        pool = client._open_transport()._clients.get()._transport._pool
        def held():
            with pool._optional_thread_lock:
                wait_inside()
        def after():
            get_customer(client, "x")
    """,
}


def respond(handler: BaseHTTPRequestHandler) -> None:
    send(handler, b'{"id": "x"}', Set_Cookie="session=1; Path=/")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serve(respond) as url:
        yield url


@pytest.mark.parametrize("name", CASES)
def test_fork_while_a_lock_is_held(name: str, server: str) -> None:
    code = FORKING.format(setup=textwrap.dedent(CASES[name]))
    done = subprocess.run(
        [sys.executable, "-c", code, server],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(ROOT)},
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    status = int(done.stdout)
    assert status != signal.SIGALRM, "the child waits for a lock that nobody holds"
    assert status == 0, done.stderr


CLOSING = """
import multiprocessing, sys
from tests.runtime.little_client.client import Client
from tests.runtime.little_client.operations.customers import get_customer

client = Client("sk", base_url=sys.argv[1], max_retries=0)
get_customer(client, "x")
ports = set()

def work(queue):
    get_customer(client, "x")
    client.close()
    queue.put("done")

if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    queue = context.Queue()
    for _ in range(3):
        process = context.Process(target=work, args=(queue,))
        process.start()
        assert queue.get(timeout=20) == "done"
        process.join(20)
        assert process.exitcode == 0
        print(get_customer(client, "x").object)
"""


def test_child_that_closes_its_client_leaves_the_parents_connection() -> None:
    def respond_with_port(handler: BaseHTTPRequestHandler) -> None:
        send(handler, b'{"object": "%d"}' % handler.client_address[1])

    with serve(respond_with_port) as url:
        done = subprocess.run(
            [sys.executable, "-c", CLOSING, url],
            capture_output=True,
            text=True,
            check=False,
            env={"PYTHONPATH": str(ROOT)},
            timeout=60,
        )
    assert done.returncode == 0, done.stderr
    assert len(set(done.stdout.split())) == 1
