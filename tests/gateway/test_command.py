"""`codegen gateway` serves on this machine, and prints a URL with the token."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.gateway.recording_api import RecordingApi
from tests.gateway.served import API_KEY, SECONDS, TOKEN

_CODEGEN = (sys.executable, "-m", "generator", "gateway")


def _environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if "KEY" not in name}
    return {**kept, "CODEGEN_CACHE": "", **variables}


@contextmanager
def _started(*arguments: str, **variables: str) -> Iterator[tuple[str, str]]:
    """Start the command; yield the URL and the token that it prints."""
    with subprocess.Popen(
        [*_CODEGEN, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env=_environment(**variables),
    ) as process:
        assert process.stderr
        try:
            line = process.stderr.readline()
            found = re.fullmatch(r"(http://\S+/)#token=(\S+)\n", line)
            assert found, line + process.stderr.read()
            yield found[1], found[2]
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(SECONDS)
            finally:
                process.kill()
            rest = process.stderr.read()
        # Nothing but the first line shows the token.
        assert found[2] not in rest


def _run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_CODEGEN, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        env=_environment(**variables),
        check=False,
    )


def test_gateway_of_a_client(
    shop_client: Path, api: RecordingApi, tmp_path: Path
) -> None:
    log = tmp_path / "audit.jsonl"
    arguments = (str(shop_client), "--base-url", api.url, "--port", "0")
    options = ("--audit-log", str(log), "--tag", "customers", "--read-only")
    with _started(*arguments, *options, SHOP_API_KEY=API_KEY) as (url, token):
        assert url.startswith("http://127.0.0.1:")
        # 256 bits.
        assert len(token) == 43
        headers = {"Authorization": f"Bearer {token}"}
        response = httpx2.get(f"{url}proxy/v1/customers/cus_1", headers=headers)
        assert response.json()["id"] == "cus_1"
        assert httpx2.get(f"{url}session").status_code == 401
        response = httpx2.post(f"{url}proxy/v1/customers", headers=headers)
        assert response.status_code == 403
        with pytest.raises(httpx2.ConnectError):
            httpx2.get(url.replace("127.0.0.1", "127.0.0.2"))
    assert api.last.header("authorization") == f"Bearer {API_KEY}"
    assert '"operation": "getCustomer"' in log.read_text()


def test_token_of_the_environment(shop_client: Path) -> None:
    # It is interrupted at once: no interrupt is lost after the URL is printed.
    options = ("--port", "0", "--base-url", "http://127.0.0.1:9")
    variables = {"CODEGEN_GATEWAY_TOKEN": TOKEN}
    with _started(str(shop_client), *options, **variables) as (_, token):
        assert token == TOKEN


@pytest.mark.parametrize(
    ("arguments", "variables", "message"),
    [
        (("--host", "0.0.0.0"), {}, "set CODEGEN_GATEWAY_TOKEN"),
        (("--host", "192.168.1.2"), {}, "set CODEGEN_GATEWAY_TOKEN"),
        ((), {"CODEGEN_GATEWAY_TOKEN": "short"}, "CODEGEN_GATEWAY_TOKEN is too short"),
        (("--allow-origin", "*"), {}, "'*' is not an origin"),
        (("--tag", "nothing"), {}, "no operation matches 'tag:nothing'"),
        (("--audit-log", "/nowhere/x"), {}, "cannot be written"),
        (("--credentials-file", "/nowhere"), {}, "cannot be read"),
        (("--port", "70000"), {}, "70000"),
        (("--read_only",), {}, "No such option"),
    ],
)
def test_refusals(
    shop_client: Path,
    arguments: tuple[str, ...],
    variables: dict[str, str],
    message: str,
) -> None:
    result = _run(str(shop_client), *arguments, **variables)
    assert result.returncode == 2
    assert message in " ".join(result.stderr.split())


def test_port_in_use(shop_client: Path, api: RecordingApi) -> None:
    result = _run(str(shop_client), "--port", str(api.server_port))
    assert result.returncode == 2
    assert f"cannot listen on 127.0.0.1:{api.server_port}" in result.stderr


def test_unknown_target() -> None:
    result = _run("nothing")
    assert result.returncode == 1
    assert "there is no client, folder or document 'nothing'" in result.stderr


def test_missing_extra(shop_client: Path, tmp_path: Path) -> None:
    (tmp_path / "starlette").mkdir()
    (tmp_path / "starlette" / "__init__.py").write_text(
        "raise ModuleNotFoundError('no starlette', name='starlette')\n"
    )
    result = _run(str(shop_client), PYTHONPATH=str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "codegen gateway needs an extra: pip install 'openapi-typed-codegen[explore]'"
    ]
