"""Credentials appear in nothing that the server writes, whatever the API repeats of a request."""

from __future__ import annotations

import html
import io
import itertools
import json
import logging
from base64 import b64decode, b64encode
from pathlib import Path
from urllib.parse import quote, quote_plus, unquote

import httpx2
import pytest

from generator.serving.redaction import RedactingStream, Redactor
from tests.mcp.echo_api import EchoApi
from tests.mcp.processes import http_process, stdio_process

TOKEN = "tok/42+ä&\"quoted\"='x'\\9"
PLAIN_TOKEN = "tok_live/4242+4242=="
KEY = "key with space&4242"
PASSWORD = "pass<word>/4242"
HTTP_TOKEN = "http-token-" + "4242" * 8

_CREDENTIALS = {"token": PLAIN_TOKEN, "key": KEY, "login": PASSWORD}
_CALLS = [
    (operation, {"status": status, "text": "Hello"})
    for operation in ("echo", "echoKey", "echoLogin")
    for status in (200, 400, 500)
]


@pytest.fixture
def credentials_file(tmp_path: Path) -> Path:
    path = tmp_path / "credentials.toml"
    path.write_text(
        f"token = '{PLAIN_TOKEN}'\nkey = '{KEY}'\n"
        f"[login]\nusername = 'ada'\npassword = '{PASSWORD}'\n"
    )
    path.chmod(0o600)
    return path


def _assert_absent(traffic: bytes) -> None:
    """Check that no secret is in the traffic, decoded in every way that applies."""
    text = traffic.decode("utf-8", "replace")
    texts = {text, unquote(text), unquote(text.replace("+", " "))}
    texts |= {one.encode().decode("unicode_escape", "replace") for one in set(texts)}
    for word in text.replace("\\", " ").replace('"', " ").split():
        for offset in range(4):
            part = word[offset:].replace("-", "+").replace("_", "/")
            with_padding = part[: len(part) // 4 * 4]
            try:
                texts.add(b64decode(with_padding).decode("utf-8", "replace"))
            except ValueError:
                continue
    for secret, one in itertools.product(
        [*_CREDENTIALS.values(), b64encode(f"ada:{PASSWORD}".encode()).decode()], texts
    ):
        assert secret.lower() not in one.lower()
        assert secret.encode().hex() not in one


@pytest.mark.parametrize(
    "traffic",
    [
        PLAIN_TOKEN,
        PLAIN_TOKEN.upper(),
        quote(KEY),
        quote_plus(KEY),
        json.dumps({"a": json.dumps(PASSWORD)}),
        b64encode(f"x{PASSWORD}".encode()).decode(),
        b64encode(f"ada:{PASSWORD}".encode()).decode(),
        PLAIN_TOKEN.encode().hex(),
    ],
)
def test_the_check_finds_secrets(traffic: str) -> None:
    with pytest.raises(AssertionError):
        _assert_absent(f"before {traffic} after".encode())


def test_stdio_traffic_without_secrets(
    echo_client: Path, api: EchoApi, credentials_file: Path
) -> None:
    with stdio_process(
        *(str(echo_client), "--base-url", api.url),
        *("--credentials-file", str(credentials_file)),
    ) as process:
        process.initialize()
        for operation, arguments in _CALLS:
            call = {"operation": operation, "arguments": arguments}
            response = process.request(
                "tools/call", {"name": "change_operation", "arguments": call}
            )
            assert response["result"]["isError"] is (arguments["status"] != 200)
        process.request("tools/list", {})
        process.request("tools/call", {"name": 1})
        assert process.finish() == 0
    sent = "".join(path for _, path, _ in api.requests)
    assert "key%20with%20space" in sent or "key+with+space" in sent
    assert b"[redacted]" in process.stdout
    assert b"Hello" in process.stdout
    _assert_absent(process.stdout)
    _assert_absent(process.stderr)


def test_http_traffic_without_secrets(
    echo_client: Path, api: EchoApi, credentials_file: Path
) -> None:
    received = b""
    with (
        http_process(
            *(str(echo_client), "--base-url", api.url),
            *("--credentials-file", str(credentials_file)),
            CODEGEN_MCP_TOKEN=HTTP_TOKEN,
        ) as process,
        httpx2.Client(timeout=60) as client,
    ):
        headers = {
            "Authorization": f"Bearer {HTTP_TOKEN}",
            "Accept": "application/json, text/event-stream",
        }
        initialize = {
            "protocolVersion": "2025-11-25",
            "capabilities": {},
            "clientInfo": {"name": "test", "version": "1"},
        }
        messages = [("initialize", initialize)] + [
            (
                "tools/call",
                {
                    "name": "change_operation",
                    "arguments": {"operation": operation, "arguments": arguments},
                },
            )
            for operation, arguments in _CALLS
        ]
        for number, (method, params) in enumerate(messages):
            message = {
                "jsonrpc": "2.0",
                "id": number,
                "method": method,
                "params": params,
            }
            response = client.post(process.url, json=message, headers=headers)
            assert response.status_code == 200
            session = response.headers.get("mcp-session-id")
            if session:
                headers["Mcp-Session-Id"] = session
            received += response.content + repr(response.headers.raw).encode()
    assert len(api.requests) == len(_CALLS)
    assert b"[redacted]" in received
    for traffic in (received, process.stderr):
        _assert_absent(traffic)
        assert HTTP_TOKEN.encode() not in traffic


def test_secret_of_the_environment_is_redacted(echo_client: Path, api: EchoApi) -> None:
    with stdio_process(
        *(str(echo_client), "--base-url", api.url),
        ECHO_TOKEN=PLAIN_TOKEN,
        ECHO_API_KEY=PLAIN_TOKEN,
    ) as process:
        process.initialize()
        call = {"operation": "echo", "arguments": {"text": "Hello"}}
        process.request("tools/call", {"name": "change_operation", "arguments": call})
        process.finish()
    assert b"Hello" in process.stdout
    assert b"[redacted]" in process.stdout
    _assert_absent(process.stdout)


@pytest.mark.parametrize(
    "form",
    [
        "{secret}",
        "x{secret}y",
        "{upper}",
        "{quoted}",
        "{form}",
        "{json}",
        "{json_twice}",
        "{hex}",
        "{html}",
        "{repr}",
    ],
)
def test_forms_of_a_secret(form: str) -> None:
    text = form.format(
        secret=TOKEN,
        upper=TOKEN.upper(),
        quoted=quote(TOKEN),
        form=quote_plus(TOKEN),
        json=json.dumps(TOKEN),
        json_twice=json.dumps(json.dumps(TOKEN)),
        hex=TOKEN.encode().hex(),
        html=html.escape(TOKEN),
        repr=repr(TOKEN),
    )
    redacted = Redactor([TOKEN]).redact(text)
    assert "[redacted]" in redacted
    assert len(redacted) <= len("x[redacted]y") + 4


@pytest.mark.parametrize("before", ["", "a", "ab", "abc"])
@pytest.mark.parametrize("after", ["", "a", "ab"])
def test_base64_at_any_position(before: str, after: str) -> None:
    encoded = b64encode(f"{before}{PLAIN_TOKEN}{after}".encode()).decode()
    redacted = Redactor([PLAIN_TOKEN]).redact(encoded)
    assert len(redacted.replace("[redacted]", "")) <= 12
    assert "[redacted]" in redacted


def test_json_names_numbers_and_nested_values() -> None:
    redactor = Redactor([PLAIN_TOKEN, "424242424242"])
    data = {PLAIN_TOKEN: [{"a": f"x {PLAIN_TOKEN}"}, 424242424242, 1, None, True]}
    assert redactor.redact_json(data) == {
        "[redacted]": [{"a": "x [redacted]"}, "[redacted]", 1, None, True]
    }


def test_short_secret_is_redacted_as_a_word() -> None:
    assert (
        Redactor(["x1"]).redact("x1 is in x11, not x1y")
        == "[redacted] is in x11, not x1y"
    )


@pytest.mark.parametrize("size", range(6, len(PLAIN_TOKEN)))
def test_start_of_a_secret_at_the_end(size: int) -> None:
    redacted = Redactor([PLAIN_TOKEN]).redact_end(f"error: {PLAIN_TOKEN[:size]}")
    assert redacted == "error: [redacted]"


def test_stream_redacts_logs_and_tracebacks() -> None:
    written = io.StringIO()
    stream = RedactingStream(written, Redactor([PLAIN_TOKEN]))
    handler = logging.StreamHandler(stream)
    record = logging.getLogger("test").makeRecord(
        "test", logging.ERROR, "f", 1, "sent %s", (PLAIN_TOKEN,), None
    )
    handler.emit(record)
    stream.write(PLAIN_TOKEN[:5])
    stream.flush()
    stream.write(PLAIN_TOKEN[5:] + " end")
    stream.finish()
    assert written.getvalue() == "sent [redacted]\n[redacted] end"


def test_stream_takes_text_only() -> None:
    stream = RedactingStream(io.StringIO(), Redactor())
    with pytest.raises(TypeError, match="expected a str"):
        stream.write(b"x")  # type: ignore[arg-type]  # the error to test
