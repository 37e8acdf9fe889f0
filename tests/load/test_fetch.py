"""Fetch documents from a server on this machine: responses, limits and errors."""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx2
import pytest

from generator.core.diagnostics import Diagnostic, DocumentError
from generator.source.load import Url, read_source
from generator.source.load.fetch import MAX_REDIRECTS, fetch
from tests.hostile.raw_server import RawServer
from tests.load.behaving import answering, serving

DOCUMENT = b'{"openapi": "3.1.0"}'
SECRET = "s3cret"


def problem(url: str, **bounds: float) -> Diagnostic:
    with pytest.raises(DocumentError) as caught:
        fetch(
            Url(url),
            timeout=bounds.get("timeout", 20),
            max_bytes=int(bounds.get("max_bytes", 10**6)),
        )
    [diagnostic] = caught.value.diagnostics
    return diagnostic


def test_read_source_from_a_url() -> None:
    with serving(answering(DOCUMENT)) as server:
        source = read_source(Url(f"{server}/v1/openapi.json"))
    assert source.tree == {"openapi": "3.1.0"}
    assert source.syntax == "json"
    assert source.name == f"{server}/v1/openapi.json"
    assert source.digest == hashlib.sha256(DOCUMENT).hexdigest()


def test_web_page_at_a_url_is_an_error() -> None:
    page = serving(answering(b"<html></html>"))
    with page as server, pytest.raises(DocumentError) as caught:
        read_source(Url(server))
    assert caught.value.diagnostics[0].code == "markup-document"


@pytest.mark.parametrize("coding", ["gzip", "GZip", "x-gzip"])
def test_gzip_is_decoded(coding: str) -> None:
    content = gzip.compress(DOCUMENT[:5]) + gzip.compress(DOCUMENT[5:])
    with serving(answering(content, Content_Encoding=coding)) as server:
        assert fetch(Url(server)).content == DOCUMENT


def test_unsupported_content_coding() -> None:
    with serving(answering(DOCUMENT, Content_Encoding="br")) as server:
        found = problem(server)
    assert found.code == "unreachable-document"
    assert "'br' is not supported" in found.message


def test_invalid_gzip() -> None:
    with serving(answering(DOCUMENT, Content_Encoding="gzip")) as server:
        assert "cannot be decoded: it is not valid gzip" in problem(server).message


@pytest.mark.parametrize("path", ["/a.json", "b.json", "//127.0.0.1:{port}/c.json"])
def test_redirects_are_followed(path: str) -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        if handler.path != "/":
            return answering(handler.path.encode())(handler)
        port = handler.headers["Host"].rpartition(":")[2]
        target = path.format(port=port)
        return answering(b"", 302, Location=target)(handler)

    with serving(answer) as server:
        assert fetch(Url(f"{server}/")).content.endswith(b".json")


def test_redirect_limit() -> None:
    requests: list[str] = []

    def circle(handler: BaseHTTPRequestHandler) -> None:
        requests.append(handler.path)
        answering(b"", 307, Location="/again")(handler)

    with serving(circle) as server:
        found = problem(server)
    assert found.code == "address-not-allowed"
    assert f"more than {MAX_REDIRECTS} times" in found.message
    assert len(requests) == MAX_REDIRECTS + 1


@pytest.mark.parametrize("status", [204, 304, 401, 404, 418, 500, 503])
def test_status_codes_other_than_200_are_errors(status: int) -> None:
    content = b"" if status in (204, 304) else b"{}"
    with serving(answering(content, status)) as server:
        found = problem(server)
    assert found.code == "http-status"
    assert f"responded with {status} " in found.message
    assert (found.hint is not None) == (status in (401, 404))


def test_size_limit() -> None:
    with serving(answering(b"x" * 1000)) as server:
        assert len(fetch(Url(server), max_bytes=1000).content) == 1000
        found = problem(server, max_bytes=999)
    assert found.code == "document-too-large"
    assert found.hint is not None


def test_size_limit_of_an_endless_response() -> None:
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 10_000)

    with serving(endless) as server:
        assert problem(server).code == "document-too-large"


def test_size_limit_applies_to_decoded_content() -> None:
    bomb = gzip.compress(bytes(50_000_000))
    assert len(bomb) < 60_000
    with serving(answering(bomb, Content_Encoding="gzip")) as server:
        assert problem(server).code == "document-too-large"


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_truncated_response(coding: str) -> None:
    content = gzip.compress(DOCUMENT) if coding == "gzip" else DOCUMENT
    length = str(len(content))
    cut = answering(content[:-1], Content_Length=length, Content_Encoding=coding)
    with serving(cut) as server:
        assert problem(server).code == "unreachable-document"


def test_truncated_gzip() -> None:
    cut = answering(gzip.compress(DOCUMENT)[:-9], Content_Encoding="gzip")
    with serving(cut) as server:
        assert "it is truncated" in problem(server).message


@pytest.mark.parametrize("is_head_sent", [False, True])
def test_timeout_of_a_slow_response(
    is_head_sent: bool,
) -> None:
    left = threading.Event()

    def drip(handler: BaseHTTPRequestHandler) -> None:
        if is_head_sent:
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        try:
            while not left.wait(0.02):
                handler.wfile.write(b"x")
        except OSError:
            left.set()

    with serving(drip) as server:
        found = problem(server, timeout=0.3)
        left.set()
    assert found.code == "document-timeout"
    assert "0.3 s" in found.message


def test_connection_failure() -> None:
    with socket.socket() as unused:
        # Bound, so that the port stays reserved, and not listening.
        unused.bind(("127.0.0.1", 0))
        found = problem(f"http://127.0.0.1:{unused.getsockname()[1]}")
    assert found.code == "unreachable-document"
    assert "cannot be fetched" in found.message


def test_matching_sha256(tmp_path: Path) -> None:
    pinned = hashlib.sha256(DOCUMENT).hexdigest()
    path = tmp_path / "api.json"
    path.write_bytes(DOCUMENT)
    with serving(answering(DOCUMENT)) as server:
        for location in (Url(server), path):
            assert read_source(location, pinned).digest == pinned


def test_wrong_sha256_reports_both_hashes_and_a_hint(
    tmp_path: Path,
) -> None:
    found_hash = hashlib.sha256(DOCUMENT).hexdigest()
    path = tmp_path / "api.json"
    path.write_bytes(DOCUMENT)
    with serving(answering(DOCUMENT)) as server:
        for location in (Url(server), path):
            with pytest.raises(DocumentError) as caught:
                read_source(location, "0" * 64)
            [found] = caught.value.diagnostics
            assert found.code == "wrong-hash"
            assert found_hash in found.message
            assert "0" * 64 in found.message
            assert f'sha256 = "{found_hash}"' in (found.hint or "")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.com/openapi.json",
        "http://10.0.0.1/openapi.json",
        "ftp://example.com/openapi.json",
        "file:///etc/hosts",
        "https://",
        "https:///openapi.json",
        f"https://u:{SECRET}/x@example.com/",
        f"https://u:{SECRET}@[::/x",
        "https://example.com:port/",
    ],
)
def test_addresses_other_than_https_are_rejected_without_a_request(
    address: str,
) -> None:
    found = problem(address)
    assert found.code == "address-not-allowed"
    assert SECRET not in found.message


@pytest.mark.parametrize("address", ["https://", "https:///openapi.json", "http://?x"])
def test_address_without_a_host(address: str) -> None:
    assert problem(address).message == "the address has no host"


def test_credentials_are_sent_and_not_shown() -> None:
    sent: list[str | None] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        sent.append(handler.headers["Authorization"])
        answering(b"{", 200)(handler)

    with serving(answer) as server:
        address = server.replace("//", f"//u:{SECRET}@") + f"/api.json?token={SECRET}"
        with pytest.raises(DocumentError) as caught:
            read_source(Url(address))
    assert sent == ["Basic dTpzM2NyZXQ="]
    assert SECRET not in repr(caught.value.diagnostics)
    assert str(Url(address)) == f"{server}/api.json?…"
    assert SECRET not in repr(Url(address))


def redirecting(target: str) -> httpx2.MockTransport:
    """Answers for every host: the first request is sent on to `target`."""

    def answer(request: httpx2.Request) -> httpx2.Response:
        if str(request.url) == target:
            return httpx2.Response(200, stream=httpx2.ByteStream(DOCUMENT))
        return httpx2.Response(302, headers={"Location": target})

    return httpx2.MockTransport(answer)


@pytest.mark.parametrize(
    ("start", "target", "is_followed"),
    [
        ("https://8.8.8.8/", "https://1.1.1.1/a", True),
        ("https://8.8.8.8/", "http://1.1.1.1/a", False),
        ("https://8.8.8.8/", "http://127.0.0.1/a", False),
        ("https://8.8.8.8/", "https://127.0.0.1/a", False),
        ("https://8.8.8.8/", "https://localhost/a", False),
        ("https://8.8.8.8/", "https://[::1]/a", False),
        ("https://8.8.8.8/", "https://[::ffff:10.0.0.1]/a", False),
        ("https://8.8.8.8/", "https://169.254.169.254/latest/meta-data", False),
        ("https://8.8.8.8/", "https://192.168.1.1/a", False),
        ("https://8.8.8.8/", "https://100.64.0.1/a", False),
        ("https://8.8.8.8/", "file:///etc/hosts", False),
        ("https://10.0.0.1/", "https://10.0.0.2/a", True),
        ("https://10.0.0.1/", "https://8.8.8.8/a", True),
        ("https://127.0.0.1/", "http://127.0.0.1/a", False),
        ("http://127.0.0.1/", "http://localhost/a", True),
        ("http://127.0.0.1/", "https://8.8.8.8/a", True),
    ],
)
def test_redirects_to_less_safe_addresses_are_rejected(
    start: str, target: str, is_followed: bool
) -> None:
    transport = redirecting(target)
    if is_followed:
        assert fetch(Url(start), transport=transport).content == DOCUMENT
        return
    with pytest.raises(DocumentError) as caught:
        fetch(Url(start), transport=transport)
    assert caught.value.diagnostics[0].code == "address-not-allowed"


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com:99999/",
        "https://example.com:0/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:-1/",
        "http://[::1",
        "http://[::1]x/",
        "http://[1.2.3.4]/",
        "https://exa mple.com/",
        "https://a\nb/",
        "https://a\x00b/",
        "http://\u2028/",
        f"https://{'a' * 70_000}.com/",
        f"https://u:{SECRET}@:1/",
        f"https://u:{SECRET}@h:99999/",
        "http://0x7f000001/",
        "http://2130706433/",
    ],
)
def test_malformed_addresses_are_errors_with_a_code(address: str) -> None:
    found = problem(address, timeout=5)
    assert found.code in ("address-not-allowed", "unreachable-document")
    assert SECRET not in found.message


@pytest.mark.parametrize(
    "location",
    [
        "",
        "http://[",
        "http://127.0.0.1:99999/",
        "https://example.com:99999/",
        "ftp://127.0.0.1/a",
        "file:///etc/hosts",
        "data:text/plain,a",
        "//",
        "http://",
        "\x01",
        "http://127.0.0.1:x/",
    ],
)
def test_malformed_redirects_are_errors_with_a_code(location: str) -> None:
    with serving(answering(b"", 302, Location=location)) as server:
        assert problem(server).code == "address-not-allowed"


RESPONSES = [
    b"",
    b"\r\n",
    b"HTTP/1.1 999999 OK\r\n\r\n",
    b"HTTP/1.1 xx\r\n\r\n",
    b"HTTP/1.1 100 Continue\r\n\r\n",
    b"SSH-2.0-OpenSSH\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{}",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, snappy\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nContent-Encoding: \xff\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nbroken header\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n{}",
    b"HTTP/1.1 200 OK\r\n" + b"X: a\r\n" * 50_000 + b"\r\n{}",
    b"HTTP/1.1 302 Found\r\n\r\n",
    b"HTTP/1.1 302 Found\r\nLocation: \xff\xfe\r\n\r\n",
]


@pytest.mark.parametrize("response", RESPONSES)
def test_malformed_responses_are_errors_with_a_code(response: bytes) -> None:
    server = RawServer()
    server.response = response
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        found = problem(server.url, timeout=5)
    finally:
        server.close()
        thread.join()
    assert found.code in (
        "unreachable-document",
        "address-not-allowed",
        "document-timeout",
        "http-status",
    )
    assert found.message


@pytest.mark.parametrize("charset", ["no-such-codec", "utf-16", "\xff", "hex"])
def test_declared_charset_is_not_used(charset: str) -> None:
    media = f"application/json; charset={charset}"
    with serving(answering(DOCUMENT, Content_Type=media)) as server:
        assert fetch(Url(server)).content == DOCUMENT


def test_size_limit_of_empty_gzip_members() -> None:
    content = gzip.compress(b"") * 10_000
    with serving(answering(content, Content_Encoding="gzip")) as server:
        assert problem(server, max_bytes=1000).code == "document-too-large"
