"""Documents whose references, redirects and host names lead where they must not."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpx2
import pytest

from generator.core.diagnostics import Diagnostic, Diagnostics, DocumentError
from generator.source.bundle import bundle_references, file_reader
from generator.source.bundle.access import (
    UnresolvedUriError,
    allowed_locations,
    locate_uri,
)
from generator.source.load import (
    DocumentHeaders,
    FetchBudget,
    FetchRules,
    Retrieval,
    Url,
    parse_location,
    read_source,
)
from generator.source.load.connect import proxy_for
from generator.source.load.fetch import fetch
from tests.bundle.documents import Bundled, bundled_at, components
from tests.load.behaving import Behaviour, answering, serving

DOCUMENT = b'{"openapi": "3.1.0"}'
SCHEMA = b"type: string\nx-from: here\n"


def routes(**targets: bytes | str) -> tuple[Behaviour, list[str]]:
    """A server with a document, files (bytes) and redirects (strings), and its requests."""
    requests: list[str] = []

    def behaviour(handler: BaseHTTPRequestHandler) -> None:
        requests.append(handler.path)
        name = handler.path.rpartition("/")[2].partition(".")[0]
        target = targets.get(name, b"")
        if isinstance(target, bytes):
            answering(target)(handler)
        else:
            answering(b"", 302, Location=target)(handler)

    return behaviour, requests


def codes(bundled: Bundled) -> list[str]:
    return [diagnostic.code for diagnostic in bundled.diagnostics]


def referring(reference: str) -> bytes:
    return components(f"A: {{$ref: '{reference}'}}").encode()


def problem(run: Callable[[], object]) -> Diagnostic:
    with pytest.raises(DocumentError) as caught:
        run()
    [diagnostic] = caught.value.diagnostics
    return diagnostic


def test_redirect_to_another_origin_is_not_followed() -> None:
    other, other_requests = routes(secret=SCHEMA)
    with serving(other) as elsewhere:
        own, _ = routes(api=referring("a.yaml"), a=f"{elsewhere}/secret")
        with serving(own) as url:
            bundled = bundled_at(parse_location(f"{url}/v1/api.yaml"))
    assert codes(bundled) == ["reference-not-allowed"]
    assert other_requests == []


@pytest.mark.parametrize(
    "target", ["/secret", "../secret", "/v1/%2e%2e/secret", "/v1/..%2fsecret"]
)
def test_redirect_out_of_the_folder_is_not_followed(target: str) -> None:
    own, requests = routes(api=referring("a.yaml"), a=target, secret=SCHEMA)
    with serving(own) as url:
        bundled = bundled_at(parse_location(f"{url}/v1/api.yaml"))
    assert codes(bundled) in (["reference-not-allowed"], ["invalid-reference"])
    assert requests == ["/v1/api.yaml", "/v1/a.yaml"]


def test_each_hop_of_a_redirect_is_checked() -> None:
    own, requests = routes(
        api=referring("a.yaml"), a="b", b="/out", out="/v1/c", c=SCHEMA
    )
    with serving(own) as url:
        bundled = bundled_at(parse_location(f"{url}/v1/api.yaml"))
    assert codes(bundled) == ["reference-not-allowed"]
    assert requests == ["/v1/api.yaml", "/v1/a.yaml", "/v1/b"]


def test_redirect_to_an_allowed_origin_is_followed() -> None:
    other, _ = routes(shared=SCHEMA)
    with serving(other) as elsewhere:
        own, _ = routes(api=referring("a.yaml"), a=f"{elsewhere}/shared")
        with serving(own) as url:
            location = parse_location(f"{url}/v1/api.yaml")
            bundled = bundled_at(location, [elsewhere])
    assert codes(bundled) == []
    assert bundled.schemas["A"]["x-from"] == "here"


def test_references_are_relative_to_where_a_redirect_led() -> None:
    own, requests = routes(
        api=referring("a.yaml"),
        a="inner/b",
        b=b"properties: {x: {$ref: c.yaml}}",
        c=SCHEMA,
    )
    with serving(own) as url:
        bundled = bundled_at(parse_location(f"{url}/v1/api.yaml"))
    assert codes(bundled) == []
    assert requests[-1] == "/v1/inner/c.yaml"


@pytest.mark.parametrize(
    "path",
    ["..%252fa", "%252e%252e/a", "..;/a", "..;x=1/a", "%2e%2e;/a", "a/..%5c..%5cb"],
)
def test_reference_that_a_server_could_read_as_leaving_the_folder(path: str) -> None:
    allowed = allowed_locations(Url("https://example.com/v1/api.yaml"), [])
    with pytest.raises(UnresolvedUriError) as caught:
        locate_uri(f"https://example.com/v1/{path}", allowed, is_from_web=True)
    assert caught.value.code == "invalid-reference"


@pytest.mark.parametrize("port", ["99999", "-1", "x", "0x50"])
def test_reference_with_an_invalid_port(tmp_path: Path, port: str) -> None:
    document = tmp_path / "api.yaml"
    document.write_bytes(referring(f"https://example.com:{port}/a.yaml"))
    bundled = bundled_at(document, [f"https://example.com:{port}/"])
    assert codes(bundled) == ["invalid-reference"]


@pytest.mark.parametrize("allowed", ["http://[", "https://[::/a"])
def test_allowed_reference_that_is_not_a_url(tmp_path: Path, allowed: str) -> None:
    document = tmp_path / "api.yaml"
    document.write_bytes(referring("https://example.com/a.yaml"))
    assert problem(lambda: bundled_at(document, [allowed])).code == (
        "address-not-allowed"
    )


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Let names resolve to these addresses, one after the other; returns the looked-up names."""
    names: list[str] = []
    original = socket.getaddrinfo

    def resolve(host: Any, *arguments: Any, **options: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if not name or name[0].isdigit() or ":" in name:
            return original(host, *arguments, **options)
        names.append(name)
        answer = answers[min(len(names), len(answers)) - 1]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answer, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return names


def test_checked_address_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hosts: list[str] = []

    def behaviour(handler: BaseHTTPRequestHandler) -> None:
        hosts.append(handler.headers["Host"])
        answering(DOCUMENT)(handler)

    with serving(behaviour) as url:
        names = resolving(monkeypatch, "127.0.0.1", "10.0.0.1")
        port = url.rpartition(":")[2]
        fetched = fetch(Url(f"http://api.localhost:{port}/a.json"), timeout=5)
    assert fetched.content == DOCUMENT
    assert names == ["api.localhost"]
    assert hosts == [f"api.localhost:{port}"]


def test_local_name_of_another_machine_is_not_reached_without_encryption(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    resolving(monkeypatch, "192.168.0.7")
    found = problem(lambda: fetch(Url("http://api.localhost/a.json"), timeout=5))
    assert found.code == "address-not-allowed"


REDIRECTS = {
    "https://public.example/": "https://internal.example/",
    "https://internal.example/": "https://public.example/end",
}


def responding(request: httpx2.Request) -> httpx2.Response:
    target = REDIRECTS.get(str(request.url))
    if target is None:
        return httpx2.Response(200, stream=httpx2.ByteStream(DOCUMENT))
    return httpx2.Response(302, headers={"Location": target})


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "64:ff9b::10.0.0.1", "2002:a00:1::1", "0.0.0.0"]
)
def test_redirect_to_a_name_that_resolves_to_an_internal_address(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    resolving(monkeypatch, "8.8.8.8", address)
    transport = httpx2.MockTransport(responding)
    start = Url("https://public.example/")
    found = problem(lambda: fetch(start, transport=transport))
    assert found.code == "address-not-allowed"
    assert "internal.example" in found.message


def test_reference_from_a_public_document_to_a_name_that_became_internal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    resolving(monkeypatch, "127.0.0.1")
    document = tmp_path / "api.yaml"
    document.write_bytes(referring("a.yaml"))
    location = Url("https://rebinding.example/v1/api.yaml")
    found: list[list[str]] = []
    for is_internal in (False, True):
        retrieval = Retrieval(location, is_internal)
        source = replace(read_source(document), retrieval=retrieval)
        diagnostics = Diagnostics()
        bundle_references(source, location, [], diagnostics)
        found.append([diagnostic.code for diagnostic in diagnostics])
    assert found == [["address-not-allowed"], ["unreachable-document"]]


def test_headers_are_not_sent_after_another_origin_redirects_back() -> None:
    sent: dict[str, str | None] = {}

    def own(handler: BaseHTTPRequestHandler) -> None:
        sent[handler.path] = handler.headers["Authorization"]
        target = {"/start": "/again", "/again": f"{elsewhere}/back"}
        if handler.path in target:
            answering(b"", 302, Location=target[handler.path])(handler)
        else:
            answering(DOCUMENT)(handler)

    def other(handler: BaseHTTPRequestHandler) -> None:
        sent["other"] = handler.headers["Authorization"]
        answering(b"", 302, Location=f"{url}/end")(handler)

    with serving(other) as elsewhere, serving(own) as url:
        start = Url(f"{url}/start")
        headers = DocumentHeaders.for_document(start, [("Authorization", "Bearer x")])
        assert fetch(start, headers).content == DOCUMENT
    assert sent == {
        "/start": "Bearer x",
        "/again": "Bearer x",
        "other": None,
        "/end": None,
    }


def test_cookies_are_not_sent_to_another_origin() -> None:
    cookies: list[str | None] = []

    def other(handler: BaseHTTPRequestHandler) -> None:
        cookies.append(handler.headers["Cookie"])
        answering(DOCUMENT)(handler)

    with serving(other) as elsewhere:
        redirect = answering(b"", 302, Location=elsewhere, Set_Cookie="session=1")
        with serving(redirect) as url:
            fetch(Url(url))
    assert cookies == [None]


def test_limit_on_requests_for_references(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_reader, "FetchBudget", lambda: FetchBudget(requests=5))
    schemas = "".join(f"\n    S{n}: {{$ref: s{n}.yaml}}" for n in range(50))
    own, requests = routes(
        api=components(schemas).encode(), **{f"s{n}": SCHEMA for n in range(50)}
    )
    with serving(own) as url:
        bundled = bundled_at(parse_location(f"{url}/api.yaml"))
    assert codes(bundled) == ["too-many-references"]
    assert len(requests) == 1 + 5


@pytest.mark.parametrize(
    "budget", [FetchBudget(requests=0), FetchBudget(bytes=10), FetchBudget(seconds=0)]
)
def test_limits_on_all_fetches_of_a_document(budget: FetchBudget) -> None:
    with serving(answering(DOCUMENT)) as url:
        found = problem(lambda: fetch(Url(url), rules=FetchRules(budget=budget)))
    assert found.code == "too-many-references"


def test_failed_fetches_count() -> None:
    budget = FetchBudget()
    with serving(answering(b"x" * 1000)) as url:
        rules = FetchRules(budget=budget)
        problem(lambda: fetch(Url(url), rules=rules, max_bytes=100))
    assert budget.bytes < FetchBudget().bytes
    assert budget.requests == FetchBudget().requests - 1
    assert budget.seconds < FetchBudget().seconds


def test_proxy_of_the_environment_is_used_for_other_machines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "intern.example")
    assert proxy_for("https", "api.example") == "http://proxy.example:3128"
    assert proxy_for("https", "a.intern.example") is None
    assert proxy_for("https", "localhost") is None
    assert proxy_for("http", "127.0.0.1") is None


def test_unusable_proxy_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "gopher://user:s3cret@proxy.example")
    found = problem(lambda: fetch(Url("https://8.8.8.8/a.json"), timeout=5))
    assert found.code == "unreachable-document"
    assert "s3cret" not in found.message
