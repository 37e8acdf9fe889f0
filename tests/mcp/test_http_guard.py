"""Over HTTP only local clients with the token are served: no page in a browser, no other name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.mcp.processes import HttpProcess, http_process, run

PING = {"jsonrpc": "2.0", "id": 1, "method": "ping"}


@pytest.fixture(scope="module")
def served(echo_client: Path) -> Iterator[HttpProcess]:
    with http_process(str(echo_client), "--base-url", "http://127.0.0.1:9") as process:
        yield process


def _status(served: HttpProcess, *without: str, **headers: str) -> int:
    sent = {
        "Authorization": f"Bearer {served.token}",
        "Accept": "application/json, text/event-stream",
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    kept = {name: value for name, value in sent.items() if name not in without}
    # Initialize, since other requests need a session.
    message = {
        **PING,
        "method": "initialize",
        "params": {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        },
    }
    return httpx2.post(served.url, json=message, headers=kept).status_code


def test_token_of_256_bits(served: HttpProcess) -> None:
    assert len(served.token) == 43
    assert served.stderr.count(served.token.encode()) == 1


def test_local_client_with_the_token_is_served(served: HttpProcess) -> None:
    assert _status(served) == 200
    port = urlsplit(served.url).port
    assert _status(served, Host=f"localhost:{port}") == 200
    assert _status(served, Origin=f"http://127.0.0.1:{port}") == 200
    assert _status(served, Sec_Fetch_Site="same-origin") == 200


@pytest.mark.parametrize(
    "value",
    ["Bearer wrong", "Bearer", "", "Basic {token}", "{token}", "Bearer {token}x"],
)
def test_wrong_token_is_401(served: HttpProcess, value: str) -> None:
    assert _status(served, Authorization=value.format(token=served.token)) == 401


def test_missing_token_is_401(served: HttpProcess) -> None:
    assert _status(served, "Authorization") == 401
    response = httpx2.post(served.url, json=PING)
    assert response.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "127.0.0.1.evil.example:{port}",
        "localhost:{port}0",
    ],
)
def test_other_hosts_are_refused(served: HttpProcess, host: str) -> None:
    port = urlsplit(served.url).port
    assert _status(served, Host=host.format(port=port)) == 421


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://evil.example",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "http://localhost:{port}",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
def test_other_origins_are_refused(served: HttpProcess, origin: str) -> None:
    port = urlsplit(served.url).port
    assert _status(served, Origin=origin.format(port=port)) == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_requests_from_other_sites_are_refused(served: HttpProcess, site: str) -> None:
    assert _status(served, Sec_Fetch_Site=site) == 403


def test_large_body_is_refused(served: HttpProcess) -> None:
    headers = {
        "Authorization": f"Bearer {served.token}",
        "Content-Type": "application/json",
    }
    response = httpx2.post(served.url, content=b" " * 1_100_000, headers=headers)
    assert response.status_code == 413


def test_host_requires_http(echo_client: Path) -> None:
    result = run(str(echo_client), "--host", "0.0.0.0")
    assert result.returncode == 2
    assert "--host requires --http" in result.stderr
    assert result.stdout == ""


def test_port_in_use(served: HttpProcess, echo_client: Path) -> None:
    port = urlsplit(served.url).port
    result = run(str(echo_client), f"--http={port}")
    assert result.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in result.stderr


def test_short_token_in_the_environment(
    echo_client: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CODEGEN_MCP_TOKEN", "short")
    result = run(str(echo_client), "--http=0")
    assert result.returncode == 2
    assert "CODEGEN_MCP_TOKEN is too short" in result.stderr
